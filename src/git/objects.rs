//! Commit objects: reading them from the object database and taking them apart in place.
//!
//! The format is that of `git-commit-tree` and `gitformat-signature`: header lines, an empty line,
//! the message.

use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::Encoding;

use crate::domain::history::commit::{CommitId, Person, RawCommit, Signature};
use crate::domain::history::grafts::Grafts;
use crate::failure::{Failure, Result};

/// A commit as it was read, with what only the repository knows about it.
pub struct ReadCommit {
    /// The commit, its parents already corrected by grafts.
    pub commit: RawCommit,
    /// Whether it has parents that a shallow clone left behind.
    pub cut: bool,
}

/// Something that gives commits by id: the repository, or a table in a test.
pub trait CommitSource {
    /// Returns the commit; `None` when no commit has this id here.
    ///
    /// # Errors
    /// When the object is there and cannot be read.
    fn read(&mut self, id: CommitId) -> Result<Option<ReadCommit>>;
}

/// The commits of one repository.
pub struct ObjectDatabase<'r> {
    odb: git2::Odb<'r>,
    grafts: Grafts,
    people: HashMap<Box<[u8]>, Arc<Person>>,
    is_plain: bool,
}

impl<'r> ObjectDatabase<'r> {
    pub(super) fn new(odb: git2::Odb<'r>, grafts: Grafts) -> Self {
        Self { odb, grafts, people: HashMap::new(), is_plain: false }
    }

    /// Returns the commits as libgit2 reads them: a message that is no UTF-8 is empty, and no
    /// `encoding` line counts.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { is_plain: true, ..self }
    }
}

impl CommitSource for ObjectDatabase<'_> {
    fn read(&mut self, id: CommitId) -> Result<Option<ReadCommit>> {
        let stored = self.grafts.replacement_of(id);
        let failure = |error: git2::Error| {
            Failure::world("cannot read a commit of this repository")
                .at(format!("commit {id}"))
                .because(error.message())
                .hint("`git fsck` tells what is damaged")
        };
        let oid = git2::Oid::from_bytes(stored.as_bytes()).map_err(failure)?;
        let object = match self.odb.read(oid) {
            Ok(object) => object,
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(failure(error)),
        };
        if object.kind() != git2::ObjectType::Commit {
            return Ok(None);
        }
        let mut commit = parse_commit(id, object.data(), &mut self.people);
        if self.is_plain && !commit.message.is_empty() {
            commit.message = plain_message(object.data());
        }
        let (parents, cut) = self.grafts.parents_of(id, std::mem::take(&mut commit.parents));
        commit.parents = parents;
        Ok(Some(ReadCommit { commit, cut }))
    }
}

/// Returns the message of a commit object; nothing where it is no UTF-8.
fn plain_message(data: &[u8]) -> String {
    let mut rest = data;
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        if line.is_empty() {
            break;
        }
    }
    std::str::from_utf8(rest).unwrap_or_default().to_owned()
}

/// Takes a commit object apart. Lines that are missing or broken leave empty fields: old histories
/// hold such commits, and a release must not fail on them.
fn parse_commit(
    id: CommitId,
    data: &[u8],
    people: &mut HashMap<Box<[u8]>, Arc<Person>>,
) -> RawCommit {
    let mut parents = Vec::with_capacity(1);
    let (mut author, mut committer, mut encoding) = (None, None, None);
    let mut rest = data;
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        if line.is_empty() {
            break;
        } else if let Some(parent) = line.strip_prefix(b"parent ") {
            parents.extend(CommitId::from_hex_bytes(parent));
        } else if let Some(person) = line.strip_prefix(b"author ") {
            author = Some(person);
        } else if let Some(person) = line.strip_prefix(b"committer ") {
            committer = Some(person);
        } else if let Some(label) = line.strip_prefix(b"encoding ") {
            encoding = Encoding::for_label(label);
        }
    }
    let mut sign =
        |line: Option<&[u8]>| parse_signature(line.unwrap_or_default(), encoding, people);
    let (author, committer) = (sign(author), sign(committer));
    RawCommit { id, parents, author, committer, message: decode(rest, encoding) }
}

/// Returns when a commit object says it was committed, in seconds since 1970.
pub(super) fn committer_seconds(data: &[u8]) -> i64 {
    let mut rest = data;
    while let Some((line, after)) = split_line(rest).filter(|(line, _)| !line.is_empty()) {
        if let Some(who) = line.strip_prefix(b"committer ") {
            return seconds(who);
        }
        rest = after;
    }
    0
}

