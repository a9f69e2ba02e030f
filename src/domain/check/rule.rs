//! What a rule is: a name, what it takes, and a function.

use crate::domain::check::finding::Violation;
use crate::domain::check::parts::Parts;
use crate::domain::check::setting::{Setting, ValueKind, When};

/// One row of the catalogue of rules.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, as configurations write it.
    pub name: &'static str,
    /// What it takes as its value.
    pub takes: ValueKind,
    /// What a setting without a `when` means.
    pub when: When,
    /// Returns what breaks it.
    pub check: Check,
}

/// The function of a rule: what breaks it, in the order of the text.
pub type Check = for<'m> fn(&Parts<'m>, &Setting) -> Vec<Violation>;
