//! Changelogs by git-cliff's rules, for the `cliff.toml` files that exist: its releases, its commit
//! pipeline, its template data, its version bump.
//!
//! What differs from git-cliff 2.14.2 is listed in `docs/git-cliff.md`, and [`compat::Compat`]
//! switches it off. semflow's own look lives in [`crate::domain::changelog`].

pub mod assemble;
pub mod built_in;
pub mod bump;
pub mod commit;
pub mod compat;
pub mod context;
pub mod contributor;
pub mod conventional;
pub mod document;
pub mod forge_data;
pub mod json;
pub mod markdown;
pub mod matching;
pub mod needs;
pub mod ownership;
pub mod pipeline;
pub mod prepend;
pub mod programs;
pub mod release;
pub mod remotes;
pub mod render;
pub mod rules;
pub mod selection;
pub mod statistics;
pub mod tags;
