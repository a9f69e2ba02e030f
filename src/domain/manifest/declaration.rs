//! A version file that a configuration names: `[[version-files]]`.

use crate::domain::manifest::edit::refuse_utf16;
use crate::domain::manifest::formats::date_format::DateFormat;
use crate::domain::manifest::formats::pattern::{self, Pattern};
use crate::domain::manifest::formats::xml_path::XmlPath;
use crate::domain::manifest::formats::{json, marker, plain_text, toml, variable, xml, yaml};
use crate::domain::manifest::locate::{FormatKind, format_named, format_of, locate};
use crate::domain::manifest::path::FieldPath;
use crate::domain::manifest::project::Project;
use crate::domain::manifest::site::{Located, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::failure::{Failure, Result};

/// A version file as a configuration writes it, each key as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// `path`: the file, or a glob, from the root.
    pub path: String,
    /// `format`: `json`, `toml`, `yaml`, `xml`, `text`, or the name of a known file.
    pub format: Option<String>,
    /// `field`: `$.a.b`, or `/a/b` in XML.
    pub field: Option<String>,
    /// `regex`: an expression with the version in a group.
    pub regex: Option<String>,
    /// `variable`: a name to which the version is assigned.
    pub variable: Option<String>,
    /// `marker`: whether comments mark the version.
    pub marker: bool,
    /// `spelling`: `semver`, `pep440`, `gem`, `core`, `prerelease`, `four-numbers`, `major`, `minor`
    /// or `patch`.
    pub spelling: Option<String>,
    /// `date-format`: how marked dates are written.
    pub date_format: Option<String>,
}

/// A version file that a configuration names.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The file, or a glob, from the root.
    pub path: String,
    /// Where the configuration says so: `cliff.toml:2:8`; empty where that is not known.
    pub place: String,
    /// Where in it the version stands.
    means: Means,
    /// How it is written; `None` where the file itself tells.
    spelling: Option<Spelling>,
    /// How marked dates are written.
    date_format: DateFormat,
}

/// How the versions of a file are found.
#[derive(Clone, Debug)]
enum Means {
    Known(FormatKind),
    Json(FieldPath),
    Toml(FieldPath),
    Yaml(FieldPath),
    Xml(XmlPath),
    Pattern(Pattern),
    Variable(String),
    Marker,
    /// By markers where there are any, or else the whole text.
    Text,
}

impl Declaration {
    /// Returns the declaration that a configuration writes.
    ///
    /// # Errors
    /// When a value is not understood, or two of them say where the version stands.
    pub fn new(written: &Written) -> Result<Self> {
        let spelling = written.spelling.as_deref().map(spelling).transpose()?;
        let date_format = written.date_format.as_deref().map(DateFormat::parse).transpose()?;
        Ok(Self {
            path: written.path.clone(),
            place: String::new(),
            means: means(written)?,
            spelling,
            date_format: date_format.unwrap_or_default(),
        })
    }

    /// Returns the declaration as one that stands at this place of a configuration.
    #[must_use]
    pub fn at(mut self, place: String) -> Self {
        self.place = place;
        self
    }

    /// Returns the kind of the file, where it is a known one.
    pub fn kind(&self) -> Option<FormatKind> {
        if let Means::Known(kind) = self.means { Some(kind) } else { None }
    }

    /// Returns how dates are written in the file, where they may be marked.
    pub fn date_format(&self) -> Option<&DateFormat> {
        matches!(self.means, Means::Marker | Means::Text).then_some(&self.date_format)
    }

