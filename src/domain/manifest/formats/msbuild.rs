//! `*.csproj`, `*.fsproj`, `*.vbproj` and `Directory.Build.props`: the properties of a build that are a
//! version.

use std::ops::Range;

use crate::domain::manifest::formats::xml::{Document, Element};
use crate::domain::manifest::site::{Located, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::site;

/// The properties that are a version.
const PROPERTIES: [&str; 7] = [
    "Version",
    "VersionPrefix",
    "VersionSuffix",
    "PackageVersion",
    "AssemblyVersion",
    "FileVersion",
    "InformationalVersion",
];

/// Returns the sites of the properties. One that is computed (`$(…)`) or that the build completes
/// (`1.0.*`) has none, and a project may leave all of them to `Directory.Build.props`.
///
/// # Errors
/// The text is no XML.
pub fn locate(text: &str) -> Located {
    let document = Document::read(text)?;
    let mut sites: Vec<_> =
        document.elements.iter().filter_map(|it| property(&document, it)).collect();
    let major = sites.iter().find(|site| site.field == "Version" || site.field == "VersionPrefix");
    let (major, rest) = major.and_then(|site| site.text.split_once('.')).unwrap_or_default();
    let zeros = (rest != "0.0").then(|| format!("{major}.0.0.0"));
    for site in sites.iter_mut().filter(|site| site.field == "AssemblyVersion") {
        if Some(&site.text) == zeros.as_ref() {
            site.spelling = Spelling::MajorAndZeros;
        }
    }
    Ok(sites)
}

fn property(document: &Document<'_>, element: &Element) -> Option<VersionSite> {
    let name = *PROPERTIES.iter().find(|name| name.eq_ignore_ascii_case(element.local_name()))?;
    let value = element.value.clone().filter(|_| is_property(document, element))?;
    let inside = document.text.get(value.clone())?;
    if inside.contains(['$', '*', '%', '@']) {
        return None;
    }
    match name {
        "VersionSuffix" => Some(suffix(inside, value)),
        "VersionPrefix" => site(document.text, value, name, Some(Spelling::Core)),
        _ => {
            let numbers = inside.split('.').count();
            let spelling = match (numbers, name) {
                (4, _) if inside.bytes().all(|it| it == b'.' || it.is_ascii_digit()) => {
                    Spelling::FourNumbers
                }
                (_, "AssemblyVersion" | "FileVersion") => Spelling::Core,
                _ => Spelling::SemVer,
            };
            site(document.text, value, name, Some(spelling))
        }
    }
}

fn suffix(inside: &str, span: Range<usize>) -> VersionSite {
    VersionSite {
        span,
        text: inside.to_owned(),
        field: "VersionSuffix".to_owned(),
        spelling: Spelling::Prerelease,
    }
}

/// Whether an element is a property of the project, and not of a target or a package.
fn is_property(document: &Document<'_>, element: &Element) -> bool {
    let mut names = Vec::new();
    let mut parent = element.parent;
    while let Some(outer) = parent.and_then(|at| document.elements.get(at)) {
        names.push(outer.local_name());
        parent = outer.parent;
    }
    matches!(
        names.as_slice(),
        ["PropertyGroup", "Project"] | ["PropertyGroup", "When" | "Otherwise", "Choose", "Project"]
    )
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::spelling::Spelling;

    fn found(properties: &str) -> Vec<(String, String, Spelling)> {
        let text = format!(
            "\u{feff}<Project>\r\n<ItemGroup><PackageReference Include='x'><Version>9.9.9</Version>\
             </PackageReference><PackageVersion Include='y' Version='1.4.2' /></ItemGroup>\r\n\
             <PropertyGroup>{properties}</PropertyGroup><Target><PropertyGroup>\
             <Version>8.8.8</Version></PropertyGroup></Target></Project>"
        );
        let sites = locate(&text).unwrap();
        for site in &sites {
            assert_eq!(text[site.span.clone()], site.text);
        }
        sites.into_iter().map(|site| (site.field, site.text, site.spelling)).collect()
    }

    #[test]
    fn each_property_has_its_spelling() {
        for (properties, field, text, spelling) in [
            ("<Version>1.4.2</Version>", "Version", "1.4.2", Spelling::SemVer),
            (
                "<Version Condition=''>1.4.2-rc.1</Version>",
                "Version",
                "1.4.2-rc.1",
                Spelling::SemVer,
            ),
            ("<version>1.4.2</version>", "Version", "1.4.2", Spelling::SemVer),
            ("<Version>1.4.2.0</Version>", "Version", "1.4.2.0", Spelling::FourNumbers),
            ("<VersionPrefix>1.4.2</VersionPrefix>", "VersionPrefix", "1.4.2", Spelling::Core),
            ("<VersionSuffix>rc.1</VersionSuffix>", "VersionSuffix", "rc.1", Spelling::Prerelease),
            ("<VersionSuffix></VersionSuffix>", "VersionSuffix", "", Spelling::Prerelease),
            ("<FileVersion>1.4.2.7</FileVersion>", "FileVersion", "1.4.2.7", Spelling::FourNumbers),
            (
                "<AssemblyVersion>1.4.2</AssemblyVersion>",
                "AssemblyVersion",
                "1.4.2",
                Spelling::Core,
            ),
            (
                "<InformationalVersion>1.4.2</InformationalVersion>",
                "InformationalVersion",
                "1.4.2",
                Spelling::SemVer,
            ),
        ] {
            let site = (field.to_owned(), text.to_owned(), spelling);
            assert_eq!(found(properties), [site], "{properties}");
        }
    }

    #[test]
    fn a_version_that_the_build_makes_stays() {
        for properties in [
            "<Version>$(VersionPrefix)-1.4.2</Version>",
            "<AssemblyVersion>1.0.*</AssemblyVersion>",
            "<VersionSuffix/>",
            "<LangVersion>1.4.2</LangVersion>",
            "<!-- <Version>1.4.2</Version> -->",
        ] {
            assert_eq!(found(properties), [], "{properties}");
        }
    }

    #[test]
    fn an_assembly_that_keeps_to_its_major_version_goes_on_to() {
        let spelling = |version: &str, assembly: &str| {
            let text = format!(
                "<Version>{version}</Version><AssemblyVersion>{assembly}</AssemblyVersion>"
            );
            found(&text)[1].2
        };
        assert_eq!(spelling("1.4.2", "1.0.0.0"), Spelling::MajorAndZeros);
        assert_eq!(spelling("1.0.0", "1.0.0.0"), Spelling::FourNumbers);
        assert_eq!(spelling("2.4.2", "1.0.0.0"), Spelling::FourNumbers);
        assert_eq!(spelling("1.4.2", "1.4.2.0"), Spelling::FourNumbers);
    }
}
