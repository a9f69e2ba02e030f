//! What will change, as values. Pure: carrying it out is for `apply`.

pub mod document;
pub mod hook;
pub mod making;
pub mod operation;
pub mod preview;
pub mod release;
pub mod step;
