//! Where the versions of a file stand that is known by its name.

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
    /// `openapi.yaml`, `openapi.json`.
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

/// Returns where the versions of a text of this kind stand.
///
/// # Errors
/// When the text is not of this kind, or its version is missing or not clear.
pub fn locate(kind: FormatKind, text: &str, project: &Project) -> Located {
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
    use super::{FormatKind, format_of};

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
}
