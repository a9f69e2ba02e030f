//! Which version comes next, and why.

pub mod bump;
pub mod decide;
pub mod decision;
pub mod policy;
pub mod prerelease;
pub mod version_tag;
pub mod votes;
