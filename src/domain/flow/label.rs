//! From the name of a branch to a pre-release label.

/// How long a label may be that is made of a name.
const LONGEST: usize = 40;

/// Returns the name as one identifier of a pre-release (SemVer 2.0.0 §9): whatever is neither a
/// letter, a digit nor `-` becomes `-`, many of them one, none at the ends; digits alone lose
/// leading zeros; what is left of nothing is `branch`.
pub fn sanitized(name: &str) -> String {
    let mut label = String::new();
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => label.push(character),
            _ if label.ends_with('-') => {}
            _ => label.push('-'),
        }
    }
    let mut label = label.trim_matches('-').to_owned();
    label.truncate(LONGEST);
    let label = label.trim_end_matches('-');
    if label.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = label.trim_start_matches('0');
        return match (label.is_empty(), number.is_empty()) {
            (true, _) => "branch".to_owned(),
            (false, true) => "0".to_owned(),
            (false, false) => number.to_owned(),
        };
    }
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::proptest;
    use semver::Prerelease;

    use super::{LONGEST, sanitized};

    #[test]
    fn a_name_becomes_an_identifier() {
        for (name, label) in [
            ("JIRA-123_login", "JIRA-123-login"),
            ("issue/m/github-569", "issue-m-github-569"),
            ("--a//b..c--", "a-b-c"),
            ("007", "7"),
            ("000", "0"),
            ("007a", "007a"),
            ("ä", "branch"),
            ("", "branch"),
        ] {
            assert_eq!(sanitized(name), label, "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_does_not_end_with_a_dash() {
        let name = format!("{}-{}", "a".repeat(LONGEST - 1), "b".repeat(9));
        assert_eq!(sanitized(&name), "a".repeat(LONGEST - 1));
    }

    proptest! {
        #[test]
        fn any_name_makes_a_pre_release(name in ".{0,80}") {
            let label = sanitized(&name);
            assert!(label.len() <= LONGEST);
            assert!(Prerelease::new(&format!("{label}.1")).is_ok(), "{label}");
        }
    }
}
