//! How an operation on branches is printed: its plan, what it has done, what is left to resolve.

mod data;
mod text;

pub use data::{back_json, json, value};
pub use text::{conflict, plan, summary, way_back};
