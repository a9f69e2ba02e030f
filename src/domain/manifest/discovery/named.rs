//! The version files that a configuration names.

use glob::Pattern;

use crate::domain::manifest::declaration::Declaration;
use crate::domain::manifest::discovery::folders::folder_of;
use crate::domain::manifest::discovery::lock_packages::with_own_packages;
use crate::domain::manifest::discovery::settle::{project_of, unclear};
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::discovery::unit;
use crate::domain::manifest::project::Project;
use crate::domain::manifest::project_versions::{Master, ProjectVersions, VersionFile};
use crate::domain::manifest::site::VersionSite;
use crate::domain::manifest::tree::Tree;
use crate::failure::{Failure, Result};

/// Returns the versions of a project with those that declarations name: a file that is named is
/// read as they say, whatever else is known of it, and several may name one file. Without a master,
/// the first version that is named is it.
///
/// # Errors
/// When a file is not there, or its version is missing or not clear.
pub fn with_named(
    tree: &dyn Tree,
    found: ProjectVersions,
    declarations: &[Declaration],
) -> Result<ProjectVersions> {
    let texts = Texts::new(tree)?;
    let mut versions = found;
    // Which packages agree on nothing is of no interest where a configuration says what counts.
    if versions.master.is_none() {
        versions.notes.clear();
    }
    let mut named: Vec<VersionFile> = Vec::new();
    for declaration in declarations {
        for path in paths(&texts, declaration)? {
            let file = file(&texts, path, declaration, versions.master.as_ref())?;
            if versions.master.is_none() {
                versions.master = master(&file);
            }
            match named.iter_mut().find(|known| known.path == path) {
                Some(known) => join(known, file),
                None => named.push(file),
            }
        }
    }
    let is_named = |path: &str| named.iter().any(|file| file.path == path);
    versions.files.retain(|file| !is_named(&file.path));
    versions.notes.retain(|note| !is_named(&note.path));
    versions.files.extend(named);
    let master = versions.master.as_ref().map(|master| master.path.clone());
    versions.files.sort_by_key(|file| Some(&file.path) != master.as_ref());
    Ok(versions)
}

/// Returns the files that a declaration means.
fn paths<'a>(texts: &Texts<'a>, declaration: &Declaration) -> Result<Vec<&'a str>> {
    let written = declaration.path.trim_start_matches("./");
    let mut files = texts.files().to_vec();
    files.retain(|path| *path == written);
    if files.is_empty() {
        let pattern = Pattern::new(written).map_err(|error| {
            Failure::usage(format!("`{written}` is no path and no pattern"))
                .because(error)
                .hint("`*` is any part of a name, `**` any folders: `charts/*/Chart.yaml`")
        })?;
        let options = glob::MatchOptions { require_literal_separator: true, ..Default::default() };
        files = texts.files().to_vec();
        files.retain(|path| pattern.matches_with(path, options));
    }
    if files.is_empty() {
        let failure = Failure::usage(format!("no file that is tracked matches `{written}`"))
            .hint("look at the spelling in `[[version-files]]`, or `git add` the file");
        return Err(placed(failure, declaration));
    }
    Ok(files)
}

fn placed(failure: Failure, declaration: &Declaration) -> Failure {
    match declaration.place.as_str() {
        "" => failure,
        place => failure.at(place),
    }
}

fn file(
    texts: &Texts<'_>,
    path: &str,
    declaration: &Declaration,
    master: Option<&Master>,
) -> Result<VersionFile> {
    let text = texts.text(path)?.ok_or_else(|| {
        let failure = Failure::usage(format!("`{path}` is no file that can be read"))
            .hint("name the file itself where it is a link, and check it out");
        placed(failure, declaration)
    })?;
    let project = match (master, declaration.kind()) {
        (Some(master), Some(_)) => {
            project_of(texts, &unit::unit(texts, folder_of(path))?, &master.version)?
        }
        _ => Project { version: master.map(|it| it.version.clone()), ..Project::default() },
    };
    let project = match declaration.kind() {
        Some(kind) => with_own_packages(kind, &text, project),
        None => project,
    };
    let sites = declaration.locate(&text, &project);
    let sites = sites.map_err(|error| unclear(path, &text, &error))?;
    let mut file = VersionFile::new(path, declaration.kind(), &text, sites);
    file.date_format = declaration.date_format().cloned();
    Ok(file)
}

fn master(file: &VersionFile) -> Option<Master> {
    file.sites.iter().zip(&file.lines).find_map(|(site, line)| {
        Some(Master {
            path: file.path.clone(),
            line: *line,
            text: site.text.clone(),
            version: site.spelling.read(&site.text)?,
        })
    })
}

