//! Keys, as far as a question knows them, and the terminal that hands them over one by one.

use std::io::{IsTerminal, Write};

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers, read,
};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::failure::{Failure, Result};

/// What was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Sign(char),
    /// Text from elsewhere.
    Paste(String),
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow, or Ctrl-B.
    Left,
    /// Arrow, or Ctrl-F.
    Right,
    /// Arrow, or Ctrl-P.
    Up,
    /// Arrow, or Ctrl-N.
    Down,
    /// Home, or Ctrl-A.
    Home,
    /// End, or Ctrl-E.
    End,
    /// Ctrl-W: the word before the cursor goes.
    EraseWord,
    /// Ctrl-U: all before the cursor goes.
    EraseLine,
    /// Ctrl-O: the editor is wanted.
    Editor,
    /// Ctrl-C or Ctrl-D.
    Cancel,
    /// Anything else, and a window of another size.
    Other,
}

/// Whether somebody is there to be asked: stdin and stderr are a terminal, and one that can move
/// its cursor.
pub fn can_ask(term: Option<&str>) -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && term != Some("dumb")
}

/// A terminal that hands over every key as it is pressed, for as long as this value lives.
pub(super) struct RawMode;

impl RawMode {
    /// Begins it.
    pub(super) fn begin() -> Result<Self> {
        enable_raw_mode().map_err(|error| unusable(&error))?;
        // A terminal without it pastes as if it was typed.
        crossterm::execute!(std::io::stderr(), EnableBracketedPaste).ok();
        Ok(Self)
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        let mut stderr = std::io::stderr();
        // There is nobody left to tell when the terminal is gone.
        crossterm::execute!(stderr, DisableBracketedPaste).ok();
        disable_raw_mode().ok();
        stderr.flush().ok();
    }
}

/// Waits for a key.
pub(super) fn next_key() -> Result<Key> {
    loop {
        match read().map_err(|error| unusable(&error))? {
            Event::Key(key) if key.kind != KeyEventKind::Release => return Ok(meaning(key)),
            Event::Paste(text) => return Ok(Key::Paste(text)),
            Event::Resize(..) => return Ok(Key::Other),
            _ => {}
        }
    }
}

fn meaning(key: KeyEvent) -> Key {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    let is_alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        // AltGr arrives as both on Windows and types a character.
        KeyCode::Char(sign) if is_control && !is_alt => match sign {
            'a' => Key::Home,
            'b' => Key::Left,
            'c' | 'd' => Key::Cancel,
            'e' => Key::End,
            'f' => Key::Right,
            'h' => Key::Backspace,
            'j' | 'm' => Key::Enter,
            'n' => Key::Down,
            'o' => Key::Editor,
            'p' => Key::Up,
            'u' => Key::EraseLine,
            'w' => Key::EraseWord,
            _ => Key::Other,
        },
        KeyCode::Char(sign) if is_control || !is_alt => Key::Sign(sign),
        KeyCode::Enter => Key::Enter,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace if is_alt || is_control => Key::EraseWord,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => Key::Other,
    }
}

/// Returns the failure of a terminal that cannot be read or written.
pub(super) fn unusable(error: &std::io::Error) -> Failure {
    Failure::world("cannot ask on this terminal")
        .because(error)
        .hint("say it all by flags: `semflow commit --type TYPE --description TEXT`")
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::{Key, meaning};

    #[test]
    fn keys_mean_what_they_mean_in_a_shell() {
        let control = KeyModifiers::CONTROL;
        for (code, modifiers, key) in [
            (KeyCode::Char('a'), KeyModifiers::NONE, Key::Sign('a')),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, Key::Sign('A')),
            (KeyCode::Char('a'), control, Key::Home),
            (KeyCode::Char('c'), control, Key::Cancel),
            (KeyCode::Char('j'), control, Key::Enter),
            (KeyCode::Char('@'), control | KeyModifiers::ALT, Key::Sign('@')),
            (KeyCode::Char('x'), KeyModifiers::ALT, Key::Other),
            (KeyCode::Backspace, KeyModifiers::ALT, Key::EraseWord),
        ] {
            assert_eq!(meaning(KeyEvent::new(code, modifiers)), key);
        }
    }
}
