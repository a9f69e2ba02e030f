//! The replacements that a configuration asks for: in messages before they are read
//! (`git.commit_preprocessors`), and in what was rendered (`changelog.postprocessors`).

use std::borrow::Cow;

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use crate::config::settings::{Settings, TextProcessor};
use crate::domain::history::commit::RawCommit;

/// Returns commits whose messages are as the project wants them read.
pub(crate) fn preprocessed(mut commits: Vec<RawCommit>, settings: &Settings) -> Vec<RawCommit> {
    let processors = &settings.git.commit_preprocessors;
    if !processors.is_empty() {
        commits.par_iter_mut().for_each(|commit| {
            if let Cow::Owned(message) = replaced(&commit.message, processors) {
                commit.message = message;
            }
        });
    }
    commits
}

/// Returns the text after all replacements, in order; one that runs a program is passed over.
pub(crate) fn replaced<'t>(text: &'t str, processors: &[TextProcessor]) -> Cow<'t, str> {
    processors.iter().fold(Cow::Borrowed(text), |text, processor| {
        let Some(replace) = &processor.replace else { return text };
        match processor.pattern.replace_all(&text, replace.as_str()) {
            Cow::Owned(changed) => Cow::Owned(changed),
            Cow::Borrowed(_) => text,
        }
    })
}
