//! `MODULE.bazel`: the version of `module()`.

use crate::domain::manifest::formats::calls::{VersionArgument, version_argument};
use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::PYTHON;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::spelling::Spelling;

/// Returns the site of the argument `version` of `module()`, which a module may do without.
///
/// # Errors
/// None; the signature is that of every format.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &PYTHON);
    match version_argument(text, &source, "module", Spelling::SemVer) {
        VersionArgument::Version(site) => Ok(vec![site]),
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn only_the_version_of_the_module_is_found() {
        let text = "# module(version = \"0.1\")\nmodule(\n  name = \"a\",\n  version = \"1.2.3\",\n)\n\
                    bazel_dep(name = \"b\", version = \"1.2.3\")\n";
        let sites = locate(text).unwrap();
        assert_eq!(sites.len(), 1);
        assert_eq!(sites[0].span.start, text.find("\"1.2.3\"").unwrap() + 1);
        assert_eq!(locate("module(name = \"a\")\nbazel_dep(version = \"1.0.0\")\n"), Ok(vec![]));
    }
}
