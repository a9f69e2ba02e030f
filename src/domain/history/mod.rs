//! What happened: commits, tags, the edges between them, what a commit changes, and which release
//! each commit belongs to.

pub mod branch;
pub mod changes;
pub mod commit;
pub mod grafts;
pub mod height;
pub mod order;
pub mod ownership;
pub mod paths;
pub mod tag;
