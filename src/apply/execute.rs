//! Carrying out a plan.

use crate::failure::{Failure, Result};
use crate::files;
use crate::plan::step::{Plan, Step};

/// Carries out the steps of a plan in order and stops at the first that fails. What the steps before
/// it have made, renamed or rewritten goes back; a file that was written or replaced stays as it is now, so a
/// plan has such a step at its end.
///
/// # Errors
/// When a step fails; that step has changed nothing then. The failure names what could not go back.
pub fn execute(plan: &Plan) -> Result<()> {
    for (done, step) in plan.steps.iter().enumerate() {
        if let Err(failure) = carry_out(step) {
            let before = plan.steps.iter().take(done).rev();
            return Err(before.fold(failure, |failure, step| match take_back(step) {
                Ok(()) => failure,
                Err(kept) => not_taken_back(failure, &kept),
            }));
        }
    }
    Ok(())
}

fn carry_out(step: &Step) -> Result<()> {
    match step {
        Step::WriteFile { path, content } | Step::Rewrite { path, content, .. } => {
            files::write::write_atomic(path, content)
        }
        Step::MakeFolder { path } => files::place::make_folder(path),
        Step::Link { path, target, replaces } => files::place::link(path, target, *replaces),
        Step::WriteProgram { path, content, replaces } => {
            files::place::write_program(path, content, *replaces)
        }
        Step::Rename { from, to, replaces } => files::place::rename(from, to, *replaces),
        Step::Remove { path } => files::place::remove(path),
    }
}

/// Undoes a step where nothing is lost by the step itself.
fn take_back(step: &Step) -> Result<()> {
    match step {
        Step::Rewrite { path, before, .. } => files::write::write_atomic(path, before),
        Step::MakeFolder { path } => files::place::remove_folder(path),
        Step::Link { path, replaces: false, .. }
        | Step::WriteProgram { path, replaces: false, .. } => files::place::remove(path),
        Step::Rename { from, to, replaces: false } => files::place::rename(to, from, false),
        Step::WriteFile { .. }
        | Step::Link { .. }
        | Step::WriteProgram { .. }
        | Step::Rename { .. }
        | Step::Remove { .. } => Ok(()),
    }
}

fn not_taken_back(failure: Failure, kept: &Failure) -> Failure {
    let failure = failure.because(format!("and going back failed, too: {kept}"));
    kept.causes.iter().fold(failure, Failure::because)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "plans are tried on a real folder")]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::execute;
    use crate::plan::step::{Plan, Step};

    fn rename(folder: &Path, from: &str, to: &str) -> Step {
        Step::Rename { from: folder.join(from), to: folder.join(to), replaces: false }
    }

    fn program(folder: &Path, name: &str) -> Step {
        Step::WriteProgram { path: folder.join(name), content: b"new".to_vec(), replaces: false }
    }

    #[test]
    fn what_was_done_before_a_step_that_fails_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("hook"), "old").unwrap();
        fs::write(root.join("taken"), "other").unwrap();
        let steps = vec![
            Step::MakeFolder { path: root.join("below") },
            rename(root, "hook", "kept"),
            program(root, "hook"),
            program(root, "taken"),
        ];
        let failure = execute(&Plan { steps }).unwrap_err();
        assert_eq!(failure.place, Some(root.join("taken").display().to_string()));
        assert_eq!(fs::read(root.join("hook")).unwrap(), b"old");
        assert_eq!(fs::read(root.join("taken")).unwrap(), b"other");
        assert_eq!(fs::read_dir(root).unwrap().count(), 2);
    }

    #[test]
    fn what_cannot_go_back_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let steps = vec![
            Step::MakeFolder { path: root.join("below") },
            program(root, "below/hook"),
            Step::Rename { from: root.join("below/hook"), to: root.join("hook"), replaces: true },
            program(root, "hook"),
        ];
        let failure = execute(&Plan { steps }).unwrap_err();
        assert!(failure.causes.iter().any(|cause| cause.contains("going back")), "{failure:?}");
    }

    #[test]
    fn a_plan_that_succeeds_stays() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("hook"), "old").unwrap();
        let steps = vec![rename(root, "hook", "kept"), program(root, "hook")];
        execute(&Plan { steps }).unwrap();
        assert_eq!(fs::read(root.join("kept")).unwrap(), b"old");
        assert_eq!(fs::read(root.join("hook")).unwrap(), b"new");
    }
}
