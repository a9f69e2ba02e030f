//! What happened: the one folder that names `git2`.
//!
//! It reads; it decides nothing and prints nothing. Everything it hands out is a value of
//! [`crate::domain`]. The only folder that runs the `git` program, too.

mod attributes;
pub mod base;
pub mod branches;
pub mod changes;
mod clocks;
pub mod commit_program;
mod commit_reader;
mod config_files;
mod config_variables;
mod containment;
pub mod file_trees;
pub mod graph;
pub mod hooks;
mod line_counts;
mod lookups;
pub mod message_settings;
pub mod nearest;
pub mod objects;
pub mod program;
mod recent_objects;
mod refs;
pub mod release_tags;
pub mod repository;
mod statistics;
mod trees;
pub mod walk;

#[cfg(test)]
mod walk_model;
