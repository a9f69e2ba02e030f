//! What a plan came to when its objects were made: what people want to see before anything moves.

use serde::{Deserialize, Serialize};

use crate::plan::operation::Operation;

/// A plan with its objects made, as far as they could be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The conflicts that were resolved by what they mean.
    pub resolved: Vec<Resolved>,
    /// The merge that needs somebody, and what comes after it is not known.
    pub conflict: Option<Conflict>,
    /// What the release commit changes, as `git diff` shows it.
    pub diff: String,
}

/// A conflict that was resolved by what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// The branch that is merged into.
    pub branch: String,
    /// The file.
    pub path: String,
    /// How, in words.
    pub how: String,
}

/// A merge that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The place of the merge in the plan.
    pub object: usize,
    /// The branch that is merged into.
    pub branch: String,
    /// What is merged.
    pub other: String,
    /// The files that are left to resolve.
    pub paths: Vec<String>,
}

/// What is printed of an operation: its plan, or what it has done.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// What its objects came to.
    pub preview: &'a Preview,
    /// Whether it is only planned.
    pub is_plan: bool,
    /// Whether it was pushed.
    pub is_pushed: bool,
}
