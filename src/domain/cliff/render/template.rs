//! One template: its source understood, and filled with data.

use std::collections::HashSet;
use std::error::Error;

use serde_json::{Map, Value};
use tera::{Context, Tera};

use crate::domain::cliff::needs::Needs;
use crate::domain::cliff::render::{filters, variables};
use crate::failure::{Failure, Result};

/// The name of the only template of an engine: each part of a document has macros of its own.
const NAME: &str = "template";

/// A template that was understood.
pub struct Template {
    tera: Tera,
    place: String,
    variables: HashSet<String>,
    needs: Needs,
}

impl Template {
    /// Returns the template of a source; `place` is where that stands. With `trim`, each line of the
    /// source loses the space around it first, as `changelog.trim` wants it.
    ///
    /// # Errors
    /// When it is no Tera template; the failure has line and column.
    pub fn new(source: &str, place: &str, trim: bool) -> Result<Self> {
        let trimmed = || source.lines().map(str::trim).collect::<Vec<_>>().join("\n");
        let source = if trim { trimmed() } else { source.to_owned() };
        let mut tera = Tera::default();
        tera.add_raw_template(NAME, &source).map_err(|error| {
            failure("a template is broken", &error)
                .at(place.to_owned())
                .hint("templates are Tera 1: https://keats.github.io/tera/docs/")
        })?;
        filters::register(&mut tera);
        let nodes = tera.get_template(NAME).map(|template| template.ast.as_slice());
        let variables = variables::found_in(nodes.unwrap_or_default());
        Ok(Self { variables, needs: Needs::of(&source), place: place.to_owned(), tera })
    }

    /// Returns the data it can look at.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    /// Whether git-cliff finds a variable in it.
    pub fn has_variables(&self) -> bool {
        !self.variables.is_empty()
    }

    /// Whether git-cliff finds a variable in it whose name starts like this.
    pub fn names(&self, start: &str) -> bool {
        self.variables.iter().any(|name| name.starts_with(start))
    }

    /// Returns the template filled with data.
    ///
    /// # Errors
    /// When it asks for something that the data does not have.
    pub fn render(&self, data: Map<String, Value>) -> Result<String> {
        Context::from_value(Value::Object(data))
            .and_then(|context| self.tera.render(NAME, &context))
            .map_err(|error| {
                failure("a template cannot be rendered", &error)
                    .at(self.place.clone())
                    .hint("`semflow changelog --context` prints the data that templates see")
                    .hint("docs/git-cliff.md tells where it differs from what git-cliff fetches")
            })
    }
}

/// Returns a failure with the whole chain of causes that Tera gives.
fn failure(what: &str, error: &tera::Error) -> Failure {
    // no hint: each caller has its own
    let mut failure = Failure::usage(what);
    let mut cause = error.source();
    if cause.is_none() {
        failure = failure.because(error);
    }
    while let Some(error) = cause {
        failure = failure.because(error.to_string().trim());
        cause = error.source();
    }
    failure
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::Template;

    fn render(source: &str, data: &Value) -> crate::failure::Result<String> {
        let data: Map<_, _> = data.as_object().unwrap().clone();
        Template::new(source, "cliff.toml: changelog.body", true)?.render(data)
    }

    #[test]
    fn lines_of_the_source_are_trimmed_and_values_are_not() {
        let source = "  {% if a %}  \n   {{ a }}\n{% endif %}\n";
        assert_eq!(render(source, &json!({"a": " x "})).unwrap(), "\n x \n");
    }

    #[test]
    fn the_filters_of_git_cliff_are_there() {
        for (source, expected) in [
            ("{{ 'état' | upper_first }}", "État"),
            ("{{ 'a1b2' | replace_regex(from='[0-9]', to='<$0>') }}", "a<1>b<2>"),
            ("{{ 'a1b22' | find_regex(pat='[0-9]+') | join(sep=',') }}", "1,22"),
            ("{{ t | split_regex(pat='\\n') | join(sep='/') }}", "x/y"),
            (
                "{% for e in c | commit_groups %}{{ e.group }}:{{ e.commits | length }};{% endfor %}",
                "b:2;a:1;",
            ),
            (
                "{% for e in c | commit_groups(groups=['z', 'a']) %}{{ e.group }};{% endfor %}",
                "a;b;",
            ),
            (
                "{% for g, l in c | group_by(attribute='group') %}{{ g }}{{ l | length }};{% endfor %}",
                "a1;b2;",
            ),
            (
                "{% for v, l in r | group_by_scope(prefix='v') %}{{ v }}:{{ l | length }};{% endfor %}",
                ":1;v1.2:2;x:1;",
            ),
        ] {
            let commit = |group: &str| json!({"group": group});
            let data = json!({
                "t": "x\ny",
                "c": [commit("b"), {"group": null}, commit("a"), commit("b")],
                "r": [{"version": null}, {"version": "v1.2.3"}, {"version": "v1.2.0"}, {"version": "x"}],
            });
            assert_eq!(render(source, &data).unwrap(), expected, "{source}");
        }
    }

    #[test]
    fn a_broken_template_and_a_missing_name_are_told_with_their_place() {
        for (source, word) in [("a\n{% if %}", "2:"), ("{{ nothing }}", "nothing")] {
            let failure = render(source, &json!({})).unwrap_err();
            assert_eq!(failure.place.as_deref(), Some("cliff.toml: changelog.body"));
            assert!(failure.causes.iter().any(|cause| cause.contains(word)), "{failure:?}");
        }
    }

    #[test]
    fn variables_are_found_where_git_cliff_finds_them() {
        let template = |source| Template::new(source, "", true).unwrap();
        assert!(template("{{ commit.statistics.additions }}").names("commit.statistics"));
        assert!(!template("{% set x = commit.statistics %}").has_variables());
        assert!(!template("# Changelog {{ now() }}").has_variables());
        assert!(template("{% for x in y | sort(attribute=\"z\") %}{% endfor %}").names("z"));
    }
}
