//! The kinds of questions: one of a list, a line, several lines, one key.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::failure::Result;
use crate::terminal::prompts::line::Line;
use crate::terminal::prompts::panel::Row;
use crate::terminal::prompts::{Answer, Key, Prompter};

/// How many lines of a list are shown at once.
const SHOWN: usize = 11;

/// How many suggestions are shown at once.
const SUGGESTED: usize = 6;

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen.
    pub name: String,
    /// What it means.
    pub meaning: String,
}

/// What is said of a line while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The remark, empty for none.
    pub text: String,
    /// Whether the line cannot be the answer.
    pub is_refusal: bool,
}

impl Prompter<'_> {
    /// Asks for one of a list, which shrinks as its user types.
    ///
    /// # Errors
    /// When the terminal cannot be used.
    pub fn choose(&mut self, question: &str, choices: &[Choice]) -> Result<Answer<String>> {
        let mut filter = Line::default();
        let mut at = 0;
        loop {
            let fitting = fitting(choices, &filter.text);
            at = at.min(fitting.len().saturating_sub(1));
            let (mut rows, cursor) = self.head(question, &filter);
            let first = at.saturating_sub(SHOWN - 1);
            let width = choices.iter().map(|choice| choice.name.width()).max().unwrap_or(0);
            for (number, choice) in fitting.iter().enumerate().skip(first).take(SHOWN) {
                let (mark, style) = match number == at {
                    true => ("❯ ", self.colour(AnsiColor::Cyan)),
                    false => ("  ", Style::new()),
                };
                let gap = " ".repeat(width.saturating_sub(choice.name.width()) + 2);
                let row = Row::new(style, format!("{mark}{}{gap}", choice.name));
                rows.push(row.with(self.dim(), &choice.meaning));
            }
            if fitting.is_empty() {
                rows.push(Row::new(self.colour(AnsiColor::Red), "  none is called so"));
            }
            self.draw(&rows, (0, cursor))?;
            match (self.key()?, fitting.get(at)) {
                (Key::Cancel, _) => return self.left(question, filter.text),
                (Key::Enter | Key::Tab, Some(choice)) => {
                    return self.given(question, choice.name.clone());
                }
                (Key::Up, _) => at = at.checked_sub(1).unwrap_or(fitting.len().saturating_sub(1)),
                (Key::Down, _) => at = if at + 1 < fitting.len() { at + 1 } else { 0 },
                (key, _) => {
                    let before = filter.text.clone();
                    filter.press(&key);
                    at = if filter.text == before { at } else { 0 };
                }
            }
        }
    }

    /// Asks for a line. `judge` says something of it with every key; Tab takes a suggestion over.
    ///
    /// # Errors
    /// When the terminal cannot be used.
    pub fn line(
        &mut self,
        question: &str,
        suggestions: &[String],
        judge: &dyn Fn(&str) -> Remark,
    ) -> Result<Answer<String>> {
        let mut line = Line::default();
        // What Tab goes through: that which fits what was typed by hand.
        let mut typed = String::new();
        let mut taken: Option<usize> = None;
        loop {
            let offered = offered(suggestions, &typed);
            let remark = judge(&line.text);
            let (mut rows, cursor) = self.head(question, &line);
            if !remark.text.is_empty() {
                let refused = remark.is_refusal && !line.text.is_empty();
                let colour = if refused { AnsiColor::Red } else { AnsiColor::Yellow };
                rows.push(Row::new(self.colour(colour), format!("  {}", remark.text)));
            }
            if !offered.is_empty() {
                let names: Vec<_> = offered.iter().map(|name| name.as_str()).collect();
                rows.push(Row::new(self.dim(), format!("  Tab: {}", names.join("  "))));
            }
            self.draw(&rows, (0, cursor))?;
            match self.key()? {
                Key::Cancel => return self.left(question, line.text),
                Key::Enter if !remark.is_refusal => {
                    return self.given(question, line.text.trim().to_owned());
                }
                Key::Enter => {}
                key @ (Key::Tab | Key::Down | Key::Up) if !offered.is_empty() => {
                    let last = offered.len() - 1;
                    let next = match (key, taken) {
                        (Key::Up, None | Some(0)) => last,
                        (Key::Up, Some(at)) => at - 1,
                        (_, Some(at)) if at < last => at + 1,
                        _ => 0,
                    };
                    taken = Some(next);
                    line = Line::new(offered.get(next).map_or("", |name| name.as_str()));
                }
                key => {
                    let before = line.text.clone();
                    line.press(&key);
                    if line.text != before {
                        (typed, taken) = (line.text.clone(), None);
                    }
                }
            }
        }
    }

    /// Asks for several lines; an empty one ends them. The flag tells that the editor is wanted for
    /// what was typed.
    ///
    /// # Errors
    /// When the terminal cannot be used.
    pub fn lines(&mut self, question: &str, hint: &str) -> Result<Answer<(String, bool)>> {
        let mut done: Vec<String> = Vec::new();
        let mut line = Line::default();
        loop {
            let (head, cursor) = match done.is_empty() {
                true => self.head(question, &line),
                false => self.headed("  ", &line),
            };
            let mut rows = self.lines_above(question, &done);
            let row = rows.len();
            rows.extend(head);
            rows.push(Row::new(self.dim(), format!("  {hint}")));
            self.draw(&rows, (row, cursor))?;
            let all =
                |line: &Line| [&done[..], std::slice::from_ref(&line.text)].concat().join("\n");
            match self.key()? {
                Key::Cancel => return self.left(question, all(&line)),
                Key::Editor => return Ok(Answer::Given((all(&line), true))),
                Key::Enter if line.text.trim().is_empty() => {
                    let shown = self.lines_above(question, &done);
                    let none = [Row::new(self.dim(), format!("{question}: –"))];
                    self.leave(if done.is_empty() { &none } else { &shown })?;
                    return Ok(Answer::Given((done.join("\n"), false)));
                }
                Key::Enter => done.push(std::mem::take(&mut line).text),
                Key::Paste(text) if text.contains(['\n', '\r']) => {
                    let text = text.replace("\r\n", "\n").replace('\r', "\n");
                    let mut pasted = text.split('\n');
                    line.press(&Key::Paste(pasted.next_back().unwrap_or_default().to_owned()));
                    done.extend(pasted.map(str::to_owned));
                }
                key => line.press(&key),
            }
        }
    }

    /// Asks for one of some keys, each with its word; Enter is the first.
    ///
    /// # Errors
    /// When the terminal cannot be used.
    pub fn pick(&mut self, question: &str, keys: &[(char, &str)]) -> Result<Answer<char>> {
        let usual = keys.first().map(|(key, _)| *key);
        let words: Vec<_> = keys.iter().map(|(key, word)| format!("{key} {word}")).collect();
        loop {
            let text = format!("{question}? ");
            let hint = format!("[{}] ", words.join(", "));
            let cursor = text.width() + hint.width();
            let row = Row::new(self.bold(), text).with(self.dim(), hint);
            self.draw(&[row], (0, cursor))?;
            let sign = match self.key()? {
                Key::Cancel => {
                    self.left::<char>(question, String::new())?;
                    return Ok(Answer::Left(String::new()));
                }
                Key::Enter => usual,
                Key::Sign(sign) => sign.to_lowercase().next(),
                _ => None,
            };
            if let Some((key, word)) = keys.iter().find(|(key, _)| Some(*key) == sign) {
                self.given(question, (*word).to_owned())?;
                return Ok(Answer::Given(*key));
            }
        }
    }

    fn head(&self, question: &str, line: &Line) -> (Vec<Row>, usize) {
        self.headed(&format!("{question}: "), line)
    }

    fn headed(&self, head: &str, line: &Line) -> (Vec<Row>, usize) {
        let (text, column) = line.view(self.columns().saturating_sub(head.width()).max(1));
        let row = Row::new(self.bold(), head).with(Style::new(), text);
        (vec![row], head.width() + column)
    }

    fn lines_above(&self, question: &str, done: &[String]) -> Vec<Row> {
        let row = |(number, text): (usize, &String)| {
            let head = if number == 0 { format!("{question}: ") } else { "  ".to_owned() };
            Row::new(self.bold(), head).with(Style::new(), text)
        };
        done.iter().enumerate().map(row).collect()
    }

    fn given(&mut self, question: &str, answer: String) -> Result<Answer<String>> {
        let shown = if answer.is_empty() { "–" } else { &answer };
        let row = Row::new(self.dim(), format!("{question}: ")).with(Style::new(), shown);
        self.leave(&[row])?;
        Ok(Answer::Given(answer))
    }

    fn left<T>(&mut self, question: &str, typed: String) -> Result<Answer<T>> {
        self.leave(&[Row::new(self.dim(), format!("{question}: {typed}"))])?;
        Ok(Answer::Left(typed))
    }
}

