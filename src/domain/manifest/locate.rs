//! Where the versions of a file stand that is known by its name.

use crate::domain::manifest::edit::refuse_utf16;
use crate::domain::manifest::formats::pom::{self, Artifacts};
use crate::domain::manifest::formats::{
    cargo_lock, cargo_toml, chart_yaml, composer_json, dune_project, expo_app, gemfile_lock,
    go_version, gradle_build, gradle_properties, json_version, mix_exs, module_bazel, msbuild,
    opam, openapi_yaml, package_json, package_lock, plain_text, pubspec_yaml, pyproject,
    python_version, r_description, ruby, setup_cfg, setup_py, sfdx_project, uv_lock, versions_tf,
    versions_txt,
};
use crate::domain::manifest::project::Project;
use crate::domain::manifest::site::Located;

/// A kind of version file that semflow knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormatKind {
    /// `VERSION`, `version.txt`.
    PlainText,
    /// `Cargo.toml`.
    CargoToml,
    /// `Cargo.lock`.
    CargoLock,
    /// `package.json`.
    PackageJson,
    /// `package-lock.json`, `npm-shrinkwrap.json`.
    PackageLock,
    /// `lerna.json`, `deno.json` and others with a `version` of their own.
    JsonVersion,
    /// `composer.json`.
    ComposerJson,
    /// `sfdx-project.json`.
    SfdxProject,
    /// `app.json` of Expo.
    ExpoApp,
    /// `pyproject.toml`.
    Pyproject,
    /// `uv.lock`.
    UvLock,
    /// `setup.cfg`.
    SetupCfg,
    /// `setup.py`.
    SetupPy,
    /// A module of Python with `__version__`.
    PythonModule,
    /// `version.py`, `_version.py`, where `version` counts as well.
    PythonVersion,
    /// `pom.xml`.
    Pom,
    /// `*.csproj` and other projects of `MSBuild`.
    Csproj,
    /// `Directory.Build.props`.
    DirectoryBuildProps,
    /// `Chart.yaml` of Helm.
    ChartYaml,
    /// `pubspec.yaml`.
    PubspecYaml,
    /// `openapi.yaml`, `openapi.json`, and the same under their older name `swagger`.
    OpenApi,
    /// `gradle.properties`.
    GradleProperties,
    /// `build.gradle`, `build.gradle.kts`.
    GradleBuild,
    /// `version.go`.
    GoVersion,
    /// `mix.exs`.
    MixExs,
    /// `*.gemspec`.
    Gemspec,
    /// `version.rb`.
    RubyVersion,
    /// `Gemfile.lock`.
    GemfileLock,
    /// `MODULE.bazel`.
    ModuleBazel,
    /// `dune-project`.
    DuneProject,
    /// `*.opam`.
    Opam,
    /// `DESCRIPTION` of an R package.
    RDescription,
    /// `versions.tf`.
    VersionsTf,
    /// `versions.txt` of Java projects.
    VersionsTxt,
}

use FormatKind as Kind;

