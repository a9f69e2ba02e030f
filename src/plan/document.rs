//! Plans that write a document.

use std::path::{Path, PathBuf};

use crate::domain::changelog::document::structure::Document;
use crate::domain::changelog::insert::{in_the_form_of, insert};
use crate::failure::{Failure, Result};
use crate::plan::step::{Plan, Step};

/// A file that is written, and the path by which its user knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole path.
    pub path: PathBuf,
    shown: PathBuf,
}

impl Target {
    /// Returns the file that a path means for somebody in `folder`.
    pub fn new(folder: &Path, path: &Path) -> Self {
        Self { path: folder.join(path), shown: path.to_owned() }
    }

    /// Returns the plan that writes the file anew, with the line ends and the byte order mark of
    /// `existing`, the text of the file now, and what it does in words.
    pub fn replace(self, existing: &str, text: &str) -> (Plan, String) {
        let summary = format!("wrote {}", self.shown.display());
        (self.plan(in_the_form_of(existing, text)), summary)
    }

    /// Returns the plan that puts the sections of `generated` where they belong in `existing`, the
    /// text of the file now, and what it does in words. With `has_releases`, the text holds more
    /// than what stands around releases.
    ///
    /// # Errors
    /// When the text holds releases, but no heading that names one.
    pub fn insert(
        self,
        existing: &str,
        generated: &str,
        has_releases: bool,
    ) -> Result<(Plan, String)> {
        let place = self.shown.display();
        let names_release = || Document::parse(generated).sections.iter().any(|s| s.name.is_some());
        if has_releases && !names_release() {
            return Err(Failure::usage("the releases have no headings by which to place them")
                .at(place.to_string())
                .hint("use a template with version headings: `--template keepachangelog`")
                .hint("`-o` writes the whole file instead"));
        }
        let insertion = insert(existing, generated);
        if insertion.text == existing {
            return Ok((Plan::default(), format!("{place} has it all, nothing was changed")));
        }
        let summary = match insertion.added.as_slice() {
            [] => format!("brought {place} up to date"),
            added => format!("put into {place}: {}", added.join(", ")),
        };
        Ok((self.plan(insertion.text), summary))
    }

    fn plan(self, text: String) -> Plan {
        Plan { steps: vec![Step::WriteFile { path: self.path, content: text.into_bytes() }] }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Target;
    use crate::plan::step::{Plan, Step};

    fn target() -> Target {
        Target::new(Path::new("folder"), Path::new("CHANGELOG.md"))
    }

    fn text((plan, _): (Plan, String)) -> String {
        let Some(Step::WriteFile { content, .. }) = plan.steps.into_iter().next() else {
            panic!("nothing is written")
        };
        String::from_utf8(content).unwrap()
    }

    #[test]
    fn a_file_written_anew_keeps_its_line_ends_and_its_mark() {
        for (existing, expected) in [
            ("", "a\nb\n"),
            ("x", "a\nb\n"),
            ("x\r\ny\n", "a\r\nb\r\n"),
            ("\u{feff}x\r\n", "\u{feff}a\r\nb\r\n"),
            ("\u{feff}x\n", "\u{feff}a\nb\n"),
        ] {
            assert_eq!(text(target().replace(existing, "a\nb\n")), expected, "{existing:?}");
        }
    }

    #[test]
    fn releases_without_a_heading_are_refused_and_no_releases_are_not() {
        let failure = target().insert("", "## Features\n\n- a\n", true).unwrap_err();
        assert!(failure.hints[0].contains("keepachangelog"), "{failure:?}");
        assert!(target().insert("", "# Changelog\n", false).is_ok());
        assert!(target().insert("", "# Changelog\n\n## 1.0.0\n\n- a\n", true).is_ok());
    }
}
