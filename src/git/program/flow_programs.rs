//! The hooks and filters of git-flow, AVH edition: programs beside the hooks of git, with names that
//! git does not know (its `gitflow-common`: `run_pre_hook`, `run_filter_hook`).

use std::path::PathBuf;

use crate::domain::shell::single_quoted;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::program::runner::{Answer, Call, Git};

/// The alias that stands for a program.
const ALIAS: &str = "semflow-flow";

/// What a filter answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filtered {
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output, without line ends behind it.
    pub text: String,
}

impl Git {
    /// Returns where a hook or filter of git-flow stands; `None` where there is none that can be run.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub fn flow_program(&self, name: &str) -> Result<Option<PathBuf>> {
        let folder = match self.configured_path("gitflow.path.hooks")? {
            Some(folder) => self.folder().join(folder),
            None => self.hooks_folder()?.to_owned(),
        };
        let path = folder.join(name);
        Ok(files::place::is_program(&path).then_some(path))
    }

    /// Runs a hook of git-flow, such as `pre-flow-release-finish`, where there is one. What it writes
    /// goes to standard error.
    ///
    /// # Errors
    /// When the hook refuses, or cannot be run.
    pub fn run_flow_hook(&self, name: &str, arguments: &[&str]) -> Result<()> {
        let Some(path) = self.flow_program(name)? else { return Ok(()) };
        // The words of a hook are for people: standard output is for the answer of semflow.
        let run = format!("{} \"$@\" >&2; }}; f", quoted(&path));
        let answer = self.run_program(name, &format!("f() {{ {run}"), arguments)?;
        if answer.code == Some(0) {
            return Ok(());
        }
        Err(Failure::world(format!("the hook `{name}` has refused"))
            .at(path.display().to_string())
            .because(ended(answer.code))
            .hint(format!("do what `{name}` asks for above, and start again")))
    }

    /// Runs a filter of git-flow, such as `filter-flow-release-start-version`; `None` where there is
    /// none. What it writes to standard error is seen.
    ///
    /// # Errors
    /// When the filter cannot be run.
    pub fn run_flow_filter(&self, name: &str, arguments: &[&str]) -> Result<Option<Filtered>> {
        let Some(path) = self.flow_program(name)? else { return Ok(None) };
        let answer = self.run_program(name, &quoted(&path), arguments)?;
        let text =
            String::from_utf8_lossy(&answer.stdout).trim_end_matches(['\r', '\n']).to_owned();
        Ok(Some(Filtered { code: answer.code, text }))
    }

    /// Runs a program as an alias, so that it is the shell of git which starts it: on Windows that
    /// knows scripts (git-config, `alias.*`).
    fn run_program(&self, name: &str, line: &str, arguments: &[&str]) -> Result<Answer> {
        let call: Call = self.call(format!("cannot run `{name}`")).with_users_programs().in_sight();
        let alias = format!("alias.{ALIAS}=!{line}");
        call.args(["-c", &alias, ALIAS]).args(arguments).run()
    }
}

fn quoted(path: &std::path::Path) -> String {
    single_quoted(&path.to_string_lossy())
}

fn ended(code: Option<i32>) -> String {
    match code {
        Some(code) => format!("it ended with exit code {code}"),
        None => "it was stopped by a signal".to_owned(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use crate::git::program::sample::{Sample, write_program};

    #[test]
    fn a_filter_gets_its_arguments_as_they_are_and_its_output_is_taken() {
        let sample = Sample::new();
        let git = sample.engine();
        let name = "filter-flow-release-start-version";
        assert_eq!(git.run_flow_filter(name, &["1.0.0"]).unwrap(), None);
        sample.hook(name, "echo seen >&2; printf '[%s]' \"$@\"; echo; exit 3");
        let filtered = git.run_flow_filter(name, &["1.0", "a 'b' $c", ""]).unwrap().unwrap();
        assert_eq!((filtered.code, filtered.text.as_str()), (Some(3), "[1.0][a 'b' $c][]"));
    }

    #[test]
    fn a_hook_of_git_flow_may_stand_in_a_folder_of_its_own_and_refuse() {
        let sample = Sample::new();
        let git = sample.engine();
        let name = "pre-flow-release-finish";
        git.run_flow_hook(name, &[]).unwrap();
        write_program(&sample.top.join("flow hooks").join(name), "echo out; test \"$1\" = v1");
        git.run_flow_hook(name, &["v2"]).unwrap();
        sample.git(&["config", "gitflow.path.hooks", "flow hooks"]);
        git.run_flow_hook(name, &["v1"]).unwrap();
        let failure = git.run_flow_hook(name, &["v2"]).unwrap_err();
        assert_eq!(failure.what, "the hook `pre-flow-release-finish` has refused");
        assert_eq!(failure.causes, ["it ended with exit code 1"]);
    }

    #[test]
    fn a_file_that_cannot_be_run_is_no_hook() {
        let sample = Sample::new();
        sample.write(".git/hooks/post-flow-release-finish", "exit 1");
        sample.engine().run_flow_hook("post-flow-release-finish", &[]).unwrap();
    }
}