/// Returns what a filter leaves: names that start with it first, then those that hold it.
fn fitting<'c>(choices: &'c [Choice], filter: &str) -> Vec<&'c Choice> {
    let filter = filter.trim().to_lowercase();
    let starts = |choice: &&Choice| choice.name.to_lowercase().starts_with(&filter);
    let holds = |choice: &&Choice| {
        let text = format!("{} {}", choice.name, choice.meaning).to_lowercase();
        !starts(choice) && text.contains(&filter)
    };
    choices.iter().filter(starts).chain(choices.iter().filter(holds)).collect()
}

fn offered<'s>(suggestions: &'s [String], typed: &str) -> Vec<&'s String> {
    let typed = typed.to_lowercase();
    let fits = |name: &&String| name.to_lowercase().starts_with(&typed) && **name != typed;
    suggestions.iter().filter(fits).take(SUGGESTED).collect()
}

#[cfg(test)]
mod tests {
    use super::{Choice, Remark};
    use crate::terminal::prompts::{Answer, Key, Prompter};

    fn keys(text: &str, then: &[Key]) -> Vec<Key> {
        text.chars().map(Key::Sign).chain(then.iter().cloned()).collect()
    }

    fn given<T: Into<String>>(text: T) -> Answer<String> {
        Answer::Given(text.into())
    }

