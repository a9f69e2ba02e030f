//! The steps a plan is made of.

use std::path::PathBuf;

/// One change of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Puts these bytes into a file, whole or not at all.
    WriteFile {
        /// Where.
        path: PathBuf,
        /// What.
        content: Vec<u8>,
    },
}

/// Everything that a command is going to change, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps.
    pub steps: Vec<Step>,
}
