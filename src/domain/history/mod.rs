//! What happened: commits, tags, the edges between them, which files count, and which release
//! each commit belongs to.

pub mod commit;
pub mod grafts;
pub mod order;
pub mod ownership;
pub mod paths;
pub mod tag;
