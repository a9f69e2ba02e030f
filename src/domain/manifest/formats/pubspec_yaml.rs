//! `pubspec.yaml` of Dart and Flutter.

use crate::domain::manifest::document::site_within;
use crate::domain::manifest::formats::yaml::field;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::spelling::Spelling;

/// Returns `version`, which a package that is not published may do without. The number of the build
/// (`1.2.3+45`) grows by one with every version, as the stores ask.
///
/// # Errors
/// When the text is no YAML, or the field is there twice.
pub fn locate(text: &str) -> Located {
    let leaf = field(text, &["version"])?;
    let site = leaf.and_then(|leaf| site_within(&leaf, Some(Spelling::SemVer)));
    Ok(site
        .map(|mut site| {
            let build = site.text.split_once('+').and_then(|(_, build)| build.parse::<u64>().ok());
            if let Some(build) = build {
                site.spelling = Spelling::BuildNumber(build.saturating_add(1));
            }
            site
        })
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::spelling::Spelling;

    #[test]
    fn the_number_of_the_build_goes_on() {
        for (version, spelling) in [
            ("1.2.3", Spelling::SemVer),
            ("1.2.3+45", Spelling::BuildNumber(46)),
            ("1.2.3-rc.1+45", Spelling::BuildNumber(46)),
            ("1.2.3+a1", Spelling::SemVer),
        ] {
            let sites = locate(&format!("name: x\nversion: '{version}' # 9\n")).unwrap();
            assert_eq!(sites.len(), 1, "{version}");
            assert_eq!((sites[0].text.as_str(), sites[0].spelling), (version, spelling));
        }
    }

    #[test]
    fn a_package_may_have_no_version() {
        assert_eq!(locate("name: x\nenvironment:\n  sdk: 1.2.3\n"), Ok(vec![]));
    }
}
