//! Where a repository is at home on the web, and the addresses of its pages.
//!
//! Reads the text of a URL and writes text; nothing in here asks a network.

pub mod links;
pub mod url;

pub use links::user_from_noreply;
pub use url::{Forge, Remote, web_address};
