//! Small configurations, each of which tries one key of a `cliff.toml`.

pub(crate) mod bump;
pub(crate) mod changelog;
pub(crate) mod commits;
pub(crate) mod key;
pub(crate) mod mistakes;
pub(crate) mod parsers;
pub(crate) mod remote;
pub(crate) mod tags;
