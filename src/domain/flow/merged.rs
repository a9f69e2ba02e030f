//! What the message of a merge, or of a squashed one, tells of the branch that was merged.
//!
//! The forms are those that git, its forges and its clients write; GitVersion's list of them
//! (`merge-message-formats`) was the start.

use semver::Version;

use crate::domain::history::commit::CommitId;

/// Returns the name of the branch that was merged, as the message spells it.
pub fn merged_branch(message: &str) -> Option<&str> {
    let mut lines = message.trim_start().lines();
    let subject = lines.next()?.trim();
    let subject = azure_title(subject).unwrap_or(subject);
    from_subject(subject).or_else(|| {
        let is_bitbucket = subject.starts_with("Pull request #");
        let body = || lines.find_map(|line| line.trim().strip_prefix("Merge in "));
        between(is_bitbucket.then(body).flatten()?, " from ", " to ")
    })
}

/// Returns the version that a `Release: v1.2.0` trailer of the message names: what `semflow release
/// finish` writes, so that a squashed merge still tells what it released.
pub fn release_trailer(message: &str) -> Option<&str> {
    trailer(message, "Release")
}

/// Returns the commit that a `Release-Tip: <id>` trailer of the message names: where the release
/// branch stood whose merge was squashed.
pub fn release_tip(message: &str) -> Option<CommitId> {
    CommitId::from_hex(trailer(message, "Release-Tip")?)
}

/// Whether the message of a commit that is no merge tells that it is a release squashed into one:
/// by its trailer, by the name of the branch, or by the version in its subject.
pub fn tells_of_release(message: &str, branch: &str, version: &Version) -> bool {
    let subject = message.trim_start().lines().next().unwrap_or_default();
    let is_version = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        word.strip_prefix(['v', 'V']).unwrap_or(word) == version.to_string()
    };
    let trailer = release_trailer(message).is_some_and(is_version);
    trailer || subject.contains(branch) || subject.split_whitespace().any(is_version)
}

fn trailer<'m>(message: &'m str, name: &str) -> Option<&'m str> {
    let value = |line: &'m str| {
        let (key, value) = line.split_once(':')?;
        (key.trim_end().eq_ignore_ascii_case(name) && value.starts_with(' ')).then(|| value.trim())
    };
    let (_, last) = message.trim_end().rsplit_once("\n\n")?;
    last.lines().rev().find_map(value)
}

/// `Merged PR 12: Merge release/1.2.0 to main`
fn azure_title(subject: &str) -> Option<&str> {
    let rest = subject.strip_prefix("Merged PR ")?;
    let (number, title) = rest.split_once(": ")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(title)
}

fn from_subject(subject: &str) -> Option<&str> {
    if let Some(rest) = subject.strip_prefix("Merge remote-tracking branch ") {
        return quoted(rest)?.split_once('/').map(|(_, name)| name);
    }
    if let Some(rest) = subject.strip_prefix("Merge branch ") {
        return quoted(rest);
    }
    if let Some(rest) = subject.strip_prefix("Merge pull request #") {
        if let Some(name) = between(rest, " from ", " to ") {
            return Some(name);
        }
        let (_, from) = rest.split_once(" from ")?;
        return word(from).split_once('/').map(|(_, name)| name);
    }
    if let Some(rest) = subject.strip_prefix("Merged in ") {
        return Some(word(rest));
    }
    if let Some(rest) = subject.strip_prefix("Finish ") {
        return Some(word(rest).trim_matches(['\'', '"']));
    }
    if let Some(rest) = subject.strip_prefix("Merge ") {
        return rest.contains(" to ").then(|| word(rest));
    }
    // The title that a forge proposes for a squashed merge is the name of the branch.
    let name = word(subject);
    let rest = subject.get(name.len()..)?.trim();
    let is_number = |rest: &str| rest.starts_with("(#") && rest.ends_with(')');
    (name.contains('/') && (rest.is_empty() || is_number(rest))).then_some(name)
}

fn quoted(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    text.get(1..)?.split_once(mark).map(|(name, _)| name)
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(name, _)| name.trim())
}

fn word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{merged_branch, release_tip, release_trailer, tells_of_release};

    #[test]
    fn the_branch_is_found_in_what_git_and_forges_write() {
        for (message, branch) in [
            ("Merge branch 'release/v1.1.0' into main", "release/v1.1.0"),
            ("Merge branch 'release/v1.1.0'", "release/v1.1.0"),
            ("Merge branch \"hotfix/1.0.1\" of https://x/y", "hotfix/1.0.1"),
            ("Merge branch 'release/1.1.0' into 'main'\n\nRelease\n\nSee !12", "release/1.1.0"),
            ("Merge remote-tracking branch 'origin/release/1.1.0' into main", "release/1.1.0"),
            ("Merge pull request #12 from owner/release/v1.1.0\n\nRelease 1.1.0", "release/v1.1.0"),
            ("Merge pull request #165 in FOO/bar from release/5.1.0 to master", "release/5.1.0"),
            ("Merged in release/1.1.0 (pull request #5)", "release/1.1.0"),
            (
                "Pull request #68: Release\n\nMerge in PRJ/repo from release/2.2 to main",
                "release/2.2",
            ),
            ("Finish release/1.1.0 into main", "release/1.1.0"),
            ("Finish 'release/1.1.0'", "release/1.1.0"),
            ("Merge release/1.1.0 to main", "release/1.1.0"),
            ("Merged PR 17: Merge release/1.1.0 to main", "release/1.1.0"),
            ("release/v1.1.0 (#12)", "release/v1.1.0"),
            ("release/v1.1.0", "release/v1.1.0"),
        ] {
            assert_eq!(merged_branch(message), Some(branch), "{message}");
        }
    }

    #[test]
    fn other_messages_name_no_branch() {
        for message in [
            "feat: a",
            "docs: tell of release/v1.1.0 and others",
            "Merge tag 'v1.1.0' into develop",
            "Merged PR 17: Add a thing",
            "Merge the lists",
            "",
        ] {
            assert_eq!(merged_branch(message), None, "{message}");
        }
    }

    #[test]
    fn a_squashed_release_is_told_by_trailer_branch_or_version() {
        let version = Version::new(1, 2, 0);
        let tells = |message| tells_of_release(message, "release/v1.2.0", &version);
        for message in [
            "feat: a (#1)\n\nRelease: v1.2.0",
            "release/v1.2.0 (#12)",
            "Release v1.2.0 (#12)",
            "chore(release): 1.2.0",
        ] {
            assert!(tells(message), "{message}");
        }
        for message in ["fix: a", "fix: as in 11.2.0", "docs: a\n\n1.2.0 is near", ""] {
            assert!(!tells(message), "{message}");
        }
    }

    #[test]
    fn trailers_tell_version_and_tip() {
        let id = "0123456789abcdef0123456789abcdef01234567";
        let message = format!("feat: a (#1)\n\nbody\n\nRelease: v1.2.0\nRelease-Tip: {id}\n");
        assert_eq!(release_trailer(&message), Some("v1.2.0"));
        assert_eq!(release_tip(&message).map(|tip| tip.to_string()).as_deref(), Some(id));
        assert_eq!(release_trailer("Release: v1.2.0"), None);
        assert_eq!(release_trailer("docs: a\n\nRelease: v1.2.0\n\n* fixed"), None);
        assert_eq!(release_tip("feat: a\n\nRelease-Tip: main"), None);
    }
}
