//! Building histories, running both programs on copies of them, and comparing what they did.

pub(crate) mod case;
pub(crate) mod chance;
pub(crate) mod compare;
pub(crate) mod difference;
pub(crate) mod outcome;
pub(crate) mod programs;
pub(crate) mod repository;
pub(crate) mod stream;
pub(crate) mod workspace;
