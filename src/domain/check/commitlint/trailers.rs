//! The trailers of a message, as `git interpret-trailers --parse` prints them (git documentation,
//! git-interpret-trailers, for the default `trailer.separators` and `core.commentChar`).

/// Starts of lines that git itself writes; one of them makes a quarter of trailers enough.
const GENERATED: [&str; 2] = ["Signed-off-by: ", "(cherry picked from commit "];

/// What git puts above the diff of `commit --verbose`.
const SCISSORS: &str = "# ------------------------ >8 ------------------------\n";

/// Returns the trailers, each on one line as `Token: value`.
pub(super) fn trailers(message: &str) -> Vec<String> {
    let mut text = message.split('\0').next().unwrap_or_default().to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let text = log_message(&text);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let block = lines.get(block_start(&lines)..).unwrap_or_default();
    unfolded(block).iter().filter_map(|line| printed(line)).collect()
}

/// Returns the message without a patch, and without comments and empty lines at its end.
fn log_message(text: &str) -> &str {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix("---").is_some_and(|rest| rest.starts_with(is_space)) {
            break;
        }
        end += line.len();
    }
    let without_patch = text.get(..end).unwrap_or(text);
    let kept = before_trailing_comments(before_scissors(without_patch));
    without_patch.get(..kept).unwrap_or(without_patch)
}

fn before_scissors(text: &str) -> &str {
    let cut = text
        .match_indices(SCISSORS)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with('\n')));
    cut.and_then(|cut| text.get(..cut)).unwrap_or(text)
}

/// Returns where the comments, empty lines and conflicts start that end a text.
fn before_trailing_comments(text: &str) -> usize {
    let mut start = None;
    let mut is_in_conflicts = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('#') || line.starts_with('\n') {
            start = start.or(Some(at));
        } else if line == "Conflicts:\n" {
            is_in_conflicts = true;
            start = start.or(Some(at));
        } else if !(is_in_conflicts && line.starts_with('\t')) && start.is_some() {
            start = None;
            is_in_conflicts = false;
        }
        at += line.len();
    }
    start.unwrap_or(text.len())
}

/// Returns which line is the first of the block of trailers: the last paragraph, where it is
/// nothing but trailers, or where a quarter of it is and one of them is git's own.
fn block_start(lines: &[&str]) -> usize {
    let end_of_title = lines.iter().position(|line| !line.starts_with('#') && is_blank(line));
    let Some(end_of_title) = end_of_title else { return lines.len() };
    let mut seen = Seen::default();
    for (at, line) in lines.iter().enumerate().skip(end_of_title).rev() {
        if line.starts_with('#') {
            seen.end_continuation();
        } else if !is_blank(line) {
            seen.read(line);
        } else if seen.any {
            seen.end_continuation();
            return if seen.is_block() { at + 1 } else { lines.len() };
        }
    }
    lines.len()
}

/// What the lines below a place are, read upwards.
#[derive(Default)]
struct Seen {
    any: bool,
    trailers: usize,
    others: usize,
    /// Indented lines: they belong to the line above them, whatever that is.
    continuations: usize,
    has_generated: bool,
}

impl Seen {
    fn read(&mut self, line: &str) {
        self.any = true;
        let is_generated = GENERATED.iter().any(|start| line.starts_with(start));
        self.has_generated |= is_generated;
        if is_generated || separator(line).is_some_and(|at| at > 0) {
            self.trailers += 1;
            self.continuations = 0;
        } else if line.starts_with(is_space) {
            self.continuations += 1;
        } else {
            self.others += 1;
            self.end_continuation();
        }
    }

    const fn end_continuation(&mut self) {
        self.others += self.continuations;
        self.continuations = 0;
    }

    const fn is_block(&self) -> bool {
        let is_enough = self.has_generated && self.trailers * 3 >= self.others;
        is_enough || self.trailers > 0 && self.others == 0
    }
}

