//! The hooks that an operation runs: git's own around each commit and merge, as `git commit` and `git
//! merge` run them (githooks), and those of gitflow-avh.

use crate::failure::Result;
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::git::program::tree::{ScratchIndex, TreeWithIndex};
use crate::plan::operation::Operation;

/// The hooks that run.
#[derive(Clone, Copy, Debug)]
pub struct Hooks {
    runs: bool,
}

impl Hooks {
    /// Returns all of them.
    pub const fn all() -> Self {
        Self { runs: true }
    }

    /// Returns none: for a dry run, and where the user wants none.
    pub const fn none() -> Self {
        Self { runs: false }
    }

    /// Runs `pre-commit` over the index of a commit, and returns the tree: the hook may have changed
    /// it.
    ///
    /// # Errors
    /// When it refuses.
    pub fn before_commit(self, git: &Git, made: &TreeWithIndex) -> Result<ObjectId> {
        self.over_index(git, made, "pre-commit")
    }

    /// Runs `pre-merge-commit` over the index of a merge, and returns the tree.
    ///
    /// # Errors
    /// When it refuses.
    pub fn before_merge(self, git: &Git, made: &TreeWithIndex) -> Result<ObjectId> {
        self.over_index(git, made, "pre-merge-commit")
    }

    fn over_index(self, git: &Git, made: &TreeWithIndex, name: &str) -> Result<ObjectId> {
        if !self.runs || !git.has_hook(name)? {
            return Ok(made.tree);
        }
        git.run_hook(name, &[], Some(made.index.path()))?;
        git.write_tree(&made.index)
    }

    /// Runs `prepare-commit-msg` and `commit-msg` over a message, and returns what they leave of it.
    /// `source` is where it comes from: `message` or `merge`.
    ///
    /// # Errors
    /// When one of them refuses.
    pub fn message(
        self,
        git: &Git,
        index: &ScratchIndex,
        message: &str,
        source: &str,
    ) -> Result<String> {
        let mut message = message.to_owned();
        let hooks: [(&str, &[&str]); 2] = [("prepare-commit-msg", &[source]), ("commit-msg", &[])];
        for (name, arguments) in hooks {
            if self.runs && git.has_hook(name)? {
                message = git.run_message_hook(name, &message, arguments, Some(index.path()))?;
            }
        }
        Ok(message)
    }

    /// Runs what comes after: `post-checkout` where the branch has changed, and what git-flow has.
    /// Nothing can be refused any more, so that a failure is none of the operation.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn after(self, git: &Git, operation: &Operation) -> Result<()> {
        if !self.runs {
            return Ok(());
        }
        if let Some(switch) = &operation.switch
            && let Some(to) = operation.id(switch.to)
            && git.has_hook("post-checkout")?
        {
            let (from, to) = (switch.home.to_string(), to.to_string());
            git.run_hook("post-checkout", &[from.into(), to.into(), "1".into()], None).ok();
        }
        for hook in &operation.after {
            let arguments: Vec<_> = hook.arguments.iter().map(String::as_str).collect();
            let named = hook.variables.iter();
            let git = named.fold(git.clone(), |git, (name, value)| git.with_variable(name, value));
            git.run_flow_hook(&hook.name, &arguments).ok();
        }
        Ok(())
    }
}
