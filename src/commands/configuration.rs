//! Which configuration is in force: the file that is named, a built-in one, the project's own, the
//! user's, a table in a manifest, or none; and the variables that override its keys.

use std::path::{Path, PathBuf};

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::config::environment::from_environment;
use crate::config::layers::{Form, Layer, LayerKind, form_of, manifest_configures};
use crate::config::parse::{FILE_NAMES, Loaded, parse_layers};
use crate::config::yaml::yaml_to_toml;
use crate::domain::cliff::built_in::{self, BuiltIn};
use crate::failure::{Failure, Result};
use crate::files;

/// The manifests that may hold a configuration, best first.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "pyproject.toml"];

/// Where to look.
pub(crate) struct Search<'a> {
    /// The folder that the command runs in.
    pub(crate) folder: &'a Path,
    /// The folder that a project's own file is looked for in, and above; the same where none is
    /// named.
    pub(crate) start: &'a Path,
    /// The last folder on the way up; git-cliff does not look above a relative `--workdir` further
    /// than the folder that it runs in.
    pub(crate) stop_at: Option<&'a Path>,
    /// What `--config` says: a path, or the name of a built-in configuration.
    pub(crate) named: Option<&'a Path>,
    /// What `--config-url` says.
    pub(crate) url: Option<&'a str>,
    /// Whether a path that names nothing is passed over, as git-cliff does.
    pub(crate) passes_over_missing: bool,
    /// The variables.
    pub(crate) environment: &'a Environment,
}

/// A configuration as text.
pub(crate) struct Configuration {
    text: Option<Text>,
    variables: Option<String>,
}

struct Text {
    content: String,
    place: String,
    kind: LayerKind,
}

impl Configuration {
    /// Finds the configuration of a run in a folder: the one that is named, else the nearest.
    pub(crate) fn of_run(
        folder: &Path,
        global: &Global,
        environment: &Environment,
    ) -> Result<Self> {
        Self::find(&Search {
            folder,
            start: folder,
            stop_at: None,
            named: global.config.as_deref(),
            url: None,
            passes_over_missing: false,
            environment,
        })
    }

    /// Finds the configuration that is in force.
    ///
    /// # Errors
    /// When one is named that is not there or cannot be read.
    pub(crate) fn find(search: &Search<'_>) -> Result<Self> {
        let variables = search.environment.variables.iter();
        let variables =
            variables.filter_map(|(name, value)| Some((name.to_str()?, value.to_str()?)));
        Ok(Self { text: search.text()?, variables: from_environment(variables) })
    }

    /// Whether nothing is configured but by variables.
    pub(crate) fn is_absent(&self) -> bool {
        self.text.is_none()
    }

    /// Returns what messages call the configuration.
    pub(crate) fn place(&self) -> &str {
        self.text.as_ref().map_or(built_in::DEFAULT.name, |text| &text.place)
    }

    /// Returns what the configuration says, and nothing else.
    ///
    /// # Errors
    /// When it is broken.
    pub(crate) fn load(&self) -> Result<Loaded> {
        parse_layers(&self.layers().collect::<Vec<_>>())
    }

    /// Returns the same over what git-cliff takes where a configuration says nothing.
    ///
    /// # Errors
    /// When it is broken.
    pub(crate) fn load_over_default(&self) -> Result<Loaded> {
        let BuiltIn { name, text } = built_in::DEFAULT;
        let base = Layer { text, place: name, kind: LayerKind::Base };
        parse_layers(&self.layers().chain([base]).collect::<Vec<_>>())
    }

    fn layers(&self) -> impl Iterator<Item = Layer<'_>> {
        let variables = self.variables.as_deref().map(|text| Layer {
            text,
            place: "environment",
            kind: LayerKind::Environment,
        });
        let text = self.text.as_ref();
        let text =
            text.map(|Text { content, place, kind }| Layer { text: content, place, kind: *kind });
        variables.into_iter().chain(text)
    }
}

