//! What is compared: a test for each theme.

mod builtin;
mod bump;
mod combinations;
mod configuration;
mod context;
mod discovery;
mod files;
mod flags;
mod messages;
mod paths;
mod ranges;
mod tags;
mod templates;
