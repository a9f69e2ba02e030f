//! `versions.txt` of Java projects: `module:released-version:current-version`.

use crate::domain::manifest::formats::lines::{Line, lines};
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::token::site;

/// Returns both sites of some modules, or of all where none is named.
///
/// # Errors
/// A named module is missing, or none is named and the modules have different versions.
pub fn locate(text: &str, modules: &[String]) -> Located {
    let entries: Vec<_> = lines(text).filter_map(|line| entry(text, &line)).collect();
    let missing = modules.iter().find(|module| entries.iter().all(|(name, _)| name != module));
    if let Some(module) = missing {
        return Err(Unlocated::missing(
            format!("there is no module `{module}`"),
            format!("write `{module}:0.0.0:0.0.0`"),
        ));
    }
    if modules.is_empty() {
        in_step(&entries)?;
    }
    let is_meant = |name: &&str| modules.is_empty() || modules.iter().any(|module| module == name);
    Ok(entries.into_iter().filter(|(name, _)| is_meant(name)).flat_map(|(_, it)| it).collect())
}

fn entry<'a>(text: &str, line: &Line<'a>) -> Option<(&'a str, [VersionSite; 2])> {
    let bare = line.text.split('#').next()?.trim_end();
    let (name, versions) = bare.split_once(':')?;
    let (released, current) = versions.split_once(':')?;
    let end = line.start + bare.len();
    let middle = end - current.len() - 1;
    let site = |span, what: &str| site(text, span, &format!("{}:{what}", name.trim()), None);
    let released = site(middle - released.len()..middle, "released")?;
    Some((name.trim(), [released, site(middle + 1..end, "current")?]))
}

fn in_step(entries: &[(&str, [VersionSite; 2])]) -> Result<(), Unlocated> {
    let released = |(_, [released, _]): &(&str, [VersionSite; 2])| released.clone();
    let Some(first) = entries.first().map(released) else { return Ok(()) };
    match entries.iter().map(released).find(|other| other.text != first.text) {
        Some(other) => Err(Unlocated::wrong(
            other.span.start,
            format!("`{}` is {}, and `{}` is {}", other.field, other.text, first.field, first.text),
            "name the modules that are released together",
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    const TEXT: &str = "# Format:\n# module:released-version:current-version\n\n\
                        a:1.2.3:1.2.4-SNAPSHOT\r\nb:0.1.0:0.1.1-SNAPSHOT # x:1.0.0:2.0.0";

    #[test]
    fn both_versions_of_a_module_are_found() {
        let sites = locate(TEXT, &["a".to_owned()]).unwrap();
        let found: Vec<_> = sites.iter().map(|site| &TEXT[site.span.clone()]).collect();
        assert_eq!(found, ["1.2.3", "1.2.4-SNAPSHOT"]);
        assert_eq!(locate("a:1.0.0:1.0.0\nb:1.0.0:1.0.0", &[]).unwrap().len(), 4);
    }

    #[test]
    fn a_module_that_is_missing_or_out_of_step_is_an_error() {
        assert_eq!(locate(TEXT, &["c".to_owned()]).unwrap_err().at, None);
        let error = locate(TEXT, &[]).unwrap_err();
        assert_eq!(error.what, "`b:released` is 0.1.0, and `a:released` is 1.2.3");
    }
}
