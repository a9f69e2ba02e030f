//! Templates of semflow's own look: from the data of a release to text. Beside `cliff/render/` the
//! one place that names `tera`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::domain::changelog::markdown;
use crate::failure::{Failure, Result};

/// The sources of the three parts of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// Where the sources come from, for messages: a template's name or a file.
    pub place: String,
    /// Above all releases.
    pub header: String,
    /// One release.
    pub body: String,
    /// Below all releases.
    pub footer: String,
}

impl Template {
    /// Returns the template with every line of its sources trimmed, as git-cliff does under
    /// `changelog.trim`: templates can be indented and render flat.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let trim = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
        Self {
            header: trim(&self.header),
            body: trim(&self.body),
            footer: trim(&self.footer),
            place: self.place,
        }
    }

    /// Whether any part mentions a word; what no part mentions need not be computed.
    pub fn mentions(&self, word: &str) -> bool {
        [&self.header, &self.body, &self.footer].into_iter().any(|part| part.contains(word))
    }
}

/// A template that was understood.
pub struct Renderer {
    tera: Tera,
    place: String,
}

impl Renderer {
    /// Returns the renderer of a template.
    ///
    /// # Errors
    /// When a part is no Tera template; the message has line and column.
    pub fn new(template: &Template) -> Result<Self> {
        let mut tera = Tera::default();
        tera.autoescape_on(Vec::new());
        tera.register_filter("upper_first", upper_first);
        tera.register_filter("markdown", escape_markdown);
        tera.register_filter("group_by", group_by);
        for (name, source) in
            [("header", &template.header), ("body", &template.body), ("footer", &template.footer)]
        {
            tera.add_raw_template(name, source).map_err(|error| {
                failure("a template is broken", &error)
                    .at(format!("{} ({name})", template.place))
                    .hint("templates are Tera 1: https://keats.github.io/tera/docs/")
            })?;
        }
        Ok(Self { tera, place: template.place.clone() })
    }

    /// Returns a part (`header`, `body`, `footer`) filled with data.
    ///
    /// # Errors
    /// When the template asks for something the data does not have.
    pub fn render(&self, part: &str, data: &impl Serialize) -> Result<String> {
        Context::from_serialize(data).and_then(|context| self.tera.render(part, &context)).map_err(
            |error| {
                failure("a template cannot be rendered", &error)
                    .at(format!("{} ({part})", self.place))
                    .hint("docs/changelog.md lists the names that a template may use")
                    .hint("`semflow changelog --json` shows what is known of each release")
            },
        )
    }
}

/// Returns a failure with the whole chain of causes that Tera gives.
fn failure(what: &str, error: &tera::Error) -> Failure {
    // no hint: each caller has its own
    let mut failure = Failure::usage(what);
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        failure = failure.because(error.to_string().trim());
        cause = error.source();
    }
    failure
}

/// `{{ x | upper_first }}`: the first character in upper case (a filter of git-cliff).
#[expect(clippy::unnecessary_wraps, reason = "the signature that Tera asks for")]
fn upper_first(value: &Value, _: &HashMap<String, Value>) -> tera::Result<Value> {
    let text = text_of(value);
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    Ok(Value::String(first.unwrap_or_default() + characters.as_str()))
}

/// `{{ x | markdown }}`: text that means itself in Markdown and calls nobody. With `indent=N`, each
/// line of it stands N columns to the right, so that it stays inside a list item.
#[expect(clippy::unnecessary_wraps, reason = "the signature that Tera asks for")]
fn escape_markdown(value: &Value, arguments: &HashMap<String, Value>) -> tera::Result<Value> {
    let text = text_of(value);
    let indent = arguments.get("indent").and_then(Value::as_u64).unwrap_or(0);
    let margin = " ".repeat(usize::try_from(indent.min(16)).unwrap_or(0));
    let lines: Vec<_> = text
        .lines()
        .map(|line| match line.trim() {
            "" => String::new(),
            line => format!("{margin}{}", markdown::no_mentions(&markdown::escape(line))),
        })
        .collect();
    Ok(Value::String(lines.join("\n")))
}

