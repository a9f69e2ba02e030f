//! Running the commands that a configuration names, as something the domain is handed.

use crate::failure::Result;

/// Runs a command line as the shell of the system would.
pub trait Programs: Sync {
    /// Returns what the command prints when it is given `input`, with these variables set beside
    /// those of the run.
    ///
    /// # Errors
    /// When it cannot be started, fails, or prints something that is no text.
    fn run(&self, command: &str, input: &str, variables: &[(&str, &str)]) -> Result<String>;
}
