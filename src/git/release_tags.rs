//! Tags as git-cliff lists them: with the name and the message that annotated tags carry.

use crate::domain::cliff::tags::ReleaseTag;
use crate::domain::history::commit::CommitId;
use crate::failure::Result;
use crate::git::objects::{committer_seconds, split_line};
use crate::git::refs::{Peeled, Ref};
use crate::git::repository::Repository;

/// The starts of the signatures that git appends to the message of a tag
/// (gitformat-signature).
const SIGNATURES: [&str; 3] = ["PGP", "SSH", "SIGNED"];

/// What the object of an annotated tag says.
struct TagObject {
    name: Option<String>,
    message: Option<String>,
}

impl Repository {
    /// Returns the tags of commits whose short name `wanted` accepts, in the order in which libgit2
    /// lists them: loose refs before packed ones, each by name.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn release_tags(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<ReleaseTag>> {
        let mut refs = self.refs().below("refs/tags/", wanted)?;
        refs.sort_by(|one, other| {
            other.is_loose.cmp(&one.is_loose).then_with(|| one.name.cmp(&other.name))
        });
        Ok(refs.iter().filter_map(|found| self.release_tag(found)).collect())
    }

    fn release_tag(&self, found: &Ref<'_>) -> Option<ReleaseTag> {
        let is_commit = found.peeled == Peeled::To(found.target);
        let tag = if is_commit { None } else { self.tag_object(found.target) };
        let commit = match (found.peeled, &tag) {
            (Peeled::To(commit), _) => commit,
            (Peeled::Unknown, None) => found.target,
            (Peeled::Unknown, Some(_)) => self.peeled(found.target),
        };
        let time = self.committed_at(commit)?;
        let (name, message) = tag.map_or((None, None), |tag| (tag.name, tag.message));
        Some(ReleaseTag {
            commit,
            name: name.unwrap_or_else(|| found.name.to_string()),
            message,
            time,
        })
    }

    /// Returns the message of the annotated tag of this name, for a release that gets its name.
    pub fn tag_message(&self, name: &str) -> Option<String> {
        let refs = self.refs().below("refs/tags/", &|other| other == name).ok()?;
        self.tag_object(refs.first()?.target)?.message
    }

    /// Returns when a commit was committed, in seconds since 1970; `None` where it is no commit or
    /// not there.
    fn committed_at(&self, commit: CommitId) -> Option<i64> {
        let (kind, data) = self.object(commit)?;
        (kind == git2::ObjectType::Commit).then(|| committer_seconds(&data))
    }

    fn tag_object(&self, id: CommitId) -> Option<TagObject> {
        let (kind, data) = self.object(id)?;
        (kind == git2::ObjectType::Tag).then(|| parse_tag(&data))
    }
}

fn parse_tag(data: &[u8]) -> TagObject {
    let (mut name, mut has_message) = (None, false);
    let mut rest = data;
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        if line.is_empty() {
            has_message = true;
            break;
        }
        if let Some(text) = line.strip_prefix(b"tag ") {
            name = std::str::from_utf8(text).ok().map(str::to_owned);
        }
    }
    let message = std::str::from_utf8(rest).ok().filter(|_| has_message);
    TagObject { name, message: message.map(|text| without_signature(text).trim().to_owned()) }
}

/// Returns the message of a tag without the first signature in it.
fn without_signature(message: &str) -> String {
    let begin = |text: &str| {
        let forms = SIGNATURES.iter().flat_map(|kind| {
            ["SIGNATURE", "MESSAGE"].map(|what| format!("-----BEGIN {kind} {what}-----"))
        });
        forms.filter_map(|form| text.find(&form).map(|at| (at, form.len()))).min()
    };
    let end = |text: &str| {
        let forms = SIGNATURES.iter().flat_map(|kind| {
            ["SIGNATURE", "MESSAGE"].map(|what| format!("-----END {kind} {what}-----"))
        });
        forms.filter_map(|form| text.find(&form).map(|at| at + form.len())).min()
    };
    let Some((at, length)) = begin(message) else { return message.to_owned() };
    let (before, signed) = message.split_at_checked(at).unwrap_or((message, ""));
    let inside = signed.get(length..).unwrap_or_default();
    match end(inside).and_then(|at| inside.get(at..)) {
        Some(after) => [before, after].concat(),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_tag;

    #[test]
    fn a_tag_object_gives_its_name_and_its_message_without_the_signature() {
        let data = "object 1\ntype commit\ntag v1\ntagger a <b> 1 +0000\n\nFirst\n\nbody\n\
                    -----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n";
        let tag = parse_tag(data.as_bytes());
        assert_eq!(tag.name.as_deref(), Some("v1"));
        assert_eq!(tag.message.as_deref(), Some("First\n\nbody"));
    }

    #[test]
    fn a_tag_without_a_message_has_none() {
        assert_eq!(parse_tag(b"object 1\ntag v1\n").message, None);
        assert_eq!(parse_tag(b"tag v1\n\n-----BEGIN x").message.as_deref(), Some("-----BEGIN x"));
    }
}
