//! Templates in git-cliff's dialect of Tera 1: the filters it adds, the names it looks for. The only
//! folder beside `changelog/render.rs` that names `tera`.

mod filters;
pub mod template;
mod variables;
