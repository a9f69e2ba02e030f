//! The messages that `semflow check` is asked about.

use std::path::{Path, PathBuf};

use crate::cli::arguments::Global;
use crate::cli::environment::{Environment, read_stdin};
use crate::commands::check::arguments::Check;
use crate::commands::project::Project;
use crate::commands::shallow;
use crate::commands::since_release::find_base;
use crate::domain::check::cleanup::{
    Cleanup, CommentPrefix, Verbose, as_text, before_scissors, clean, detected_prefix,
    may_have_comment,
};
use crate::domain::check::report::Origin;
use crate::domain::check::ruleset::Reading;
use crate::domain::history::commit::{CommitId, RawCommit};
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::message_settings::{MessageSettings, message_settings};
use crate::terminal::Terminal;

/// The messages that are asked about.
pub(super) enum Sources {
    /// One that is no commit yet.
    Message(Message),
    /// Those of commits, newest first.
    Commits(Vec<RawCommit>),
}

/// A message that is no commit yet.
pub(super) struct Message {
    /// Where it is from.
    pub(super) origin: Origin,
    /// The file that it stands in, where that may be written.
    pub(super) file: Option<PathBuf>,
    /// The whole file, comments included; the same as the text where there is no file.
    pub(super) raw: String,
    /// What git would store.
    pub(super) text: String,
}

