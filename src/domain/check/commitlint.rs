//! stub
use crate::domain::check::parts::{Part, Parts};
use crate::domain::check::rule::Rule;
/// stub
pub const RULES: &[Rule] = &[];
/// stub
pub fn read(message: &str, _angular: bool) -> Parts<'_> {
    Parts {
        raw: message,
        header: Part { text: message.into(), span: 0..message.len() },
        kind: None,
        scope: None,
        subject: None,
        body: None,
        footer: None,
        references: 0,
    }
}
/// stub
pub mod ignored {
    /// stub
    pub fn is_ignored(_t: &str) -> bool {
        false
    }
}
