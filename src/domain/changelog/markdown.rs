//! Commit text inside Markdown: it must read as it was written, and do nothing else.
//!
//! The rules follow CommonMark 0.31 and what GitHub adds to it. A character gets a backslash only
//! where it would mean something, so that the source stays as readable as the page.

use std::borrow::Cow;

/// Returns one line of commit text so that it may stand in a list item, a heading or the text of a
/// link.
///
/// * Code between backticks stays as it is; a backtick without its partner is escaped (CommonMark
///   §6.1).
/// * Addresses that GitHub links by itself (`https://…`, `www.…`) stay as they are.
/// * `<` is escaped where a tag, a comment or an address could begin (§6.5, §6.6); `>` only at the
///   start of the text, for nothing else is left for it to close.
/// * `*` is escaped unless spaces stand around it; `_` also stays inside words (§6.2), so
///   `snake_case` stays what it is. `~` is escaped where there are two of them (strikethrough).
/// * `[` and `]` are escaped: a version in brackets would become a link to it (§6.3).
/// * `&` is escaped where an entity begins (§2.5), a backslash where it would escape (§2.4).
/// * At the start, what would make a heading, a list, a quote, a rule or an underline is escaped
///   (§4.1–§4.3, §5.1–§5.3); `#123` stays.
/// * `|` stays: only a table would read it.
/// * Control characters and those that turn the reading direction are dropped; line ends and tabs
///   become spaces, surrounding space goes.
pub fn escape(text: &str) -> Cow<'_, str> {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    let has_two_tildes = line.bytes().filter(|byte| *byte == b'~').count() > 1;
    let mut at = block_start(&line, &mut escaped);
    while let Some(char) = line.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(end) = untouched_end(&line, at) {
            escaped.push_str(line.get(at..end).unwrap_or_default());
            at = end;
        } else if char == '`' {
            let run = run_length(line.get(at..).unwrap_or_default());
            escaped.push_str(&"\\`".repeat(run));
            at += run;
        } else {
            if is_special(&line, at, char, has_two_tildes) {
                escaped.push('\\');
            }
            escaped.push(char);
            at += char.len_utf8();
        }
    }
    if escaped == text { Cow::Borrowed(text) } else { Cow::Owned(escaped) }
}

/// Returns Markdown in which no `@name` calls anybody: GitHub, GitLab and Gitea send a message to
/// everybody whom a text mentions, and a changelog is no letter.
///
/// Behind the `@` stands a space without a width, as an entity, so the file holds nothing invisible.
/// Code, addresses and e-mail addresses stay as they are. Comes after [`escape`], which would make
/// the entity visible.
pub fn no_mentions(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains('@') {
        return Cow::Borrowed(markdown);
    }
    let mut quiet = String::with_capacity(markdown.len() + 16);
    let mut at = 0;
    while let Some(char) = markdown.get(at..).and_then(|rest| rest.chars().next()) {
        let end = escaped_end(markdown, at)
            .or_else(|| untouched_end(markdown, at))
            .unwrap_or(at + char.len_utf8());
        quiet.push_str(markdown.get(at..end).unwrap_or_default());
        if char == '@' && is_mention(markdown, at) {
            quiet.push_str("&#8203;");
        }
        at = end;
    }
    if quiet.len() == markdown.len() { Cow::Borrowed(markdown) } else { Cow::Owned(quiet) }
}

/// Returns the text as one line of characters that a page may hold.
fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(|char: char| char.is_control() || turns_direction(char)) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    let kept: String =
        spaced.chars().filter(|char| !char.is_control() && !turns_direction(*char)).collect();
    Cow::Owned(kept.trim().to_owned())
}

