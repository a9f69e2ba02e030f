//! The four ways of cleaning, and the text that is left (git-commit, `--cleanup`; git-stripspace).

use std::borrow::Cow;

use crate::domain::check::cleanup::prefix::CommentPrefix;
use crate::domain::check::cleanup::scissors::{Verbose, before_scissors, shows_diff};

/// How git cleans a message (git-commit, `--cleanup`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleanup {
    /// White space and comments go.
    Strip,
    /// White space at the end of lines goes, and blank lines that separate nothing.
    Whitespace,
    /// Nothing goes.
    Verbatim,
    /// As [`Cleanup::Whitespace`], and all from the scissors line on goes.
    Scissors,
}

impl Cleanup {
    /// Returns what a word of `--cleanup` or `commit.cleanup` means; without a word, the default.
    /// `None` for a word that git refuses.
    ///
    /// Two words depend on whether an editor runs: `default` strips comments only behind one, and
    /// `scissors` cuts only behind one (git-commit, `--cleanup`).
    pub fn parse(word: Option<&str>, has_editor: bool) -> Option<Self> {
        match (word.unwrap_or("default"), has_editor) {
            ("strip", _) | ("default", true) => Some(Self::Strip),
            ("whitespace", _) | ("default" | "scissors", false) => Some(Self::Whitespace),
            ("verbatim", _) => Some(Self::Verbatim),
            ("scissors", true) => Some(Self::Scissors),
            _ => None,
        }
    }
}

/// What git stores of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'m> {
    /// The message. Unless it is empty or taken over verbatim, it ends with a line feed.
    pub text: Cow<'m, str>,
    source: &'m str,
    rule: Rule<'m>,
}

/// What goes within a message that was cut already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule<'m> {
    Nothing,
    Whitespace,
    WhitespaceAnd(&'m str),
}

impl Cleaned<'_> {
    /// Returns for each line of the text its number in the file, from 1. Where several blank lines
    /// became one, it is the number of the first.
    pub fn line_numbers(&self) -> Vec<usize> {
        if self.rule == Rule::Nothing {
            return (1..=self.source.lines().count()).collect();
        }
        let lines = kept_lines(self.source, self.rule);
        lines.flat_map(|line| line.blank_before.into_iter().chain([line.number])).collect()
    }
}

/// Returns what git will store of `message`, the file that it hands to a `commit-msg` hook.
///
/// White space is what git takes for it: spaces, tabs, line feeds and carriage returns. So CRLF
/// becomes LF, and a line with nothing but a form feed or a no-break space is not blank.
pub fn clean<'m>(
    message: &'m str,
    cleanup: Cleanup,
    verbose: Verbose,
    prefix: &'m CommentPrefix,
) -> Cleaned<'m> {
    let is_cut = cleanup == Cleanup::Scissors
        || match verbose {
            Verbose::On => true,
            Verbose::Off => false,
            Verbose::AsWritten => shows_diff(message, prefix),
        };
    let source = if is_cut { before_scissors(message, prefix) } else { message };
    let rule = match cleanup {
        Cleanup::Verbatim => Rule::Nothing,
        Cleanup::Whitespace | Cleanup::Scissors => Rule::Whitespace,
        Cleanup::Strip => Rule::WhitespaceAnd(prefix.as_str()),
    };
    let text = match rule {
        Rule::Nothing => Cow::Borrowed(source),
        Rule::Whitespace | Rule::WhitespaceAnd(_) => joined(source, rule),
    };
    Cleaned { text, source, rule }
}

/// Returns the bytes of a message file as text, and whether they are exactly that. They are not
/// where `i18n.commitEncoding` is something else than UTF-8: such a file can be looked at, and must
/// not be written.
pub fn as_text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let text = String::from_utf8_lossy(bytes);
    let is_exact = matches!(text, Cow::Borrowed(_));
    (text, is_exact)
}

/// A line with text.
struct KeptLine<'m> {
    number: usize,
    /// Where it starts in the message.
    start: usize,
    /// What it says, without white space at its end.
    text: &'m str,
    /// The number of the blank line that is kept before it.
    blank_before: Option<usize>,
}