/// Adds the sites of another declaration for the same file, but none within another one.
fn join(known: &mut VersionFile, more: VersionFile) {
    let overlaps = |one: &VersionSite, other: &VersionSite| {
        one.span.start < other.span.end && other.span.start < one.span.end
    };
    for (site, line) in more.sites.into_iter().zip(more.lines) {
        if !known.sites.iter().any(|own| overlaps(own, &site)) {
            let at = known.sites.partition_point(|own| own.span.start < site.span.start);
            known.sites.insert(at, site);
            known.lines.insert(at, line);
        }
    }
    known.date_format = known.date_format.take().or(more.date_format);
}

#[cfg(test)]
mod tests {
    use super::with_named;
    use crate::domain::manifest::declaration::{Declaration, Written};
    use crate::domain::manifest::discovery::discover::discover;
    use crate::domain::manifest::project_versions::ProjectVersions;
    use crate::domain::manifest::tree::in_memory::FileMap;
    use crate::failure::Result;

    fn project(files: &[(&str, &str)], written: &[Written]) -> Result<ProjectVersions> {
        let tree = FileMap::new(files);
        let declarations: Vec<_> =
            written.iter().map(|one| Declaration::new(one).unwrap()).collect();
        with_named(&tree, discover(&tree)?, &declarations)
    }

    fn moving(files: &[(&str, &str)], written: &[Written]) -> Vec<String> {
        let mut places = Vec::new();
        for file in project(files, written).unwrap().files {
            for (site, line) in file.sites.iter().zip(file.lines) {
                places.push(format!("{}:{line} {}", file.path, site.text));
            }
        }
        places
    }

    fn named(path: &str) -> Written {
        Written { path: path.to_owned(), ..Written::default() }
    }

    #[test]
    fn a_file_that_is_named_moves_whatever_version_it_has() {
        let files = [
            ("VERSION", "1.4.2\n"),
            ("charts/a/Chart.yaml", "version: 0.3.0\n"),
            ("charts/b/Chart.yaml", "version: 0.4.0\n"),
        ];
        assert_eq!(moving(&files, &[]), ["VERSION:1 1.4.2"]);
        assert_eq!(
            moving(&files, &[named("charts/*/Chart.yaml")]),
            ["VERSION:1 1.4.2", "charts/a/Chart.yaml:1 0.3.0", "charts/b/Chart.yaml:1 0.4.0",]
        );
        let versions = project(&files, &[named("charts/a/Chart.yaml")]).unwrap();
        assert_eq!(versions.disagreements().len(), 1);
        assert_eq!(versions.notes.len(), 1);
    }

    #[test]
    fn several_declarations_may_name_one_file_and_take_the_place_of_what_was_found() {
        let files = [("package.json", "{\n\"version\": \"1.4.2\",\n\"a\": \"1.4.2\"\n}")];
        let field =
            |field: &str| Written { field: Some(field.to_owned()), ..named("package.json") };
        assert_eq!(moving(&files, &[field("$.a")]), ["package.json:3 1.4.2"]);
        assert_eq!(
            moving(&files, &[field("$.a"), field("$.version"), field("$.*")]),
            ["package.json:2 1.4.2", "package.json:3 1.4.2",]
        );
    }

    #[test]
    fn without_a_master_the_first_version_that_is_named_is_it() {
        let files = [("a.txt", "v 1.4.2 x-semflow-version\n"), ("b.txt", "1.4.1\n")];
        let versions = project(&files, &[named("a.txt"), named("./b.txt")]).unwrap();
        let shown: Vec<_> =
            versions.disagreements().iter().map(|one| one.failure().to_string()).collect();
        assert_eq!(shown, ["b.txt:1: `the whole text` is `1.4.1`, and a.txt:1 asks for `1.4.2`"]);
    }

    #[test]
    fn a_lock_file_that_is_named_is_read_with_the_packages_beside_it() {
        let package = "[package]\nname = 'a'\nversion = '1.4.2'\n";
        let lock = "[[package]]\nname = 'a'\nversion = '1.4.2'\n\
                    [[package]]\nname = 'b'\nversion = '1.4.2'\n";
        let files = [("VERSION", "1.4.2"), ("fuzz/Cargo.toml", package), ("fuzz/Cargo.lock", lock)];
        let named = [named("fuzz/Cargo.lock")];
        assert_eq!(
            moving(&files, &named)[1..],
            ["fuzz/Cargo.toml:3 1.4.2", "fuzz/Cargo.lock:3 1.4.2"]
        );
    }

    #[test]
    fn what_is_named_and_not_there_is_an_error() {
        let files = [("package.json", "{\"a\": 1}"), ("x.txt", "none\n")];
        let field = Written { field: Some("$.b".to_owned()), ..named("package.json") };
        for (written, shown) in [
            (named("no.txt"), "no file that is tracked matches `no.txt`"),
            (named("package.json"), "package.json: there is no `version`"),
            (field, "package.json: there is no field `$.b`"),
            (named("x.txt"), "x.txt:1: `none` is no version"),
        ] {
            assert_eq!(project(&files, &[written]).unwrap_err().to_string(), shown);
        }
    }
}
