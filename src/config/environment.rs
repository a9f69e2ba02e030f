//! Variables that say what a key says: `GIT_CLIFF__GIT__LIMIT_COMMITS` is `git.limit_commits`.

use std::collections::BTreeMap;

use crate::config::quoted::quoted;
use crate::config::source::VARIABLE_MARK;

/// What the names of such variables start with, in lower case.
const PREFIX: &str = "git_cliff__";

/// What stands between the names of tables and of the key.
const SEPARATOR: &str = "__";

/// How many names lead to the deepest key there is, with one to spare.
const DEEPEST: usize = 4;

/// Returns what variables say, as the text of a layer; `None` where they say nothing. Every value
/// is a text there, which reading turns into what its key wants.
pub fn from_environment<'a>(variables: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let mut values = BTreeMap::new();
    for (name, value) in variables {
        if let Some(path) = path(name) {
            values.insert(path, (name, value));
        }
    }
    let mut lines = Vec::new();
    let mut rest = values.iter().peekable();
    while let Some((path, (name, value))) = rest.next() {
        // one key cannot be a value and a table of values: the more exact variable counts
        if !rest.peek().is_some_and(|(next, _)| next.starts_with(path)) {
            lines.push(format!("{} = {}{VARIABLE_MARK}{name}\n", path.join("."), quoted(value)));
        }
    }
    (!lines.is_empty()).then(|| lines.concat())
}

/// Returns the names that lead to the key a variable is for.
fn path(variable: &str) -> Option<Vec<String>> {
    let name = variable.to_ascii_lowercase();
    let path: Vec<String> =
        name.strip_prefix(PREFIX)?.split(SEPARATOR).map(str::to_owned).collect();
    let is_name = |part: &String| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
    };
    (path.len() <= DEEPEST && path.iter().all(is_name)).then_some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::from_environment;
    use crate::config::layers::{Layer, LayerKind};
    use crate::config::parse::{Loaded, parse_layers};
    use crate::failure::Result;

    fn text(variables: &[(&str, &str)]) -> Option<String> {
        from_environment(variables.iter().copied())
    }

    fn load(variables: &[(&str, &str)]) -> Result<Loaded> {
        let text = text(variables).unwrap();
        let kind = LayerKind::Environment;
        parse_layers(&[Layer { text: &text, place: "environment", kind }])
    }

    #[test]
    fn a_variable_of_another_name_says_nothing() {
        let names =
            ["GIT_CLIFF_CONFIG", "PATH", "GIT_CLIFF__", "GIT_CLIFF__GIT____X", "GIT_CLIFF__A B"];
        assert_eq!(text(&names.map(|name| (name, "x"))), None);
        assert_eq!(text(&[("GIT_CLIFF__A__B__C__D__E", "x")]), None);
    }

    #[test]
    fn variables_reach_their_settings_in_either_case() {
        let settings = load(&[
            ("GIT_CLIFF__GIT__LIMIT_COMMITS", "2"),
            ("git_cliff__Git__Topo_Order", "yes"),
            ("GIT_CLIFF__CHANGELOG__HEADER", "a \"b\" # c\n"),
            ("GIT_CLIFF__REMOTE__GITHUB__OWNER", "o"),
            ("GIT_CLIFF__REMOTE__GITHUB__REPO", "r"),
        ])
        .unwrap()
        .settings;
        assert_eq!(settings.git.limit_commits, Some(2));
        assert!(settings.git.topo_order);
        assert_eq!(settings.changelog.header.as_deref(), Some("a \"b\" # c\n"));
        assert_eq!(settings.remotes.github.unwrap().repo, "r");
    }

    #[test]
    fn a_failure_names_the_variable() {
        for (name, value, what, hint) in [
            (
                "GIT_CLIFF__GIT__LIMIT_COMMITS",
                "-1",
                "`git.limit_commits` must be a whole number, not \"-1\"",
                "set `GIT_CLIFF__GIT__LIMIT_COMMITS=1`",
            ),
            (
                "GIT_CLIFF__GIT__INCLUDE_PATHS",
                "src",
                "`git.include_paths` must be a list of texts, not \"src\"",
                "a variable holds one value",
            ),
            ("git_cliff__git", "x", "`git` must be a table, not \"x\"", "a variable holds"),
            (
                "GIT_CLIFF__GIT__TAG_PATTERN",
                "(",
                "`git.tag_pattern` is not a regular expression",
                "not a glob",
            ),
            (
                "GIT_CLIFF__REMOTE__GITHUB__OWNER",
                "x",
                "`remote.github.repo` is missing",
                "add `repo = ",
            ),
        ] {
            let failure = load(&[(name, value)]).unwrap_err();
            assert_eq!(failure.to_string(), format!("environment: {name}: {what}"));
            assert!(failure.hints[0].contains(hint), "{failure:?}");
        }
    }

    #[test]
    fn names_nobody_knows_are_passed_over() {
        let loaded = load(&[
            ("GIT_CLIFF__ZEBRA", "x"),
            ("GIT_CLIFF__GIT__ZEBRA", "x"),
            ("GIT_CLIFF__COMMITS__ZEBRA", "x"),
        ]);
        let loaded = loaded.unwrap();
        assert_eq!(loaded.warnings, [""; 0]);
        assert!(loaded.sections.is_empty());
    }

    #[test]
    fn the_more_exact_of_two_variables_counts() {
        let variables = [("GIT_CLIFF__GIT", "x"), ("GIT_CLIFF__GIT__TOPO_ORDER", "1")];
        assert!(load(&variables).unwrap().settings.git.topo_order);
    }

    proptest! {
        #[test]
        fn any_variable_is_answered_without_a_crash(
            name in "[A-Za-z0-9_.\\[\\] #\"-]{0,20}",
            value in any::<String>(),
        ) {
            let name = format!("GIT_CLIFF__{name}");
            if let Some(text) = text(&[(&name, &value)]) {
                let kind = LayerKind::Environment;
                let layer = Layer { text: &text, place: "environment", kind };
                if let Err(failure) = parse_layers(&[layer]) {
                    assert!(failure.place.unwrap().ends_with(&name));
                }
            }
        }
    }
}
