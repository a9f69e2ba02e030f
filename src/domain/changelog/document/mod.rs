//! A changelog as a person keeps it: what stands where, without changing a byte of it.
//!
//! The parts of a document are slices of its text; joined in order they are the text again. Which
//! release is put where is not decided here but in `insert`.

pub mod blocks;
pub mod definitions;
pub mod entries;
pub mod heading;
pub mod structure;
