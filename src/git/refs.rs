//! Refs as files: `packed-refs` and the loose files under `refs/` (gitrepository-layout).
//!
//! libgit2 keeps every packed ref in a sorted cache and copies it for each listing, which takes
//! longer than all the rest of `next-version` where a repository has ten thousand pull-request
//! refs. Here one pass over the text finds the few that are asked for.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::objects::split_line;

/// How often a symbolic ref may lead to another one, as in git.
const MAX_DEPTH: usize = 5;

/// The refs of a repository at the moment they were read.
pub(super) struct Refs {
    common_dir: PathBuf,
    packed: Vec<u8>,
}

/// A ref and what it points to.
pub(super) struct Ref<'r> {
    /// The name behind the prefix that was asked for.
    pub(super) name: Cow<'r, str>,
    /// The object it points to.
    pub(super) target: CommitId,
    /// What an annotated tag finally points to, where `packed-refs` tells.
    pub(super) peeled: Peeled,
    /// Whether it is a file of its own.
    pub(super) is_loose: bool,
}

/// What is known of the object behind an annotated tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Peeled {
    /// It is this object, be it the target itself.
    To(CommitId),
    /// The object has to be read.
    Unknown,
}

impl Refs {
    /// Reads the packed refs of a repository.
    pub(super) fn read(common_dir: &Path) -> Result<Self> {
        let packed = files::read::read(&common_dir.join("packed-refs"))?.unwrap_or_default();
        Ok(Self { common_dir: common_dir.to_owned(), packed })
    }

    /// Returns the commit and the full name of the branch that a `HEAD` file names. The commit is
    /// `None` for a branch without commits, the branch for a detached HEAD.
    pub(super) fn head(&self, git_dir: &Path) -> Result<(Option<CommitId>, Option<String>)> {
        let place = git_dir.join("HEAD");
        let text = files::read::read(&place)?.unwrap_or_default();
        match parse_loose(&text) {
            Some(Loose::Direct(id)) => Ok((Some(id), None)),
            Some(Loose::Symbolic(name)) => Ok((self.resolve(name, 0)?, Some(name.to_owned()))),
            None => Err(Failure::state("HEAD is broken")
                .at(place.display().to_string())
                .hint("`git checkout BRANCH` writes it anew")),
        }
    }

    /// Returns what a ref of this full name points to; `None` where there is none.
    pub(super) fn find(&self, name: &str) -> Result<Option<CommitId>> {
        self.resolve(name, 0)
    }

    fn resolve(&self, name: &str, depth: usize) -> Result<Option<CommitId>> {
        if depth < MAX_DEPTH
            && is_safe(name)
            && let Some(text) = files::read::read_file(&self.common_dir.join(name))?
        {
            return match parse_loose(&text) {
                Some(Loose::Direct(id)) => Ok(Some(id)),
                Some(Loose::Symbolic(next)) => self.resolve(next, depth + 1),
                None => Ok(None),
            };
        }
        let mut packed = self.packed_below(name);
        Ok(packed.find(|line| line.name == name.as_bytes()).and_then(|line| line.target()))
    }

    /// Returns the name that a symbolic ref holds; `None` where there is no such ref or it is none.
    pub(super) fn symbolic_target(&self, name: &str) -> Result<Option<String>> {
        let text = files::read::read_file(&self.common_dir.join(name))?;
        Ok(match text.as_deref().and_then(parse_loose) {
            Some(Loose::Symbolic(target)) => Some(target.to_owned()),
            _ => None,
        })
    }

