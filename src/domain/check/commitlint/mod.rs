//! commitlint's rules and its reading of messages, as of its version 21.

pub mod cases;
pub mod ignored;
pub mod presets;
pub mod reading;
pub mod rules;

mod header;
mod references;
mod text;
mod trailers;
mod words;
