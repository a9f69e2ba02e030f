//! `changelog.format`: a document read as Markdown and written anew.

use pulldown_cmark::{Options, Parser};
use pulldown_cmark_to_cmark::cmark_with_options;

use crate::failure::{Failure, Result};

/// Returns the document as the Markdown writer of git-cliff writes it, with `-` before list items.
///
/// # Errors
/// When the writer cannot write what was read.
pub fn formatted(text: &str) -> Result<String> {
    let read = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let written = pulldown_cmark_to_cmark::Options { list_token: '-', ..Default::default() };
    let mut formatted = String::with_capacity(text.len());
    cmark_with_options(Parser::new_ext(text, read), &mut formatted, written).map_err(|error| {
        Failure::usage("the changelog cannot be written anew as Markdown")
            .at("changelog.format")
            .because(error)
            .hint("set `changelog.format = false`")
    })?;
    if text.ends_with('\n') && !formatted.ends_with('\n') {
        formatted.push('\n');
    }
    Ok(formatted)
}
