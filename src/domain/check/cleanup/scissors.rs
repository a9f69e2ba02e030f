//! The scissors line, and what `git commit -v` puts below it.

use crate::domain::check::cleanup::prefix::CommentPrefix;

/// What stands behind the comment prefix and a space. No translation of git changes it.
pub(super) const SCISSORS: &str = "------------------------ >8 ------------------------\n";

/// Whether the diff was asked for: `git commit -v`, `commit.verbose`. If so, git cuts the message at
/// the scissors line whatever else it cleans, and it does so without an editor, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verbose {
    /// It was.
    On,
    /// It was not.
    Off,
    /// It was if the file shows what git appends then. A hook is not told of `-v`.
    AsWritten,
}

impl Verbose {
    /// Returns what a hook can know from whether an editor ran and from `commit.verbose`.
    pub const fn of(has_editor: bool, configured: bool) -> Self {
        match (configured, has_editor) {
            (true, _) => Self::On,
            (false, true) => Self::AsWritten,
            // Nothing is appended without an editor. A scissors line came with `-F`, as in
            // `git commit -F .git/COMMIT_EDITMSG`, and git stores it.
            (false, false) => Self::Off,
        }
    }
}

/// Returns what stands above the first scissors line; the whole message where there is none.
///
/// A scissors line is the comment prefix, one space and the scissors, from the start of the line to
/// its line feed. With CRLF, or as a last line without an end, it is none.
pub fn before_scissors<'m>(message: &'m str, prefix: &CommentPrefix) -> &'m str {
    let first = cuts(message).find(|cut| cut.prefix == prefix.as_str());
    first.and_then(|cut| message.get(..cut.start)).unwrap_or(message)
}

/// Whether the message shows what `git commit -v` appends: a scissors line, comments that explain
/// it, and a diff that runs to the end of the file. Where comments end the file instead, the diff is
/// that of an earlier commit, whose file was taken up with `-e -F`: git stores it.
pub(super) fn shows_diff(message: &str, prefix: &CommentPrefix) -> bool {
    let prefix = prefix.as_str();
    let Some(cut) = cuts(message).filter(|cut| cut.prefix == prefix).last() else {
        return false;
    };
    let mut below = cut.below.lines();
    let is_comment = |line: &&str| line.starts_with(prefix);
    let Some(first) = below.find(|line| !is_comment(line)) else {
        return !cut.below.is_empty();
    };
    let is_explained = cut.below.starts_with(prefix);
    let last = below.rfind(|line| !line.trim().is_empty()).unwrap_or(first);
    (is_explained || first.starts_with("diff --")) && !is_comment(&last)
}

/// A line that is a scissors line for some prefix.
pub(super) struct Cut<'m> {
    /// What stands before the scissors and their space.
    pub(super) prefix: &'m str,
    /// Where the line starts.
    pub(super) start: usize,
    /// What stands below it.
    pub(super) below: &'m str,
}

/// Returns the scissors lines, from above.
pub(super) fn cuts(message: &str) -> impl Iterator<Item = Cut<'_>> {
    message.match_indices(SCISSORS).filter_map(|(at, found)| {
        let above = message.get(..at)?;
        let start = above.rfind('\n').map_or(0, |end| end + 1);
        let prefix = above.get(start..)?.strip_suffix(' ')?;
        let below = message.get(at + found.len()..)?;
        (!prefix.is_empty()).then_some(Cut { prefix, start, below })
    })
}
