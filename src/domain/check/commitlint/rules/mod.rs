//! The rules, by what they ask for.

pub mod catalogue;

mod blank_line;
mod breaking;
mod casing;
mod empty;
mod full_stop;
mod length;
mod listed;
mod place;
mod sign_off;
mod subject_case;
mod trim;
