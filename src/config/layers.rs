//! What a configuration is put together from: texts, each with its place and its rank.
//!
//! A layer is one text. Of several layers the first one that has a key decides; see
//! [`crate::config::parse::parse_layers`].

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::source::Source;
use crate::failure::{Failure, Result};

/// One text of a configuration.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'t> {
    /// The text, in TOML.
    pub text: &'t str,
    /// What messages call it: the path of a file, or `environment`.
    pub place: &'t str,
    /// Where it is from.
    pub kind: LayerKind,
}

/// Where a layer is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// The project's own file; names in it that nobody knows are worth a warning.
    Project,
    /// The project's `Cargo.toml`: only `[workspace.metadata.git-cliff]` and
    /// `[package.metadata.git-cliff]` are read.
    CargoManifest,
    /// The project's `pyproject.toml`: only `[tool.git-cliff]` is read.
    PyProject,
    /// What [`crate::config::environment::from_environment`] makes of variables.
    Environment,
    /// What is built in.
    Base,
}

impl LayerKind {
    /// Whether the project itself wrote the layer.
    pub fn is_of_project(self) -> bool {
        matches!(self, Self::Project | Self::CargoManifest | Self::PyProject)
    }

    /// The tables the configuration is in, best first; none where it is the whole text.
    fn tables(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::CargoManifest => {
                &[&["workspace", "metadata", "git-cliff"], &["package", "metadata", "git-cliff"]]
            }
            Self::PyProject => &[&["tool", "git-cliff"]],
            Self::Project | Self::Environment | Self::Base => &[&[]],
        }
    }
}

/// How a file that holds a configuration is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// TOML.
    Toml,
    /// YAML, and JSON, which is YAML: [`crate::config::yaml::yaml_to_toml`] makes TOML of it.
    Yaml,
    /// A `Cargo.toml`.
    CargoManifest,
    /// A `pyproject.toml`.
    PyProject,
}

impl Form {
    /// Returns the kind of the layer that such a file is.
    pub fn layer_kind(self) -> LayerKind {
        match self {
            Self::Toml | Self::Yaml => LayerKind::Project,
            Self::CargoManifest => LayerKind::CargoManifest,
            Self::PyProject => LayerKind::PyProject,
        }
    }
}

/// Returns how the file at a path is written, as its name tells.
pub fn form_of(path: &Path) -> Form {
    if path.file_name().is_some_and(|name| name == "Cargo.toml") {
        return Form::CargoManifest;
    }
    if path.file_name().is_some_and(|name| name == "pyproject.toml") {
        return Form::PyProject;
    }
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let is_yaml = ["yaml", "yml", "json"].iter().any(|name| extension == *name);
    if is_yaml { Form::Yaml } else { Form::Toml }
}

/// Whether the text of a manifest configures anything. A manifest that is no TOML does where a
/// line of it looks like it, so that the mistake is told instead of overlooked.
pub fn manifest_configures(text: &str, form: Form) -> bool {
    let tables = match form {
        Form::Toml | Form::Yaml => return false,
        Form::CargoManifest | Form::PyProject => form.layer_kind().tables(),
    };
    let Ok(document) = DeTable::parse(text) else {
        let heads = tables.iter().map(|path| format!("[{}.", path.join(".")));
        return heads.into_iter().any(|head| text.lines().any(|line| line.starts_with(&head)));
    };
    let mut found = tables.iter().filter_map(|path| descend(&document, path));
    found.any(|(table, _)| table.values().any(|value| value.get_ref().is_table()))
}

/// A layer whose text was understood as TOML.
#[derive(Debug)]
pub(super) struct Document<'t> {
    source: Source<'t>,
    content: Spanned<DeTable<'t>>,
}

impl<'t> Document<'t> {
    /// Reads the text of a layer.
    pub(super) fn parse(layer: &Layer<'t>) -> Result<Self> {
        let source = Source::of(layer);
        let content = DeTable::parse(layer.text).map_err(|error| not_toml(source, &error))?;
        Ok(Self { source, content })
    }

    /// Returns the tables that hold the configuration, best first, each with its offset.
    pub(super) fn roots(&self) -> impl Iterator<Item = (Source<'_>, &DeTable<'t>, usize)> {
        let paths = self.source.kind().tables().iter();
        paths
            .filter_map(|path| descend(&self.content, path))
            .map(|(table, start)| (self.source, table, start))
    }
}

/// Returns the table at a path, and its offset.
fn descend<'d, 't>(
    root: &'d Spanned<DeTable<'t>>,
    path: &[&str],
) -> Option<(&'d DeTable<'t>, usize)> {
    path.iter().try_fold((root.get_ref(), 0), |(table, _), name| {
        let value: &Spanned<DeValue<'t>> = table.get(*name)?;
        Some((value.get_ref().as_table()?, value.span().start))
    })
}

