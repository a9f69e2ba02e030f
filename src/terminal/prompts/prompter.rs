//! Who asks: the keyboard, the screen, and what all questions share.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use crate::failure::Result;
use crate::terminal::prompts::Key;
use crate::terminal::prompts::keyboard::{RawMode, next_key, unusable};
use crate::terminal::prompts::panel::{Panel, Row};

/// The columns of a terminal that does not tell.
const USUAL_COLUMNS: usize = 80;

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// It was answered.
    Given(T),
    /// It was left, with this already typed.
    Left(String),
}

/// Asks questions one below the other.
pub struct Prompter<'s> {
    keys: Box<dyn FnMut() -> Result<Key> + 's>,
    out: Box<dyn Write + 's>,
    mode: Option<RawMode>,
    is_real: bool,
    is_coloured: bool,
    pub(super) panel: Panel,
}

impl Prompter<'_> {
    /// Returns one on the terminal of this process, which belongs to it while it lives.
    ///
    /// # Errors
    /// When the terminal cannot be read key by key.
    pub fn real(is_coloured: bool) -> Result<Self> {
        let mode = Some(RawMode::begin()?);
        let (keys, out) = (Box::new(next_key), Box::new(std::io::stderr()));
        Ok(Self { keys, out, mode, is_real: true, is_coloured, panel: Panel::default() })
    }

    /// Does something that needs the terminal for itself, such as an editor.
    ///
    /// # Errors
    /// When the terminal cannot be taken back.
    pub fn aside<T>(&mut self, work: impl FnOnce() -> T) -> Result<T> {
        self.mode = None;
        let done = work();
        if self.is_real {
            self.mode = Some(RawMode::begin()?);
        }
        Ok(done)
    }

    /// Shows lines of text that stay.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn show(&mut self, text: &str) -> Result<()> {
        let rows: Vec<_> = text.lines().map(|line| Row::new(Style::new(), line)).collect();
        self.leave(&rows)
    }

    pub(super) fn key(&mut self) -> Result<Key> {
        (self.keys)()
    }

    pub(super) fn columns(&self) -> usize {
        let size = if self.is_real { crossterm::terminal::size().ok() } else { None };
        let columns = size.map(|(columns, _)| usize::from(columns)).filter(|count| *count > 0);
        // The last column stays free: some terminals begin a new line behind it.
        columns.unwrap_or(USUAL_COLUMNS).saturating_sub(1).max(20)
    }

    pub(super) fn draw(&mut self, rows: &[Row], cursor: (usize, usize)) -> Result<()> {
        let columns = self.columns();
        let drawn = self.panel.draw(&mut self.out, rows, cursor, columns);
        drawn.map_err(|error| unusable(&error))
    }

    pub(super) fn leave(&mut self, rows: &[Row]) -> Result<()> {
        let columns = self.columns();
        let left = self.panel.leave(&mut self.out, rows, columns);
        left.map_err(|error| unusable(&error))
    }

    pub(super) fn bold(&self) -> Style {
        self.only_coloured(Style::new().bold())
    }

    pub(super) fn dim(&self) -> Style {
        self.only_coloured(Style::new().dimmed())
    }

    pub(super) fn colour(&self, colour: AnsiColor) -> Style {
        self.only_coloured(Style::new().fg_color(Some(colour.into())))
    }

    fn only_coloured(&self, style: Style) -> Style {
        if self.is_coloured { style } else { Style::new() }
    }
}

#[cfg(test)]
impl<'s> Prompter<'s> {
    /// Returns one that is handed these keys and then left.
    pub(super) fn scripted(keys: Vec<Key>, out: &'s mut Vec<u8>) -> Self {
        let mut keys = keys.into_iter();
        let keys = Box::new(move || Ok(keys.next().unwrap_or(Key::Cancel)));
        let (mode, panel) = (None, Panel::default());
        Self { keys, out: Box::new(out), mode, is_real: false, is_coloured: false, panel }
    }
}
