//! What each rule asks for, in one sentence.

/// The rules, by name.
const RULES: &[(&str, &str)] = &[
    ("autosquash", "No commit waits to be squashed into another."),
    ("body-case", "The body is written in the case that is asked for."),
    ("body-empty", "There is a body, or there is none."),
    ("body-full-stop", "The body ends with a full stop, or does not."),
    ("body-leading-blank", "A blank line stands before the body."),
    ("body-max-length", "The body is not too long."),
    ("body-max-line-length", "No line of the body is too long."),
    ("body-min-length", "The body is long enough."),
    ("breaking-change-complete", "A breaking change says what to do about it."),
    ("breaking-change-empty", "A breaking change is described."),
    ("breaking-change-exclamation-mark", "A breaking change is marked in header and footer."),
    ("breaking-change-format", "A breaking change is announced as Conventional Commits asks."),
    ("deprecation-complete", "A deprecation says what takes its place."),
    ("footer-detached", "Footers stand in the last paragraph."),
    ("footer-empty", "There are footers, or there are none."),
    ("footer-format", "Footers are written as git reads them."),
    ("footer-leading-blank", "A blank line stands before the footers."),
    ("footer-max-length", "The footers are not too long."),
    ("footer-max-line-length", "No line of the footers is too long."),
    ("footer-min-length", "The footers are long enough."),
    ("header-case", "The header is written in the case that is asked for."),
    ("header-format", "The header has the form `type(scope): description`."),
    ("header-full-stop", "The header ends with a full stop, or does not."),
    ("header-max-length", "The header is not too long."),
    ("header-min-length", "The header is long enough."),
    ("header-soft-width", "The header fits where it is usually shown."),
    ("header-trim", "No space stands around the header."),
    ("header-width", "The header is not too wide."),
    ("message-characters", "The message has no characters that nobody sees."),
    ("message-secrets", "The message has nothing that looks like a secret."),
    ("references-empty", "An issue is named, or none is."),
    ("references-pattern", "An issue is named in the form that is asked for."),
    ("scope-case", "The scope is written in the case that is asked for."),
    ("scope-delimiter-style", "Several scopes are divided as is asked for."),
    ("scope-empty", "There is a scope, or there is none."),
    ("scope-enum", "The scope is one of those that the project uses."),
    ("scope-format", "No space stands around the scope."),
    ("scope-known", "The scope is one that the repository shows."),
    ("scope-max-length", "The scope is not too long."),
    ("scope-min-length", "The scope is long enough."),
    ("signed-off-by", "The message is signed off."),
    ("subject-capital", "The description starts in small letters."),
    ("subject-case", "The description is written in the case that is asked for."),
    ("subject-empty", "There is a description, or there is none."),
    ("subject-exclamation-mark", "A `!` stands before the colon, or does not."),
    ("subject-full-stop", "The description ends with a full stop, or does not."),
    ("subject-max-length", "The description is not too long."),
    ("subject-min-length", "The description is long enough."),
    ("subject-mood", "The description is in the imperative mood."),
    ("subject-space", "One space stands behind the colon."),
    ("trailer-exists", "The footer that is asked for is there."),
    ("type-case", "The type is written in the case that is asked for."),
    ("type-empty", "There is a type, or there is none."),
    ("type-enum", "The type is one of those that the project uses."),
    ("type-max-length", "The type is not too long."),
    ("type-min-length", "The type is long enough."),
];

/// Returns what a rule asks for; its name where nothing is known of it.
pub(super) fn description(rule: &'static str) -> &'static str {
    let place = RULES.binary_search_by(|(name, _)| (*name).cmp(rule)).ok();
    place.and_then(|at| RULES.get(at)).map_or(rule, |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::{RULES, description};
    use crate::domain::check::commitlint::rules::catalogue;
    use crate::domain::check::own;

    #[test]
    fn every_rule_is_described_and_found() {
        assert!(RULES.is_sorted());
        let own = own::rules::RULES.iter().map(|rule| rule.name);
        for rule in own.chain(catalogue::RULES.iter().map(|rule| rule.name)) {
            assert_ne!(description(rule), rule);
        }
    }
}
