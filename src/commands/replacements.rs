//! The replacements that a configuration asks for: in messages before they are read
//! (`git.commit_preprocessors`), and in what was rendered (`changelog.postprocessors`).

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use crate::commands::changelog::text_rules;
use crate::commands::project::Project;
use crate::config::settings::TextProcessor;
use crate::domain::history::commit::RawCommit;
use crate::failure::Result;
use crate::programs::shell::Shell;

/// Returns commits whose messages are as the project wants them read.
///
/// # Errors
/// When a command that the project names fails.
pub(crate) fn preprocessed(
    mut commits: Vec<RawCommit>,
    project: &Project,
) -> Result<Vec<RawCommit>> {
    let rules = text_rules(&project.settings.git.commit_preprocessors);
    if !rules.is_empty() {
        let shell = Shell { folder: project.folder.clone() };
        commits.par_iter_mut().try_for_each(|commit| {
            let id = commit.id.to_string();
            let variables = [("COMMIT_SHA", id.as_str())];
            rules.iter().try_for_each(|rule| rule.apply(&mut commit.message, &shell, &variables))
        })?;
    }
    Ok(commits)
}

/// Returns the text after all replacements, in order.
///
/// # Errors
/// When a command that the project names fails.
pub(crate) fn replaced(
    mut text: String,
    processors: &[TextProcessor],
    shell: &Shell,
) -> Result<String> {
    let rules = text_rules(processors);
    rules.iter().try_for_each(|rule| rule.apply(&mut text, shell, &[]))?;
    Ok(text)
}