fn turns_direction(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes what would begin a block, made harmless, and returns where the rest of the line begins.
fn block_start(line: &str, escaped: &mut String) -> usize {
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = line.get(digits..).unwrap_or_default();
    let is_ordered =
        (1..=9).contains(&digits) && marker.strip_prefix(['.', ')']).is_some_and(ends_word);
    let (first, rest) = line.split_at_checked(1).unwrap_or(("", line));
    let begins_block = match first {
        "#" => {
            let title = line.trim_start_matches('#');
            line.len() - title.len() <= 6 && ends_word(title)
        }
        "-" | "=" => ends_word(rest) || line.chars().all(|char| matches!(char, '-' | '=' | ' ')),
        "+" => ends_word(rest),
        ">" => true,
        _ => false,
    };
    if is_ordered {
        escaped.push_str(line.get(..digits).unwrap_or_default());
        escaped.push('\\');
        escaped.push_str(line.get(digits..=digits).unwrap_or_default());
        return digits + 1;
    }
    if begins_block {
        escaped.push('\\');
        escaped.push_str(first);
        return 1;
    }
    0
}

/// Returns where the code or the address that begins here ends.
fn untouched_end(line: &str, at: usize) -> Option<usize> {
    let rest = line.get(at..)?;
    match rest.as_bytes().first()? {
        b'`' => code_length(rest),
        b'h' | b'H' | b'w' | b'W' if !char_before(line, at).is_some_and(char::is_alphanumeric) => {
            address_length(rest)
        }
        _ => None,
    }
    .map(|length| at + length)
}

/// Returns the length of the code span at the start: up to a run of just as many backticks.
fn code_length(rest: &str) -> Option<usize> {
    let fence = run_length(rest);
    let mut at = fence;
    loop {
        at += rest.get(at..)?.find('`')?;
        let run = run_length(rest.get(at..)?);
        at += run;
        if run == fence {
            return Some(at);
        }
    }
}

/// Returns how many backticks stand at the start.
fn run_length(rest: &str) -> usize {
    rest.bytes().take_while(|byte| *byte == b'`').count()
}

/// Returns where a backslash and the backtick it escapes end.
fn escaped_end(markdown: &str, at: usize) -> Option<usize> {
    let rest = markdown.get(at..)?;
    (rest.starts_with("\\`") || rest.starts_with("\\\\")).then_some(at + 2)
}

/// Returns the length of the address at the start, without the signs that end a sentence.
fn address_length(rest: &str) -> Option<usize> {
    let begins = |scheme: &str| {
        rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let scheme = ["https://", "http://", "www."].into_iter().find(|scheme| begins(scheme))?;
    let ends = |char: char| char.is_whitespace() || matches!(char, '<' | '`' | '[' | ']');
    let whole = rest.split(ends).next()?;
    let address = whole.trim_end_matches(|char: char| "?!.,:;*_~'\")".contains(char));
    (address.len() > scheme.len()).then_some(address.len())
}

fn char_before(line: &str, at: usize) -> Option<char> {
    line.get(..at)?.chars().next_back()
}

/// Whether the character at `at`, which stands in no code and no address, means something.
fn is_special(line: &str, at: usize, char: char, has_two_tildes: bool) -> bool {
    let behind = line.get(at + char.len_utf8()..).unwrap_or_default();
    let next = behind.chars().next();
    match char {
        '[' | ']' => true,
        '~' => has_two_tildes,
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => is_entity(behind),
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        '*' | '_' => {
            let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
            let is_space = |side: Option<char>| side.is_none_or(char::is_whitespace);
            let before = line.get(..at).unwrap_or_default().trim_end_matches(char);
            let before = before.chars().next_back();
            let after = behind.trim_start_matches(char).chars().next();
            let begins_line = before.is_none();
            let stays = (is_space(before) && is_space(after) && !begins_line)
                || (char == '_' && is_word(before) && is_word(after));
            !stays
        }
        _ => false,
    }
}

fn is_entity(behind: &str) -> bool {
    behind.split_once(';').is_some_and(|(name, _)| {
        let digits = name.strip_prefix('#').unwrap_or(name);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether a forge reads the `@` at `at` as the start of a mention: a name follows it, and no word
/// ends right before it.
fn is_mention(markdown: &str, at: usize) -> bool {
    let names = markdown.get(at + 1..).and_then(|rest| rest.chars().next());
    names.is_some_and(|next| next.is_alphanumeric() || next == '_')
        && !char_before(markdown, at)
            .is_some_and(|before| before.is_alphanumeric() || before == '_')
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::proptest;

    use super::{escape, no_mentions};

    #[track_caller]
    fn assert_escaped(rows: &[(&str, &str)]) {
        for (text, escaped) in rows {
            assert_eq!(escape(text), *escaped, "{text}");
        }
    }

    #[track_caller]
    fn assert_untouched(rows: &[&str]) {
        for text in rows {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == *text), "{text}");
        }
    }

    #[test]
    fn plain_words_are_not_copied() {
        assert_untouched(&[
            "",
            "add a parser (#12)",
            "#12 is fixed",
            "1.2.3",
            "a - b + c",
            "ä → ö",
        ]);
    }

    #[test]
    fn emphasis_is_escaped_where_it_could_open_or_close() {
        assert_escaped(&[
            ("use *args", "use \\*args"),
            ("**bold**", "\\*\\*bold\\*\\*"),
            ("__init__ runs", "\\_\\_init\\_\\_ runs"),
            ("_private", "\\_private"),
        ]);
        assert_untouched(&["snake_case_name", "SCREAMING__CASE", "2 * 3", "match *", "größe_ä"]);
    }

    #[test]
    fn two_tildes_could_strike_and_one_cannot() {
        assert_escaped(&[("~~gone~~", "\\~\\~gone\\~\\~"), ("a~b~c", "a\\~b\\~c")]);
        assert_untouched(&["compare with HEAD~1", "takes ~5 ms"]);
    }

    #[test]
    fn tags_comments_and_entities_show_as_written() {
        assert_escaped(&[
            ("Vec<T> and </b>", "Vec\\<T> and \\</b>"),
            ("<!-- gone", "\\<!-- gone"),
            ("a &lt; b &#60; c", "a \\&lt; b \\&#60; c"),
            ("> quoted", "\\> quoted"),
        ]);
        assert_untouched(&["a < b && c > d", "x -> y", "R & D; more"]);
    }

    #[test]
    fn brackets_make_no_links() {
        assert_escaped(&[
            ("[1.2.3] is out", "\\[1.2.3\\] is out"),
            ("![x](y)", "!\\[x\\](y)"),
            ("[x] done", "\\[x\\] done"),
        ]);
    }

    #[test]
    fn code_stays_and_a_lone_backtick_is_escaped() {
        assert_untouched(&["use `Vec<T>` and `*x`", "``a ` b`` c", "`@name`"]);
        assert_escaped(&[
            ("a ` b", "a \\` b"),
            ("`a` and `b *c", "`a` and \\`b \\*c"),
            ("``a` *b*", "\\`\\`a\\` \\*b\\*"),
        ]);
    }

    #[test]
    fn a_backslash_stays_where_it_escapes_nothing() {
        assert_untouched(&["C:\\temp\\new"]);
        assert_escaped(&[("a\\*b", "a\\\\\\*b"), ("ends with \\", "ends with \\\\")]);
    }

    #[test]
    fn addresses_stay() {
        assert_untouched(&[
            "see https://example.org/a_b_*c*/~x?y=_z&lt;=1.",
            "(www.example.org/_x_y)",
            "HTTP://x.org/_a",
        ]);
        assert_escaped(&[("see *https://x.org/_a_*", "see \\*https://x.org/_a\\_\\*")]);
    }

    #[test]
    fn nothing_begins_a_block() {
        assert_escaped(&[
            ("# title", "\\# title"),
            ("###### title", "\\###### title"),
            ("#", "\\#"),
            ("- item", "\\- item"),
            ("+ item", "\\+ item"),
            ("* item", "\\* item"),
            ("1. item", "1\\. item"),
            ("12) item", "12\\) item"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("***", "\\*\\*\\*"),
            ("~~~ rust", "\\~\\~\\~ rust"),
            ("> quote", "\\> quote"),
            ("    indented", "indented"),
        ]);
        assert_untouched(&["-x flag", "+1", "1.5 times", "####### seven", "1234567890. x"]);
    }

    #[test]
    fn it_is_one_line_without_control_characters() {
        assert_escaped(&[
            ("a\r\nb\nc\td", "a b c d"),
            ("a\u{1b}[31mb", "a\\[31mb"),
            ("a\u{202e}b\u{7}", "ab"),
            ("\u{7} # x", "\\# x"),
        ]);
    }

    #[test]
    fn nobody_is_called() {
        for (text, quiet) in [
            ("thanks @joe", "thanks @&#8203;joe"),
            ("@org/team and (@a)", "@&#8203;org/team and (@&#8203;a)"),
            ("mail joe@example.org", "mail joe@example.org"),
            ("`@Override` on `@x`", "`@Override` on `@x`"),
            ("https://x.org/@joe", "https://x.org/@joe"),
            ("at @ home", "at @ home"),
            ("\\`@x\\`", "\\`@&#8203;x\\`"),
            ("\\\\`@x`", "\\\\`@x`"),
            ("@types/node", "@&#8203;types/node"),
        ] {
            assert_eq!(no_mentions(text), quiet);
        }
    }

    proptest! {
        #[test]
        fn escaping_only_adds_backslashes(text in "[a-zA-Z0-9 `*_<>&;#\\[\\]~+.)=|!/\u{e9}-]{0,40}") {
            let escaped = escape(&text);
            let mut rest = escaped.chars();
            assert!(text.trim().chars().all(|char| rest.by_ref().find(|c| *c != '\\') == Some(char)));
        }

        #[test]
        fn every_text_ends_in_one_line(text in proptest::prelude::any::<String>()) {
            assert!(!no_mentions(&escape(&text)).contains(char::is_control));
        }
    }
}
