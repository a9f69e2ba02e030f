//! The lines of the question that is open: drawn over with every key.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::Style;
use crossterm::cursor::{MoveToColumn, MoveUp};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use unicode_width::UnicodeWidthChar;

use crate::terminal::sanitize::sanitize;

/// One line of a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    parts: Vec<(Style, String)>,
}

impl Row {
    /// Returns a row with a text.
    pub(super) fn new(style: Style, text: impl Into<String>) -> Self {
        Self::default().with(style, text)
    }

    /// Returns the row with more text.
    pub(super) fn with(mut self, style: Style, text: impl Into<String>) -> Self {
        self.parts.push((style, text.into()));
        self
    }

    fn render(&self, columns: usize) -> String {
        let mut left = columns;
        let mut line = String::new();
        for (style, text) in &self.parts {
            let text = sanitize(text).replace(['\n', '\t'], " ");
            let fits = |sign: &char| {
                let width = sign.width().unwrap_or(0);
                let is_fit = width <= left;
                left = if is_fit { left - width } else { 0 };
                is_fit
            };
            let text: String = text.chars().take_while(fits).collect();
            // Writing to a `String` cannot fail.
            let _ = write!(line, "{style}{text}{style:#}");
        }
        line
    }
}

/// Where the open question stands on the screen.
#[derive(Default)]
pub(super) struct Panel {
    /// The row of the question that the cursor stands in.
    row: usize,
}

impl Panel {
    /// Draws the rows in the place of those before, with the cursor in a row and a column.
    pub(super) fn draw(
        &mut self,
        out: &mut impl Write,
        rows: &[Row],
        cursor: (usize, usize),
        columns: usize,
    ) -> std::io::Result<()> {
        self.clear(out)?;
        let lines: Vec<_> = rows.iter().map(|row| row.render(columns)).collect();
        out.write_all(lines.join("\r\n").as_bytes())?;
        let (row, column) = cursor;
        up(out, rows.len().saturating_sub(1 + row))?;
        queue!(out, MoveToColumn(u16::try_from(column).unwrap_or(0)))?;
        self.row = row;
        out.flush()
    }

    /// Leaves rows behind for good; the next question stands below.
    pub(super) fn leave(
        &mut self,
        out: &mut impl Write,
        rows: &[Row],
        columns: usize,
    ) -> std::io::Result<()> {
        self.clear(out)?;
        for row in rows {
            out.write_all(row.render(columns).as_bytes())?;
            out.write_all(b"\r\n")?;
        }
        out.flush()
    }

    fn clear(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        up(out, self.row)?;
        self.row = 0;
        queue!(out, MoveToColumn(0), Clear(ClearType::FromCursorDown))
    }
}

fn up(out: &mut impl Write, rows: usize) -> std::io::Result<()> {
    // Zero would go up by one (ECMA-48, CUU).
    if rows > 0 {
        queue!(out, MoveUp(u16::try_from(rows).unwrap_or(u16::MAX)))?;
    }
    Ok(())
}
