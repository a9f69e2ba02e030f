//! `pom.xml`: the version of a Maven project, and of what belongs to it.

use std::ops::Range;

use crate::domain::manifest::formats::xml::{Document, Element};
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::site;

/// What belongs to a project, as `group:artifact`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts(Vec<String>);

impl Artifacts {
    /// Returns the artifacts of these names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().collect())
    }

    fn hold(&self, group: &str, artifact: &str) -> bool {
        self.0.iter().any(|own| own.split_once(':') == Some((group, artifact)))
    }
}

/// Returns the sites of the project's version, or of its parent's where it has none of its own, and
/// those at which artifacts of its own are asked for: as parent, and as dependency. A version that is
/// a property (`${revision}`) is changed where the property is set, and nowhere else.
///
/// # Errors
/// The text is no XML, or has neither version.
pub fn locate(text: &str, own: &Artifacts) -> Located {
    let document = Document::read(text)?;
    let pom = Pom { document: &document, own };
    let mut sites = pom.own_version()?;
    sites.extend(pom.parent());
    sites.extend(pom.dependencies());
    sites.sort_by_key(|site| site.span.start);
    sites.dedup();
    Ok(sites)
}

/// Returns the name of the project as `group:artifact`; the group may be that of the parent.
pub fn artifact(text: &str) -> Option<String> {
    let document = Document::read(text).ok()?;
    let pom = Pom { document: &document, own: &Artifacts::default() };
    let project = *document.at(&["project"]).first()?;
    Some(format!("{}:{}", pom.group()?, pom.says(project, "artifactId")?))
}

/// Returns the folders of the modules, those of profiles as well, as they are written: from the folder of the pom.
pub fn modules(text: &str) -> Vec<String> {
    let Ok(document) = Document::read(text) else { return Vec::new() };
    let mut modules = document.at(&["project", "modules", "module"]);
    modules.extend(document.at(&["project", "profiles", "profile", "modules", "module"]));
    let values = modules.into_iter().filter_map(|at| document.elements.get(at)?.value.clone());
    values.filter_map(|span| Some(text.get(span)?.to_owned())).collect()
}

struct Pom<'a> {
    document: &'a Document<'a>,
    own: &'a Artifacts,
}

