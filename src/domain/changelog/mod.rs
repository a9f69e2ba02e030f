//! What to say: releases, their entries in sections, and the document they become.

pub mod addresses;
pub mod assemble;
pub mod data;
pub mod document;
pub mod entry;
pub mod insert;
pub mod line;
pub mod markdown;
pub mod merge;
pub mod page;
pub mod render;
pub mod rules;
pub mod sections;
pub mod templates;