    /// Returns where the versions of a text stand.
    ///
    /// # Errors
    /// When the version is missing or not clear.
    pub fn locate(&self, text: &str, project: &Project) -> Located {
        refuse_utf16(text)?;
        let spelling = self.spelling;
        match &self.means {
            Means::Known(kind) => Ok(spelled(locate(*kind, text, project)?, spelling)),
            Means::Json(path) => json::locate(text, path, spelling),
            Means::Toml(path) => toml::locate(text, path, spelling),
            Means::Yaml(path) => yaml::locate(text, path, spelling),
            Means::Xml(path) => Ok(spelled(xml::locate(text, path)?, spelling)),
            Means::Pattern(one) => pattern::locate(text, one, spelling, project.version.as_ref()),
            Means::Variable(name) => variable::locate(text, name, spelling),
            Means::Marker => marker::locate(text, spelling),
            Means::Text if marker::is_in(text) => marker::locate(text, spelling),
            Means::Text => Ok(spelled(plain_text::locate(text)?, spelling)),
        }
    }
}

/// Returns the sites with the spelling that is asked for; what is asked of a package keeps its own.
fn spelled(mut sites: Vec<VersionSite>, spelling: Option<Spelling>) -> Vec<VersionSite> {
    for site in &mut sites {
        if let (Some(spelling), false) = (spelling, site.is_requirement()) {
            site.spelling = spelling;
        }
    }
    sites
}

fn means(written: &Written) -> Result<Means> {
    let Written { path, format, field, regex, variable, marker, .. } = written;
    let given = [field.is_some(), regex.is_some(), variable.is_some(), *marker];
    if given.iter().filter(|is_given| **is_given).count() > 1 {
        return Err(Failure::usage(format!("`{path}` has several ways to find its version")).hint(
            "keep one of `field`, `regex`, `variable` and `marker`; two entries may name one file",
        ));
    }
    match (field, regex, variable) {
        _ if *marker => Ok(Means::Marker),
        (Some(field), ..) => of_field(path, format.as_deref(), field),
        (_, Some(regex), _) => Ok(Means::Pattern(Pattern::parse(regex)?)),
        (_, _, Some(variable)) => Ok(Means::Variable(variable.clone())),
        _ => of_format(path, format.as_deref()),
    }
}

fn of_field(path: &str, format: Option<&str>, field: &str) -> Result<Means> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match format.unwrap_or(&ending) {
        "json" | "jsonc" | "json5" => Ok(Means::Json(FieldPath::parse(field)?)),
        "toml" | "lock" => Ok(Means::Toml(FieldPath::parse(field)?)),
        "yaml" | "yml" => Ok(Means::Yaml(FieldPath::parse(field)?)),
        "xml" | "csproj" | "fsproj" | "vbproj" | "props" | "targets" | "nuspec" | "plist" => {
            Ok(Means::Xml(XmlPath::parse(field)?))
        }
        other => Err(Failure::usage(format!("a file of the format `{other}` has no fields"))
            .at(path)
            .hint("set `format` to `json`, `toml`, `yaml` or `xml`, or use `regex`")),
    }
}

fn of_format(path: &str, format: Option<&str>) -> Result<Means> {
    match format {
        None => Ok(format_of(path).map_or(Means::Text, Means::Known)),
        Some("text") => Ok(Means::Text),
        Some(format @ ("json" | "toml" | "yaml" | "xml")) => {
            Err(Failure::usage(format!("`{path}` does not say which field holds the version"))
                .hint(format!("add `field`; `format = \"{format}\"` alone is not enough")))
        }
        Some(name) => format_named(name).map(Means::Known).ok_or_else(|| {
            Failure::usage(format!("there is no format `{name}`"))
                .at(path)
                .hint("it is `json`, `toml`, `yaml`, `xml`, `text` or a file name like `pom.xml`")
        }),
    }
}

