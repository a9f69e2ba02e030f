//! The packages of a project as a lock file alone tells them: where it is named and stands without a
//! manifest.

use crate::domain::manifest::document::Item;
use crate::domain::manifest::formats::{json, toml};
use crate::domain::manifest::locate::FormatKind;
use crate::domain::manifest::project::{Project, python_name};

/// Returns the project with the packages that its lock file tells of, where no manifest told of any.
pub(super) fn with_own_packages(kind: FormatKind, text: &str, mut project: Project) -> Project {
    match kind {
        FormatKind::CargoLock if project.crates.is_empty() => {
            let own = packages(text, |package| package.leaf(&["source"]).is_none());
            // Packages that have another version than the first one are on their own.
            let first = own.first().map(|(_, version)| version.clone());
            let in_step = own.into_iter().filter(|(_, version)| Some(version) == first.as_ref());
            project.crates = in_step.map(|(name, _)| name).collect();
        }
        FormatKind::UvLock if project.python.is_empty() => {
            let here = ["editable", "virtual", "directory"];
            let is_here = |package: &Item<'_>| {
                here.iter().any(|source| package.says(&["source", source]) == Some("."))
            };
            let own = packages(text, is_here);
            project.python = own.into_iter().map(|(name, _)| python_name(&name)).collect();
        }
        FormatKind::PackageLock if project.npm.is_empty() => {
            let name = json::read(text).ok();
            let name = name.and_then(|document| document.says(&["name"]).map(str::to_owned));
            project.npm.insert(String::new(), name.unwrap_or_default());
        }
        _ => {}
    }
    project
}

/// Returns name and version of the packages that are the project's own.
fn packages(text: &str, is_own: impl Fn(&Item<'_>) -> bool) -> Vec<(String, String)> {
    let Ok(document) = toml::read(text) else { return Vec::new() };
    let own = document.items("package").filter(|package| is_own(package));
    own.filter_map(|package| {
        Some((package.says(&["name"])?.to_owned(), package.says(&["version"])?.to_owned()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::with_own_packages;
    use crate::domain::manifest::locate::{FormatKind, locate};
    use crate::domain::manifest::project::Project;

    fn found(kind: FormatKind, text: &str) -> Vec<String> {
        let project = with_own_packages(kind, text, Project::default());
        let sites = locate(kind, text, &project).unwrap();
        sites.into_iter().map(|site| format!("{} {}", site.field, site.text)).collect()
    }

    #[test]
    fn a_lock_file_alone_tells_what_the_project_itself_is() {
        let cargo = "[[package]]\nname = \"a\"\nversion = \"1.4.2\"\n[[package]]\n\
                     name = \"b\"\nversion = \"1.4.2\"\nsource = \"registry+x\"\n";
        assert_eq!(found(FormatKind::CargoLock, cargo).len(), 1);
        let npm = "{\"name\": \"x\", \"version\": \"1.4.2\", \"packages\": \
                   {\"\": {\"version\": \"1.4.2\"}, \"node_modules/y\": {\"version\": \"1.4.2\"}}}";
        assert_eq!(found(FormatKind::PackageLock, npm).len(), 2);
        let uv = "[[package]]\nname = \"a\"\nversion = \"1.4.2\"\nsource = { editable = \".\" }\n\
                  [[package]]\nname = \"b\"\nversion = \"1.4.2\"\nsource = { registry = \"x\" }\n";
        assert_eq!(found(FormatKind::UvLock, uv).len(), 1);
    }
}
