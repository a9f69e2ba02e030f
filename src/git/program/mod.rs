//! The plumbing of the `git` program: what a release is made of.
//!
//! First come the objects: trees, merges, commits, annotated tags. None of them shows before a ref
//! names it, and all refs move in one transaction. The work tree follows, and the remote.

pub mod annotated_tag;
pub mod blobs;
pub mod commit;
pub mod files;
pub mod flow_programs;
mod git_path;
pub mod hand_merge;
pub mod hooks;
pub mod locks;
pub mod merge;
pub mod object_id;
pub mod push;
pub mod quarantine;
pub mod ref_transaction;
pub mod remote;
pub mod remote_listing;
pub mod repair;
pub mod runner;
mod settings;
pub mod state;
pub mod tree;
pub mod tree_reading;
pub mod version;
pub mod work_tree;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod signing_keys;
