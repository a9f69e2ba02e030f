//! Messages that bots write: their bodies quote the notes of other projects.

use crate::domain::commit::change::same_letters;
use crate::domain::commit::message::Line;
use crate::domain::history::commit::Person;

const NAMES: [&str; 14] = [
    "allcontributors",
    "dependabot",
    "dependabot-preview",
    "depfu",
    "github-actions",
    "greenkeeper",
    "imgbot",
    "mend renovate",
    "pyup-bot",
    "renovate",
    "renovate bot",
    "renovate-bot",
    "scala-steward",
    "snyk-bot",
];

/// Starts of lines that only a bot's body has.
const STARTS: [&str; 2] = ["updated-dependencies:", "This PR was automatically created by Snyk"];

/// Texts that only a bot's body has.
const PHRASES: [&str; 5] = [
    "This PR contains the following updates",
    "<summary>Release notes</summary>",
    "<summary>Changelog</summary>",
    "<summary>Commits</summary>",
    "dependabot-automerge-start",
];

/// Whether an author is a bot, by its name or address.
pub(super) fn is_bot(author: &Person, more: &[String]) -> bool {
    let name = author.name.trim();
    name.ends_with("[bot]")
        || author.email.contains("[bot]@")
        || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
        || more.iter().any(|known| same_letters(known, name))
}

/// Whether a body is one that a bot wrote, whoever committed it.
pub(super) fn is_bot_body(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|Line { text, .. }| {
        STARTS.iter().any(|start| text.starts_with(start))
            || is_bumping(text)
            || PHRASES.iter().any(|phrase| text.contains(phrase))
    })
}

/// Whether a line is the first one of Dependabot: `Bumps [name](address) from 1.0 to 1.1.`, or
/// `Bumps the npm group with 2 updates`.
fn is_bumping(line: &str) -> bool {
    line.strip_prefix("Bumps ").is_some_and(|rest| {
        (rest.starts_with('[') && rest.contains("](") && rest.contains(" from "))
            || (rest.starts_with("the ") && rest.contains(" group with "))
            || (rest.starts_with("the ") && rest.contains(" group across "))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_bot, is_bot_body};
    use crate::domain::commit::message::lines;
    use crate::domain::history::commit::Person;

    #[test]
    fn a_bot_is_known_by_its_name_or_address() {
        let rows = [
            ("dependabot[bot]", "", true),
            ("anything[bot]", "", true),
            ("Renovate Bot", "", true),
            ("Snyk", "1+snyk[bot]@users.noreply.github.com", true),
            ("house-bot", "", true),
            ("A. Botticelli", "a@bot.example", false),
        ];
        for (name, email, expected) in rows {
            let person = Person { name: name.to_owned(), email: email.to_owned() };
            assert_eq!(is_bot(&person, &["House-Bot".to_owned()]), expected, "{name}");
        }
    }

    #[test]
    fn a_body_of_a_bot_is_known_by_its_marks() {
        let rows = [
            ("Bumps [a](https://example.com/a) from 1.0 to 1.1.", true),
            ("Bumps the npm group with 2 updates", true),
            ("text\n\nThis PR contains the following updates:", true),
            ("<details>\n<summary>Release notes</summary>", true),
            ("---\nupdated-dependencies:\n- dependency-name: a", true),
            ("Bumps the minimum version of Rust", false),
            ("Bumps [a] up", false),
            ("This bumps [a](b) from c to d", false),
        ];
        for (text, expected) in rows {
            assert_eq!(is_bot_body(&lines(text)), expected, "{text}");
        }
    }
}
