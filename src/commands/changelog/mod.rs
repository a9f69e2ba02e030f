//! `semflow changelog`: its arguments, the choice between semflow's own look and git-cliff's, and
//! both.

pub mod arguments;
mod cliff;
mod own;
mod policy;
pub(crate) mod run;
pub(in crate::commands) mod section;
mod starting;

pub(in crate::commands) use policy::text_rules;
