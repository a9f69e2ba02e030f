//! Section `[[version-files]]`, semflow's own: a name it does not know is a mistake.

use crate::config::keys::VERSION_FILE;
use crate::config::notes::refuse_unknown;
use crate::config::table::Table;
use crate::domain::manifest::declaration::{Declaration, Written};
use crate::failure::Result;

/// Returns the files that the section names, and the paths that it leaves out.
pub(super) fn read(tables: &[Table<'_>]) -> Result<(Vec<Declaration>, Vec<String>)> {
    let (mut named, mut ignored) = (Vec::new(), Vec::new());
    for table in tables {
        match table.flag("ignore")?.unwrap_or(false) {
            true => ignored.push(ignored_path(table)?),
            false => named.push(declaration(table)?),
        }
    }
    Ok((named, ignored))
}

fn ignored_path(table: &Table<'_>) -> Result<String> {
    refuse_unknown(table, &["path", "ignore"])?;
    let path = table.filled_text("path")?;
    table.required("path", path)
}

fn declaration(table: &Table<'_>) -> Result<Declaration> {
    refuse_unknown(table, VERSION_FILE)?;
    let path = table.filled_text("path")?;
    let written = Written {
        path: table.required("path", path)?,
        format: table.filled_text("format")?,
        field: table.filled_text("field")?,
        regex: table.filled_text("regex")?,
        variable: table.filled_text("variable")?,
        marker: table.flag("marker")?.unwrap_or(false),
        spelling: table.filled_text("spelling")?,
        date_format: table.filled_text("date-format")?,
    };
    let place = table.position_of("path");
    match Declaration::new(&written) {
        Ok(declaration) => Ok(declaration.at(place)),
        Err(failure) if failure.place.is_some() => Err(failure),
        Err(failure) => Err(failure.at(place)),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::parse::parse;

    #[test]
    fn files_are_named_with_the_place_of_their_version() {
        let text = "[[version-files]]\npath = 'a.json'\nfield = '$.v'\n[[version-files]]\n\
                    path = 'README.md'\nregex = 'v([0-9.]+)'\n";
        let files = parse(text, "cliff.toml").unwrap().settings.version_files;
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.json", "README.md"]);
        assert_eq!(files[1].place, "cliff.toml:5:8");
    }

    #[test]
    fn a_file_with_a_version_of_its_own_is_left_out() {
        let text = "[[version-files]]\npath = 'tool/package.json'\nignore = true\n";
        let settings = parse(text, "cliff.toml").unwrap().settings;
        assert_eq!(settings.ignored_version_files, ["tool/package.json"]);
        assert!(settings.version_files.is_empty());
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        for text in [
            "[[version-files]]\npath = 'a.json'\nfeild = '$.v'\n",
            "[[version-files]]\nfield = '$.v'\n",
            "[[version-files]]\npath = 'a.txt'\nregex = '('\n",
            "[[version-files]]\npath = 'a.txt'\nspelling = 'roman'\n",
        ] {
            let failure = parse(text, "cliff.toml").unwrap_err();
            assert!(failure.place.is_some(), "{failure:?}");
            assert!(!failure.hints.is_empty(), "{failure:?}");
        }
    }
}
