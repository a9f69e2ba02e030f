//! The version files of a project that names none.

use crate::domain::manifest::discovery::candidate::Bond;
use crate::domain::manifest::discovery::folders::folder_of;
use crate::domain::manifest::discovery::master;
use crate::domain::manifest::discovery::settle::{Settled, is_placeholder, own_sites, settle};
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::discovery::unit::{self, Unit};
use crate::domain::manifest::locate::FormatKind;
use crate::domain::manifest::project_versions::{Master, Note, ProjectVersions, VersionFile};
use crate::domain::manifest::tree::Tree;
use crate::failure::Result;

/// Returns the version files that are found by themselves, and whose version they have.
///
/// `VERSION` speaks for everything in the repository: the manifests of all its folders move with it, and
/// have to agree, unless they are never published. A manifest of the root speaks for the packages that belong to it. Those
/// that have another version stay as they are, and a note tells of them.
///
/// # Errors
/// When a file cannot be read, or one of the root has a version that is not clear.
pub fn discover(tree: &dyn Tree) -> Result<ProjectVersions> {
    let texts = Texts::new(tree)?;
    let root = unit::root(&texts)?;
    let Some(master) = master::find(&texts, &root)? else {
        let nested = unit::nested(&texts, &root)?;
        let notes = master::each_apart(&texts, [&root].into_iter().chain(&nested))?;
        return Ok(ProjectVersions { notes, ..ProjectVersions::default() });
    };
    let mut settled = settle(&texts, &root, &master.version)?;
    let is_stated = settled.files.iter().any(|file| {
        file.path == master.path
            && file.kind == Some(FormatKind::PlainText)
            && folder_of(&file.path).is_empty()
    });
    for nested in unit::nested(&texts, &root)? {
        let mut more = settle(&texts, &nested, &master.version)?;
        if is_stated {
            let strays = strays(&texts, &nested, &more)?;
            more.notes.retain(|note| !strays.iter().any(|file| file.path == note.path));
            settled.files.extend(strays);
            settled.files.extend(more.files);
            settled.notes.extend(more.notes);
        } else {
            settled.notes.extend(apart(more, &nested));
        }
    }
    Ok(in_order(master, settled))
}

/// The kinds of manifests that have to agree with `VERSION`. A chart, a description of an interface and
/// the like often have a version of their own.
const PACKAGES: [FormatKind; 9] = [
    FormatKind::CargoToml,
    FormatKind::PackageJson,
    FormatKind::Pyproject,
    FormatKind::SetupCfg,
    FormatKind::Pom,
    FormatKind::ComposerJson,
    FormatKind::PubspecYaml,
    FormatKind::MixExs,
    FormatKind::Gemspec,
];

/// Returns the manifest of a folder that says another version than `VERSION`, which speaks for
/// everything in the repository: one that somebody forgot must not be passed over.
fn strays(texts: &Texts<'_>, unit: &Unit, settled: &Settled) -> Result<Vec<VersionFile>> {
    let is_told =
        |path: &str| settled.notes.iter().any(|note| note.path == path && note.line.is_some());
    let mut strays = Vec::new();
    for one in unit.candidates.iter().filter(|one| PACKAGES.contains(&one.kind)) {
        let text = texts.text(&one.path)?.unwrap_or_default();
        let is_of_folder = folder_of(&one.path) == unit.folder;
        if !is_of_folder || !is_told(&one.path) || is_unpublished(one.kind, &text) {
            continue;
        }
        let sites = own_sites(one, &text).unwrap_or_default();
        let says_version = sites.first().is_some_and(|site| {
            !is_placeholder(&site.text) && site.spelling.read(&site.text).is_some()
        });
        if says_version {
            strays.push(VersionFile::new(&one.path, Some(one.kind), &text, sites));
        }
    }
    Ok(strays)
}

/// Whether a manifest says that it is never published: `"private": true` of npm, `publish = false` of
/// Cargo. The version of such a package is often nobody's business.
fn is_unpublished(kind: FormatKind, text: &str) -> bool {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match kind {
        FormatKind::PackageJson => dense.contains("\"private\":true"),
        FormatKind::CargoToml => dense.contains("publish=false"),
        _ => false,
    }
}