    #[test]
    fn a_list_shrinks_to_what_fits_and_the_arrows_go_round() {
        let choice =
            |name: &str, meaning: &str| Choice { name: name.into(), meaning: meaning.into() };
        let choices = [choice("feat", "new"), choice("fix", "mended"), choice("docs", "new words")];
        for (keys, expected) in [
            (keys("", &[Key::Enter]), given("feat")),
            (keys("", &[Key::Down, Key::Enter]), given("fix")),
            (keys("", &[Key::Up, Key::Enter]), given("docs")),
            (keys("fi", &[Key::Enter]), given("fix")),
            (keys("WORD", &[Key::Enter]), given("docs")),
            (keys("zz", &[Key::Enter, Key::EraseWord, Key::Enter]), given("feat")),
            (keys("f", &[Key::Cancel]), Answer::Left("f".into())),
        ] {
            let mut out = Vec::new();
            let answer = Prompter::scripted(keys, &mut out).choose("type", &choices);
            assert_eq!(answer, Ok(expected));
        }
    }

    #[test]
    fn a_line_says_something_of_itself_and_may_be_refused() {
        let judge = |text: &str| Remark {
            text: format!("{} typed", text.len()),
            is_refusal: text.len() < 2,
        };
        let mut out = Vec::new();
        let keys = keys("a", &[Key::Enter, Key::Sign('b'), Key::Enter]);
        let answer = Prompter::scripted(keys, &mut out).line("description", &[], &judge);
        assert_eq!(answer, Ok(given("ab")));
        let screen = String::from_utf8(out).unwrap();
        assert!(screen.contains("1 typed") && screen.contains("2 typed"), "{screen}");
    }

    #[test]
    fn tab_goes_through_the_suggestions_that_fit() {
        let names = ["api", "app", "cli"].map(str::to_owned);
        let none = |_: &str| Remark::default();
        for (keys, expected) in [
            (keys("a", &[Key::Tab, Key::Tab, Key::Enter]), "app"),
            (keys("a", &[Key::Tab, Key::Tab, Key::Tab, Key::Enter]), "api"),
            (keys("", &[Key::Up, Key::Enter]), "cli"),
            (keys("x", &[Key::Tab, Key::Enter]), "x"),
        ] {
            let mut out = Vec::new();
            let answer = Prompter::scripted(keys, &mut out).line("scope", &names, &none);
            assert_eq!(answer, Ok(given(expected)));
        }
    }

    #[test]
    fn an_empty_line_ends_several() {
        let mut out = Vec::new();
        let paste = Key::Paste("c\r\n\r\nd".into());
        let keys = keys("ab", &[Key::Enter, paste, Key::Enter, Key::Enter]);
        let answer = Prompter::scripted(keys, &mut out).lines("body", "hint");
        assert_eq!(answer, Ok(Answer::Given(("ab\nc\n\nd".to_owned(), false))));
    }

    #[test]
    fn what_was_typed_of_several_lines_is_left_or_goes_to_the_editor() {
        for (last, expected) in [
            (Key::Cancel, Answer::Left("ab\nc".to_owned())),
            (Key::Editor, Answer::Given(("ab\nc".to_owned(), true))),
        ] {
            let mut out = Vec::new();
            let keys = keys("ab", &[Key::Enter, Key::Sign('c'), last]);
            assert_eq!(Prompter::scripted(keys, &mut out).lines("body", "hint"), Ok(expected));
        }
    }

    #[test]
    fn one_key_answers_and_enter_is_the_first() {
        let choices = [('n', "no"), ('y', "yes")];
        for (key, expected) in [
            (Key::Enter, Answer::Given('n')),
            (Key::Sign('Y'), Answer::Given('y')),
            (Key::Cancel, Answer::Left(String::new())),
        ] {
            let mut out = Vec::new();
            let keys = vec![Key::Sign('q'), key];
            assert_eq!(Prompter::scripted(keys, &mut out).pick("breaking", &choices), Ok(expected));
        }
    }
}
