//! The built-in templates: files under `templates/`, embedded.

use crate::domain::changelog::render::Template;
use crate::domain::changelog::sections::Sections;
use crate::failure::{Failure, Result};

/// The name of the template that is used when nothing else is asked for.
pub const DEFAULT: &str = "keepachangelog";

/// A template that comes with semflow.
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in a line.
    pub purpose: &'static str,
    /// How it names the sections.
    pub sections: Sections,
    header: &'static str,
    body: &'static str,
    footer: &'static str,
}

macro_rules! built_in {
    ($name:literal, $sections:expr, $purpose:literal) => {
        BuiltIn {
            name: $name,
            purpose: $purpose,
            sections: $sections,
            header: include_str!(concat!("../../../templates/", $name, "/header.md.tera")),
            body: include_str!(concat!("../../../templates/", $name, "/body.md.tera")),
            footer: include_str!(concat!("../../../templates/", $name, "/footer.md.tera")),
        }
    };
}

/// The built-in templates; the default first.
pub const BUILT_IN: &[BuiltIn] = &[
    built_in!("keepachangelog", Sections::KeepAChangelog, "Keep a Changelog 1.1.0"),
    built_in!("plain", Sections::Full, "headers as they were written, no markup"),
    built_in!("detailed", Sections::Full, "all commits, with authors and links"),
    built_in!("scoped", Sections::Full, "one section for each scope"),
    built_in!("release-page", Sections::Notable, "one release on a forge's release page"),
];

/// Returns the built-in template of this name.
///
/// # Errors
/// When there is none; the failure names them all.
pub fn find(name: &str) -> Result<&'static BuiltIn> {
    BUILT_IN.iter().find(|built_in| built_in.name == name).ok_or_else(|| {
        let known: Vec<_> = BUILT_IN.iter().map(|built_in| built_in.name).collect();
        Failure::usage(format!("there is no template `{name}`"))
            .hint(format!("the templates are: {}", known.join(", ")))
            .hint("a template of your own goes into cliff.toml, as `body` under `[changelog]`")
    })
}

impl BuiltIn {
    /// Returns the sources.
    pub fn template(&self) -> Template {
        Template {
            place: format!("template {}", self.name),
            header: self.header.to_owned(),
            body: self.body.to_owned(),
            footer: self.footer.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, DEFAULT, find};
    use crate::domain::changelog::render::Renderer;

    #[test]
    fn every_built_in_template_is_a_template() {
        for built_in in BUILT_IN {
            assert!(Renderer::new(&built_in.template()).is_ok(), "{}", built_in.name);
        }
        assert_eq!(BUILT_IN[0].name, DEFAULT);
    }

    #[test]
    fn an_unknown_template_is_told_the_known_ones() {
        let failure = find("keep").err().unwrap();
        assert!(failure.hints[0].contains("keepachangelog, plain"), "{failure:?}");
    }
}
