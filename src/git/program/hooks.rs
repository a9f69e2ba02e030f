//! Running the hooks that plumbing passes by (githooks).

use std::ffi::OsString;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::files;
use crate::files::temporary::TemporaryFolder;
use crate::git::program::runner::Git;
use crate::git::program::version::GitVersion;

/// The first git with `git hook run` (its release notes).
const HOOK_RUN: GitVersion = GitVersion(2, 36);

impl Git {
    /// Whether there is a hook of this name that git would run.
    ///
    /// # Errors
    /// When git cannot tell where hooks are.
    pub fn has_hook(&self, name: &str) -> Result<bool> {
        Ok(files::place::is_program(&self.hooks_folder()?.join(name)))
    }

    /// Runs a hook, where there is one, as `git commit` and `git merge` run it without an editor. What
    /// it writes goes to standard error. With an index, the hook works on that one.
    ///
    /// # Errors
    /// When the hook refuses, or git is too old to run it.
    pub fn run_hook(&self, name: &str, arguments: &[OsString], index: Option<&Path>) -> Result<()> {
        self.require(HOOK_RUN, "run hooks")?;
        let mut call = self.call(format!("cannot run the hook `{name}`")).with_users_programs();
        call = call.in_sight().variable("GIT_EDITOR", ":");
        if let Some(index) = index {
            call = call.index(index);
        }
        let call = call.args(["hook", "run", "--ignore-missing", name, "--"]).args(arguments);
        match call.run()?.code {
            Some(0) => Ok(()),
            code => Err(refused(name, code)),
        }
    }

    /// Runs a hook that looks at a message and may change it, such as `commit-msg`; returns the
    /// message after it. The arguments follow that of the file.
    ///
    /// # Errors
    /// When the hook refuses, or leaves something that is no text.
    pub fn run_message_hook(
        &self,
        name: &str,
        message: &str,
        arguments: &[&str],
        index: Option<&Path>,
    ) -> Result<String> {
        let folder = TemporaryFolder::new()?;
        let file = folder.write("COMMIT_EDITMSG", message.as_bytes())?;
        let mut all = vec![file.clone().into_os_string()];
        all.extend(arguments.iter().map(OsString::from));
        self.run_hook(name, &all, index)?;
        files::read::read_text(&file)?.ok_or_else(|| {
            Failure::world(format!("the hook `{name}` has removed the message"))
                .hint(format!("`{name}` has to leave the file that it is given"))
        })
    }
}

fn refused(name: &str, code: Option<i32>) -> Failure {
    let why = match code {
        Some(code) => format!("it ended with exit code {code}"),
        None => "it was stopped by a signal".to_owned(),
    };
    Failure::world(format!("the hook `{name}` has refused"))
        .because(why)
        .hint(format!("do what `{name}` asks for above, and start again"))
}

#[cfg(all(test, unix))]
mod tests {
    use crate::git::program::sample::Sample;
    use crate::git::program::tree::FileChange;

    #[test]
    fn a_hook_that_is_not_there_refuses_nothing_and_one_that_refuses_is_named() {
        let sample = Sample::new();
        let git = sample.engine();
        git.run_hook("pre-commit", &[], None).unwrap();
        sample.hook("pre-commit", "test \"$1 $2\" = 'a b c'");
        git.run_hook("pre-commit", &["a".into(), "b c".into()], None).unwrap();
        let failure = git.run_hook("pre-commit", &[], None).unwrap_err();
        assert_eq!(failure.what, "the hook `pre-commit` has refused");
        assert_eq!(failure.causes, ["it ended with exit code 1"]);
    }

    #[test]
    fn a_hook_finds_the_index_of_the_commit_to_be_and_no_variable_of_the_repository() {
        let sample = Sample::new();
        let git = sample.engine();
        let made = git.tree_with(sample.head(), &[FileChange::write("b", "b")]).unwrap();
        sample.hook(
            "pre-commit",
            "test \"$(git diff --cached --name-only)\" = b && test -z \"$GIT_DIR$GIT_WORK_TREE\"",
        );
        git.run_hook("pre-commit", &[], Some(made.index.path())).unwrap();
        assert!(git.run_hook("pre-commit", &[], None).is_err());
    }

    #[test]
    fn a_hook_of_a_linked_work_tree_works_there() {
        let sample = Sample::new();
        let linked = sample.beside("linked");
        sample.git(&["worktree", "add", "-q", "-b", "topic", linked.to_str().unwrap()]);
        sample.hook("post-checkout", "test \"$(git symbolic-ref HEAD)\" = refs/heads/topic");
        sample.engine_at(&linked).run_hook("post-checkout", &[], None).unwrap();
        assert!(sample.engine().run_hook("post-checkout", &[], None).is_err());
    }

    #[test]
    fn a_hook_may_change_the_message() {
        let sample = Sample::new();
        let git = sample.engine();
        let run = || git.run_message_hook("prepare-commit-msg", "one\n", &["merge"], None);
        assert_eq!(run().unwrap(), "one\n");
        sample.hook("prepare-commit-msg", "test \"$2\" = merge && echo two >> \"$1\"");
        assert_eq!(run().unwrap(), "one\ntwo\n");
        sample.hook("prepare-commit-msg", "rm \"$1\"");
        assert!(run().is_err());
    }
}
