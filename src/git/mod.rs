//! What happened: the one folder that names `git2`.
//!
//! It reads; it decides nothing and prints nothing. Everything it hands out is a value of
//! [`crate::domain`]. Later the only folder that runs the `git` program, too.

pub mod base;
mod clocks;
pub mod graph;
pub mod objects;
mod refs;
pub mod release_tags;
pub mod repository;
pub mod walk;

#[cfg(test)]
mod walk_model;