impl Pom<'_> {
    fn own_version(&self) -> Located {
        for (path, field) in [
            (&["project", "version"][..], "/project/version"),
            (&["project", "parent", "version"], "/project/parent/version"),
        ] {
            let found = self.document.at(path);
            if let Some(second) = found.get(1).and_then(|at| self.document.elements.get(*at)) {
                return Err(Unlocated::wrong(
                    second.start,
                    format!("`{field}` is there twice"),
                    "keep one of them",
                ));
            }
            if field != "/project/version" && self.is_parent_foreign() {
                continue;
            }
            if let Some(element) = found.first().and_then(|at| self.document.elements.get(*at)) {
                return Ok(self.version(element, field));
            }
        }
        Err(Unlocated::missing(
            "there is no `/project/version`",
            "give the project a version, or a parent that has one",
        ))
    }

    /// Returns the sites of a version that may be made of properties.
    fn version(&self, element: &Element, field: &str) -> Vec<VersionSite> {
        let Some(value) = element.value.clone() else { return Vec::new() };
        let text = self.document.text.get(value.clone()).unwrap_or_default();
        if !text.contains("${") {
            return site(self.document.text, value, field, None).into_iter().collect();
        }
        let Some(names) = property_names(text) else { return Vec::new() };
        // https://maven.apache.org/guides/mini/guide-maven-ci-friendly.html
        let changelist = names
            .contains(&"changelist")
            .then(|| self.property("changelist", Some(Spelling::Suffix)));
        let changelist = changelist.flatten().filter(|site| !site.text.is_empty());
        let numbers = changelist.is_some().then_some(Spelling::Core);
        let revision = names.first().and_then(|name| self.property(name, numbers));
        revision.into_iter().chain(changelist).collect()
    }

    fn property(&self, name: &str, spelling: Option<Spelling>) -> Option<VersionSite> {
        let properties = *self.document.at(&["project", "properties"]).first()?;
        let value = self.document.child(properties, name)?.value.clone()?;
        let field = format!("/project/properties/{name}");
        let written = self.document.text.get(value.clone())?;
        match spelling {
            Some(Spelling::Suffix) => Some(VersionSite {
                text: written.to_owned(),
                span: value,
                field,
                spelling: Spelling::Suffix,
            }),
            _ if written.contains("${") => None,
            _ => site(self.document.text, value, &field, spelling),
        }
    }

    /// Whether the parent is looked for in repositories alone, as `<relativePath/>` says
    /// (<https://maven.apache.org/pom.html#inheritance>): then its version is somebody else's.
    fn is_parent_foreign(&self) -> bool {
        let paths = self.document.at(&["project", "parent", "relativePath"]);
        let path = paths.first().and_then(|at| self.document.elements.get(*at));
        path.is_some_and(|path| path.value.as_ref().is_none_or(Range::is_empty))
    }

    fn parent(&self) -> Option<VersionSite> {
        let parent = *self.document.at(&["project", "parent"]).first()?;
        self.requirement(parent, "/project/parent/version")
    }

    fn dependencies(&self) -> Vec<VersionSite> {
        let managed = ["dependencyManagement", "dependencies", "dependency"].as_slice();
        let used = ["dependencies", "dependency"].as_slice();
        let within = [["project"].as_slice(), &["project", "profiles", "profile"]];
        let ways = within.iter().flat_map(|way| [managed, used].map(|list| [*way, list].concat()));
        let places: Vec<_> = ways.flat_map(|way| self.document.at(&way)).collect();
        places.into_iter().filter_map(|at| self.requirement(at, "dependency")).collect()
    }

    /// Returns the site of the version that an artifact of the project is asked for in; a range and a
    /// property have none.
    fn requirement(&self, at: usize, field: &str) -> Option<VersionSite> {
        let group = match self.says(at, "groupId")? {
            "${project.groupId}" | "${groupId}" => self.group()?,
            group => group,
        };
        let artifact = self.says(at, "artifactId").filter(|it| self.own.hold(group, it))?;
        let value = self.document.child(at, "version")?.value.clone()?;
        let is_plain = !self.document.text.get(value.clone())?.contains(['$', '[', '(', ',']);
        let field =
            if field == "dependency" { format!("{group}:{artifact}") } else { field.to_owned() };
        site(self.document.text, value, &field, None).filter(|_| is_plain)
    }

    fn group(&self) -> Option<&str> {
        let project = *self.document.at(&["project"]).first()?;
        let parent = self.document.at(&["project", "parent"]).first().copied();
        self.says(project, "groupId").or_else(|| self.says(parent?, "groupId"))
    }

    fn says(&self, at: usize, name: &str) -> Option<&str> {
        self.document.text.get(self.document.child(at, name)?.value.clone()?)
    }
}

/// Returns the names of the properties that a value is made of; `None` where it holds anything else.
fn property_names(value: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = value;
    while let Some(inside) = rest.strip_prefix("${") {
        let (name, after) = inside.split_once('}')?;
        names.push(name);
        rest = after;
    }
    rest.is_empty().then_some(names)
}

#[cfg(test)]
mod tests {
    use super::{Artifacts, artifact, locate, modules};
    use crate::domain::manifest::spelling::Spelling;

    fn found(inside: &str) -> Vec<(String, String, Spelling)> {
        let text = format!("<?xml version=\"1.0\"?>\r\n<project xmlns=\"m\">{inside}</project>");
        let own = Artifacts::new(["g:p".to_owned(), "g:a".to_owned()]);
        let sites = locate(&text, &own).unwrap();
        for site in &sites {
            assert_eq!(text[site.span.clone()], site.text);
        }
        sites.into_iter().map(|site| (site.field, site.text, site.spelling)).collect()
    }

    fn fields(inside: &str) -> Vec<String> {
        found(inside).into_iter().map(|(field, ..)| field).collect()
    }

    fn module(tag: &str, artifact: &str, version: &str) -> String {
        format!(
            "<{tag}><groupId>g</groupId><artifactId>{artifact}</artifactId>\
             <version>{version}</version></{tag}>"
        )
    }

