//! What lies on disk: reading, and writing so that a file is either the old one or the new one.
//!
//! The only folder that names `std::fs`. It knows paths and bytes; what stands in a file and where
//! it comes from is the business of its callers.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this folder owns the disk for every other one"
)]

pub mod age;
pub mod lock;
pub mod place;
pub mod private;
pub mod read;
pub mod temporary;
pub mod write;