fn spelling(name: &str) -> Result<Spelling> {
    match name {
        "semver" => Ok(Spelling::SemVer),
        "pep440" => Ok(Spelling::Pep440),
        "gem" => Ok(Spelling::Gem),
        "core" => Ok(Spelling::Core),
        "prerelease" => Ok(Spelling::Prerelease),
        "four-numbers" => Ok(Spelling::FourNumbers),
        "major" => Ok(Spelling::Major),
        "minor" => Ok(Spelling::Minor),
        "patch" => Ok(Spelling::Patch),
        other => Err(Failure::usage(format!("there is no spelling `{other}`")).hint(
            "it is `semver`, `pep440`, `gem`, `core`, `prerelease`, `four-numbers`, `major`, \
             `minor` or `patch`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Declaration, Written};
    use crate::domain::manifest::project::Project;

    fn written(path: &str) -> Written {
        Written { path: path.to_owned(), ..Written::default() }
    }

    fn found(written: &Written, text: &str) -> Vec<String> {
        let declaration = Declaration::new(written).unwrap();
        let sites = declaration.locate(text, &Project::default()).unwrap();
        sites.iter().map(|site| text[site.span.clone()].to_owned()).collect()
    }

    fn failure(written: &Written) -> String {
        Declaration::new(written).unwrap_err().what
    }

    #[test]
    fn the_format_is_told_by_the_name_or_by_the_file() {
        let with = |path, format: Option<&str>, field: Option<&str>| Written {
            format: format.map(str::to_owned),
            field: field.map(str::to_owned),
            ..written(path)
        };
        for (written, text) in [
            (with("a/Cargo.toml", None, None), "[package]\nversion = '1.4.2'\n"),
            (with("x.txt", Some("package.json"), None), "{\"version\": \"1.4.2\"}"),
            (with("a/x", None, None), "1.4.2\n"),
            (with("a/x", Some("text"), None), "9.9.9\n# v1.4.2 x-semflow-version\n"),
            (with("x.json", None, Some("$.a.v")), "{\"v\": \"9.9.9\", \"a\": {\"v\": \"1.4.2\"}}"),
            (with("x.conf", Some("toml"), Some("a.v")), "v = '9.9.9'\n[a]\nv = '1.4.2'\n"),
            (with("x.yml", None, Some("$.v")), "a: 9.9.9\nv: 1.4.2\n"),
            (with("x.nuspec", None, Some("/a/v")), "<a><b><v>9.9.9</v></b><v>1.4.2</v></a>"),
        ] {
            assert_eq!(found(&written, text), ["1.4.2"], "{written:?}");
        }
    }

    #[test]
    fn a_version_is_found_by_expression_variable_and_marker() {
        let text = "a = '9.9.9'\nb = '1.4.2' # x-semflow-version\n";
        let path = written("x.py");
        for one in [
            Written { regex: Some("^b = '(.*?)'".to_owned()), ..path.clone() },
            Written { variable: Some("b".to_owned()), ..path.clone() },
            Written { marker: true, ..path },
        ] {
            assert_eq!(found(&one, text), ["1.4.2"], "{one:?}");
        }
    }

    #[test]
    fn a_spelling_that_is_asked_for_holds_for_the_file() {
        let declaration = Written { spelling: Some("core".to_owned()), ..written("VERSION") };
        let declaration = Declaration::new(&declaration).unwrap();
        let sites = declaration.locate("1.4.2\n", &Project::default()).unwrap();
        assert_eq!(sites[0].spelling.spell(&"2.0.0-rc.1".parse().unwrap()), "2.0.0");
    }

    #[test]
    fn what_a_declaration_cannot_mean_is_an_error() {
        let path = written("x.ini");
        let field = Some("$.a".to_owned());
        for (one, what) in [
            (
                Written { field: field.clone(), marker: true, ..path.clone() },
                "`x.ini` has several ways to find its version",
            ),
            (Written { field, ..path.clone() }, "a file of the format `ini` has no fields"),
            (
                Written { format: Some("json".to_owned()), ..path.clone() },
                "`x.ini` does not say which field holds the version",
            ),
            (
                Written { format: Some("ini".to_owned()), ..path.clone() },
                "there is no format `ini`",
            ),
            (
                Written { spelling: Some("roman".to_owned()), ..path },
                "there is no spelling `roman`",
            ),
        ] {
            assert_eq!(failure(&one), what, "{one:?}");
        }
    }
}
