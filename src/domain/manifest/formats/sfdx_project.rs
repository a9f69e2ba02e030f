//! `sfdx-project.json` of Salesforce.

use crate::domain::manifest::document::site;
use crate::domain::manifest::formats::json::read;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// Returns the three numbers of `versionNumber` in the package folder that is the default one, or
/// the only one: `NEXT` after them stays.
///
/// # Errors
/// When the text is no JSON, or there is no such folder, or no version in it.
pub fn locate(text: &str) -> Located {
    let document = read(text)?;
    let folders: Vec<_> = document.items("packageDirectories").collect();
    let default = folders.iter().find(|folder| folder.says(&["default"]) == Some("true"));
    let only = if folders.len() == 1 { folders.first() } else { None };
    let Some(version) = default.or(only).and_then(|folder| folder.leaf(&["versionNumber"])) else {
        return Err(Unlocated::missing(
            "no default folder of `packageDirectories` has a `versionNumber`",
            "add one: `\"versionNumber\": \"0.1.0.NEXT\"`",
        ));
    };
    let numbers = version.text.rfind('.').filter(|_| version.text.len() == version.span.len());
    let Some(numbers) = numbers.and_then(|length| version.text.get(..length)) else {
        return Err(Unlocated::wrong(
            version.span.start,
            "`versionNumber` holds no version",
            "write it as `1.2.3.NEXT`",
        ));
    };
    let whole = site(version, Spelling::Core);
    let span = whole.span.start..whole.span.start + numbers.len();
    Ok(vec![VersionSite { span, text: numbers.to_owned(), ..whole }])
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_numbers_of_the_default_folder_move() {
        let text = r#"{"packageDirectories": [{"path": "x", "versionNumber": "9.0.0.NEXT"},
            {"path": "y", "default": true, "versionNumber": "1.4.2.NEXT"}], "sourceApiVersion": "58.0"}"#;
        let sites = locate(text).unwrap();
        assert_eq!(sites.len(), 1);
        assert_eq!(&text[sites[0].span.start..sites[0].span.end + 6], "1.4.2.NEXT\"");
        let text = "{\"packageDirectories\": [{\"path\": \"x\"}]}";
        assert!(locate(text).unwrap_err().what.starts_with("no default folder"));
    }
}
