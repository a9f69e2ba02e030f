//! A version file with another version in it.

use chrono::NaiveDate;
use semver::Version;

use crate::domain::manifest::edit::{Edit, readable, splice};
use crate::domain::manifest::formats::marker;
use crate::domain::manifest::project_versions::VersionFile;

/// Returns the bytes of a file with this version at its sites, which are those of the same bytes,
/// and with this date where one is marked.
pub fn set_version(
    file: &VersionFile,
    bytes: &[u8],
    version: &Version,
    today: NaiveDate,
) -> Vec<u8> {
    let sites = file
        .sites
        .iter()
        .filter(|site| site.with(version) != site.text)
        .map(|site| Edit { span: site.span.clone(), text: site.with(version) });
    let mut edits: Vec<Edit> = sites.collect();
    if file.path.rsplit('.').next() == Some("toml") {
        for edit in &mut edits {
            take_in_literal_quotes(edit, bytes);
        }
    }
    if let Some(format) = &file.date_format {
        edits.extend(marker::dates(&readable(bytes), format, today).unwrap_or_default());
    }
    splice(bytes, &edits)
}

/// In TOML the token is the string: one that was a literal string is written as a basic string, as tools
/// of TOML write a value.
fn take_in_literal_quotes(edit: &mut Edit, bytes: &[u8]) {
    let Some(start) = edit.span.start.checked_sub(1) else { return };
    let end = edit.span.end + 1;
    let is_literal = bytes.get(start) == Some(&b'\'') && bytes.get(end - 1) == Some(&b'\'');
    let is_long = start.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'\'');
    if is_literal && !is_long {
        *edit = Edit { span: start..end, text: format!("\"{}\"", edit.text) };
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::set_version;
    use crate::domain::manifest::formats::date_format::DateFormat;
    use crate::domain::manifest::formats::marker;
    use crate::domain::manifest::project_versions::VersionFile;

    #[test]
    fn marked_dates_move_with_the_version_and_nothing_else_does() {
        let text = "v 1.4.2 x-semflow-version\r\non 2025-01-02 x-semflow-date\r\n2025-01-02\r\n";
        let sites = marker::locate(text, None).unwrap();
        let mut file = VersionFile::new("x", None, text, sites);
        let (version, today) =
            ("1.5.0".parse().unwrap(), NaiveDate::from_ymd_opt(2026, 3, 4).unwrap());
        let changed = |file: &VersionFile| {
            String::from_utf8(set_version(file, text.as_bytes(), &version, today)).unwrap()
        };
        assert_eq!(changed(&file), text.replace("1.4.2", "1.5.0"));
        file.date_format = Some(DateFormat::default());
        let dated = text.replacen("2025-01-02", "2026-03-04", 1).replace("1.4.2", "1.5.0");
        assert_eq!(changed(&file), dated);
    }

    #[test]
    fn a_literal_string_of_toml_becomes_a_basic_one_and_others_stay() {
        let file = |path: &str, text: &str| {
            let start = text.find("1.4.2").unwrap();
            let site = crate::domain::manifest::site::VersionSite {
                span: start..start + 5,
                text: "1.4.2".to_owned(),
                field: "version".to_owned(),
                spelling: crate::domain::manifest::spelling::Spelling::SemVer,
            };
            VersionFile::new(path, None, text, vec![site])
        };
        let version = "1.5.0".parse().unwrap();
        for (path, before, after) in [
            ("pyproject.toml", "version = '1.4.2' # '", "version = \"1.5.0\" # '"),
            ("Cargo.toml", "version = \"1.4.2\"", "version = \"1.5.0\""),
            ("x.toml", "v = '''1.4.2'''", "v = '''1.5.0'''"),
            ("build.gradle", "version '1.4.2'", "version '1.5.0'"),
        ] {
            let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
            let changed = set_version(&file(path, before), before.as_bytes(), &version, today);
            assert_eq!(String::from_utf8(changed).unwrap(), after, "{path}");
        }
    }
}
