//! Which version comes next, and why.

mod asked;
pub mod bump;
pub mod decide;
pub mod decision;
pub mod forms;
pub mod gitversion_names;
pub mod image_tags;
mod numbering;
pub mod parts;
pub mod policy;
pub mod prerelease;
pub mod rule;
pub mod situation;
pub mod verification;
pub mod version_tag;
pub mod votes;

#[cfg(test)]
mod foreign_orders;