/// The files that are known by their whole name.
const NAMES: &[(&str, FormatKind)] = &[
    ("VERSION", Kind::PlainText),
    ("VERSION.txt", Kind::PlainText),
    ("version.txt", Kind::PlainText),
    ("Cargo.toml", Kind::CargoToml),
    ("Cargo.lock", Kind::CargoLock),
    ("package.json", Kind::PackageJson),
    ("package-lock.json", Kind::PackageLock),
    ("npm-shrinkwrap.json", Kind::PackageLock),
    ("lerna.json", Kind::JsonVersion),
    ("deno.json", Kind::JsonVersion),
    ("deno.jsonc", Kind::JsonVersion),
    ("jsr.json", Kind::JsonVersion),
    ("bower.json", Kind::JsonVersion),
    ("elm.json", Kind::JsonVersion),
    ("esy.json", Kind::JsonVersion),
    ("vcpkg.json", Kind::JsonVersion),
    ("composer.json", Kind::ComposerJson),
    ("sfdx-project.json", Kind::SfdxProject),
    ("app.json", Kind::ExpoApp),
    ("pyproject.toml", Kind::Pyproject),
    ("uv.lock", Kind::UvLock),
    ("setup.cfg", Kind::SetupCfg),
    ("setup.py", Kind::SetupPy),
    ("__init__.py", Kind::PythonModule),
    ("__about__.py", Kind::PythonModule),
    ("__version__.py", Kind::PythonVersion),
    ("_version.py", Kind::PythonVersion),
    ("version.py", Kind::PythonVersion),
    ("pom.xml", Kind::Pom),
    ("Directory.Build.props", Kind::DirectoryBuildProps),
    ("Chart.yaml", Kind::ChartYaml),
    ("pubspec.yaml", Kind::PubspecYaml),
    ("openapi.yaml", Kind::OpenApi),
    ("openapi.yml", Kind::OpenApi),
    ("openapi.json", Kind::OpenApi),
    ("swagger.yaml", Kind::OpenApi),
    ("swagger.yml", Kind::OpenApi),
    ("swagger.json", Kind::OpenApi),
    ("gradle.properties", Kind::GradleProperties),
    ("build.gradle", Kind::GradleBuild),
    ("build.gradle.kts", Kind::GradleBuild),
    ("version.go", Kind::GoVersion),
    ("mix.exs", Kind::MixExs),
    ("version.rb", Kind::RubyVersion),
    ("Gemfile.lock", Kind::GemfileLock),
    ("gems.locked", Kind::GemfileLock),
    ("MODULE.bazel", Kind::ModuleBazel),
    ("dune-project", Kind::DuneProject),
    ("opam", Kind::Opam),
    ("DESCRIPTION", Kind::RDescription),
    ("versions.tf", Kind::VersionsTf),
    ("versions.txt", Kind::VersionsTxt),
];

/// The files that are known by how their name ends.
const ENDINGS: &[(&str, FormatKind)] = &[
    (".gemspec", Kind::Gemspec),
    (".opam", Kind::Opam),
    (".csproj", Kind::Csproj),
    (".fsproj", Kind::Csproj),
    (".vbproj", Kind::Csproj),
];

/// Returns the kind of the file at a path, as its name tells it.
pub fn format_of(path: &str) -> Option<FormatKind> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let whole = NAMES.iter().find(|(known, _)| *known == name);
    let ending = || ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
    whole.or_else(ending).map(|(_, kind)| *kind)
}

/// Returns the kind that a configuration names: by a file name, `pom.xml`, or the same in small
/// letters with a hyphen, `cargo-toml`.
pub fn format_named(name: &str) -> Option<FormatKind> {
    let hyphened = |known: &str| known.trim_start_matches('.').replace('.', "-").to_lowercase();
    let mut all = NAMES.iter().chain(ENDINGS);
    let by_hyphens = || all.find(|(known, _)| hyphened(known) == name).map(|(_, kind)| *kind);
    format_of(name).or_else(by_hyphens)
}

