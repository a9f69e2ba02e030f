//! What looks like a secret in a message: no page repeats it.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::check::report::Report;

/// The rule whose findings are not shown.
const RULE: &str = "message-secrets";

/// How a private key starts; it goes on below the line that is found.
const KEY_HEAD: &str = "-----BEGIN ";

/// How the last line of a private key starts.
const KEY_END: &str = "-----END ";

/// So many characters of a secret are enough to know it by. A line of a key that is shorter is
/// looked for nowhere: `=` stands in many texts.
const SHORTEST: usize = 4;

/// The secrets of one message.
#[derive(Debug, Default)]
pub(super) struct Secrets<'r> {
    /// Where they stand in the message: in its order, none in another.
    spans: Vec<Range<usize>>,
    /// What they say, the longest first.
    words: Vec<&'r str>,
}

impl<'r> Secrets<'r> {
    /// Returns the secrets that were found in a message.
    pub(super) fn of(report: &'r Report) -> Self {
        let found = report.findings.iter().filter(|finding| finding.rule == RULE);
        let mut spans: Vec<_> =
            found.map(|finding| whole(&report.text, &finding.violation.span)).collect();
        spans.sort_by_key(|span| span.start);
        let spans = merged(spans);
        let texts = spans.iter().filter_map(|span| report.text.get(span.clone()));
        let mut words: Vec<_> = texts.flat_map(words).collect();
        words.sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
        words.dedup();
        Self { spans, words }
    }

    /// Whether a byte of the message belongs to a secret.
    pub(super) fn holds(&self, byte: usize) -> bool {
        let at = self.spans.partition_point(|span| span.end <= byte);
        self.spans.get(at).is_some_and(|span| span.start <= byte)
    }

    /// Returns the message with every byte of a secret as `*`: all places stay what they are.
    pub(super) fn starred<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.spans.is_empty() {
            return Cow::Borrowed(text);
        }
        let star = |(at, sign): (usize, char)| match self.holds(at) && sign != '\n' {
            true => "*".repeat(sign.len_utf8()),
            false => sign.to_string(),
        };
        Cow::Owned(text.char_indices().map(star).collect())
    }

    /// Returns a text that may repeat a part of the message, with `mask` for each character of a
    /// secret, or of the start of one: examples are cut off.
    pub(super) fn masked<'t>(&self, text: &'t str, mask: &str) -> Cow<'t, str> {
        let mut masked = Cow::Borrowed(text);
        for word in &self.words {
            if let Some(hidden) = without(&masked, word, mask) {
                masked = Cow::Owned(hidden);
            }
        }
        masked
    }
}

/// Returns the text without a word and without its start, if they are there.
fn without(text: &str, word: &str, mask: &str) -> Option<String> {
    let end = word.char_indices().nth(SHORTEST).map_or(word.len(), |(at, _)| at);
    let start = word.get(..end).filter(|start| text.contains(start))?;
    let mut rest = text;
    let mut hidden = String::with_capacity(text.len());
    while let Some(at) = rest.find(start) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let pairs = from.chars().zip(word.chars());
        let same: Vec<_> = pairs.take_while(|(one, other)| one == other).collect();
        let length = same.iter().map(|(sign, _)| sign.len_utf8()).sum();
        hidden.push_str(before);
        hidden.push_str(&mask.repeat(same.len()));
        rest = from.get(length..).unwrap_or_default();
    }
    hidden.push_str(rest);
    Some(hidden)
}

/// Returns what a finding stands for: the whole key where it is about the head of one.
fn whole(text: &str, span: &Range<usize>) -> Range<usize> {
    let rest = text.get(span.start..).unwrap_or_default();
    if !rest.starts_with(KEY_HEAD) {
        return span.clone();
    }
    let end = rest.find(KEY_END).map_or(rest.len(), |at| {
        let last = rest.get(at..).unwrap_or_default();
        at + last.find('\n').unwrap_or(last.len())
    });
    span.start..span.end.max(span.start + end)
}

fn merged(spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// Returns what to look for: a secret of one line, or each line of a longer one.
fn words(secret: &str) -> Vec<&str> {
    let secret = secret.trim();
    match secret.contains('\n') {
        true => secret.lines().map(str::trim).filter(|one| one.len() >= SHORTEST).collect(),
        false => Some(secret).filter(|one| !one.is_empty()).into_iter().collect(),
    }
}
