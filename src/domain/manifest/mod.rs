//! Versions that files of a project declare: where they stand, and the text with another one there.
//!
//! One `locate` serves `bump`, which writes, and `verify`, which compares. A text is never parsed and
//! printed again: a site is a span of bytes, and only what stands in it changes.

pub mod change;
pub mod declaration;
pub mod declared;
pub mod discovery;
pub mod document;
pub mod edit;
pub mod formats;
pub mod locate;
pub mod merge;
pub mod path;
mod path_reader;
pub mod project;
pub mod project_versions;
pub mod requirement;
pub mod site;
pub mod spelling;
pub mod token;
pub mod tree;