    /// Returns the refs below a prefix such as `refs/tags/` whose short name `wanted` accepts;
    /// loose ones hide packed ones of the same name.
    pub(super) fn below(
        &self,
        prefix: &str,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Ref<'_>>> {
        let mut loose = Vec::new();
        for name in files::read::list(&self.common_dir.join(prefix))? {
            let path = self.common_dir.join(prefix).join(&name);
            // Git writes a ref by way of such a file, and no ref may be named like it.
            if path.extension().is_some_and(|end| end == "lock") || !wanted(&name) {
                continue;
            }
            let text = files::read::read_file(&path)?.unwrap_or_default();
            let target = match parse_loose(&text) {
                Some(Loose::Direct(id)) => Some(id),
                Some(Loose::Symbolic(next)) => self.resolve(next, 1)?,
                None => None,
            };
            if let Some(target) = target {
                let (name, peeled) = (Cow::Owned(name), Peeled::Unknown);
                loose.push(Ref { name, target, peeled, is_loose: true });
            }
        }
        let hidden: HashSet<_> = loose.iter().map(|loose| loose.name.clone()).collect();
        let packed = self.packed_below(prefix).filter_map(|line| {
            let name = String::from_utf8_lossy(line.name.strip_prefix(prefix.as_bytes())?);
            if !wanted(&name) || hidden.contains(&name) {
                return None;
            }
            let (target, peeled) = line.target_and_peeled()?;
            Some(Ref { name, target, peeled, is_loose: false })
        });
        let mut refs: Vec<_> = packed.collect();
        refs.append(&mut loose);
        Ok(refs)
    }

    /// Returns at least the packed refs whose names start with `prefix`: these alone where the file
    /// is sorted, else all.
    fn packed_below<'p>(&'p self, prefix: &str) -> impl Iterator<Item = PackedLine<'p>> {
        let lines = PackedLines::of(&self.packed);
        let is_sorted = lines.is_sorted;
        let rest = if is_sorted { lower_bound(lines.rest, prefix.as_bytes()) } else { lines.rest };
        PackedLines { rest, ..lines }
            .take_while(move |line| !is_sorted || line.name.starts_with(prefix.as_bytes()))
    }
}

enum Loose<'t> {
    Direct(CommitId),
    Symbolic(&'t str),
}

fn parse_loose(text: &[u8]) -> Option<Loose<'_>> {
    let text = text.trim_ascii();
    match text.strip_prefix(b"ref:") {
        Some(name) => Some(Loose::Symbolic(std::str::from_utf8(name).ok()?.trim())),
        None => Some(Loose::Direct(CommitId::from_hex_bytes(text)?)),
    }
}

/// Whether a ref name leads to a file below the repository.
fn is_safe(name: &str) -> bool {
    name.starts_with("refs/") && !name.split('/').any(|part| part == "..")
}

/// A line of `packed-refs`, its ids as digits.
struct PackedLine<'p> {
    name: &'p [u8],
    id: &'p [u8],
    /// What stands behind the `^` below an annotated tag.
    below: Option<&'p [u8]>,
    is_peeled: bool,
}

impl PackedLine<'_> {
    fn target(&self) -> Option<CommitId> {
        CommitId::from_hex_bytes(self.id)
    }

    fn target_and_peeled(&self) -> Option<(CommitId, Peeled)> {
        let target = self.target()?;
        let peeled = match self.below.map(CommitId::from_hex_bytes) {
            Some(peeled) => Peeled::To(peeled?),
            None if self.is_peeled => Peeled::To(target),
            None => Peeled::Unknown,
        };
        Some((target, peeled))
    }
}

/// The lines of `packed-refs` (git-pack-refs): `<id> <name>`, and `^<id>` below an annotated tag.
struct PackedLines<'p> {
    rest: &'p [u8],
    /// Whether a tag without a `^` line is known to be no annotated one.
    is_peeled: bool,
    /// Whether they stand in the order of their names; git before 2.18 did not say so.
    is_sorted: bool,
}

impl<'p> PackedLines<'p> {
    fn of(text: &'p [u8]) -> Self {
        let (header, rest) = match split_line(text) {
            Some((header, rest)) if header.starts_with(b"#") => (header, rest),
            _ => (b"".as_slice(), text),
        };
        let says = |word: &[u8]| header.windows(word.len()).any(|window| window == word);
        let is_peeled = says(b" peeled") || says(b" fully-peeled");
        Self { rest, is_peeled, is_sorted: says(b" sorted") }
    }
}

impl<'p> Iterator for PackedLines<'p> {
    type Item = PackedLine<'p>;

    fn next(&mut self) -> Option<PackedLine<'p>> {
        loop {
            let (line, rest) = split_line(self.rest)?;
            self.rest = rest;
            let Some((id, name)) = split_packed(line) else { continue };
            let below = split_line(rest).and_then(|(below, after)| {
                let below = below.strip_prefix(b"^")?;
                self.rest = after;
                below.get(..40)
            });
            return Some(PackedLine { name, id, below, is_peeled: self.is_peeled });
        }
    }
}

