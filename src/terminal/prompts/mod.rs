//! Asking a person, one question below the other, on the terminal of stdin and stderr.
//!
//! No crate for prompts is used: what a line says of itself changes with every key, a question may
//! hint without refusing, and what was typed has to survive Ctrl-C. Keys and cursor are crossterm's.

mod keyboard;
mod line;
mod panel;
mod prompter;
mod questions;

pub use keyboard::{Key, can_ask};
pub use prompter::{Answer, Prompter};
pub use questions::{Choice, Remark};
