//! Versions that files of the project declare. Editing them will find its room here.

pub mod declared;
