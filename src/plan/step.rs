//! The steps a plan is made of.

use std::path::{Path, PathBuf};

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
    /// Puts other bytes into a file that is there, whole or not at all.
    Rewrite {
        /// Where.
        path: PathBuf,
        /// What is there now.
        before: Vec<u8>,
        /// What will be.
        content: Vec<u8>,
    },
    /// Makes a folder in one that is there.
    MakeFolder {
        /// Where.
        path: PathBuf,
    },
    /// Makes a symbolic link.
    Link {
        /// Where.
        path: PathBuf,
        /// What it leads to.
        target: PathBuf,
        /// Whether it takes the place of what stands there; else nothing may.
        replaces: bool,
    },
    /// Writes a file that can be run, whole or not at all.
    WriteProgram {
        /// Where.
        path: PathBuf,
        /// What.
        content: Vec<u8>,
        /// Whether it takes the place of what stands there; else nothing may.
        replaces: bool,
    },
    /// Gives a file or a link another name in its folder.
    Rename {
        /// What.
        from: PathBuf,
        /// Its new place.
        to: PathBuf,
        /// Whether it takes the place of what stands there; else nothing may.
        replaces: bool,
    },
    /// Removes a file or a link.
    Remove {
        /// Which.
        path: PathBuf,
    },
}

impl Step {
    /// Returns the path at which something stands once the step is done; of one that removes, the
    /// path at which nothing does.
    pub fn path(&self) -> &Path {
        match self {
            Self::WriteFile { path, .. }
            | Self::Rewrite { path, .. }
            | Self::MakeFolder { path }
            | Self::Link { path, .. }
            | Self::WriteProgram { path, .. }
            | Self::Remove { path }
            | Self::Rename { to: path, .. } => path,
        }
    }
}

/// Everything that a command is going to change, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps.
    pub steps: Vec<Step>,
}
