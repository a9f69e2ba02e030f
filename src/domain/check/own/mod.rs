//! semflow's own rules: Conventional Commits 1.0.0 to the letter, each slip with its place and,
//! where only one thing can be meant, its remedy.

pub mod characters;
pub mod footers;
pub mod grammar;
pub mod message;
pub mod mood;
pub mod names;
pub mod rules;
pub mod secrets;
pub mod subject;

mod verbs;