fn split_packed(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (id, name) = line.split_at_checked(40)?;
    let name = name.strip_prefix(b" ")?;
    Some((id, name.strip_suffix(b"\r").unwrap_or(name)))
}

/// Returns the lines from the first one on whose name is not before `name`, by halving: the file of
/// a busy project has tens of thousands.
fn lower_bound<'p>(text: &'p [u8], name: &[u8]) -> &'p [u8] {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = text.get(low..middle).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let rest = text.get(start..high).unwrap_or_default();
        let mut next = PackedLines { rest, is_peeled: false, is_sorted: true };
        match next.next() {
            Some(line) if line.name < name => low = high - next.rest.len(),
            _ => high = start,
        }
    }
    text.get(low..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Loose, PackedLines, Peeled, Refs, is_safe, lower_bound, parse_loose};

    const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    #[test]
    fn a_packed_tag_knows_what_it_is_peeled_to() {
        let text = format!(
            "# pack-refs with: peeled fully-peeled sorted \n{A} refs/heads/x\n{A} refs/tags/v1\n^{B}\n"
        );
        let lines: Vec<_> = PackedLines::of(text.as_bytes()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1].name, b"refs/tags/v1");
        assert!(
            matches!(lines[1].target_and_peeled(), Some((_, Peeled::To(id))) if id.to_string() == B)
        );
        assert!(
            matches!(lines[0].target_and_peeled(), Some((_, Peeled::To(id))) if id.to_string() == A)
        );
    }

    #[test]
    fn without_the_header_a_tag_has_to_be_read() {
        let text = format!("{A} refs/tags/v1\r\nnonsense\n");
        let lines: Vec<_> = PackedLines::of(text.as_bytes()).collect();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].name, b"refs/tags/v1");
        assert!(matches!(lines[0].target_and_peeled(), Some((_, Peeled::Unknown))));
    }

    #[test]
    fn every_name_is_found_by_halving() {
        let names: Vec<String> = (0..50).map(|n| format!("refs/tags/v{n:02}")).collect();
        let line = |(n, name): (usize, &String)| match n % 3 {
            0 => format!("{A} {name}\n^{B}\n"),
            _ => format!("{A} {name}\n"),
        };
        let text: String = names.iter().enumerate().map(line).collect();
        for name in &names {
            let from = lower_bound(text.as_bytes(), name.as_bytes());
            let first =
                PackedLines { rest: from, is_peeled: true, is_sorted: true }.next().unwrap();
            assert_eq!(first.name, name.as_bytes());
        }
        assert!(lower_bound(text.as_bytes(), b"refs/tags/z").is_empty());
        assert_eq!(lower_bound(text.as_bytes(), b"refs/a").len(), text.len());
    }

    #[test]
    fn packed_refs_that_nobody_sorted_are_all_looked_through() {
        let header = "# pack-refs with: peeled fully-peeled \n";
        let text = format!("{header}{A} refs/tags/v2\n{A} refs/heads/x\n{A} refs/tags/v1\n^{B}\n");
        let folder = tempfile::tempdir().unwrap();
        let refs = Refs { common_dir: folder.path().to_owned(), packed: text.into() };
        let names = |prefix| -> Vec<String> {
            let found = refs.below(prefix, &|_| true).unwrap();
            found.iter().map(|found| found.name.to_string()).collect()
        };
        assert_eq!(names("refs/tags/"), ["v2", "v1"]);
        assert_eq!(names("refs/heads/"), ["x"]);
        assert!(refs.resolve("refs/heads/x", 0).unwrap().is_some());
        assert!(refs.resolve("refs/heads/none", 0).unwrap().is_none());
    }

    #[test]
    fn a_loose_ref_is_an_id_or_another_name() {
        assert!(matches!(
            parse_loose(b"ref: refs/heads/x\n"),
            Some(Loose::Symbolic("refs/heads/x"))
        ));
        assert!(matches!(parse_loose(format!("{A}\r\n").as_bytes()), Some(Loose::Direct(_))));
        assert!(parse_loose(b"").is_none());
    }

    #[test]
    fn a_symbolic_ref_cannot_leave_the_repository() {
        assert!(is_safe("refs/heads/x"));
        assert!(!is_safe("refs/../../x"));
        assert!(!is_safe("/etc/passwd"));
    }
}