impl Search<'_> {
    fn text(&self) -> Result<Option<Text>> {
        if let Some(url) = self.url {
            return self.file(&path_of(url)?).map(Some);
        }
        let Some(named) = self.named else { return self.own() };
        if let Some(BuiltIn { name, text }) = named.to_str().and_then(built_in::find)
            && !(name == built_in::DEFAULT.name && files::read::is_file(&self.start.join(named)))
        {
            let place = format!("built-in configuration {name}");
            return Ok(Some(Text { content: text.to_owned(), place, kind: LayerKind::Project }));
        }
        let path = self.start.join(expanded(named, self.environment));
        let is_there = files::read::is_file(&path) || files::read::is_folder(&path);
        match is_there || !self.passes_over_missing {
            true => self.file(&path).map(Some),
            false => self.users_or_manifest(),
        }
    }

    /// The project's own file, in the folder or above it.
    fn own(&self) -> Result<Option<Text>> {
        match files::read::find_upwards(self.start, &FILE_NAMES, self.stop_at) {
            Some(path) => self.file(&path).map(Some),
            None => self.users_or_manifest(),
        }
    }

    fn users_or_manifest(&self) -> Result<Option<Text>> {
        let users =
            user_files(self.environment).into_iter().find(|path| files::read::is_file(path));
        if let Some(path) = users {
            return self.file(&path).map(Some);
        }
        for name in MANIFESTS {
            let path = self.folder.join(name);
            let text = match files::read::is_file(&path) {
                true => files::read::read_text(&path)?.unwrap_or_default(),
                false => continue,
            };
            let form = form_of(&path);
            if manifest_configures(&text, form) {
                return Ok(Some(Text {
                    content: text,
                    place: name.to_owned(),
                    kind: form.layer_kind(),
                }));
            }
        }
        Ok(None)
    }

    fn file(&self, path: &Path) -> Result<Text> {
        let place = path.strip_prefix(self.folder).unwrap_or(path).display().to_string();
        let text = files::read::read_text(path)?.ok_or_else(|| {
            let names = built_in::NAMED.map(|one| one.name).join(", ");
            Failure::usage("the configuration file does not exist")
                .at(&place)
                .hint("`--config` takes the path of a cliff.toml")
                .hint(format!("or, in `semflow changelog`, one of: {names}, default"))
        })?;
        let (content, kind) = match form_of(path) {
            Form::Yaml => (yaml_to_toml(&text, &place)?, LayerKind::Project),
            form if manifest_configures(&text, form) => (text, form.layer_kind()),
            _ => (text, LayerKind::Project),
        };
        Ok(Text { content, place, kind })
    }
}

/// Returns the path that a URL of a file names.
fn path_of(url: &str) -> Result<PathBuf> {
    let path = url.strip_prefix("file://").filter(|path| path.starts_with('/'));
    path.map(PathBuf::from).ok_or_else(|| {
        Failure::usage("a configuration can be read from a file:// URL only")
            .at(url.to_owned())
            .hint("fetch it first, then name the file: `--config PATH`")
    })
}

/// Returns a path with `~` at its start replaced by the home of the user.
pub(crate) fn expanded(path: &Path, environment: &Environment) -> PathBuf {
    match (path.strip_prefix("~"), home(environment)) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

fn home(environment: &Environment) -> Option<PathBuf> {
    environment.path(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

/// The files that hold a user's own configuration, best first.
fn user_files(environment: &Environment) -> Vec<PathBuf> {
    let file = Path::new("git-cliff").join("cliff.toml");
    let mut folders = Vec::new();
    if cfg!(windows) {
        folders.extend(environment.path("APPDATA"));
    } else {
        let own = environment.path("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
        folders.extend(own.or_else(|| Some(home(environment)?.join(".config"))));
    }
    if cfg!(target_os = "macos") {
        folders.extend(home(environment).map(|home| home.join("Library/Application Support")));
    }
    folders.into_iter().map(|folder| folder.join(&file)).collect()
}
