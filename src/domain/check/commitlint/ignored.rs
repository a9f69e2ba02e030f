//! Messages that no rule looks at: those that git, the forges and release tools write.
//!
//! commitlint passes over more than these (its `defaultIgnores`): whatever has such a line
//! anywhere, or only starts like one. Here the first line decides, as a whole.

use semver::Version;

use crate::domain::check::commitlint::text::{is_space, starts_with_any_case, trim};
use crate::domain::commit::merges::is_merge_subject;

/// The largest number in a version that JavaScript counts exactly.
const LARGEST: u64 = (1 << 53) - 1;

/// The longest text that node-semver takes for a version.
const LONGEST: usize = 256;

/// Whether a message is one that tools write: a merge, a revert in the words of git, a commit for
/// autosquash, or a bare version, also behind `chore(release):`.
pub fn is_ignored(message: &str) -> bool {
    let message = message.trim_start_matches(['\r', '\n']);
    let line = message.lines().next().unwrap_or_default().trim_end_matches(is_space);
    is_merge_subject(line) || is_revert(line) || is_autosquash(line) || is_version(line)
}

/// Whether it is `Revert "…"` or `Reapply "…"`; the number of a pull request may follow.
fn is_revert(line: &str) -> bool {
    let quoted = ["Revert \"", "revert \"", "Reapply \"", "reapply \""]
        .iter()
        .find_map(|start| line.strip_prefix(start));
    quoted.is_some_and(|quoted| quoted.rfind('"').is_some_and(|end| end > 0))
}

/// Whether it is what `git commit --fixup` and `--squash` write; `squash!` alone among them.
fn is_autosquash(line: &str) -> bool {
    ["fixup!", "squash!", "amend!"]
        .iter()
        .filter_map(|start| line.strip_prefix(start))
        .any(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether it is a version and nothing else but `chore:` before it and `[skip ci]` in it.
fn is_version(line: &str) -> bool {
    let bare = without_skip_mark(&without_skip_mark(without_chore(line), '[', ']'), '(', ')');
    let bare = trim(&bare);
    let Ok(version) = Version::parse(bare.strip_prefix('v').unwrap_or(bare)) else { return false };
    let numbers = [version.major, version.minor, version.patch];
    bare.len() <= LONGEST && numbers.iter().all(|number| *number <= LARGEST)
}

/// Returns the line behind `chore:` or `chore(scope):`.
fn without_chore(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("chore") else { return line };
    let scoped = rest
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .filter(|(scope, _)| !scope.is_empty())
        .map(|(_, rest)| rest);
    scoped.unwrap_or(rest).strip_prefix(':').unwrap_or(line)
}

/// Returns the line without the first `[skip ci]` or `[ci-skip]` in it, in any case.
fn without_skip_mark(line: &str, open: char, close: char) -> String {
    let mark = line.match_indices(open).find_map(|(at, _)| {
        let inside = line.get(at + open.len_utf8()..)?;
        let length = words_of_mark(inside)?;
        inside.get(length..)?.starts_with(close).then(|| (at, at + length + 2))
    });
    let Some((start, end)) = mark else { return line.to_owned() };
    let kept = [line.get(..start), line.get(end..)];
    kept.into_iter().flatten().collect()
}

/// Returns how long `skip ci` or `ci-skip` is that starts a text.
fn words_of_mark(text: &str) -> Option<usize> {
    let word = |text: &str| {
        ["skip", "ci"]
            .iter()
            .find(|word| starts_with_any_case(text.as_bytes(), word.as_bytes()))
            .map(|word| word.len())
    };
    let first = word(text)?;
    let separator = text.get(first..)?.chars().next().filter(|c| *c == '-' || is_space(*c))?;
    let start = first + separator.len_utf8();
    Some(start + word(text.get(start..)?)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::is_ignored;

    #[test]
    fn what_tools_write_is_ignored() {
        let rows = [
            "Merge branch 'topic' into dev",
            "Merge commit 'abc1234'",
            "Merge branches 'a' and 'b'",
            "\nMerge tag 'v2'\r\n",
            "Merge 1a2b3c into 4d5e6f",
            "Merged topic into main",
            "Auto-merged topic into main",
            "Automatic merge",
            "Automatic merge from a -> b",
            "Revert \"feat: x\"",
            "Revert \"feat: x\" (#12)\n\nThis reverts commit 12.",
            "reapply \"feat: x\"",
            "fixup! feat: x",
            "amend! feat: x",
            "squash!",
            "1.2.3",
            " v2.0.0-rc.1 \n\nRefs: 1",
            "chore(release): 1.0.0 [Skip CI]",
            "chore:1.0.0+b (ci-skip)",
        ];
        for message in rows {
            assert!(is_ignored(message), "{message:?}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        let rows = [
            "",
            "wrong\n\nMerge branch x",
            "Merge the lists into one place",
            "Merged the repairs in a hurry",
            "Automatic merge of my ideas",
            "Auto-merged both of them into one",
            "Revert the last change",
            "Revert \"",
            "revert: x",
            "fixup!x",
            "feat: 1.2.3",
            "chore(): 1.2.3",
            "chore: 01.2.3",
            "1.2",
            "9007199254740992.0.0",
            "1.2.3 [skip  ci]",
        ];
        for message in rows {
            assert!(!is_ignored(message), "{message:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_ignored_or_not(text in "(chore)?[(\\[\\PC]{0,12}") {
            is_ignored(&text);
        }
    }
}
