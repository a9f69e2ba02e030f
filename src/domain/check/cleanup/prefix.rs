//! What a comment starts with: the prefix, as configured and as the file itself shows it.

use crate::domain::check::cleanup::scissors::cuts;

/// What a comment of a message starts with (git-config, `core.commentString`). It may be any text
/// in one line; before git 2.45 it was a single ASCII character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentPrefix(String);

impl CommentPrefix {
    /// Returns the prefix; `None` for what git refuses: nothing, or more than one line.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty() && !text.contains('\n')).then(|| Self(text.to_owned()))
    }

    /// Returns its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for CommentPrefix {
    fn default() -> Self {
        Self("#".to_owned())
    }
}

/// What `core.commentChar` or `core.commentString` says; both are one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentSetting {
    /// This prefix.
    Prefix(CommentPrefix),
    /// One that git chooses: the first of a list of signs that no line starts with.
    Auto,
}

/// What `auto` chooses from. git-config names no list; this is git's up to 2.52.
const CANDIDATES: &str = "#;@!$%^&|:";

impl CommentSetting {
    /// Returns what a value means; `None` for one that git refuses.
    pub fn parse(value: &str) -> Option<Self> {
        match value.eq_ignore_ascii_case("auto") {
            true => Some(Self::Auto),
            false => CommentPrefix::new(value).map(Self::Prefix),
        }
    }

    /// Returns the prefix in force for a message file.
    ///
    /// git chooses for `auto` before the editor runs, so that only its own comments in the file
    /// tell what it chose; without them it is taken to be `#`, which it is for a message that
    /// started empty. Without an editor, it is a prefix that no line has.
    pub fn prefix_in(&self, message: &str, has_editor: bool) -> CommentPrefix {
        match self {
            Self::Prefix(prefix) => prefix.clone(),
            Self::Auto if has_editor => detected_prefix(message).unwrap_or_default(),
            Self::Auto => unused_prefix(message),
        }
    }
}

/// Returns the first candidate that no line starts with. A carriage return ends a line here. git
/// refuses to commit where there is none.
fn unused_prefix(message: &str) -> CommentPrefix {
    let starts_no_line = |sign: &char| !message.split(['\n', '\r']).any(|l| l.starts_with(*sign));
    let chosen = CANDIDATES.chars().find(starts_no_line);
    chosen.map_or_else(CommentPrefix::default, |sign| CommentPrefix(sign.to_string()))
}

/// Returns the prefix that git's own comments in the file show; `None` where they do not tell.
///
/// It asks the scissors line, whose text is the same in every language, and else the comments at
/// the end of the file: some are empty but for the prefix, and one names the prefix in quotes. A
/// file that no editor has seen has none of them, so a hook asks only behind an editor.
pub fn detected_prefix(message: &str) -> Option<CommentPrefix> {
    let is_explained = |prefix: &str, below: &str| {
        below.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(' '))
    };
    let cut = cuts(message).filter(|cut| is_explained(cut.prefix, cut.below)).last();
    cut.and_then(|cut| CommentPrefix::new(cut.prefix)).or_else(|| named_in_template(message))
}

/// Returns the prefix that a line names in quotes and starts with itself, as all lines below do.
///
/// That some line is empty but for the prefix keeps a list apart that speaks of its own marks.
fn named_in_template(message: &str) -> Option<CommentPrefix> {
    let lines = message.trim_end().lines().rev();
    let block: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    let (at, prefix) =
        block.iter().enumerate().find_map(|(at, line)| Some((at, named_by(line)?)))?;
    let is_bare = |line: &&str| line.trim_end() == prefix.trim_end();
    let is_comment = |line: &&str| {
        let behind = line.strip_prefix(prefix).map(|rest| rest.chars().next());
        is_bare(line) || matches!(behind, Some(Some(' ' | '\t')))
    };
    // One more line than those from the name on: `git merge` has the empty one above it.
    let from_above = block.get(..(at + 2).min(block.len()))?;
    let from_name = block.get(..=at)?;
    let is_template = from_above.iter().any(is_bare) && from_name.iter().all(is_comment);
    is_template.then(|| CommentPrefix(prefix.to_owned()))
}

