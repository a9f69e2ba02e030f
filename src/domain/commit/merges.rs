//! The subjects that git and the forges write for merges.

/// Starts of the subjects, up to where they vary.
const STARTS: [&str; 12] = [
    "Merge branch ",
    "Merge branches ",
    "Merge remote-tracking branch ",
    "Merge remote-tracking branches ",
    "Merge tag '",
    "Merge tags '",
    "Merge commit '",
    "Merge commits '",
    "Merge pull request #",
    "Merge pull request !",
    "Merge pull request '",
    "Automatic merge from ",
];

/// Starts of the subjects that name two branches by one word each: `Merge a into b`.
const STARTS_OF_PAIRS: [&str; 3] = ["Merge ", "Merged ", "Auto-merged "];

/// Whether a subject is one that git, GitHub, GitLab, Gitea, Bitbucket or Azure DevOps writes for a
/// merge.
pub(in crate::domain) fn is_merge_subject(subject: &str) -> bool {
    STARTS.iter().any(|start| subject.starts_with(start))
        || subject == "Automatic merge"
        || names_a_pair(subject)
        || (subject.starts_with("Merged in ") && subject.contains("(pull request #"))
        || azure_title(subject).is_some()
}

fn names_a_pair(subject: &str) -> bool {
    let is_word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    STARTS_OF_PAIRS
        .iter()
        .filter_map(|start| subject.strip_prefix(start)?.split_once(" into "))
        .any(|(from, into)| is_word(from) && is_word(into))
}

/// Returns the title in the subject that Azure DevOps writes for merges and squashes alike:
/// `Merged PR 12: title`.
pub(super) fn azure_title(subject: &str) -> Option<&str> {
    let (number, title) = subject.strip_prefix("Merged PR ")?.split_once(':')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| title.trim_start())
}

#[cfg(test)]
mod tests {
    use super::{azure_title, is_merge_subject};

    #[test]
    fn a_merge_is_known_by_the_form_of_its_subject() {
        let rows = [
            ("Merge branch 'main' into dev", true),
            ("Merge branch main into dev", true),
            ("Merge branches 'a' and 'b'", true),
            ("Merge remote-tracking branch 'origin/main'", true),
            ("Merge tag 'v1.0.0'", true),
            ("Merge commit 'abc123'", true),
            ("Merge pull request #1 from o/b", true),
            ("Merged in feature/a (pull request #12)", true),
            ("Merged PR 1: feat: add x", true),
            ("Merge pull request 'feat: x' (#2) from a into b", true),
            ("Merge 1a2b into 3c4d", true),
            ("Merged a into b", true),
            ("Auto-merged a into b", true),
            ("Automatic merge", true),
            ("Automatic merge from a -> b", true),
            ("Automatic merge of the lists", false),
            ("Auto-merged all of it", false),
            ("Merge a list into b", false),
            ("Merge the two functions", false),
            ("Merged in the old code", false),
            ("Merged PR: x", false),
            ("merge branch 'a'", false),
        ];
        for (subject, expected) in rows {
            assert_eq!(is_merge_subject(subject), expected, "{subject}");
        }
        assert_eq!(azure_title("Merged PR 12: feat: x"), Some("feat: x"));
    }
}