/// Returns notes of files that say the same version and belong to no package of the root.
fn apart(settled: Settled, unit: &Unit) -> Vec<Note> {
    let is_manifest = |file: &VersionFile| {
        unit.candidates.iter().any(|one| one.path == file.path && one.bond != Bond::Lock)
    };
    let note = |file: VersionFile| {
        let text = &file.sites.first()?.text;
        Some(Note {
            line: file.lines.first().copied(),
            what: format!("it says `{text}` too, and stays as it is"),
            hint: "name the file in `[[version-files]]` if it moves with the project".to_owned(),
            path: file.path,
        })
    };
    settled.files.into_iter().filter(is_manifest).filter_map(note).collect()
}

fn in_order(master: Master, settled: Settled) -> ProjectVersions {
    let Settled { mut files, notes } = settled;
    files.sort_by_key(|file| file.path != master.path);
    ProjectVersions { master: Some(master), files, notes }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::discover;
    use crate::domain::manifest::change::set_version;
    use crate::domain::manifest::project_versions::{Disagreement, ProjectVersions};
    use crate::domain::manifest::tree::in_memory::FileMap;
    use crate::failure::{Failure, Result};

    fn project(files: &[(&str, &str)]) -> Result<ProjectVersions> {
        discover(&FileMap::new(files))
    }

    /// The places that move, as `file:line text`.
    fn moving(files: &[(&str, &str)]) -> Vec<String> {
        let versions = project(files).unwrap();
        let mut places = Vec::new();
        for file in versions.files {
            for (site, line) in file.sites.iter().zip(file.lines) {
                places.push(format!("{}:{line} {}", file.path, site.text));
            }
        }
        places
    }

    fn disagreements(files: &[(&str, &str)]) -> Vec<Failure> {
        project(files).unwrap().disagreements().iter().map(Disagreement::failure).collect()
    }

    fn notes(files: &[(&str, &str)]) -> Vec<String> {
        let notes = project(files).unwrap().notes.into_iter();
        notes
            .map(|note| format!("{}:{} {}", note.path, note.line.unwrap_or(0), note.what))
            .collect()
    }

    const MEMBER: &str = "[package]\nname = \"a\"\nversion = \"1.4.2\"\n";

    #[test]
    fn a_project_without_versions_has_no_master() {
        for files in [&[] as &[(&str, &str)], &[("README.md", "1.4.2"), ("a/package.json", "{}")]] {
            assert_eq!(project(files).unwrap(), ProjectVersions::default());
        }
    }

    #[test]
    fn the_version_file_is_the_master_and_every_package_has_to_agree() {
        let files = [
            ("web/package.json", "{\"version\": \"1.4.2\"}"),
            ("web/package-lock.json", "{\"version\": \"1.4.2\"}"),
            ("Cargo.toml", MEMBER),
            ("VERSION", "1.4.2\n"),
            ("tool/package.json", "{\"version\": \"0.3.0\"}"),
            ("site/package.json", "{\"private\": true, \"version\": \"0.3.0\"}"),
            ("tests/x/package.json", "{\"version\": \"1.4.2\"}"),
        ];
        assert_eq!(
            moving(&files),
            [
                "VERSION:1 1.4.2",
                "Cargo.toml:3 1.4.2",
                "tool/package.json:1 0.3.0",
                "web/package.json:1 1.4.2",
                "web/package-lock.json:1 1.4.2",
            ]
        );
        assert_eq!(notes(&files), ["site/package.json:1 `version` is `0.3.0`, and stays as it is"]);
    }

    #[test]
    fn without_a_version_file_a_manifest_speaks_for_what_belongs_to_it() {
        let files = [("Cargo.toml", MEMBER), ("web/package.json", "{\"version\": \"1.4.2\"}")];
        assert_eq!(moving(&files), ["Cargo.toml:3 1.4.2"]);
        assert_eq!(notes(&files), ["web/package.json:1 it says `1.4.2` too, and stays as it is"]);
    }

    #[test]
    fn a_cargo_workspace_moves_with_its_members_and_its_lock() {
        let files = [
            (
                "Cargo.toml",
                "[workspace]\nmembers = [\"crates/*\", \"examples/e\"]\n\
                 exclude = [\"crates/left\"]\n[workspace.package]\nversion = \"1.4.2\"\n\
                 [workspace.dependencies]\na = { path = \"crates/a\", version = \"1.4.2\" }\n\
                 left = { path = \"crates/left\", version = \"1.4.2\" }\n",
            ),
            ("crates/a/Cargo.toml", "[package]\nname = \"a\"\nversion.workspace = true\n"),
            (
                "crates/b/Cargo.toml",
                "[package]\nname = \"b\"\nversion = \"0.3.0\"\n\
                 [dependencies]\na = { path = \"../a\", version = \"=1.4.2\" }\n",
            ),
            ("crates/left/Cargo.toml", "[package]\nname = \"left\"\nversion = \"1.4.2\"\n"),
            ("examples/e/Cargo.toml", "[package]\nname = \"e\"\nversion = \"1.4.2\"\n"),
            (
                "Cargo.lock",
                "[[package]]\nname = \"a\"\nversion = \"1.4.2\"\n\
                 [[package]]\nname = \"b\"\nversion = \"0.3.0\"\n\
                 [[package]]\nname = \"e\"\nversion = \"1.4.2\"\n",
            ),
        ];
        assert_eq!(
            moving(&files),
            [
                "Cargo.toml:5 1.4.2",
                "Cargo.toml:7 1.4.2",
                "crates/b/Cargo.toml:5 1.4.2",
                "examples/e/Cargo.toml:3 1.4.2",
                "Cargo.lock:3 1.4.2",
                "Cargo.lock:9 1.4.2",
            ]
        );
    }

    #[test]
    fn an_npm_workspace_moves_with_its_members_and_its_lock() {
        let files = [
            ("package.json", "{\"name\": \"r\", \"private\": true, \"workspaces\": [\"p/**\"]}"),
            ("p/a/package.json", "{\"name\": \"a\", \"version\": \"1.4.2\"}"),
            (
                "p/b/package.json",
                "{\"name\": \"b\", \"version\": \"1.4.2\",\n\"dependencies\": {\"a\": \"^1.4.2\"}}",
            ),
            ("p/a/node_modules/x/package.json", "{\"version\": \"1.4.2\"}"),
            (
                "package-lock.json",
                "{\"packages\": {\"\": {},\n\"p/a\": {\"version\": \"1.4.2\"},\n\
                 \"p/b\": {\"version\": \"1.4.2\", \"dependencies\": {\"a\": \"^1.4.2\"}},\n\
                 \"node_modules/x\": {\"version\": \"1.4.2\"}}}",
            ),
        ];
        assert_eq!(
            moving(&files),
            [
                "p/a/package.json:1 1.4.2",
                "p/b/package.json:1 1.4.2",
                "p/b/package.json:2 1.4.2",
                "package-lock.json:2 1.4.2",
                "package-lock.json:3 1.4.2",
                "package-lock.json:3 1.4.2",
            ]
        );
    }

    #[test]
    fn packages_that_agree_on_nothing_are_told_with_what_they_say() {
        let files = [
            ("Cargo.toml", "[workspace]\nmembers = [\"*\"]\n"),
            ("a/Cargo.toml", MEMBER),
            ("b/Cargo.toml", "[package]\nname = \"b\"\nversion = \"0.3.0\"\n"),
            ("c/Cargo.toml", "[package]\nname = \"c\"\nversion = \"0.3.0\"\n"),
        ];
        let what = |version: &str| format!("it says `{version}`, and no file speaks for all");
        assert_eq!(
            notes(&files),
            [
                format!("a/Cargo.toml:3 {}", what("1.4.2")),
                format!("b/Cargo.toml:3 {}", what("0.3.0"))
            ]
        );
    }

    #[test]
    fn members_of_a_workspace_that_agree_on_nothing_have_no_master() {
        let files = [
            ("Cargo.toml", "[workspace]\nmembers = [\"*\"]\n"),
            ("a/Cargo.toml", MEMBER),
            ("b/Cargo.toml", "[package]\nname = \"b\"\nversion = \"0.3.0\"\n"),
        ];
        assert_eq!(moving(&files), [""; 0]);
    }

    #[test]
    fn python_says_its_version_in_the_manifest_the_package_and_the_lock() {
        let files = [
            ("pyproject.toml", "[project]\nname = \"My.App\"\nversion = \"1.4.2rc1\"\n"),
            ("src/my_app/__init__.py", "__version__ = \"1.4.2rc1\"\n"),
            ("src/other/__init__.py", "__version__ = \"7.0.0\"\n"),
            (
                "uv.lock",
                "[[package]]\nname = \"my-app\"\nversion = \"1.4.2rc1\"\n\
                 source = { editable = \".\" }\n",
            ),
        ];
        assert_eq!(
            moving(&files),
            [
                "pyproject.toml:3 1.4.2rc1",
                "src/my_app/__init__.py:1 1.4.2rc1",
                "uv.lock:3 1.4.2rc1",
            ]
        );
        let master = project(&files).unwrap().master.unwrap();
        assert_eq!(master.version.to_string(), "1.4.2-rc.1");
    }

    #[test]
    fn the_modules_of_maven_move_with_the_parent() {
        let module = "<project>\n<parent><groupId>g</groupId><artifactId>p</artifactId>\
                      <version>1.4.2</version></parent>\n<artifactId>m</artifactId>";
        let own = format!("{module}\n<version>0.3.0</version>\n</project>");
        let files = [
            (
                "pom.xml",
                "<project>\n<groupId>g</groupId><artifactId>p</artifactId>\n\
                 <version>1.4.2</version>\n<modules><module>m</module><module>n</module></modules>\n\
                 </project>",
            ),
            ("m/pom.xml", &format!("{module}</project>")),
            ("n/pom.xml", &own),
        ];
        assert_eq!(moving(&files), ["pom.xml:3 1.4.2", "m/pom.xml:2 1.4.2", "n/pom.xml:2 1.4.2"]);
    }

    #[test]
    fn a_project_of_dotnet_moves_when_it_is_in_step_or_says_nothing() {
        let project = |version: &str| {
            format!(
                "<Project><PropertyGroup><Version>{version}</Version></PropertyGroup></Project>"
            )
        };
        let files = [
            ("Directory.Build.props", project("1.4.2")),
            ("src/A/A.csproj", project("1.4.2")),
            ("src/B/B.csproj", project("0.3.0")),
            ("src/C/C.csproj", "<Project></Project>".to_owned()),
            ("tests/D/D.csproj", project("1.4.2")),
        ];
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(moving(&files), ["Directory.Build.props:1 1.4.2", "src/A/A.csproj:1 1.4.2"]);
    }

    #[test]
    fn a_chart_moves_with_the_program_it_installs_in_whole_or_in_part() {
        let files = [
            ("VERSION", "1.4.2\n"),
            ("charts/a/Chart.yaml", "version: 1.4.2\nappVersion: \"v1.4.2\"\n"),
            ("charts/b/Chart.yaml", "version: 0.3.0\nappVersion: 1.4.2\n"),
            ("charts/c/Chart.yaml", "version: 0.3.0\nappVersion: 9.0.0\n"),
        ];
        assert_eq!(
            moving(&files),
            [
                "VERSION:1 1.4.2",
                "charts/a/Chart.yaml:1 1.4.2",
                "charts/a/Chart.yaml:2 1.4.2",
                "charts/b/Chart.yaml:2 1.4.2",
            ]
        );
    }

    #[test]
    fn a_source_that_calls_something_else_its_version_is_left_alone() {
        let files = [
            ("VERSION", "1.4.2\n"),
            ("api/version.go", "package api\n\nconst Version = \"v1beta1\"\n"),
        ];
        assert_eq!(moving(&files), ["VERSION:1 1.4.2"]);
        let files = [files[0], ("api/version.go", "package api\n\nconst Version = \"1.4.1\"\n")];
        assert_eq!(disagreements(&files).len(), 1);
    }

    #[test]
    fn a_pnpm_workspace_lists_its_members_in_a_file_of_its_own() {
        let files = [
            ("package.json", "{\"version\": \"1.4.2\"}"),
            ("pnpm-workspace.yaml", "packages:\n  - 'p/*'\n  - '!p/x'\n"),
            ("p/a/package.json", "{\"name\": \"a\", \"version\": \"1.4.2\"}"),
            ("p/x/package.json", "{\"name\": \"x\", \"version\": \"1.4.2\"}"),
        ];
        assert_eq!(moving(&files), ["package.json:1 1.4.2", "p/a/package.json:1 1.4.2"]);
    }

    #[test]
    fn a_manifest_of_the_root_that_says_something_else_disagrees() {
        let files = [
            ("VERSION", "1.5.0\n"),
            ("Cargo.toml", MEMBER),
            ("Cargo.lock", "[[package]]\nname = \"a\"\nversion = \"1.4.1\"\n"),
            ("package.json", "{\"version\": \"0.0.0\"}"),
        ];
        let failures = disagreements(&files);
        let shown: Vec<String> = failures.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "Cargo.toml:3: `package.version` is `1.4.2`, and VERSION:1 asks for `1.5.0`",
                "Cargo.lock:3: `package[0].version` is `1.4.1`, and VERSION:1 asks for `1.5.0`",
            ]
        );
        assert_eq!(notes(&files), ["package.json:1 `version` is `0.0.0`, and stays as it is"]);
    }

    #[test]
    fn a_placeholder_is_the_version_where_there_is_nothing_else() {
        assert_eq!(
            moving(&[("package.json", "{\"version\": \"0.0.0\"}")]),
            ["package.json:1 0.0.0"]
        );
        let files = [
            ("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.0.0\"\n"),
            ("package.json", "{\"version\": \"1.4.2\"}"),
        ];
        assert_eq!(moving(&files), ["package.json:1 1.4.2"]);
    }

    #[test]
    fn a_file_of_the_root_that_is_not_clear_is_an_error_at_its_place() {
        for (path, text, shown) in [
            ("VERSION", "next\n", "VERSION:1: "),
            ("VERSION", "1.4\n", "VERSION:1: `1.4` is no version"),
            ("package.json", "{\n\"version\": 7}", "package.json:2: `version` is no string"),
            ("Cargo.toml", "[package]\n\nversion = [", "Cargo.toml:3: the text is no TOML: "),
        ] {
            let failure = project(&[(path, text)]).unwrap_err();
            assert!(failure.to_string().starts_with(shown), "{failure}");
            assert!(!failure.hints.is_empty(), "{failure}");
        }
    }

    #[test]
    fn a_lock_file_without_the_package_is_told() {
        let files = [("Cargo.toml", MEMBER), ("Cargo.lock", "version = 4\n")];
        assert_eq!(notes(&files), ["Cargo.lock:0 the file has no package of this project"]);
    }

    #[test]
    fn a_file_with_another_version_differs_in_nothing_else() {
        let text = "\u{feff}{\r\n\t\"version\" : \"1.4.2\",\r\n\t\"x\": \"1.4.2\"\r\n}";
        let versions = project(&[("package.json", text)]).unwrap();
        let version = "2.0.0-rc.1".parse().unwrap();
        let changed =
            set_version(&versions.files[0], text.as_bytes(), &version, NaiveDate::default());
        let expected = text.replacen("1.4.2", "2.0.0-rc.1", 1);
        assert_eq!(String::from_utf8(changed).unwrap(), expected);
    }
    #[test]
    fn a_member_that_is_listed_and_not_there_moves_with_the_workspace() {
        let files = [(
            "Cargo.toml",
            "[workspace]\nmembers = [\"a\", \"b\", \"c*\"]\nexclude = [\"left\"]\n\
             [workspace.package]\nversion = \"1.4.2\"\n[workspace.dependencies]\n\
             a = { path = \"a\", version = \"1.4.2\" }\n\
             renamed = { package = \"b\", path = \"./b\", version = \"=1.4.2\" }\n\
             left = { path = \"left\", version = \"1.4.2\" }\n\
             foreign = { path = \"../foreign\", version = \"1.4.2\" }\n\
             c1 = { path = \"c1\", version = \"1.4.2\" }\n",
        )];
        assert_eq!(
            moving(&files),
            ["Cargo.toml:5 1.4.2", "Cargo.toml:7 1.4.2", "Cargo.toml:8 1.4.2"]
        );
        let apart = files[0]
            .1
            .replace("path = \"a\", version = \"1.4.2\"", "path = \"a\", version = \"0.3.0\"");
        assert_eq!(moving(&[("Cargo.toml", &apart)]), ["Cargo.toml:5 1.4.2", "Cargo.toml:8 1.4.2"]);
    }

    #[test]
    fn every_kind_moves_in_step_with_the_version_file_wherever_it_lies() {
        let files = [
            ("VERSION", "1.4.2\n"),
            ("api/openapi.yaml", "info:\n  version: 1.4.2\n"),
            ("gr/gradle.properties", "version=1.4.2\n"),
            ("old/setup.py", "from setuptools import setup\nsetup(version='1.4.2')\n"),
            ("r/DESCRIPTION", "Package: x\nVersion: 1.4.2\n"),
            ("web/deno.json", "{\"version\": \"1.4.2\"}"),
            ("web/swagger.json", "{\"info\": {\"version\": \"0.3.0\"}}"),
        ];
        let mut paths = moving(&files);
        paths.sort();
        assert_eq!(
            paths,
            [
                "VERSION:1 1.4.2",
                "api/openapi.yaml:2 1.4.2",
                "gr/gradle.properties:1 1.4.2",
                "old/setup.py:2 1.4.2",
                "r/DESCRIPTION:2 1.4.2",
                "web/deno.json:1 1.4.2",
            ]
        );
    }

    #[test]
    fn a_python_version_is_found_where_the_manifest_says_that_it_is() {
        let dynamic = "[project]\nname = \"p\"\ndynamic = [\"version\"]\n";
        for (tool, path, text) in [
            (
                "[tool.hatch.version]\npath = \"src/p/_about.py\"",
                "src/p/_about.py",
                "__version__ = '1.4.2'",
            ),
            ("[tool.pdm.version]\npath = \"x/v.py\"", "x/v.py", "VERSION = '1.4.2'"),
            (
                "[tool.setuptools.dynamic]\nversion = {attr = \"p.meta.VERSION\"}",
                "src/p/meta.py",
                "VERSION = '1.4.2'",
            ),
            (
                "[tool.setuptools.dynamic]\nversion = {attr = \"q.version\"}",
                "q/__init__.py",
                "version = '1.4.2'",
            ),
            ("[tool.setuptools.dynamic]\nversion = {file = [\"p/V.txt\"]}", "p/V.txt", "1.4.2\n"),
        ] {
            let manifest = format!("{dynamic}{tool}\n");
            let files = [("pyproject.toml", manifest.as_str()), (path, text)];
            assert_eq!(moving(&files), [format!("{path}:1 1.4.2")], "{tool}");
        }
        let flat = "[project]\nname = \"ns.my-p\"\nversion = \"1.4.2\"\n";
        for path in ["ns/my_p/__init__.py", "src/ns_my_p.py"] {
            let files = [("pyproject.toml", flat), (path, "__version__ = '1.4.2'\n")];
            assert_eq!(moving(&files), ["pyproject.toml:3 1.4.2", &format!("{path}:1 1.4.2")]);
        }
        let files = [
            ("setup.cfg", "[metadata]\nversion = attr: p.meta.__version__\n"),
            ("p/meta.py", "__version__ = '1.4.2'\n"),
        ];
        assert_eq!(moving(&files), ["p/meta.py:1 1.4.2"]);
    }

    #[test]
    fn of_several_sources_the_one_beside_the_manifest_speaks_for_the_project() {
        let files = [
            ("version.go", "package x\nconst Version = \"1.4.2\"\n"),
            ("tool/version.go", "package tool\nconst Version = \"0.1.0\"\n"),
        ];
        assert_eq!(moving(&files), ["version.go:2 1.4.2"]);
    }

    #[test]
    fn a_changelist_of_maven_belongs_to_the_version() {
        let text = "<project>\n<version>${revision}${changelist}</version>\n<properties>\n\
                    <revision>1.4.2</revision>\n<changelist>-SNAPSHOT</changelist></properties>\
                    </project>";
        assert_eq!(disagreements(&[("pom.xml", text)]), []);
        let master = project(&[("pom.xml", text)]).unwrap().master.unwrap();
        assert_eq!(master.version.to_string(), "1.4.2-SNAPSHOT");
    }

    #[test]
    fn an_assembly_has_the_version_only_where_nothing_else_says_one() {
        let text = |properties: &str| {
            format!("<Project><PropertyGroup>{properties}</PropertyGroup></Project>")
        };
        let assembly = "<AssemblyVersion>1.0.0.0</AssemblyVersion>";
        let both = text(&format!("{assembly}<Version>1.4.2</Version>"));
        let version = |text: &str| project(&[("a.csproj", text)]).unwrap().master.unwrap().version;
        assert_eq!(version(&both).to_string(), "1.4.2");
        assert_eq!(version(&text(assembly)).to_string(), "1.0.0");
    }

    #[test]
    fn a_number_that_is_no_version_is_an_error_where_nothing_else_says_one() {
        for (path, text, shown) in [
            ("package.json", "{\n\"version\": \"1.4\"}", "package.json:2: "),
            ("composer.json", "{\"version\": \"v1.4.2\"}", "composer.json:1: "),
            ("package.json", "{\0\"\0v\0", "package.json:1: the text is UTF-16"),
        ] {
            let failure = project(&[(path, text)]).unwrap_err();
            assert!(failure.to_string().starts_with(shown), "{failure}");
        }
        let lerna = [("lerna.json", "{\"version\": \"independent\"}")];
        assert_eq!(project(&lerna).unwrap(), ProjectVersions::default());
    }
}
