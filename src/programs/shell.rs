//! Command lines, run by the shell of the system.
#![expect(clippy::disallowed_types, reason = "this file owns the shell for every other one")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::domain::cliff::programs::Programs;
use crate::failure::{Failure, Result};

/// How much of what a failed command said is shown, in lines.
const SHOWN: usize = 5;

/// The shell of the system: `sh -c`, or `cmd /C` on Windows.
pub struct Shell {
    /// The folder that commands run in.
    pub folder: PathBuf,
}

impl Programs for Shell {
    fn run(&self, command: &str, input: &str, variables: &[(&str, &str)]) -> Result<String> {
        let output = self.output(command, input, variables).map_err(|error| {
            Failure::world("cannot run a command of the configuration")
                .at(command.to_owned())
                .because(error)
                .hint("`--no-exec` runs none")
        })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let failure = Failure::world("a command of the configuration has failed")
                .at(command.to_owned())
                .because(output.status)
                .hint("`--no-exec` runs none");
            return Err(said.lines().take(SHOWN).fold(failure, Failure::because));
        }
        String::from_utf8(output.stdout).map_err(|error| {
            Failure::world("a command of the configuration printed something that is no text")
                .at(command.to_owned())
                .because(error)
                .hint("it has to print UTF-8")
        })
    }
}

impl Shell {
    fn output(
        &self,
        command: &str,
        input: &str,
        variables: &[(&str, &str)],
    ) -> std::io::Result<Output> {
        let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
        let mut child = Command::new(shell)
            .args([flag, command])
            .envs(variables.iter().copied())
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let stdin = child.stdin.take();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // A command that does not read all of it is not wrong for that.
                stdin.map(|mut stdin| stdin.write_all(input.as_bytes()).ok());
            });
            child.wait_with_output()
        })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::Shell;
    use crate::domain::cliff::programs::Programs;

    #[test]
    fn a_command_gets_the_text_and_the_variables() {
        let shell = Shell { folder: std::env::temp_dir() };
        let said = shell.run("tr a-z A-Z; printf %s \"$ID\"", "abc", &[("ID", "7")]);
        assert_eq!(said.unwrap(), "ABC7");
    }

    #[test]
    fn a_command_that_fails_is_told_with_what_it_said() {
        let shell = Shell { folder: std::env::temp_dir() };
        let failure = shell.run("echo no >&2; exit 3", "", &[]).unwrap_err();
        assert_eq!(failure.causes, ["exit status: 3", "no"]);
    }
}
