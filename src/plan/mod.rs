//! What will change: a list of steps, made whole before the first one is carried out. It is pure,
//! and printing it is the dry run.

pub mod document;
pub mod hook;
pub mod step;