impl Sources {
    /// Reads what the arguments name.
    pub(super) fn read(
        command: &Check,
        reading: Reading,
        global: &Global,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Self> {
        let folder = global.run_folder(environment)?;
        let given = |origin, text: &str| {
            // commitlint takes what it is given as it is.
            let text = match reading == Reading::Own || command.cleanup.is_some() {
                true => cleaned(command, text, &folder, environment, Editor::None)?,
                false => text.to_owned(),
            };
            Ok(Self::Message(Message { origin, file: None, raw: text.clone(), text }))
        };
        let source = &command.source;
        if let Some(text) = &source.message {
            return given(Origin::Given, text);
        }
        if let Some(title) = &source.pr_title {
            return given(Origin::Title, title);
        }
        if source.last || source.since_latest_tag {
            let project = Project::open(global, environment, terminal)?;
            return match source.last {
                true => single(&project, "HEAD"),
                false => since_latest_tag(&project, global, environment, terminal),
            };
        }
        match command.input.as_deref() {
            None => given(Origin::Given, &read_stdin()?),
            Some(input) if input == Path::new("-") => given(Origin::Given, &read_stdin()?),
            Some(input) => named(input, command, global, environment, terminal),
        }
    }
}

fn named(
    input: &Path,
    command: &Check,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<Sources> {
    let folder = global.run_folder(environment)?;
    let path = folder.join(input);
    if let Some(bytes) = files::read::read_file(&path)? {
        let (text, is_exact) = as_text(&bytes);
        let raw = text.into_owned();
        let text = cleaned(command, &raw, &folder, environment, Editor::Unknown)?;
        let origin = Origin::File(input.display().to_string());
        return Ok(Sources::Message(Message { origin, file: is_exact.then_some(path), raw, text }));
    }
    let revision = input.to_string_lossy();
    let no_file = |failure: Failure| match revision.contains("..") {
        true => failure,
        false => failure.because(format!("there is no file `{revision}` either")),
    };
    let project = Project::open(global, environment, terminal).map_err(no_file)?;
    match revision.split_once("..") {
        Some(("", _)) => Err(Failure::usage("the range has no beginning")
            .at(revision.to_string())
            .hint("write `main..HEAD`; in a CI, look whether the variable for the base is set")),
        Some((_, to)) if to.starts_with('.') => {
            Err(Failure::usage("`A...B` names the commits of both sides")
                .at(revision.to_string())
                .hint(format!(
                    "write `{}` for what B has and A has not",
                    revision.replacen("...", "..", 1)
                )))
        }
        Some((from, to)) => range(&project, from, to, environment),
        None => single(&project, &revision).map_err(no_file),
    }
}

fn single(project: &Project, revision: &str) -> Result<Sources> {
    let id = project.repository.resolve(revision)?;
    let commit = project.history()?.commit(id)?;
    Ok(Sources::Commits(commit.into_iter().collect()))
}

fn range(project: &Project, from: &str, to: &str, environment: &Environment) -> Result<Sources> {
    let named = |revision: &str| {
        let revision = if revision.is_empty() { "HEAD" } else { revision };
        let found = project.repository.resolve(revision);
        found.map_err(|failure| shallow::maybe_not_fetched(failure, project, environment))
    };
    between(project, Some(named(from)?), named(to)?, environment)
}

fn since_latest_tag(
    project: &Project,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<Sources> {
    let tags = project.version_tags(global, terminal)?;
    let stable: Vec<_> = tags.iter().filter(|tag| tag.is_stable()).collect();
    let head = project.head.id;
    let base = find_base(project, &mut project.history()?, &[head], &stable, environment)?;
    between(project, base.map(|tag| tag.commit), head, environment)
}

fn between(
    project: &Project,
    from: Option<CommitId>,
    to: CommitId,
    environment: &Environment,
) -> Result<Sources> {
    let excluded: Vec<CommitId> = from.into_iter().collect();
    let found = project.history()?.range(to, &excluded, &|_| false)?;
    match found.cut_at {
        Some(commit) => Err(shallow::incomplete(project, commit, environment)),
        None => Ok(Sources::Commits(found.commits)),
    }
}

/// What is known of the editor that a message went through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Editor {
    /// There was none.
    None,
    /// `GIT_EDITOR` tells, as in a hook.
    Unknown,
}

/// Returns what git would store of a message.
fn cleaned(
    command: &Check,
    text: &str,
    folder: &Path,
    environment: &Environment,
    editor: Editor,
) -> Result<String> {
    let has_editor = match (editor, command.cleanup.as_deref()) {
        (Editor::None, Some("scissors")) => true,
        (Editor::None, _) => false,
        (Editor::Unknown, _) => environment.variable("GIT_EDITOR") != Some(":"),
    };
    let settings = || message_settings(folder, &environment.variables);
    stored(text, command.cleanup.as_deref(), has_editor, &settings)
}

/// Whether a message has the scissors line of `--cleanup=scissors` and not that of `-v`, which
/// stands below git's other comments: a hook is told of neither (git-commit).
fn is_cut_alone(text: &str) -> bool {
    let Some(prefix) = detected_prefix(text) else { return false };
    let above = before_scissors(text, &prefix);
    let last = above.trim_end().lines().next_back().unwrap_or_default();
    let is_comment = last
        .strip_prefix(prefix.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    above.len() < text.len() && !is_comment
}

/// Returns what git stores of a message file; git's configuration is read only where a line could be
/// a comment and the file does not tell by itself what starts one.
pub(super) fn stored(
    text: &str,
    asked: Option<&str>,
    has_editor: bool,
    settings: &dyn Fn() -> Result<MessageSettings>,
) -> Result<String> {
    let shown = detected_prefix(text);
    let settings = match may_have_comment(text) && (shown.is_none() || asked.is_none()) {
        true => settings()?,
        false => MessageSettings::default(),
    };
    let word = asked.or(settings.cleanup.as_deref());
    let word = word.or((has_editor && is_cut_alone(text)).then_some("scissors"));
    let cleanup = Cleanup::parse(word, has_editor).unwrap_or(match has_editor {
        true => Cleanup::Strip,
        false => Cleanup::Whitespace,
    });
    let configured = || settings.comment.as_ref().map(|one| one.prefix_in(text, has_editor));
    let prefix: CommentPrefix = match shown.filter(|_| has_editor) {
        Some(prefix) => prefix,
        None => configured().unwrap_or_default(),
    };
    let verbose = Verbose::of(has_editor, settings.verbose.unwrap_or(false));
    Ok(clean(text, cleanup, verbose, &prefix).text.into_owned())
}
