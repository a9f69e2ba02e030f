//! The arguments of a call in a language that looks like Python.

use std::ops::Range;

use crate::domain::manifest::formats::source::{Cursor, Source};
use crate::domain::manifest::site::VersionSite;
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::site;

/// What a call says of its argument `version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum VersionArgument {
    /// There is no such call.
    NoCall,
    /// The call does not have the argument.
    Absent,
    /// It is a version that stands there or in a variable.
    Version(VersionSite),
    /// It is computed.
    Computed,
}

/// Returns what the first call of a function says of its argument `version`. A variable is looked up
/// among the assignments at the left margin.
pub(super) fn version_argument(
    text: &str,
    source: &Source,
    function: &str,
    spelling: Spelling,
) -> VersionArgument {
    let Some(open) = call(source, function) else { return VersionArgument::NoCall };
    let Some(mut value) = argument(source, open) else { return VersionArgument::Absent };
    let field = format!("{function}(version)");
    let literal = value.string().or_else(|| variable(text, source, value.word()));
    literal
        .and_then(|inside| site(text, inside, &field, Some(spelling)))
        .map_or(VersionArgument::Computed, VersionArgument::Version)
}

/// Returns the place of the bracket that opens the first call of a function.
fn call(source: &Source, function: &str) -> Option<usize> {
    source.words(function).into_iter().find_map(|word| {
        let mut cursor = source.cursor(word.end);
        let at = cursor.blanks().at;
        cursor.eat("(").then_some(at)
    })
}

/// Returns a cursor at the value of the argument `version` of the call that is opened at `open`.
fn argument(source: &Source, open: usize) -> Option<Cursor<'_>> {
    let words = source.words("version").into_iter().filter(|word| word.start > open);
    words.filter(|word| source.open_brackets(word.start).last() == Some(&open)).find_map(|word| {
        let mut cursor = source.cursor(word.end);
        cursor.space().eat_assignment().then(|| {
            cursor.space();
            cursor
        })
    })
}

fn variable(text: &str, source: &Source, name: Range<usize>) -> Option<Range<usize>> {
    let name = text.get(name).filter(|name| !name.is_empty())?;
    let margin = |word: &Range<usize>| source.indentation(word.start) == Some(0);
    source.words(name).into_iter().filter(margin).find_map(|word| {
        let mut cursor = source.cursor(word.end);
        cursor.blanks().eat_assignment().then(|| cursor.blanks().string()).flatten()
    })
}
