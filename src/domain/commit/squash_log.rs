//! The text that `git merge --squash` prepares: the log of the squashed commits.

use crate::domain::commit::message::Line;
use crate::domain::history::commit::{CommitId, Person};

/// The log in a body.
#[derive(Default)]
pub(super) struct Log<'m> {
    /// The commits, newest first.
    pub(super) entries: Vec<Entry<'m>>,
    /// The lines before and behind the log.
    pub(super) outside: Vec<Line<'m>>,
}

/// One commit of the log.
pub(super) struct Entry<'m> {
    pub(super) id: CommitId,
    pub(super) author: Person,
    /// How many parents it has.
    pub(super) parents: usize,
    /// Its message, the indentation removed.
    pub(super) lines: Vec<Line<'m>>,
}

/// Returns the log that a body holds; `None` where it holds none.
pub(super) fn read<'m>(body: &[Line<'m>]) -> Option<Log<'m>> {
    let mut log = Log::default();
    let mut place = Place::Outside;
    for (at, line) in body.iter().enumerate() {
        let next = body.get(at + 1);
        place = match commit_of(line, next, place) {
            Some(id) => {
                let author = Person::default();
                log.entries.push(Entry { id, author, parents: 1, lines: Vec::new() });
                Place::Head
            }
            None => log.take(line, place),
        };
    }
    log.entries.retain(|entry| !entry.lines.is_empty());
    (!log.entries.is_empty()).then_some(log)
}

/// Where in the log a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Head,
    Message,
}

impl<'m> Log<'m> {
    fn take(&mut self, line: &Line<'m>, place: Place) -> Place {
        let Some(entry) = self.entries.last_mut().filter(|_| place != Place::Outside) else {
            self.outside.push(*line);
            return Place::Outside;
        };
        if place == Place::Head {
            return entry.take_head(line.text);
        }
        if let Some(text) = line.text.strip_prefix("    ") {
            entry.lines.push(Line { text, is_opaque: false, ..*line });
            return Place::Message;
        }
        if line.text.is_empty() {
            if !entry.lines.is_empty() {
                entry.lines.push(Line { is_opaque: false, ..*line });
            }
            return Place::Message;
        }
        self.outside.push(*line);
        Place::Outside
    }
}

impl Entry<'_> {
    fn take_head(&mut self, text: &str) -> Place {
        if let Some(author) = text.strip_prefix("Author:") {
            let (name, email) = author.split_once('<').unwrap_or((author, ""));
            name.trim().clone_into(&mut self.author.name);
            email.trim_end_matches('>').clone_into(&mut self.author.email);
        } else if let Some(parents) = text.strip_prefix("Merge:") {
            self.parents = parents.split_whitespace().count();
        }
        if text.is_empty() { Place::Message } else { Place::Head }
    }
}

/// Returns the id in a line `commit <id>` that the head of a log entry follows.
fn commit_of(line: &Line<'_>, next: Option<&Line<'_>>, place: Place) -> Option<CommitId> {
    if line.is_opaque && place == Place::Outside {
        return None;
    }
    let digits = line.text.strip_prefix("commit ")?.split(' ').next()?;
    let is_head = next
        .is_some_and(|line| line.text.starts_with("Author:") || line.text.starts_with("Merge:"));
    CommitId::from_hex(digits).filter(|_| is_head)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::domain::commit::message::lines;

    const LOG: &str = "Squashed commit of the following:\n\
        \n\
        commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\
        Author: A <a@b>\n\
        Date:   Sun Oct 13 12:05:23 2024 -0600\n\
        \n    feat: a\n\n    BREAKING CHANGE: b\n\
        \n\
        commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\
        Merge: 1111111 2222222\n\
        Author: B <b@b>\n\
        Date:   Sun Oct 13 12:05:23 2024 -0600\n\
        \n    fix: b\n\
        \n\
        Signed-off-by: C\n";

    #[test]
    fn the_log_of_a_squashed_branch_is_taken_apart() {
        let body = lines(LOG);
        let log = read(&body).unwrap();
        let entries: Vec<_> = log
            .entries
            .iter()
            .map(|e| (e.author.name.as_str(), e.author.email.as_str(), e.parents, e.lines.len()))
            .collect();
        assert_eq!(entries, [("A", "a@b", 1, 4), ("B", "b@b", 2, 2)]);
        let texts: Vec<_> = log.outside.iter().map(|line| line.text).collect();
        assert_eq!(texts, ["Squashed commit of the following:", "", "Signed-off-by: C"]);
    }

    #[test]
    fn a_line_that_only_names_a_commit_is_no_log() {
        let rows = [
            "commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nis bad",
            "commit aaaaaaa\nAuthor: A <a@b>\n\n    feat: a b",
            "commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nAuthor: A <a@b>\n\nfeat: a b",
        ];
        for text in rows {
            assert!(read(&lines(text)).is_none(), "{text}");
        }
    }
}
