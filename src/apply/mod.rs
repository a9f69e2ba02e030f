//! Changing the world: the one folder that carries a [`crate::plan::step::Plan`] out.

pub mod execute;
pub mod operation;
pub mod rejected;