fn not_toml(source: Source<'_>, error: &toml::de::Error) -> Failure {
    let start = error.span().map_or(0, |span| span.start);
    let what = format!("the configuration is not valid TOML: {}", error.message().trim());
    let failure = source.failure(start, what);
    if error.message().contains("duplicate key") {
        failure.hint("keep one of the two")
    } else if error.message().contains("escape") {
        failure.hint(
            r"in double quotes a backslash is written `\\`; in single quotes it stands for itself",
        )
    } else {
        failure.hint("texts need quotes, and each key stands on a line of its own")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Form, Layer, LayerKind, form_of, manifest_configures};
    use crate::config::parse::{Loaded, parse_layers};
    use crate::failure::Result;

    const BASE: &str = "[changelog]\nheader_marker = 'M'\nbody = 'base'\ntrim = true\n\
                        [git]\ncommit_parsers = [{ message = 'a' }, { message = 'b' }]\n\
                        filter_commits = true\n";

    /// Puts the environment over the project's file over what is built in.
    fn layered(environment: &str, project: &str) -> Result<Loaded> {
        parse_layers(&[
            Layer { text: environment, place: "environment", kind: LayerKind::Environment },
            Layer { text: project, place: "cliff.toml", kind: LayerKind::Project },
            Layer { text: BASE, place: "built-in", kind: LayerKind::Base },
        ])
    }

    fn manifest(text: &str, form: Form) -> Result<Loaded> {
        parse_layers(&[Layer { text, place: "M", kind: form.layer_kind() }])
    }

    #[test]
    fn the_first_layer_with_a_key_decides_and_tables_are_put_together() {
        let environment = "git.filter_commits = \"no\" # GIT_CLIFF__GIT__FILTER_COMMITS\n";
        let project = "[changelog]\nheader = 'H'\ntrim = false\n[git]\nfilter_commits = true\n";
        let settings = layered(environment, project).unwrap().settings;
        assert!(!settings.git.filter_commits);
        assert_eq!(settings.changelog.header.as_deref(), Some("H"));
        assert_eq!(settings.changelog.body.as_deref(), Some("base"));
        assert_eq!(settings.changelog.header_marker.as_deref(), Some("M"));
        assert!(!settings.changelog.trim);
        assert_eq!(settings.git.commit_parsers.unwrap().len(), 2);
    }

    #[test]
    fn a_list_is_taken_whole_from_the_first_layer_that_has_it() {
        let parsers = |project| layered("", project).unwrap().settings.git.commit_parsers.unwrap();
        assert_eq!(parsers("[git]\ncommit_parsers = []\n").len(), 0);
        let one = parsers("[[git.commit_parsers]]\nbody = 'x'\n");
        assert_eq!(one.len(), 1);
        assert!(one[0].message.is_none());
    }

    #[test]
    fn one_forge_may_be_named_over_several_layers() {
        let environment = "remote.github.repo = \"r\" # R\nremote.github.token = \"t\" # T\n";
        let project = "[remote.gitea]\nowner = 'a'\nrepo = 'b'\n[remote.github]\nowner = 'o'\n";
        let settings = layered(environment, project).unwrap().settings;
        let github = settings.remotes.github.unwrap();
        assert_eq!((github.owner.as_str(), github.repo.as_str()), ("o", "r"));
        assert_eq!(settings.remote.unwrap().forge, "gitea");
    }

    #[test]
    fn a_failure_names_the_layer_the_value_is_from() {
        let from_project = layered("", "\n[git]\ntopo_order = 'maybe'\n").unwrap_err();
        assert_eq!(from_project.place.as_deref(), Some("cliff.toml:3:14"));
        let variable = "git.topo_order = \"maybe\" # GIT_CLIFF__GIT__TOPO_ORDER\n";
        let from_environment = layered(variable, "[git]\ntopo_order = true\n").unwrap_err();
        let place = "environment: GIT_CLIFF__GIT__TOPO_ORDER";
        assert_eq!(from_environment.place.as_deref(), Some(place));
        let base = Layer { text: "[git]\nskip_tags = '('", place: "base", kind: LayerKind::Base };
        assert_eq!(parse_layers(&[base]).unwrap_err().place.as_deref(), Some("base:2:13"));
        assert_eq!(layered("", "[git\n").unwrap_err().place.as_deref(), Some("cliff.toml:1:5"));
        let missing = layered("remote.gitea.owner = \"o\" # X\n", "[remote.gitea]\n");
        assert_eq!(missing.unwrap_err().place.as_deref(), Some("cliff.toml:1:1"));
    }

    #[test]
    fn a_value_above_a_table_hides_it_and_a_table_above_a_value_stands() {
        let failure = layered("git = \"x\" # GIT_CLIFF__GIT\n", "[git]\n").unwrap_err();
        assert!(failure.to_string().contains("GIT_CLIFF__GIT: `git` must be a table"));
        let upper = Layer { text: "[git]\ntopo_order = 1\n", place: "a", kind: LayerKind::Project };
        let lower = Layer { text: "git = 1\n", place: "b", kind: LayerKind::Base };
        assert!(parse_layers(&[upper, lower]).unwrap().settings.git.topo_order);
    }

    #[test]
    fn only_what_the_project_wrote_is_told_and_warned_of() {
        let variable = "git.zebra = \"x\" # GIT_CLIFF__GIT__ZEBRA\n";
        let loaded = layered(variable, "top = 1\n[git]\nlion = 1\n[zoo]\n").unwrap();
        let warnings = [
            "cliff.toml:1:1: unknown key `top`",
            "cliff.toml:3:1: unknown key `git.lion`",
            "cliff.toml:4:2: unknown section `zoo`",
        ];
        assert_eq!(loaded.warnings, warnings);
        assert!(loaded.sections.iter().eq(["git", "zoo"]));
        assert!(!loaded.sets_body);
        assert!(layered("", "[changelog]\nbody = ''\n").unwrap().sets_body);
        assert!(!layered("changelog.body = \"\" # X\n", "[changelog]\n").unwrap().sets_body);
    }

    #[test]
    fn a_manifest_is_read_from_its_table_with_its_own_lines() {
        let cargo = "[package]\nname = 'x'\n[package.metadata.git-cliff.git]\ntopo_order = true\n\
                     lion = 1\n[workspace.metadata.git-cliff.changelog]\nheader = 'H'\n";
        let loaded = manifest(cargo, Form::CargoManifest).unwrap();
        assert!(loaded.settings.git.topo_order);
        assert_eq!(loaded.settings.changelog.header.as_deref(), Some("H"));
        assert_eq!(loaded.warnings, ["M:5:1: unknown key `git.lion`"]);
        assert!(loaded.sections.iter().eq(["changelog", "git"]));
        let python = "[project]\nname = 'x'\n[tool.git-cliff.git]\nskip_tags = '('\n";
        let failure = manifest(python, Form::PyProject).unwrap_err();
        assert_eq!(failure.to_string(), "M:4:13: `git.skip_tags` is not a regular expression");
    }

    #[test]
    fn a_manifest_without_the_table_says_nothing() {
        let loaded = manifest("[package]\nmetadata = 1\n[git]\n", Form::CargoManifest).unwrap();
        assert!(loaded.sections.is_empty() && loaded.warnings.is_empty());
    }

    #[test]
    fn the_name_of_a_file_tells_its_form() {
        for (path, form) in [
            ("cliff.toml", Form::Toml),
            ("a/.cliff.toml", Form::Toml),
            ("cliff", Form::Toml),
            ("cliff.yaml", Form::Yaml),
            ("a.b/cliff.YML", Form::Yaml),
            ("cliff.json", Form::Yaml),
            ("a/Cargo.toml", Form::CargoManifest),
            ("pyproject.toml", Form::PyProject),
            ("", Form::Toml),
        ] {
            assert_eq!(form_of(Path::new(path)), form, "{path}");
        }
    }

    #[test]
    fn a_manifest_configures_with_a_section_below_its_table() {
        for (text, form, configures) in [
            ("[workspace.metadata.git-cliff.git]\n", Form::CargoManifest, true),
            ("[package.metadata.git-cliff.git]\n", Form::CargoManifest, true),
            ("[package]\nmetadata.git-cliff.git.topo_order = true\n", Form::CargoManifest, true),
            ("[tool.git-cliff.changelog]\n", Form::PyProject, true),
            ("[package.metadata.git-cliff]\n", Form::CargoManifest, false),
            ("[package]\nmetadata = 1\n", Form::CargoManifest, false),
            ("[tool.git-cliff.changelog]\n", Form::CargoManifest, false),
            ("[package.metadata.git-cliff.git]\n", Form::PyProject, false),
            ("[git]\n", Form::Toml, false),
            ("", Form::PyProject, false),
        ] {
            assert_eq!(manifest_configures(text, form), configures, "{text}");
        }
    }

    #[test]
    fn a_manifest_that_is_no_toml_configures_when_a_line_looks_like_it() {
        let text = "[tool.git-cliff.git]\ntopo_order = \n";
        assert!(manifest_configures(text, Form::PyProject));
        assert!(!manifest_configures("[tool.other]\na = \n", Form::PyProject));
    }
}
