//! `app.json` of Expo.

use semver::Version;

use crate::domain::manifest::document::{Document, is_at, site};
use crate::domain::manifest::formats::json::read;
use crate::domain::manifest::path::Leaf;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// What the number of Expo's SDK counts in a `versionCode`.
const SDK: u64 = 10_000_000;

/// Returns `expo.version`, `expo.ios.buildNumber` where it is the version, and
/// `expo.android.versionCode` where it is made of the version: `440010203` for SDK 44 and 1.2.3.
/// A counter of builds stays.
///
/// # Errors
/// When the text is no JSON, or has no version.
pub fn locate(text: &str) -> Located {
    let document = read(text)?;
    let Some(version) = document.site(&["expo", "version"], Spelling::SemVer)? else {
        return Err(Unlocated::missing(
            "there is no `expo.version`",
            "add one: `\"version\": \"0.1.0\"` in `expo`",
        ));
    };
    let mut sites = builds(&document, &version.text);
    sites.push(version);
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

fn builds(document: &Document, version: &str) -> Vec<VersionSite> {
    let Ok(version) = Version::parse(version) else { return Vec::new() };
    let site = |leaf: &Leaf| {
        let spelling = if is_at(leaf, &["expo", "ios", "buildNumber"]) {
            Spelling::Core
        } else if is_at(leaf, &["expo", "android", "versionCode"]) {
            Spelling::AndroidCode { base: leaf.text.parse::<u64>().ok()? / SDK * SDK }
        } else {
            return None;
        };
        spelling.says(&leaf.text, &version).then(|| site(leaf, spelling))
    };
    document.leaves().iter().filter_map(site).collect()
}

#[cfg(test)]
mod tests {
    use super::locate;

    fn fields(text: &str) -> Vec<String> {
        locate(text).unwrap().into_iter().map(|site| site.field).collect()
    }

    #[test]
    fn build_numbers_that_are_made_of_the_version_move_with_it() {
        let text = r#"{"expo": {"version": "1.2.3", "ios": {"buildNumber": "1.2.3"},
            "android": {"versionCode": 440010203}, "sdkVersion": "44.0.0"}}"#;
        assert_eq!(
            fields(text),
            ["expo.version", "expo.ios.buildNumber", "expo.android.versionCode"]
        );
    }

    #[test]
    fn a_pre_release_has_the_build_numbers_of_its_release() {
        let text = r#"{"expo": {"version": "1.2.3-rc.1", "ios": {"buildNumber": "1.2.3"},
            "android": {"versionCode": 10203}}}"#;
        assert_eq!(fields(text).len(), 3);
    }

    #[test]
    fn counters_of_builds_stay() {
        let text = r#"{"expo": {"ios": {"buildNumber": "17"}, "android": {"versionCode": 17},
            "version": "1.2.3"}}"#;
        assert_eq!(fields(text), ["expo.version"]);
    }

    #[test]
    fn an_app_without_a_version_is_an_error() {
        assert_eq!(locate("{\"expo\": {}}").unwrap_err().what, "there is no `expo.version`");
    }
}
