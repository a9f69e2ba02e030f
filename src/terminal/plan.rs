//! How a plan is printed: the dry run.

use crate::plan::step::{Plan, Step};

/// Returns the steps, a line for each.
pub fn text(plan: &Plan) -> String {
    plan.steps.iter().flat_map(|step| [words(step), "\n".to_owned()]).collect()
}

/// Returns what a step does.
pub fn words(step: &Step) -> String {
    let path = step.path().display();
    match step {
        Step::WriteFile { .. } | Step::Rewrite { .. } => format!("write {path}"),
        Step::MakeFolder { .. } => format!("make the folder {path}"),
        Step::Link { target, .. } => format!("link {path} to {}", target.display()),
        Step::WriteProgram { .. } => format!("write {path}, executable"),
        Step::Rename { from, .. } => format!("rename {} to {path}", from.display()),
        Step::Remove { .. } => format!("remove {path}"),
    }
}
