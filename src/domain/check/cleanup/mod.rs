//! What git makes of the file of a commit message before it stores it, from the text alone.
//!
//! A `commit-msg` hook is handed the file as the author left it: with the comments of the template,
//! and with the diff of `git commit -v`. What is to be checked is what git will store.

mod behind;
mod prefix;
mod scissors;
mod text;

pub use behind::with_message;
pub use prefix::{CommentPrefix, CommentSetting, detected_prefix, may_have_comment};
pub use scissors::{Verbose, before_scissors};
pub use text::{Cleaned, Cleanup, as_text, clean};
