//! One line as a terminal shows it: which columns each byte takes, and the part of it that fits.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::sanitize::sanitize;

/// How far apart the stops of tabs are.
const TAB: usize = 4;

/// What stands for a character of a secret.
pub(super) const MASK: &str = "•";

/// What stands for what is cut off.
pub(super) const CUT: &str = "…";

/// A sequence of characters is taken as one up to here: no emoji is longer.
const LONGEST_CELL: usize = 64;

/// A line without its end, as a terminal shows it.
#[derive(Debug, Default)]
pub(super) struct Line {
    shown: String,
    cells: Vec<Cell>,
    /// How many bytes of the message it is made of.
    length: usize,
    /// The columns that it takes.
    pub(super) width: usize,
}

/// What cannot be cut: a character with what modifies it, an escape, a tab.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// Where it starts in the line of the message.
    byte: usize,
    /// Where it starts in what is shown.
    at: usize,
    /// The column where it starts.
    column: usize,
    /// Whether it is shown as it is written.
    is_plain: bool,
}

/// The part of a line that fits.
#[derive(Debug)]
pub(super) struct View {
    /// What is shown.
    pub(super) text: String,
    columns: Range<usize>,
    /// The columns that stand for what is cut off before it.
    lead: usize,
}

impl Line {
    /// Returns a line as it is shown; `is_secret` tells of each byte whether it is hidden.
    pub(super) fn of(text: &str, is_secret: impl Fn(usize) -> bool) -> Self {
        let safe = sanitize(text);
        let mut rest: &str = &safe;
        let mut line = Self { length: text.len(), ..Self::default() };
        for (byte, sign) in text.char_indices() {
            // What is shown of a character is itself or an escape, and no escape starts with it.
            let end = if rest.starts_with(sign) { sign.len_utf8() } else { escape_length(rest) };
            let (shown, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            rest = after;
            if is_secret(byte) {
                line.push(byte, MASK, false);
            } else if sign == '\t' {
                line.push(byte, &" ".repeat(TAB - line.width % TAB), false);
            } else if shown.starts_with(sign) {
                line.push_plain(byte, shown, sign);
            } else {
                line.push(byte, shown, false);
            }
        }
        line
    }

    /// Returns a line in which nothing is hidden.
    pub(super) fn open(text: &str) -> Self {
        Self::of(text, |_| false)
    }

    fn push(&mut self, byte: usize, shown: &str, is_plain: bool) {
        self.cells.push(Cell { byte, at: self.shown.len(), column: self.width, is_plain });
        self.shown.push_str(shown);
        self.width += shown.width();
    }

    /// Adds a character: to the cell before it where the two take fewer columns together.
    fn push_plain(&mut self, byte: usize, shown: &str, sign: char) {
        let last = self.cells.last().copied().filter(|last| last.is_plain && !sign.is_ascii());
        if let Some(last) = last.filter(|last| self.shown.len() - last.at < LONGEST_CELL) {
            let before = self.width - last.column;
            let own = sign.width().unwrap_or(0);
            let joined = self.shown.get(last.at..).unwrap_or_default().to_owned() + shown;
            if own == 0 || joined.width() < before + own {
                self.shown.push_str(shown);
                self.width = last.column + joined.width();
                return;
            }
        }
        self.push(byte, shown, true);
    }

    /// Returns the columns below some bytes of the line; where they are none, the one column at
    /// that place.
    pub(super) fn columns(&self, span: &Range<usize>) -> Range<usize> {
        let holds = self.cells.partition_point(|cell| cell.byte <= span.start);
        let start = match span.start >= self.length {
            true => self.width,
            false => self.column(holds.saturating_sub(1)),
        };
        let end = self.column(self.cells.partition_point(|cell| cell.byte < span.end));
        start..end.max(start + 1)
    }

    fn column(&self, cell: usize) -> usize {
        self.cells.get(cell).map_or(self.width, |cell| cell.column)
    }

    /// Returns the part of the line around some of its columns that takes no more than `room`.
    pub(super) fn view(&self, room: usize, focus: &Range<usize>) -> View {
        let total = self.width.max(focus.start + 1);
        if total <= room {
            return View { text: self.shown.clone(), columns: 0..total, lead: 0 };
        }
        let room = room.max(3);
        if focus.end < room || focus.start <= room / 3 {
            let columns = 0..room - 1;
            let text = format!("{}{CUT}", self.slice(&columns));
            return View { text, columns, lead: 0 };
        }
        let from = (focus.start - room / 3).min(total - (room - 1));
        let from = self.column(self.cells.partition_point(|cell| cell.column < from));
        let (to, tail) = match total - from < room {
            true => (total, ""),
            false => (from + room - 2, CUT),
        };
        let columns = from..to;
        View { text: format!("{CUT}{}{tail}", self.slice(&columns)), columns, lead: 1 }
    }

    /// Returns the line, cut off where it takes more columns than there are.
    pub(super) fn clipped(&self, room: usize) -> String {
        self.view(room, &(0..0)).text
    }

    fn slice(&self, columns: &Range<usize>) -> &str {
        let first = self.cells.partition_point(|cell| cell.column < columns.start);
        // A cell ends where the next one starts.
        let behind = self.cells.partition_point(|cell| cell.column <= columns.end);
        let is_whole = self.width <= columns.end;
        let last = if is_whole { self.cells.len() } else { behind.saturating_sub(1) };
        let place = |cell: usize| self.cells.get(cell).map_or(self.shown.len(), |cell| cell.at);
        self.shown.get(place(first)..place(last)).unwrap_or_default()
    }
}

impl View {
    /// Whether what stands at some columns of the line can be seen, or as much as has room.
    pub(super) fn shows(&self, columns: &Range<usize>) -> bool {
        let seen = self.columns.end.saturating_sub(self.columns.start);
        self.columns.contains(&columns.start)
            && (columns.end <= self.columns.end || columns.len() > seen / 2)
    }

    /// Returns the columns of the view where some columns of the line are.
    pub(super) fn carets(&self, columns: &Range<usize>) -> Range<usize> {
        let place = |column: usize| self.lead + column.saturating_sub(self.columns.start);
        let start = place(columns.start);
        start..place(columns.end.min(self.columns.end)).max(start + 1)
    }
}

/// Returns the bytes of the escape that a text starts with: `\x1b` or `\u{202e}`.
fn escape_length(text: &str) -> usize {
    match text.starts_with("\\x") {
        true => 4,
        false => text.find('}').map_or(text.len(), |end| end + 1),
    }
}

/// Returns a text in lines that take no more columns than there are, cut between words where that
/// can be.
pub(super) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let width = line.width();
        if width > 0 && width + 1 + word.width() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for sign in word.chars() {
            if !line.is_empty() && line.width() + sign.width().unwrap_or(0) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(sign);
        }
    }
    lines.push(line);
    lines
}
