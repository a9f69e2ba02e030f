//! The version files of a project that names none.

mod candidate;
mod cargo;
pub mod discover;
mod dotnet;
mod folders;
mod globs;
mod gradle;
mod lock_packages;
mod master;
mod maven;
pub mod named;
mod npm;
mod others;
mod python;
mod python_pointers;
mod settle;
mod texts;
mod unit;
