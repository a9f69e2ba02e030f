//! `Chart.yaml` of Helm.

use semver::Version;

use crate::domain::manifest::document::site_within;
use crate::domain::manifest::formats::yaml::field;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// Returns `version`, and `appVersion` where it is asked for: a chart may hold a program of another
/// version than its own.
///
/// # Errors
/// When the text is no YAML, or a field is missing or there twice.
pub fn locate(text: &str, with_app_version: bool) -> Located {
    let names = if with_app_version { &["version", "appVersion"][..] } else { &["version"] };
    let mut sites = Vec::new();
    for name in names {
        let leaf = field(text, &[name])?.ok_or_else(|| {
            Unlocated::missing(format!("there is no `{name}`"), format!("write `{name}: 1.2.3`"))
        })?;
        sites.extend(site_within(&leaf, Some(Spelling::SemVer)));
    }
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

/// Returns `version`, and `appVersion` where it says the version of the project, or, where that is
/// not known, what the chart itself says.
///
/// # Errors
/// When the text is no YAML, or `version` is missing or a field there twice.
pub fn locate_in_step(text: &str, project: Option<&Version>) -> Located {
    let mut sites = locate(text, false)?;
    let chart = sites.first().map(|site| site.text.clone());
    let program = field(text, &["appVersion"])?;
    let program = program.and_then(|leaf| site_within(&leaf, Some(Spelling::SemVer)));
    let is_in_step = |site: &VersionSite| match project {
        Some(version) => site.spelling.says(&site.text, version),
        None => chart.as_ref() == Some(&site.text),
    };
    sites.extend(program.filter(is_in_step));
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

#[cfg(test)]
mod tests {
    use super::{locate, locate_in_step};

    const TEXT: &str = "apiVersion: v2 # version: 9\r\nappVersion: \"v1.4.2\" # app\r\n\
                        dependencies:\r\n  - version: 1.4.2\r\nversion: 1.4.2\r\n";

    #[test]
    fn the_version_of_the_program_moves_only_where_it_is_asked_for() {
        let found = |with_app_version| -> Vec<_> {
            let sites = locate(TEXT, with_app_version).unwrap();
            sites.into_iter().map(|site| (site.field, site.span.start)).collect()
        };
        let version = ("version".to_owned(), TEXT.rfind("1.4.2").unwrap());
        let program = ("appVersion".to_owned(), TEXT.find("1.4.2").unwrap());
        assert_eq!(found(true), [program, version.clone()]);
        assert_eq!(found(false), [version]);
    }

    #[test]
    fn the_version_of_the_program_moves_when_it_is_that_of_the_project() {
        let fields = |text: &str, project: Option<&str>| -> Vec<String> {
            let project = project.map(|version| version.parse().unwrap());
            let sites = locate_in_step(text, project.as_ref()).unwrap();
            sites.into_iter().map(|site| site.field).collect()
        };
        assert_eq!(fields(TEXT, None), ["appVersion", "version"]);
        let apart = "version: 0.3.0\nappVersion: 1.4.2\n";
        assert_eq!(fields(apart, None), ["version"]);
        assert_eq!(fields(apart, Some("1.4.2")), ["version", "appVersion"]);
        assert_eq!(fields(apart, Some("0.3.0")), ["version"]);
    }

    #[test]
    fn a_missing_field_is_an_error() {
        assert_eq!(locate("name: x\n", false).unwrap_err().what, "there is no `version`");
        assert_eq!(locate("version: 1.0.0\n", true).unwrap_err().what, "there is no `appVersion`");
    }
}