/// The quotes around the prefix in the translations of git.
const QUOTES: [(char, &[char]); 8] = [
    ('\'', &['\'']),
    ('"', &['"']),
    ('„', &['“', '”']),
    ('“', &['”']),
    ('”', &['”']),
    ('«', &['»']),
    ('‘', &['’']),
    ('「', &['」']),
];

/// Returns the text in quotes that the line starts with.
fn named_by(line: &str) -> Option<&str> {
    line.char_indices().skip(1).find_map(|(at, sign)| {
        let (_, closing) = QUOTES.iter().find(|(opening, _)| *opening == sign)?;
        let (quoted, _) = line.get(at + sign.len_utf8()..)?.split_once(*closing)?;
        (!quoted.is_empty() && line.starts_with(quoted)).then_some(quoted)
    })
}

/// Whether any line may be a comment, so that git's configuration has to be read.
///
/// A prefix can be any text. Here it is anything but what half of all messages would lose lines to:
/// a letter, a digit, white space, and the marks `-`, `*` and `+` of a list with a space behind.
pub fn may_have_comment(message: &str) -> bool {
    message.lines().any(|line| {
        let mut signs = line.chars();
        match (signs.next(), signs.next()) {
            (None, _) | (Some('-' | '*' | '+'), Some(' ')) => false,
            (Some(sign), _) => !sign.is_alphanumeric() && !sign.is_whitespace(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{CommentPrefix, CommentSetting, detected_prefix, may_have_comment};

    #[test]
    fn the_template_tells_the_prefix_in_every_language() {
        let rows = [
            ("a\n\n# Lines starting\n# with '#' go.\n#\n# On branch main\n", "#"),
            ("a\n\n; Редки\n; с „;“, ще\n;\n;\tnew file: a\n", ";"),
            ("// Les lignes\n// par «//» sont\n//\n", "//"),
            ("a\n% 開頭是「%」的列\n%\n", "%"),
            ("a\n\nREM  with 'REM ' go\nREM\nREM  end\n", "REM "),
            ("a\n# why\n#\n# with '#' go\n# the commit.\n", "#"),
            ("a\n; ------------------------ >8 ------------------------\n; Do\nb\n", ";"),
        ];
        for (message, prefix) in rows {
            assert_eq!(detected_prefix(message), CommentPrefix::new(prefix), "{message}");
        }
    }

    #[test]
    fn what_the_author_wrote_tells_no_prefix() {
        let messages = [
            "",
            "feat: x\n",
            "a\n\n# b\n# c\n",
            "a\n\n- '-' is a mark\n- b\n",
            "a\n\n# with '#' go\n#\n\nb\n",
            "a\n\n# with '#' go\n#\nb\n",
            "a\n; ------------------------ >8 ------------------------\nb\n",
        ];
        for message in messages {
            assert_eq!(detected_prefix(message), None, "{message}");
        }
    }

    #[test]
    fn a_prefix_that_git_chooses_starts_no_line() {
        let rows = [("a\n", "#"), ("a\n#1\n", ";"), ("#\n;\r@", "!"), ("a #\n", "#")];
        for (message, prefix) in rows {
            let chosen = CommentSetting::Auto.prefix_in(message, false);
            assert_eq!(chosen.as_str(), prefix, "{message:?}");
        }
        let behind_editor = CommentSetting::Auto.prefix_in("a\n#1\n", true);
        assert_eq!(behind_editor.as_str(), "#");
        assert_eq!(CommentSetting::parse("AUTO"), Some(CommentSetting::Auto));
        assert_eq!(CommentSetting::parse(""), None);
        assert_eq!(CommentPrefix::new("a\nb"), None);
    }

    #[test]
    fn prose_and_lists_are_no_comments() {
        assert!(!may_have_comment("feat(a)!: x\n\n  - b\n- c\n* d\n\nÄ: 1\n\n"));
        for message in ["#", "a\n; b", "-- c", "a\n//", "%"] {
            assert!(may_have_comment(message), "{message}");
        }
    }
}