    #[test]
    fn the_version_of_the_project_comes_before_that_of_its_parent() {
        let parent = module("parent", "foreign", "3.0.0");
        assert_eq!(fields(&format!("{parent}<version>1.4.2</version>")), ["/project/version"]);
        assert_eq!(fields(&parent), ["/project/parent/version"]);
        let parent = module("parent", "p", "1.4.2");
        assert_eq!(
            fields(&format!("{parent}<version>1.4.2</version>")),
            ["/project/parent/version", "/project/version"]
        );
    }

    #[test]
    fn a_property_is_changed_where_it_is_set() {
        let set = |properties: &str, version: &str| {
            found(&format!("<version>{version}</version><properties>{properties}</properties>"))
        };
        let site = |name: &str, text: &str, spelling| {
            (format!("/project/properties/{name}"), text.to_owned(), spelling)
        };
        let revision = "<revision>1.4.2</revision>";
        assert_eq!(set(revision, "${revision}"), [site("revision", "1.4.2", Spelling::SemVer)]);
        assert_eq!(
            set(
                &format!("{revision}<changelist>-SNAPSHOT</changelist><sha1/>"),
                "${revision}${sha1}${changelist}"
            ),
            [
                site("revision", "1.4.2", Spelling::Core),
                site("changelist", "-SNAPSHOT", Spelling::Suffix)
            ]
        );
        assert_eq!(
            set(&format!("{revision}<changelist></changelist>"), "${revision}${changelist}"),
            [site("revision", "1.4.2", Spelling::SemVer)]
        );
        assert_eq!(set("<other>1.4.2</other>", "${revision}"), []);
        assert_eq!(set(revision, "1.${revision}"), []);
    }

    #[test]
    fn only_dependencies_of_the_project_itself_move() {
        let inside = format!(
            "<version>1.4.2</version><dependencies>{}{}{}{}</dependencies>\
             <dependencyManagement><dependencies>{}</dependencies></dependencyManagement>\
             <profiles><profile><dependencies>{}</dependencies></profile></profiles>\
             <build><plugins>{}</plugins></build>",
            module("dependency", "a", "1.4.2"),
            module("dependency", "foreign", "1.4.2"),
            module("dependency", "a", "${project.version}"),
            module("dependency", "a", "[1.4.2,2)"),
            module("dependency", "p", "1.4.2"),
            module("dependency", "p", "1.4.2"),
            module("plugin", "a", "1.4.2"),
        );
        assert_eq!(fields(&inside), ["/project/version", "g:a", "g:p", "g:p"]);
    }

    #[test]
    fn a_project_has_a_name_and_modules() {
        let text = "<project><parent><groupId>g</groupId></parent><artifactId>a</artifactId>\
                    <modules><module>x</module><module>../y</module></modules>\
                    <profiles><profile><modules><module>z</module></modules></profile></profiles>\
                    </project>";
        assert_eq!(artifact(text).as_deref(), Some("g:a"));
        assert_eq!(modules(text), ["x", "../y", "z"]);
    }

    #[test]
    fn the_version_of_a_parent_in_a_repository_is_somebody_elses() {
        let parent = |path: &str| {
            let parent = module("parent", "foreign", "3.0.0");
            parent.replace("</parent>", &format!("{path}</parent>"))
        };
        for path in ["<relativePath/>", "<relativePath></relativePath>"] {
            let text = format!("<project>{}</project>", parent(path));
            assert!(locate(&text, &Artifacts::default()).is_err(), "{path}");
        }
        let here = parent("<relativePath>../pom.xml</relativePath>");
        assert_eq!(fields(&here), ["/project/parent/version"]);
    }

    #[test]
    fn a_second_version_is_an_error_at_its_place() {
        let text = "<project><version>1.4.2</version><version>1.4.3</version></project>";
        let error = locate(text, &Artifacts::default()).unwrap_err();
        assert_eq!(
            (error.what.as_str(), error.at),
            ("`/project/version` is there twice", Some(33))
        );
    }

    #[test]
    fn no_version_at_all_is_an_error() {
        let error = locate("<project/>", &Artifacts::default()).unwrap_err();
        assert_eq!(error.what, "there is no `/project/version`");
    }
}