/// Returns the lines with those joined to a trailer that continue it.
fn unfolded(block: &[&str]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in block {
        let is_continued = is_open && line.starts_with(is_space);
        if let Some(last) = lines.last_mut().filter(|_| is_continued) {
            last.push_str(line);
        } else {
            is_open = separator(line).is_some_and(|at| at > 0);
            lines.push((*line).to_owned());
        }
    }
    lines
}

/// Returns how git prints a trailer; `None` where the line is none.
fn printed(line: &str) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let at = separator(line).filter(|at| *at > 0)?;
    let (token, value) = line.split_at(at);
    let value = value.strip_prefix(':')?;
    let mut parts = value.split('\n');
    let mut unfolded = parts.next()?.to_owned();
    for part in parts {
        unfolded.push(' ');
        unfolded.push_str(part.trim_start_matches(is_space));
    }
    Some(format!("{}: {}", token.trim_matches(is_space), unfolded.trim_matches(is_space)))
}

/// Returns where the colon behind a token stands.
fn separator(line: &str) -> Option<usize> {
    let mut has_space = false;
    for (at, c) in line.char_indices() {
        match c {
            ':' => return Some(at),
            '-' | '0'..='9' | 'a'..='z' | 'A'..='Z' if !has_space => {}
            ' ' | '\t' if at > 0 => has_space = true,
            _ => return None,
        }
    }
    None
}

fn is_blank(line: &str) -> bool {
    line.trim_start_matches(|c| is_space(c) && c != '\n').trim_end_matches('\n').is_empty()
}

/// Whether it is white space to git.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::trailers;

    #[test]
    fn the_last_paragraph_is_trailers_where_all_of_it_is() {
        let rows: &[(&str, &[&str])] = &[
            ("a\n\nRefs: 1\nReviewed-by:B", &["Refs: 1", "Reviewed-by: B"]),
            ("a\n\nRefs: 1\nprose", &[]),
            ("a\n\nRefs: 1\n\nprose", &[]),
            ("Refs: 1", &[]),
            ("a\n\nRefs: 1\n  and 2\n", &["Refs: 1 and 2"]),
            ("a\n\nRefs:\n", &["Refs: "]),
            ("a\n\nBREAKING CHANGE: b\n", &[]),
            ("a\n\nTwo words : b\n", &[]),
            ("a\n\nRefs : b\n", &["Refs: b"]),
            ("a\n\nпроверил: b\n", &[]),
            ("a\n\nRefs: 1\n# comment\n\n", &["Refs: 1"]),
            ("a\n\nRefs: 1\n\nConflicts:\n\tb\n", &["Refs: 1"]),
        ];
        for (message, expected) in rows {
            assert_eq!(&trailers(message), expected, "{message:?}");
        }
    }

    #[test]
    fn a_line_of_git_makes_a_quarter_enough() {
        let signed = "Signed-off-by: A";
        assert_eq!(trailers(&format!("a\n\nb\nc\nd\n{signed}")), [signed]);
        assert_eq!(trailers(&format!("a\n\nb\nc\nd\ne\n{signed}")), [""; 0]);
        assert_eq!(trailers("a\n\nb\n(cherry picked from commit 1234567)"), [""; 0]);
    }

    #[test]
    fn a_patch_and_what_stands_below_the_scissors_are_no_message() {
        assert_eq!(trailers("a\n\nRefs: 1\n---\nRefs: 2\n"), ["Refs: 1"]);
        assert_eq!(trailers("a\n\nRefs: 1\n---x\n"), [""; 0]);
        let scissors = "# ------------------------ >8 ------------------------";
        assert_eq!(trailers(&format!("a\n\nRefs: 1\n{scissors}\nb\n")), ["Refs: 1"]);
    }

    proptest! {
        #[test]
        fn any_text_has_trailers_of_one_line(text in "([a-z]{0,3}:?[ \t]?[\\PC]{0,5}\n{0,2}){0,8}") {
            prop_assert!(trailers(&text).iter().all(|line| !line.contains('\n')));
        }
    }
}