/// Returns a value as a template would show it, nothing for null.
fn text_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}

/// `{{ x | group_by(attribute="y") }}`: the groups in the order of their keys, as in git-cliff.
/// Tera's own filter leaves the order to a feature of `serde_json` that any dependency may turn on.
fn group_by(value: &Value, arguments: &HashMap<String, Value>) -> tera::Result<Value> {
    let wrong = |what: &str| tera::Error::msg(format!("filter `group_by` wants {what}"));
    let items = value.as_array().ok_or_else(|| wrong("a list"))?;
    let attribute = arguments.get("attribute").and_then(Value::as_str);
    let attribute = attribute.ok_or_else(|| wrong("the name of an `attribute`"))?;
    let mut groups = BTreeMap::<String, Vec<Value>>::new();
    for item in items {
        let key = attribute.split('.').try_fold(item, |inner, name| match inner {
            Value::Array(items) => items.get(name.parse::<usize>().ok()?),
            _ => inner.get(name),
        });
        let Some(key) = key.filter(|key| !key.is_null()) else { continue };
        let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
        groups.entry(key).or_default().push(item.clone());
    }
    Ok(Value::Object(groups.into_iter().map(|(key, group)| (key, group.into())).collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Renderer, Template};

    fn render(body: &str) -> Result<String, crate::failure::Failure> {
        let template = Template { body: body.to_owned(), ..Template::default() };
        Renderer::new(&template)?.render("body", &json!({ "text": "éa *b*\n\nc", "none": null }))
    }

    #[test]
    fn groups_stand_in_the_order_of_their_keys() {
        let body = "{% for name, list in list | group_by(attribute=\"in.group\") %}\
                    {{ name }}:{% for one in list %} {{ one.n }}{% endfor %};{% endfor %}";
        let template = Template { body: body.to_owned(), ..Template::default() };
        let one = |n: u8, group: Option<&str>| json!({"n": n, "in": {"group": group}});
        let list = [one(1, Some("b")), one(2, Some("a")), one(3, None), one(4, Some("b"))];
        let data = json!({ "list": list });
        let renderer = Renderer::new(&template).unwrap();
        assert_eq!(renderer.render("body", &data).unwrap(), "a: 2;b: 1 4;");
    }

    #[test]
    fn the_first_letter_is_raised() {
        assert_eq!(render("{{ text | upper_first }}").unwrap(), "Éa *b*\n\nc");
    }

    #[test]
    fn markdown_of_a_commit_loses_its_meaning_and_stays_in_its_list_item() {
        assert_eq!(render("{{ text | markdown(indent=2) }}").unwrap(), "  éa \\*b\\*\n\n  c");
    }

    #[test]
    fn a_commit_calls_nobody() {
        let template = Template { body: "{{ x | markdown }}".to_owned(), ..Template::default() };
        let rendered = Renderer::new(&template).unwrap().render("body", &json!({"x": "ask @joe"}));
        assert_eq!(rendered.unwrap(), "ask @&#8203;joe");
    }

    #[test]
    fn a_number_is_its_digits_and_null_is_nothing() {
        for filter in ["upper_first", "markdown"] {
            let body = format!("<{{{{ n | {filter} }}}}|{{{{ none | {filter} }}}}>");
            let template = Template { body, ..Template::default() };
            let data = json!({ "n": 12, "none": null });
            let rendered = Renderer::new(&template).unwrap().render("body", &data);
            assert_eq!(rendered.unwrap(), "<12|>", "{filter}");
        }
    }

    #[test]
    fn a_broken_template_is_told_with_its_line() {
        let failure = render("a\n{% if %}").unwrap_err();
        assert!(failure.causes.iter().any(|cause| cause.contains("2:")), "{failure:?}");
    }

    #[test]
    fn a_template_that_asks_for_too_much_is_told_what_is_missing() {
        let failure = render("{{ nothing }}").unwrap_err();
        assert!(failure.causes.iter().any(|cause| cause.contains("`nothing`")), "{failure:?}");
    }
}