/// Returns where the versions of a text of this kind stand.
///
/// # Errors
/// When the text is not of this kind, or its version is missing or not clear.
pub fn locate(kind: FormatKind, text: &str, project: &Project) -> Located {
    refuse_utf16(text)?;
    match kind {
        Kind::PlainText => plain_text::locate(text),
        Kind::CargoToml => cargo_toml::locate(text, project),
        Kind::CargoLock => cargo_lock::locate(text, project),
        Kind::PackageJson => package_json::locate(text, project),
        Kind::PackageLock => package_lock::locate(text, project),
        Kind::JsonVersion => json_version::locate(text),
        Kind::ComposerJson => composer_json::locate(text),
        Kind::SfdxProject => sfdx_project::locate(text),
        Kind::ExpoApp => expo_app::locate(text),
        Kind::Pyproject => pyproject::locate(text),
        Kind::UvLock => uv_lock::locate(text, project),
        Kind::SetupCfg => setup_cfg::locate(text),
        Kind::SetupPy => setup_py::locate(text),
        Kind::PythonModule => python_version::locate(text),
        Kind::PythonVersion => python_version::locate_in_version_module(text),
        Kind::Pom => pom::locate(text, &Artifacts::new(project.artifacts.iter().cloned())),
        Kind::Csproj | Kind::DirectoryBuildProps => msbuild::locate(text),
        Kind::ChartYaml => chart_yaml::locate_in_step(text, project.version.as_ref()),
        Kind::PubspecYaml => pubspec_yaml::locate(text),
        Kind::OpenApi => openapi_yaml::locate(text),
        Kind::GradleProperties => gradle_properties::locate(text),
        Kind::GradleBuild => gradle_build::locate(text),
        Kind::GoVersion => go_version::locate(text),
        Kind::MixExs => mix_exs::locate(text),
        Kind::Gemspec => ruby::locate_in_gemspec(text),
        Kind::RubyVersion => ruby::locate_in_version_rb(text),
        Kind::GemfileLock => gemfile_lock::locate(text, &project.gems),
        Kind::ModuleBazel => module_bazel::locate(text),
        Kind::DuneProject => dune_project::locate(text),
        Kind::Opam => opam::locate(text),
        Kind::RDescription => r_description::locate(text),
        Kind::VersionsTf => versions_tf::locate(text),
        Kind::VersionsTxt => versions_txt::locate(text, &[]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, proptest};
    use proptest::{prop_assert, prop_assert_eq};
    use semver::Version;

    use super::{FormatKind, NAMES, format_named, format_of, locate};
    use crate::domain::manifest::edit::{Edit, splice};
    use crate::domain::manifest::project::Project;
    use crate::domain::manifest::site::VersionSite;

    #[test]
    fn a_file_is_known_by_its_name_wherever_it_lies() {
        for (path, kind) in [
            ("VERSION", Some(FormatKind::PlainText)),
            ("a/b/Cargo.toml", Some(FormatKind::CargoToml)),
            ("src/x/__init__.py", Some(FormatKind::PythonModule)),
            ("x.gemspec", Some(FormatKind::Gemspec)),
            ("cargo.toml", None),
            ("MY_VERSION", None),
            ("VERSION/x", None),
            ("", None),
        ] {
            assert_eq!(format_of(path), kind, "{path}");
        }
    }

    #[test]
    fn a_kind_has_the_name_of_its_file() {
        for (name, kind) in [
            ("pom.xml", Some(FormatKind::Pom)),
            ("cargo-toml", Some(FormatKind::CargoToml)),
            ("package-lock-json", Some(FormatKind::PackageLock)),
            ("csproj", Some(FormatKind::Csproj)),
            ("version", Some(FormatKind::PlainText)),
            ("cargo", None),
        ] {
            assert_eq!(format_named(name), kind, "{name}");
        }
    }

    /// A file of each kind, with the number of its sites. `@` is the version; other versions are of
    /// somebody else.
    const SAMPLES: &[(&str, usize, &str)] = &[
        ("VERSION", 1, "v@\n"),
        (
            "Cargo.toml",
            2,
            "# 9.9.9\n[package]\nname = 'a'\nversion = \"@\" # 9.9.9\nrust-version = '1.89.0'\n\
             [dependencies]\na = { path = '../a', version = '^@' }\nb = '9.9.9'\n",
        ),
        (
            "Cargo.lock",
            2,
            "[[package]]\nname = \"a\"\nversion = \"@\"\n\n[[package]]\nname = \"x\"\n\
             version = \"9.9.9\"\nsource = \"r\"\ndependencies = [\n \"a @\",\n]\n",
        ),
        (
            "package.json",
            2,
            "{\n  \"version\" : \"@\",\n  \"dependencies\": { \"a\": \"~@\", \"x\": \"9.9.9\" }\n}",
        ),
        (
            "package-lock.json",
            3,
            "{\n\t\"version\": \"@\",\n\t\"packages\": { \"\": { \"version\": \"@\" },\n\
             \t\"p/a\": { \"version\": \"@\" },\n\t\"node_modules/x\": { \"version\": \"9.9.9\" } }\n}\n",
        ),
        ("deno.json", 1, "{ // \"version\": \"9.9.9\"\n  \"version\": \"@\", }\n"),
        (
            "composer.json",
            1,
            "{ \"name\": \"x/y\", \"version\": \"@\", \"require\": { \"z\": \"9.9.9\" } }\n",
        ),
        (
            "sfdx-project.json",
            1,
            "{ \"packageDirectories\": [ { \"versionNumber\": \"@.NEXT\" } ], \"v\": \"9.9.9\" }\n",
        ),
        (
            "app.json",
            2,
            "{ \"expo\": { \"ios\": { \"buildNumber\": \"@\" }, \"version\": \"@\" } }\n",
        ),
        (
            "pyproject.toml",
            2,
            "[project]\nversion = '@'\ndependencies = ['x==9.9.9']\n[tool.poetry]\nversion = \"@\"\n",
        ),
        (
            "uv.lock",
            1,
            "[[package]]\nname = \"x\"\nversion = \"9.9.9\"\nsource = { registry = \"r\" }\n\n\
             [[package]]\nname = \"a\"\nversion = \"@\"\nsource = { editable = \".\" }\n",
        ),
        (
            "setup.cfg",
            1,
            "[metadata]\nname = x\nversion = @\n[options]\ninstall_requires = y==9.9.9\n",
        ),
        ("setup.py", 1, "from setuptools import setup\nsetup(name='x', version='@', # 9.9.9\n)\n"),
        ("__init__.py", 1, "# 9.9.9\n__version__ = '@'\nOTHER = '9.9.9'\n"),
        ("version.py", 1, "VERSION = \"@\"\n"),
        (
            "pom.xml",
            1,
            "<project>\n  <!-- 9.9.9 -->\n  <version>@</version>\n  <dependencies><dependency>\
             <version>9.9.9</version></dependency></dependencies>\n</project>\n",
        ),
        (
            "x.csproj",
            1,
            "<Project>\n<ItemGroup><PackageReference Include=\"x\" Version=\"9.9.9\" /></ItemGroup>\n\
             <PropertyGroup><Version>@</Version></PropertyGroup>\n</Project>\n",
        ),
        (
            "Directory.Build.props",
            2,
            "<Project><PropertyGroup>\n  <VersionPrefix>@</VersionPrefix>\n  \
             <AssemblyVersion>@.0</AssemblyVersion>\n</PropertyGroup></Project>\n",
        ),
        (
            "Chart.yaml",
            2,
            "version: \"@\" # 9.9.9\nappVersion: v@\ndependencies:\n  - version: 9.9.9\n",
        ),
        ("pubspec.yaml", 1, "name: x\nversion: @+4\ndependencies:\n  y: ^9.9.9\n"),
        ("openapi.yaml", 1, "openapi: 3.0.0\ninfo:\n  version: '@'\n"),
        ("gradle.properties", 1, "group=x\nversion = @\nkotlin.version=9.9.9\n"),
        ("build.gradle", 1, "plugins { id 'x' version '9.9.9' }\nversion = '@'\n"),
        ("version.go", 1, "package x\n\n// 9.9.9\nconst Version = \"v@\"\n"),
        (
            "mix.exs",
            1,
            "defmodule X.MixProject do\n  def project do\n    [app: :x, version: \"@\", elixir: \"~> 1.9\"]\n  \
             end\nend\n",
        ),
        (
            "x.gemspec",
            1,
            "Gem::Specification.new do |spec|\n  spec.version = \"@\"\n  \
             spec.add_dependency \"y\", \"9.9.9\"\nend\n",
        ),
        ("version.rb", 1, "module X\n  VERSION = \"@\"\nend\n"),
        (
            "Gemfile.lock",
            1,
            "PATH\n  remote: .\n  specs:\n    a (@)\n\nGEM\n  specs:\n    x (9.9.9)\n",
        ),
        (
            "MODULE.bazel",
            1,
            "module(name = \"x\", version = \"@\")\nbazel_dep(name = \"y\", version = \"9.9.9\")\n",
        ),
        ("dune-project", 1, "(lang dune 3.0)\n(version @)\n"),
        ("x.opam", 1, "opam-version: \"2.0\"\nversion: \"@\"\ndepends: [ \"y\" {= \"9.9.9\"} ]\n"),
        ("DESCRIPTION", 1, "Package: x\nVersion: @\nImports: y (>= 9.9.9)\n"),
        (
            "versions.tf",
            1,
            "terraform {\n  required_version = \">= 0.13\"\n  provider_meta \"google\" {\n    \
             module_name = \"blueprints/terraform/x/v@\"\n  }\n}\n",
        ),
        ("versions.txt", 2, "x:@:@\n"),
    ];

    fn sites(name: &str, text: &str) -> Vec<VersionSite> {
        let mut project = Project::default();
        project.crates.insert("a".to_owned());
        project.npm.insert(String::new(), "r".to_owned());
        project.npm.insert("p/a".to_owned(), "a".to_owned());
        project.python.insert("a".to_owned());
        locate(format_of(name).unwrap(), text, &project).unwrap()
    }

    /// Returns what stands outside the sites.
    fn outside(text: &str, sites: &[VersionSite]) -> Vec<String> {
        let ends = sites.iter().map(|site| site.span.start).chain([text.len()]);
        let starts = [0].into_iter().chain(sites.iter().map(|site| site.span.end));
        starts.zip(ends).map(|(start, end)| text[start..end].to_owned()).collect()
    }

    fn a_version() -> impl Strategy<Value = Version> {
        let label = any::<Option<u8>>();
        let numbers = (0_u64..3000, 0_u64..3000, 0_u64..3000);
        (numbers, label).prop_map(|((major, minor, patch), label)| {
            let label = label.map_or_else(String::new, |number| format!("-rc.{number}"));
            Version::parse(&format!("{major}.{minor}.{patch}{label}")).unwrap()
        })
    }

    #[test]
    fn there_is_a_sample_of_every_kind() {
        for (name, kind) in NAMES {
            let has_sample = SAMPLES.iter().any(|(sample, ..)| format_of(sample) == Some(*kind));
            assert!(has_sample, "{name}");
        }
    }

    proptest! {
        #[test]
        fn only_the_version_changes_and_it_is_found_again(
            old in (0_u64..99, 0_u64..99, 0_u64..99),
            new in a_version(),
            (has_crlf, has_mark) in (any::<bool>(), any::<bool>()),
        ) {
            let old = format!("{}.{}.{}", old.0, old.1, old.2);
            for (name, count, sample) in SAMPLES {
                let mut text = sample.replace('@', &old);
                if has_crlf {
                    text = text.replace('\n', "\r\n");
                }
                if has_mark {
                    text.insert(0, '\u{feff}');
                }
                let before = sites(name, &text);
                prop_assert_eq!(before.len(), *count, "{}: {:?}", name, before);
                let edits: Vec<Edit> = before
                    .iter()
                    .map(|site| Edit { span: site.span.clone(), text: site.spelling.spell(&new) })
                    .collect();
                let changed = String::from_utf8(splice(text.as_bytes(), &edits)).unwrap();
                let after = sites(name, &changed);
                prop_assert_eq!(outside(&text, &before), outside(&changed, &after), "{}", name);
                for site in after {
                    prop_assert!(site.spelling.says(&site.text, &new), "{}: {:?}", name, site);
                }
            }
        }
    }
}
