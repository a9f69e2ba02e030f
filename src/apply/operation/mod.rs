//! Carrying out an operation on branches: objects first, then a journal, then all refs at once, then
//! the work tree, then the push. At every instant it has not begun, or the journal leads on and back.

pub mod build;
pub mod conflict;
pub mod hooks;
pub mod journal;
pub mod meaning;
pub mod moving;
pub mod pushing;
pub mod run;
pub mod standing;
pub mod undo;
