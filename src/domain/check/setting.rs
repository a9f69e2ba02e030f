//! How strict a rule is and what it asks for: commitlint's `[level, when, value]`.

use crate::domain::check::finding::Severity;

/// What a project says of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// How much a violation matters; a rule that is off has none.
    pub severity: Option<Severity>,
    /// Whether the rule must hold or must not.
    pub when: When,
    /// What it asks for.
    pub value: Value,
}

/// Whether a rule must hold or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It must hold.
    Always,
    /// It must not hold.
    Never,
}

/// What a rule asks for. Which kind a rule takes stands in its row of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing but itself.
    #[default]
    Nothing,
    /// A number: a length in the units of the rule.
    Number(usize),
    /// A text.
    Text(String),
    /// Texts: one of them, or each.
    Texts(Vec<String>),
    /// Texts, and what stands between several of them in one scope; `None` is what is usual.
    Delimited {
        /// The texts.
        texts: Vec<String>,
        /// What stands between them.
        delimiters: Option<Vec<String>>,
    },
    /// Cases, each with its own `when` where it has one.
    Cases {
        /// The cases.
        cases: Vec<(Option<When>, String)>,
        /// What stands between several scopes, where the rule is about scopes; `None` is what is
        /// usual.
        delimiters: Option<Vec<String>>,
    },
}

/// Which [`Value`] a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// [`Value::Nothing`].
    Nothing,
    /// [`Value::Number`].
    Number,
    /// [`Value::Text`].
    Text,
    /// [`Value::Texts`]; a single text is a list of one.
    Texts,
    /// [`Value::Texts`] or [`Value::Delimited`], whose texts are called `scopes`.
    Scopes,
    /// [`Value::Cases`]: a case, a list of cases, `{ when, cases }`, or a list of `{ when, case }`.
    Cases,
    /// [`Value::Cases`], which may also be `{ cases, delimiters }`.
    ScopeCases,
    /// [`Value::Texts`]: regular expressions.
    Patterns,
}
