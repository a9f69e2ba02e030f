//! Git Flow: reading the branches of a repository, and the commands that tell of them.

pub mod arguments;
pub(crate) mod position;
pub(crate) mod reading;
pub(crate) mod remarks;
pub mod status;
pub(crate) mod view;
