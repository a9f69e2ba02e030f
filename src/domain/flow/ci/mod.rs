//! Which branch, tag or pull request a CI run is for, from the variables that the CI sets.
//!
//! A CI checks out a commit and no branch, so that git itself cannot tell.

mod detect;
mod providers;

pub use detect::{CiRef, CiRun, PullRequest, detect};
