//! Where in the message a piece of a part stands.

use std::ops::Range;

use crate::domain::check::parts::{Part, Parts};

/// Returns the bytes of the message for bytes of a part's text; where the text is not as it stands
/// in the message, those of the whole part.
pub(super) fn within(parts: &Parts<'_>, part: &Part<'_>, piece: Range<usize>) -> Range<usize> {
    let is_verbatim = parts.raw.get(part.span.clone()) == Some(part.text.as_ref());
    if is_verbatim {
        part.span.start + piece.start..part.span.start + piece.end
    } else {
        part.span.clone()
    }
}

/// Returns an empty range at the end of the message's text.
pub(super) fn end(parts: &Parts<'_>) -> Range<usize> {
    let end = parts.raw.trim_end().len();
    end..end
}
