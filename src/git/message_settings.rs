//! What git's configuration says of commit messages.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::domain::check::cleanup::CommentSetting;
use crate::failure::Result;
use crate::git::config_files::{Surroundings, is_true, last};

/// What is configured for commit messages (git-config). What is not set, or set to something that
/// git refuses, is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageSettings {
    /// `commit.cleanup`, as it stands there.
    pub cleanup: Option<String>,
    /// `core.commentChar` or `core.commentString`, whichever comes last.
    pub comment: Option<CommentSetting>,
    /// `commit.verbose`; its levels differ only in what is shown.
    pub verbose: Option<bool>,
    /// `commit.template`; a path that is not absolute starts at the root of the work tree.
    pub template: Option<PathBuf>,
}

/// Returns what git's configuration says of commit messages in a folder: a work tree, a folder
/// within one, a repository itself. Outside of a repository, only that of the machine, the user and
/// the variables counts.
///
/// # Errors
/// When a file of the configuration, `GIT_CONFIG_COUNT` or `GIT_CONFIG_PARAMETERS` is not in the
/// form that git demands.
#[expect(clippy::implicit_hasher, reason = "the variables are those of `Environment`")]
pub fn message_settings(
    folder: &Path,
    variables: &HashMap<OsString, OsString>,
) -> Result<MessageSettings> {
    let surroundings = Surroundings::of(folder, variables);
    let entries = surroundings.entries()?;
    let text = |key: &str| {
        let value = last(&entries, key)?.1.as_deref()?;
        (!value.is_empty()).then_some(value)
    };
    let is_comment = |key: &str| {
        ["core.commentchar", "core.commentstring"].iter().any(|own| own.eq_ignore_ascii_case(key))
    };
    let comment = entries.iter().rev().find(|(key, _)| is_comment(key));
    Ok(MessageSettings {
        cleanup: text("commit.cleanup").map(str::to_owned),
        comment: comment.and_then(|(_, value)| CommentSetting::parse(value.as_deref()?)),
        verbose: last(&entries, "commit.verbose").map(|(_, value)| is_true(value.as_deref())),
        template: text("commit.template").map(|path| surroundings.expanded(path)),
    })
}
