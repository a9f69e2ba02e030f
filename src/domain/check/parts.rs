//! The parts of a message that rules look at, each with its place.

use std::borrow::Cow;
use std::ops::Range;

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'m> {
    /// What it says; white space around it and comments in it may be left out.
    pub text: Cow<'m, str>,
    /// The bytes of the message from its start to its end.
    pub span: Range<usize>,
}

/// A message, taken apart by one of the readings. A part that is not there is `None`; one that is
/// there and says nothing, `feat(): x`, is what the reading makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'m> {
    /// The whole message as it is checked.
    pub raw: &'m str,
    /// The first line with text.
    pub header: Part<'m>,
    /// The type.
    pub kind: Option<Part<'m>>,
    /// The scope, without its parentheses.
    pub scope: Option<Part<'m>>,
    /// What stands behind the colon.
    pub subject: Option<Part<'m>>,
    /// The body.
    pub body: Option<Part<'m>>,
    /// The footers, all together.
    pub footer: Option<Part<'m>>,
    /// How many references to issues the message has.
    pub references: usize,
}
