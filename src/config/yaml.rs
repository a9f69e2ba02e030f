//! A configuration in YAML, or in JSON, which is YAML, becomes one in TOML.
//!
//! Values mean what they mean to the YAML reader below git-cliff: a mapping may not have a key
//! twice, `<<` is a key like any other, and words such as `yes` are texts. A key without a value
//! counts as absent.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};

use crate::config::yaml_node::{Content, Key, Node, tagged, untagged};
use crate::config::yaml_write::write;
use crate::failure::{Failure, Result};

/// How many lists and mappings may lie within each other; nothing here needs more than four, and
/// TOML is not read deeper than eighty.
const DEEPEST: usize = 40;

/// How many values there may be once each alias is replaced by what it stands for.
const LARGEST: usize = 20_000;

/// Returns the configuration in TOML. Every value keeps its line, and its column where the text
/// before it allows, so that a message about the TOML is true of the YAML.
///
/// # Errors
/// The text is no YAML, holds several documents or no mapping, or is too large with its aliases.
pub fn yaml_to_toml(text: &str, place: &str) -> Result<String> {
    let Some(document) = document(text, place)? else {
        return Ok(String::new());
    };
    match document.content {
        Content::Nothing => Ok(String::new()),
        Content::Map(entries) => Ok(write(&entries)),
        _ => Err(failure(place, document.line, document.column, "the configuration has no keys")
            .hint("write `git:` and, below it and indented, the keys of that section")),
    }
}

/// Returns the value that a text is; `None` where it holds no document.
///
/// # Errors
/// The text is no YAML, holds several documents, or is too large with its aliases.
pub(super) fn document(text: &str, place: &str) -> Result<Option<Node>> {
    // a byte order mark is no part of the text, and takes no column
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut loader = Loader { place, ..Loader::default() };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| not_yaml(place, &error))?;
        loader.take(event, span.start)?;
    }
    let mut documents = loader.documents.into_iter();
    let first = documents.next();
    if let Some(second) = documents.next() {
        return Err(failure(place, second.line, second.column, "there are several YAML documents")
            .hint("keep one, and no `---` below it"));
    }
    Ok(first)
}

/// What has been read so far.
#[derive(Default)]
struct Loader<'p> {
    place: &'p str,
    /// Lists and mappings whose end is still to come, outermost first.
    open: Vec<Open>,
    /// What aliases stand for.
    anchors: BTreeMap<usize, Node>,
    documents: Vec<Node>,
    size: usize,
}

/// A list or mapping whose end is still to come.
struct Open {
    node: Node,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<Key>,
}

impl Loader<'_> {
    fn take(&mut self, event: Event<'_>, mark: Marker) -> Result<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let content = scalar(&text, style, tag.as_deref());
                self.add(Node::new(mark.line(), mark.col(), content), anchor, mark)
            }
            Event::SequenceStart(anchor, _) => self.begin(Content::List(Vec::new()), anchor, mark),
            Event::MappingStart(anchor, _) => self.begin(Content::Map(Vec::new()), anchor, mark),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { node, anchor, .. }) => self.add(node, anchor, mark),
                None => Ok(()),
            },
            Event::Alias(anchor) => self.repeat(anchor, mark),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn begin(&mut self, content: Content, anchor: usize, mark: Marker) -> Result<()> {
        self.check_depth(1, mark)?;
        let node = Node::new(mark.line(), mark.col(), content);
        self.open.push(Open { node, anchor, key: None });
        Ok(())
    }

    /// Adds once more what an alias stands for; within itself that is nothing.
    fn repeat(&mut self, anchor: usize, mark: Marker) -> Result<()> {
        let (depth, size) = self.anchors.get(&anchor).map_or((0, 1), |it| (it.depth, it.size));
        self.check_depth(depth, mark)?;
        self.check_size(size, mark)?;
        let nothing = || Node::new(mark.line(), mark.col(), Content::Nothing);
        let node = self.anchors.get(&anchor).cloned().unwrap_or_else(nothing);
        self.add(node, 0, mark)
    }

    /// Adds a whole value to the list or mapping that it stands in.
    fn add(&mut self, node: Node, anchor: usize, mark: Marker) -> Result<()> {
        self.check_size(1, mark)?;
        // the parser numbers anchors from one
        if anchor > 0 {
            self.check_size(node.size, mark)?;
            self.anchors.insert(anchor, node.clone());
        }
        let place = self.place;
        let Some(Open { node: parent, key, .. }) = self.open.last_mut() else {
            self.documents.push(node);
            return Ok(());
        };
        parent.depth = parent.depth.max(node.depth + 1);
        parent.size += node.size;
        match (&mut parent.content, key.take()) {
            (Content::Map(entries), Some(key)) => entries.push((key, node)),
            (Content::Map(entries), None) => {
                let (line, column) = (node.line, node.column);
                let new = node.into_key().ok_or_else(|| {
                    failure(place, line, column, "a key of the configuration is no text")
                        .hint("quote the key")
                })?;
                if entries.iter().any(|(known, _)| known.name == new.name) {
                    let what = format!("the key `{}` is there twice", new.name);
                    return Err(failure(place, line, column, what).hint("keep one of the two"));
                }
                *key = Some(new);
            }
            (Content::List(items), _) => items.push(node),
            _ => {}
        }
        Ok(())
    }

    fn check_depth(&self, depth: usize, mark: Marker) -> Result<()> {
        if self.open.len() + depth <= DEEPEST {
            return Ok(());
        }
        Err(failure(self.place, mark.line(), mark.col(), "the configuration is nested too deeply")
            .hint("no key needs more than four levels"))
    }

    fn check_size(&mut self, size: usize, mark: Marker) -> Result<()> {
        self.size += size;
        if self.size <= LARGEST {
            return Ok(());
        }
        Err(failure(self.place, mark.line(), mark.col(), "the configuration is too large")
            .hint("an alias counts as much as what it stands for"))
    }
}

