//! How a `FieldPath` is written.

use crate::domain::manifest::path::{Segment, Step};
use crate::failure::{Failure, Result};

/// Reads the steps of a path.
pub(super) struct PathReader<'a> {
    written: &'a str,
    rest: &'a str,
}

impl<'a> PathReader<'a> {
    pub(super) fn new(written: &'a str) -> Self {
        Self { written, rest: written }
    }

    /// Returns the steps, at least one.
    pub(super) fn steps(mut self) -> Result<Vec<Step>> {
        let mut steps = Vec::new();
        if let Some(rest) = self.rest.strip_prefix('$') {
            self.rest = rest;
        } else if !self.rest.starts_with(['[', '.']) {
            steps.push(self.name()?);
        }
        while !self.rest.is_empty() {
            self.step(&mut steps)?;
        }
        if steps.is_empty() {
            return Err(self.wrong("a field has no name"));
        }
        Ok(steps)
    }

    fn step(&mut self, steps: &mut Vec<Step>) -> Result<()> {
        if let Some(rest) = self.rest.strip_prefix("..") {
            self.rest = rest;
            steps.push(Step::Below);
            if rest.starts_with('[') {
                return Ok(());
            }
        } else if self.rest.starts_with('[') {
            steps.push(self.bracket()?);
            return Ok(());
        } else if let Some(rest) = self.rest.strip_prefix('.') {
            self.rest = rest;
        } else {
            let next = self.rest.chars().next().unwrap_or_default();
            return Err(self.wrong(format!("`{}` is followed by `{next}`", self.before())));
        }
        steps.push(self.name()?);
        Ok(())
    }

    fn name(&mut self) -> Result<Step> {
        let end = self.rest.find(['.', '[']).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() {
            return Err(self.wrong("a field has no name"));
        }
        self.rest = rest;
        Ok(if name == "*" { Step::Any } else { Step::Into(Segment::key(name)) })
    }

    fn bracket(&mut self) -> Result<Step> {
        let Some(length) = bracket_length(self.rest) else {
            return Err(self.wrong("`[` has no end"));
        };
        let (bracket, rest) = self.rest.split_at(length);
        let inner = bracket.trim_start_matches('[').strip_suffix(']').unwrap_or_default().trim();
        let step = bracket_step(inner);
        let step = step.ok_or_else(|| self.wrong(format!("`{bracket}` is not understood")))?;
        self.rest = rest;
        Ok(step)
    }

    fn before(&self) -> &'a str {
        self.written.strip_suffix(self.rest).unwrap_or_default()
    }

    fn wrong(&self, cause: impl Into<String>) -> Failure {
        Failure::usage(format!("`{}` is no path to a field", self.written))
            .because(cause.into())
            .hint("write one as `$.package.version`, `$['a key'].list[0]` or `$..version`")
    }
}

/// Returns how long the bracket is that a text begins with; one within quotes does not end it.
fn bracket_length(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, ']') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn bracket_step(inner: &str) -> Option<Step> {
    if inner == "*" {
        return Some(Step::Any);
    }
    if let Some(filter) = inner.strip_prefix('?') {
        return filter_step(filter);
    }
    if let Some(name) = quoted(inner) {
        return Some(Step::Into(Segment::Key(name)));
    }
    inner.parse().ok().map(|index| Step::Into(Segment::Index(index)))
}

/// Understands `(@.name=='x')`. release-please shows the values of a TOML file as `name.value`
/// there.
fn filter_step(filter: &str) -> Option<Step> {
    let inner = filter.trim().strip_prefix('(')?.strip_suffix(')')?;
    let (field, value) = inner.split_once("==")?;
    let field = field.trim().strip_prefix("@.")?;
    let field = field.strip_suffix(".value").unwrap_or(field);
    Some(Step::Where {
        field: field.split('.').map(Segment::key).collect(),
        value: quoted(value.trim_start_matches('=').trim())?,
    })
}

fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut name = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        name.push(if character == '\\' { characters.next()? } else { character });
    }
    Some(name)
}
