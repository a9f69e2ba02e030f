//! The histories: one file for what each is about.

pub(crate) mod catalogue;
mod linear;
mod merges;
mod messages;
mod monorepo;
mod people;
mod random;
mod small;
mod tags;
