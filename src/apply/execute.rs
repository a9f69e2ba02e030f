//! Carrying out a plan.

use crate::failure::Result;
use crate::files;
use crate::plan::step::{Plan, Step};

/// Carries out the steps of a plan in order and stops at the first that fails.
///
/// # Errors
/// When a step fails; that step has changed nothing then.
pub fn execute(plan: &Plan) -> Result<()> {
    plan.steps.iter().try_for_each(|step| match step {
        Step::WriteFile { path, content } => files::write::write_atomic(path, content),
    })
}