/// What is quoted is a text whatever its tag.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Content {
    match tag {
        _ if style != ScalarStyle::Plain => Content::Text(text.to_owned()),
        Some(tag) if tag.is_yaml_core_schema() => tagged(text, &tag.suffix),
        Some(_) => Content::Text(text.to_owned()),
        None => untagged(text),
    }
}

fn not_yaml(place: &str, error: &ScanError) -> Failure {
    let mark = error.marker();
    let what = format!("the configuration is not valid YAML: {}", error.info());
    failure(place, mark.line(), mark.col(), what)
        .hint("indent with spaces, and quote a text that holds `: `, ` #` or starts with a sign")
}

fn failure(place: &str, line: usize, column: usize, what: impl Into<String>) -> Failure {
    // no hint: the caller knows what is wrong
    Failure::usage(what).at(format!("{place}:{line}:{}", column + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::yaml_to_toml;
    use crate::config::parse::{Loaded, parse};
    use crate::failure::Result;

    fn load(yaml: &str) -> Result<Loaded> {
        let toml = yaml_to_toml(yaml, "cliff.yaml")?;
        assert!(toml.lines().count() <= yaml.lines().count().max(1), "{toml}");
        parse(&toml, "cliff.yaml")
    }

    fn toml(yaml: &str) -> String {
        yaml_to_toml(yaml, "cliff.yaml").unwrap()
    }

    fn refused(yaml: &str) -> String {
        load(yaml).expect_err(yaml).to_string()
    }

    #[test]
    fn a_configuration_in_yaml_reaches_its_settings() {
        let loaded = load(
            "# comment\nchangelog:\n  header: |\n    # Changelog\n\n    All \"changes\".\n  \
             body: >-\n    a\n    b\n  trim: false\ngit:\n  limit_commits: 2\n  commit_parsers:\n  \
             - message: ^feat\n    group: Features\n  - { body: '^x', skip: true }\n  \
             include_paths: [src/**, \"a\\tb\"]\n",
        )
        .unwrap();
        let settings = loaded.settings;
        assert_eq!(loaded.warnings, [""; 0]);
        let header = "# Changelog\n\nAll \"changes\".\n";
        assert_eq!(settings.changelog.header.as_deref(), Some(header));
        assert_eq!(settings.changelog.body.as_deref(), Some("a b"));
        assert!(!settings.changelog.trim && loaded.sets_body);
        assert_eq!(settings.git.limit_commits, Some(2));
        let parsers = settings.git.commit_parsers.unwrap();
        assert_eq!(parsers[0].group.as_deref(), Some("Features"));
        assert!(parsers[1].skip);
        assert_eq!(settings.git.include_paths, ["src/**", "a\tb"]);
    }

    #[test]
    fn a_configuration_in_json_reaches_its_settings() {
        let json = "{\n\t\"git\": {\n\t\t\"topo_order\": true,\n\t\t\"tag_pattern\": \"v\\\\d\",\n\
                    \t\t\"skip_tags\": null, \"include_paths\": [\"a\\/b\"]\n\t}, \"changelog\": {}\n}\n";
        let git = load(json).unwrap().settings.git;
        assert!(git.topo_order && git.skip_tags.is_none());
        assert_eq!(git.tag_pattern.unwrap().as_str(), "v\\d");
        assert_eq!(git.include_paths, ["a/b"]);
        assert!(parse(&toml("{\"git\": {\"topo_order\": 1}, \"bump\": {}}"), "c").is_ok());
    }

    #[test]
    fn a_message_about_a_value_names_its_line_and_column_in_the_yaml() {
        let parsers = "git:\n  commit_parsers:\n\n  - message: ^a\n    skip: maybe\n";
        for (yaml, place) in [
            ("git:\n  topo_order: maybe\n", "2:15"),
            ("git:\n  topo_order:   maybe # x\n", "2:17"),
            ("\u{feff}# c\n\ngit: {topo_order: maybe}\n", "3:19"),
            (parsers, "5:11"),
            ("git:\n  commit_parsers:\n    - 1\n", "3:7"),
            ("git:\n  commit_parsers:\n    - {}\n    -\n", "4:6"),
            ("git:\n  include_paths: x\n", "2:18"),
            ("remote:\n  gitea:\n    owner: x\n", "2:10"),
            ("git: 1\n", "1:6"),
        ] {
            let said = refused(yaml);
            assert!(said.starts_with(&format!("cliff.yaml:{place}: ")), "{yaml}{said}");
        }
    }

    #[test]
    fn an_alias_stands_for_its_anchor_and_a_merge_key_for_nothing() {
        let yaml = "x: &rules\n  - message: a\ny: &b {topo_order: true}\n\
                    git:\n  commit_parsers: *rules\n  <<: *b\n";
        let loaded = load(yaml).unwrap();
        assert_eq!(loaded.settings.git.commit_parsers.unwrap().len(), 1);
        assert!(!loaded.settings.git.topo_order);
        let expected =
            ["1:1: unknown section `x`", "3:1: unknown section `y`", "6:3: unknown key `git.<<`"];
        let expected = expected.map(|line| format!("cliff.yaml:{line}"));
        assert_eq!(loaded.warnings, expected);
    }

    #[test]
    fn words_mean_what_yaml_says() {
        for (word, written) in [
            ("yes", "\"yes\""),
            ("True", "true"),
            ("0x10", "16"),
            ("0o10", "8"),
            ("+5", "5"),
            ("1.50", "1.5"),
            ("1e3", "1000.0"),
            (".inf", "inf"),
            (".NaN", "nan"),
            ("inf", "\"inf\""),
            ("Null", "\"Null\""),
            ("'1'", "\"1\""),
            ("!!str 1", "\"1\""),
            ("!!int 1", "1"),
            ("!!float 1", "1.0"),
            ("!!bool true", "true"),
            ("!own 1", "\"1\""),
            ("2024-01-01", "\"2024-01-01\""),
        ] {
            assert_eq!(toml(&format!("a: {word}")).split_once('=').unwrap().1.trim(), written);
        }
        for word in ["", "~", "null", "!!int x", "!!null x"] {
            assert_eq!(toml(&format!("a: {word}")), "", "{word}");
        }
        assert_eq!(toml("1: a\ntrue: b\n1.0: c\n'x y': d\n").matches('=').count(), 4);
    }

    #[test]
    fn no_document_and_an_empty_one_say_nothing() {
        for yaml in ["", "# comment\n", "---\n", "~\n", "git:\n"] {
            assert_eq!(toml(yaml).trim(), "", "{yaml}");
        }
    }

    #[test]
    fn what_is_no_configuration_in_yaml_is_refused() {
        for (yaml, what) in [
            ("a: [\n", "2:1: the configuration is not valid YAML: "),
            ("git:\n\ttopo_order: 1\n", "2:2: the configuration is not valid YAML: "),
            ("a: 1\n---\nb: 1\n", "3:1: there are several YAML documents"),
            ("- a\n", "1:1: the configuration has no keys"),
            ("git:\n  a: 1\n  a: 2\n", "3:3: the key `a` is there twice"),
            ("? [a]\n: 1\n", "1:3: a key of the configuration is no text"),
        ] {
            let said = refused(yaml);
            assert!(said.starts_with(&format!("cliff.yaml:{what}")), "{yaml}{said}");
        }
    }

    #[test]
    fn a_configuration_too_deep_or_too_large_is_refused() {
        assert!(refused(&format!("a: {}", "[".repeat(50))).contains("nested too deeply"));
        assert!(yaml_to_toml(&format!("a: {}", "[".repeat(100_000)), "c").is_err());
        let chain = |link: fn(u8) -> String| (1..30).map(link).collect::<String>();
        let doubled = chain(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1));
        assert!(refused(&format!("a0: &a0 x\n{doubled}")).contains("too large"));
        let deep = chain(|n| format!("a{n}: &a{n} [[[[[*a{}]]]]]\n", n - 1));
        assert!(refused(&format!("a0: &a0 x\n{deep}")).contains("nested too deeply"));
        assert!(load("a: &a [*a]\n").is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_a_crash(text in any::<String>()) {
            drop(yaml_to_toml(&text, "c"));
        }

        #[test]
        fn any_text_of_yaml_signs_is_no_yaml_or_becomes_toml(
            text in "[a-c1:\\-?&*!|>%@#,'\" \n\t\\[\\]{}~<\u{85}\u{2028}é]{0,60}",
        ) {
            if let Ok(toml) = yaml_to_toml(&text, "c") {
                assert!(toml::de::DeTable::parse(&toml).is_ok(), "{text}\n{toml}");
            }
        }
    }
}
