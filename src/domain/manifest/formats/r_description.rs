//! `DESCRIPTION` of an R package: the field `Version`.

use crate::domain::manifest::formats::lines::lines;
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::{only, site};

/// Returns the site of the field `Version`. R has no word for a pre-release, so that only numbers
/// are written there.
///
/// # Errors
/// The field is missing or there twice.
pub fn locate(text: &str) -> Located {
    let fields = lines(text).filter_map(|line| {
        let value = line.text.strip_prefix("Version")?.trim_start().strip_prefix(':')?;
        let end = line.start + line.text.len();
        site(text, end - value.len()..end, "Version", Some(Spelling::Core))
    });
    let sites = only(fields.collect())?;
    if sites.is_empty() {
        return Err(Unlocated::missing("there is no field `Version`", "write `Version: 1.2.3`"));
    }
    Ok(sites)
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_field_is_found() {
        let text = "Package: x\r\nRoxygenVersion: 9\r\nVersion: 1.2.3.9000\r\nDepends:\r\n  Version: 8\r\n";
        let sites = locate(text).unwrap();
        assert_eq!(sites.len(), 1);
        assert_eq!(sites[0].text, "1.2.3.9000");
        assert!(locate("Package: x\n").is_err());
        assert!(locate("Version: 1.0.0\nVersion: 1.0.0\n").is_err());
    }
}
