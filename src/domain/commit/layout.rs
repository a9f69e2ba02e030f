//! Where the parts of a message stand, for those who point at them: what is body, what is footer,
//! and what only looks like it. The change that a message tells is read in `parse`.

use crate::domain::commit::footers::{self, Footer};
use crate::domain::commit::message::{self, Line};
use crate::domain::commit::opaque;
use crate::domain::commit::warning::Warning;

/// Where the parts of a message stand. Lines are numbered from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The line of the header: the first one with text.
    pub header_line: Option<usize>,
    /// The line that stands right under the header, where no blank line is between them.
    pub glued_line: Option<usize>,
    /// The footers, each with its first line.
    pub footers: Vec<(usize, Footer)>,
    /// The first line of the paragraphs at the end that are footers and nothing else.
    pub trailing_line: Option<usize>,
    /// What does not count, though its author may think that it does.
    pub warnings: Vec<Warning>,
    /// The lines of code fences and HTML: they are text, whatever they look like.
    pub opaque_lines: Vec<usize>,
}

/// Returns where the parts of a message stand. A body that lists squashed changes is read like any
/// other.
pub fn layout(message: &str) -> Layout {
    let mut lines = message::lines(message);
    let Some((header, rest)) = lines.split_first_mut() else { return Layout::default() };
    opaque::mark(rest);
    let glued_line = rest.first().filter(|line| !line.is_blank()).map(|line| line.number);
    let paragraphs: Vec<&[Line<'_>]> = message::paragraphs(rest).collect();
    let sections = footers::split(&paragraphs, usize::from(glued_line.is_some()));
    Layout {
        header_line: Some(header.number),
        glued_line,
        footers: sections.footer_lines.into_iter().zip(sections.footers).collect(),
        trailing_line: sections.trailing_line,
        warnings: sections.warnings,
        opaque_lines: rest.iter().filter(|line| line.is_opaque).map(|line| line.number).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn body_and_footers_are_found_by_their_lines() {
        let found = layout("feat: x\n\nbody\n\nRefs: #1\nCloses #2\n\nBREAKING CHANGE: y\nz");
        let lines: Vec<_> = found.footers.iter().map(|(line, one)| (*line, &*one.token)).collect();
        assert_eq!(lines, [(5, "Refs"), (6, "Closes"), (8, "BREAKING CHANGE")]);
        assert_eq!((found.header_line, found.glued_line), (Some(1), None));
        assert_eq!(found.trailing_line, Some(5));
    }

    #[test]
    fn text_right_under_the_header_is_told() {
        let found = layout("\nfeat: x\nRefs: #1");
        assert_eq!((found.header_line, found.glued_line), (Some(2), Some(3)));
        assert_eq!((found.footers, found.trailing_line), (vec![], None));
    }

    #[test]
    fn a_breaking_change_amid_the_body_is_no_end_of_it() {
        let found = layout("feat: x\n\nBREAKING CHANGE: y\n\nNote: a\n\nprose");
        assert_eq!((found.footers.len(), found.trailing_line), (1, None));
        let empty = layout("feat: x\n\nBREAKING CHANGE:\n\nRefs: #1");
        assert_eq!(empty.footers.len(), 1);
        assert_eq!(empty.warnings.len(), 1);
    }

    #[test]
    fn fences_are_told_apart() {
        assert_eq!(layout("feat: x\n\n```\nkey: value\n```").opaque_lines, [3, 4, 5]);
        assert_eq!(layout("").header_line, None);
    }
}