/// Returns the lines with text. Comments do not end a run of blank lines.
fn kept_lines<'m>(message: &'m str, rule: Rule<'m>) -> impl Iterator<Item = KeptLine<'m>> {
    let mut start = 0;
    let mut first_blank = None;
    let mut is_behind_text = false;
    message.split_inclusive('\n').zip(1..).filter_map(move |(line, number)| {
        let line_start = start;
        start += line.len();
        if matches!(rule, Rule::WhitespaceAnd(prefix) if line.starts_with(prefix)) {
            return None;
        }
        let text = line.trim_end_matches(is_space);
        if text.is_empty() {
            first_blank = first_blank.or(Some(number));
            return None;
        }
        let blank_before = first_blank.take().filter(|_| is_behind_text);
        is_behind_text = true;
        Some(KeptLine { number, start: line_start, text, blank_before })
    })
}

/// Whether git takes a character for white space. The one of C has the vertical tab and the form
/// feed, too.
const fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\r')
}

/// Returns the kept lines, each with a line feed. As long as they stand one behind the other in the
/// message, they are a part of it and no copy.
fn joined<'m>(message: &'m str, rule: Rule<'m>) -> Cow<'m, str> {
    let mut part: Option<(usize, usize)> = None;
    let mut copy: Option<String> = None;
    for line in kept_lines(message, rule) {
        let end = line.start + line.text.len();
        let blank = if line.blank_before.is_some() { "\n" } else { "" };
        let (part_start, part_end) = part.unwrap_or((line.start, line.start));
        let is_next = message.get(part_end..line.start) == Some(blank);
        let is_exact = message.get(end..).is_some_and(|rest| rest.starts_with('\n'));
        if copy.is_none() && is_next && is_exact {
            part = Some((part_start, end + 1));
            continue;
        }
        let copy = copy.get_or_insert_with(|| {
            let mut copy = String::with_capacity(message.len() + 1);
            copy.push_str(message.get(part_start..part_end).unwrap_or_default());
            copy
        });
        copy.push_str(blank);
        copy.push_str(line.text);
        copy.push('\n');
    }
    let part = part.and_then(|(start, end)| message.get(start..end)).unwrap_or_default();
    copy.map_or(Cow::Borrowed(part), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::{Cleanup, as_text, clean};
    use crate::domain::check::cleanup::{
        CommentPrefix, CommentSetting, Verbose, detected_prefix, may_have_comment,
    };

    const CUT: &str = "# ------------------------ >8 ------------------------\n";

    fn text(message: &str, cleanup: Cleanup, verbose: Verbose) -> String {
        clean(message, cleanup, verbose, &CommentPrefix::default()).text.into_owned()
    }

    #[test]
    fn words_mean_what_git_takes_them_for() {
        let rows = [
            (None, Some(Cleanup::Strip), Some(Cleanup::Whitespace)),
            (Some("default"), Some(Cleanup::Strip), Some(Cleanup::Whitespace)),
            (Some("strip"), Some(Cleanup::Strip), Some(Cleanup::Strip)),
            (Some("whitespace"), Some(Cleanup::Whitespace), Some(Cleanup::Whitespace)),
            (Some("verbatim"), Some(Cleanup::Verbatim), Some(Cleanup::Verbatim)),
            (Some("scissors"), Some(Cleanup::Scissors), Some(Cleanup::Whitespace)),
            (Some("Strip"), None, None),
            (Some(""), None, None),
        ];
        for (word, behind_editor, without) in rows {
            assert_eq!(Cleanup::parse(word, true), behind_editor, "{word:?}");
            assert_eq!(Cleanup::parse(word, false), without, "{word:?}");
        }
    }

    #[test]
    fn a_tidy_message_is_not_copied() {
        let prefix = CommentPrefix::default();
        for message in ["feat: x\n\nbody\n", "\n\n# a\nfeat: x\n\nbody\n\n# b\n\n# c\n"] {
            let cleaned = clean(message, Cleanup::Strip, Verbose::AsWritten, &prefix);
            assert_eq!(cleaned.text, "feat: x\n\nbody\n");
            assert!(matches!(cleaned.text, Cow::Borrowed(_)), "{message:?}");
        }
    }

    #[test]
    fn lines_keep_the_numbers_of_the_file() {
        let message = "# a\n\nfeat: x \n\n# b\n\n\nbody\r\n# c\nend";
        let prefix = CommentPrefix::default();
        let cleaned = clean(message, Cleanup::Strip, Verbose::Off, &prefix);
        assert_eq!(cleaned.text, "feat: x\n\nbody\nend\n");
        assert_eq!(cleaned.line_numbers(), [3, 4, 8, 10]);
        let verbatim = clean(message, Cleanup::Verbatim, Verbose::Off, &prefix);
        assert_eq!(verbatim.text, message);
        assert_eq!(verbatim.line_numbers(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }

    #[test]
    fn only_a_whole_scissors_line_cuts() {
        let rows = [
            (format!("a\n{CUT}b\n"), "a\n"),
            (format!("{CUT}b\n"), ""),
            (format!("a\n{CUT}b\n{CUT}c\n"), "a\n"),
            (format!("a\n {CUT}b\n"), ""),
            (format!("a\nx {CUT}b\n"), ""),
            (format!("a\n{}", CUT.trim_end()), ""),
            (format!("a\n{}\r\nb\n", CUT.trim_end()), ""),
            (format!("a\n{}b\n", CUT.replace('#', ";")), ""),
            (format!("a\n{}b\n", CUT.replace("# -", "# --")), ""),
        ];
        for (message, expected) in rows {
            let whole = text(&message, Cleanup::Whitespace, Verbose::Off);
            let expected =
                if expected.is_empty() && !message.starts_with(CUT) { &whole } else { expected };
            assert_eq!(text(&message, Cleanup::Scissors, Verbose::Off), expected, "{message}");
            assert_eq!(text(&message, Cleanup::Whitespace, Verbose::On), expected, "{message}");
        }
    }

    #[test]
    fn a_diff_is_taken_for_one_of_git_where_it_ends_the_file() {
        let explained = format!("a\n{CUT}# Do not\ndiff --git a/a b/a\n+# b\n");
        let strip = |message: &str| text(message, Cleanup::Strip, Verbose::AsWritten);
        assert_eq!(strip(&explained), "a\n");
        assert_eq!(strip(&format!("a\n{CUT}diff --git a/a b/a\n")), "a\n");
        assert_eq!(strip(&format!("a\n{CUT}# Do not\n")), "a\n");
        assert_eq!(strip(&format!("a\n{CUT}b\n")), "a\nb\n");
        let taken_up = strip(&format!("{explained}\n# Please\n"));
        assert_eq!(taken_up, "a\ndiff --git a/a b/a\n+# b\n");
        assert_eq!(strip(&format!("{explained}\n# Please\n{CUT}# Do not\ndiff --git\n")), "a\n");
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_still_text() {
        assert_eq!(as_text("ä\n".as_bytes()), ("ä\n".into(), true));
        assert_eq!(as_text(b"\xe4\n"), ("\u{fffd}\n".into(), false));
    }

    fn message() -> impl Strategy<Value = String> {
        let pieces = [
            "\n",
            "\n",
            "\n",
            "#",
            " ",
            "\t",
            "\r",
            "a",
            "ä",
            "'#'",
            "# x",
            ";",
            CUT,
            "diff --git",
        ];
        let built = proptest::collection::vec(select(pieces.to_vec()), 0..40);
        proptest::prop_oneof![built.prop_map(|pieces| pieces.concat()), any::<String>()]
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(message in message(), verbose in select(vec![
            Verbose::On, Verbose::Off,
        ])) {
            let prefix = CommentPrefix::default();
            let all = [Cleanup::Strip, Cleanup::Whitespace, Cleanup::Scissors, Cleanup::Verbatim];
            for cleanup in all {
                let once = clean(&message, cleanup, verbose, &prefix);
                let twice = clean(&once.text, cleanup, verbose, &prefix);
                prop_assert_eq!(&twice.text, &once.text, "{:?}", cleanup);
                let numbers = once.line_numbers();
                prop_assert_eq!(numbers.len(), once.text.lines().count());
                prop_assert!(numbers.is_sorted());
                for (line, number) in once.text.lines().zip(numbers) {
                    let original = message.split('\n').nth(number - 1).unwrap();
                    prop_assert!(original.starts_with(line.trim_end()), "{line:?} {original:?}");
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(message in any::<String>(), prefix in any::<String>()) {
            detected_prefix(&message);
            may_have_comment(&message);
            if let Some(prefix) = CommentPrefix::new(&prefix) {
                clean(&message, Cleanup::Strip, Verbose::AsWritten, &prefix).line_numbers();
            }
            for has_editor in [true, false] {
                CommentSetting::Auto.prefix_in(&message, has_editor);
            }
        }
    }
}
