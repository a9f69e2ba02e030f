//! How the result of checking messages is shown: to people, to other programs, to forges.

mod findings;
mod fingerprint;
mod fixed;
pub mod github;
pub mod gitlab;
pub mod json;
mod line;
pub mod options;
mod origin;
mod paint;
mod places;
mod rules;
#[cfg(test)]
mod samples;
pub mod sarif;
mod secrets;
pub mod text;
mod written;

#[cfg(test)]
mod machine_tests;
