//! The colours of a page: the text is the same without them.

use anstyle::{AnsiColor, Style};

use crate::domain::check::finding::Severity;

/// Puts colours around text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    is_coloured: bool,
}

/// What a piece of text is on a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tone {
    /// The mark of a message, or the carets below a finding.
    Severity(Severity),
    /// The mark of a message with which nothing is wrong.
    Good,
    /// What frames a line.
    Gutter,
    /// What may be passed over.
    Dim,
    /// What can be typed.
    Command,
}

impl Paint {
    /// Returns what paints, or does not.
    pub(super) const fn new(is_coloured: bool) -> Self {
        Self { is_coloured }
    }

    /// Returns the text in its colours.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        if !self.is_coloured || text.is_empty() {
            return text.to_owned();
        }
        let style = style(tone);
        format!("{style}{text}{style:#}")
    }
}

fn style(tone: Tone) -> Style {
    let bold = |colour: AnsiColor| Style::new().bold().fg_color(Some(colour.into()));
    match tone {
        Tone::Severity(Severity::Error) => bold(AnsiColor::Red),
        Tone::Severity(Severity::Warning) => bold(AnsiColor::Yellow),
        Tone::Severity(Severity::Note) => bold(AnsiColor::Cyan),
        Tone::Good => bold(AnsiColor::Green),
        Tone::Gutter => Style::new().fg_color(Some(AnsiColor::Blue.into())),
        Tone::Dim => Style::new().dimmed(),
        Tone::Command => Style::new().bold(),
    }
}
