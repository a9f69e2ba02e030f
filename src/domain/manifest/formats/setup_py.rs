//! `setup.py`: the version that is handed to `setup()`.

use crate::domain::manifest::formats::calls::{VersionArgument, version_argument};
use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::PYTHON;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::{only, site};

/// Returns the site of the argument `version` of `setup()`, or of the variable that it is. Where the
/// call does not have it, another `version="…"` stands for it (`setup(**arguments)`).
///
/// # Errors
/// Several others could stand for it.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &PYTHON);
    match version_argument(text, &source, "setup", Spelling::Pep440) {
        VersionArgument::Version(site) => Ok(vec![site]),
        VersionArgument::Computed => Ok(Vec::new()),
        VersionArgument::Absent | VersionArgument::NoCall => only(
            (source.words("version").into_iter())
                .filter_map(|word| {
                    let mut cursor = source.cursor(word.end);
                    let is_assigned = cursor.blanks().eat_assignment();
                    let inside = cursor.blanks().string().filter(|_| is_assigned)?;
                    site(text, inside, "version", Some(Spelling::Pep440))
                })
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_argument_of_setup_is_the_version() {
        for text in [
            "setup(name='x', version='1.2.3')\n",
            "import setuptools\nversion = '1.2.3'\nsetuptools.setup(\n    version=version,\n)\n",
            "setup(\n    entry=f(version='0.1.0'),\n    version = '1.2.3',  # version='9'\n)",
            "args = dict(name='x', version='1.2.3')\nsetup(**args)\n",
            "V = '1.2.3'\nsetup(version=V)\nversion = '9.9.9'\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn a_computed_version_is_left_to_others() {
        for text in ["setup(version=read('VERSION'))\nversion = '9.9.9'\n", "setup()\n"] {
            assert_eq!(locate(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn several_versions_without_a_call_are_an_error() {
        assert!(locate("a = dict(version='1')\nb = dict(version='2')\nsetup(**a)").is_err());
    }
}