/// Returns the first line without its line feed and the rest; `None` at the end of the text.
pub(super) fn split_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    if text.is_empty() {
        return None;
    }
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(end)?;
    Some((line, rest.get(1..).unwrap_or_default()))
}

/// Takes `Name <address> seconds zone` apart.
fn parse_signature(
    line: &[u8],
    encoding: Option<&'static Encoding>,
    people: &mut HashMap<Box<[u8]>, Arc<Person>>,
) -> Signature {
    let end = line.iter().rposition(|byte| *byte == b'>').map_or(line.len(), |at| at + 1);
    let (who, when) = line.split_at_checked(end).unwrap_or((line, b""));
    let seconds = first_number(when);
    if let Some(person) = people.get(who) {
        return Signature { person: Arc::clone(person), seconds };
    }
    let start = who.iter().position(|byte| *byte == b'<').unwrap_or(who.len());
    let (name, address) = who.split_at_checked(start).unwrap_or((who, b""));
    let person = Arc::new(Person {
        name: decode(name, encoding).trim().to_owned(),
        email: decode(address, encoding).trim_matches(['<', '>', ' ']).to_owned(),
    });
    people.insert(who.into(), Arc::clone(&person));
    Signature { person, seconds }
}

/// Returns the seconds of `Name <address> seconds zone`.
fn seconds(line: &[u8]) -> i64 {
    let end = line.iter().rposition(|byte| *byte == b'>').map_or(line.len(), |at| at + 1);
    first_number(line.get(end..).unwrap_or_default())
}

fn first_number(text: &[u8]) -> i64 {
    let text = std::str::from_utf8(text).unwrap_or_default();
    text.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Decodes by the commit's `encoding` line, by UTF-8 where it has none (git-commit, DISCUSSION).
/// Text that is UTF-8 is taken for that, whatever the line says, unless the encoding writes in
/// ASCII what is none.
fn decode(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    let encoding = encoding
        .filter(|encoding| !encoding.is_ascii_compatible() || std::str::from_utf8(bytes).is_err());
    match encoding {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{CommitId, RawCommit, parse_commit};

    fn parse(data: &[u8]) -> RawCommit {
        parse_commit(CommitId::from_bytes([7; 20]), data, &mut HashMap::new())
    }

    const HEAD: &str = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

    #[test]
    fn a_signed_merge_is_taken_apart() {
        let a = "a".repeat(40);
        let b = "b".repeat(40);
        let data = format!(
            "{HEAD}parent {a}\nparent {b}\nauthor A U Thor <a@b.example> 1700000000 +0100\n\
             committer C <c@d.example> 1700000060 -0500\ngpgsig -----BEGIN\n author no <x> 1 +0000\n \
             -----END\n\nfeat: x\n\nbody\n"
        );
        let commit = parse(data.as_bytes());
        assert_eq!(commit.parents.iter().map(ToString::to_string).collect::<Vec<_>>(), [a, b]);
        assert_eq!(commit.author.person.name, "A U Thor");
        assert_eq!(commit.author.person.email, "a@b.example");
        assert_eq!(commit.committer.seconds, 1_700_000_060);
        assert_eq!(commit.message, "feat: x\n\nbody\n");
    }

    #[test]
    fn a_message_in_latin_1_is_decoded_by_its_encoding_line() {
        let mut data = format!("{HEAD}author \u{4a} <j@x> 1 +0000\nencoding ISO-8859-1\n\n");
        data.push_str("feat: caf");
        let mut bytes = data.into_bytes();
        bytes.push(0xe9);
        assert_eq!(parse(&bytes).message, "feat: café");
    }

    #[test]
    fn bytes_that_are_no_text_become_replacement_characters() {
        let mut bytes = format!("{HEAD}\n").into_bytes();
        bytes.extend(b"fix: \xff\xfe");
        assert_eq!(parse(&bytes).message, "fix: \u{fffd}\u{fffd}");
    }

    #[test]
    fn broken_lines_leave_empty_fields() {
        let commit = parse(b"author nobody\ncommitter <x> soon\n\nhello");
        assert_eq!((commit.author.person.name.as_str(), commit.author.seconds), ("nobody", 0));
        assert_eq!(commit.message, "hello");
        assert_eq!(parse(b"").message, "");
    }
}
