//! A history in the words of `git fast-import`: hundreds of commits in one run of git.

use std::fmt::Write;

/// 2023-03-04 05:06:40 UTC, the time of the first commit.
const START: i64 = 1_677_906_400;

/// What lies between one commit and the next: a little more than a day.
const STEP: i64 = 90_061;

/// Who writes where nobody else is named.
const ADA: &str = "Ada Example <ada@example.com>";

/// A commit or a blob of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(usize);

/// A history on its way into a repository, and what git does once it is there.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    bytes: Vec<u8>,
    marks: usize,
    time: i64,
    commands: Vec<Vec<String>>,
}

impl Stream {
    /// Returns a history without commits.
    pub(crate) fn new() -> Self {
        Self { time: START, ..Self::default() }
    }

    /// Adds a commit at the end of `main`.
    pub(crate) fn says(&mut self, message: &str) -> Mark {
        self.add(Commit::on("main", message))
    }

    /// Adds a commit.
    pub(crate) fn add(&mut self, commit: Commit) -> Mark {
        let time = commit.time.unwrap_or(self.time);
        self.time = time + STEP;
        let mark = self.mark();
        let author = commit.author.as_deref().unwrap_or(ADA);
        let committer = commit.committer.as_deref().unwrap_or(ADA);
        let written = commit.written.unwrap_or_else(|| format!("{time} +0000"));
        self.line(&format!("commit refs/heads/{}\nmark :{}", commit.branch, mark.0));
        self.line(&format!("author {author} {written}\ncommitter {committer} {time} +0000"));
        if let Some(encoding) = commit.encoding {
            self.line(&format!("encoding {encoding}"));
        }
        self.data(&commit.message);
        for (index, parent) in commit.parents.iter().enumerate() {
            let word = if index == 0 { "from" } else { "merge" };
            self.line(&format!("{word} :{}", parent.0));
        }
        for change in commit.changes.unwrap_or_else(|| vec![numbered_change(mark.0)]) {
            self.line(&change);
        }
        self.line("");
        mark
    }

    /// Adds a lightweight tag.
    pub(crate) fn light(&mut self, name: &str, at: Mark) {
        self.line(&format!("reset refs/tags/{name}\nfrom :{}\n", at.0));
    }

    /// Adds an annotated tag, an hour after what came last.
    pub(crate) fn annotated(&mut self, name: &str, at: Mark, message: &str) {
        let time = self.time - STEP + 3600;
        self.line(&format!("tag {name}\nfrom :{}\ntagger {ADA} {time} +0000", at.0));
        self.data(message.as_bytes());
    }

    /// Has git run in the repository once the stream is there.
    pub(crate) fn then(&mut self, command: &[&str]) {
        self.commands.push(command.iter().map(|&word| word.to_owned()).collect());
    }

    /// Returns the stream, and the commands that follow it.
    pub(crate) fn end(self) -> (Vec<u8>, Vec<Vec<String>>) {
        (self.bytes, self.commands)
    }

    fn mark(&mut self) -> Mark {
        self.marks += 1;
        Mark(self.marks)
    }

    fn line(&mut self, line: &str) {
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.push(b'\n');
    }

    fn data(&mut self, data: &[u8]) {
        self.line(&format!("data {}", data.len()));
        self.bytes.extend_from_slice(data);
        self.bytes.push(b'\n');
    }
}

/// A commit of a [`Stream`].
#[derive(Debug)]
#[must_use = "a commit is in the history once it is added"]
pub(crate) struct Commit {
    branch: String,
    message: Vec<u8>,
    author: Option<String>,
    committer: Option<String>,
    time: Option<i64>,
    written: Option<String>,
    encoding: Option<&'static str>,
    parents: Vec<Mark>,
    changes: Option<Vec<String>>,
}

impl Commit {
    /// Returns a commit at the end of a branch, a day after the one before, that changes a file.
    pub(crate) fn on(branch: &str, message: &str) -> Self {
        Self::of_bytes(branch, message.as_bytes())
    }

    /// The same where the message is not UTF-8.
    pub(crate) fn of_bytes(branch: &str, message: &[u8]) -> Self {
        Self {
            branch: branch.to_owned(),
            message: message.to_owned(),
            author: None,
            committer: None,
            time: None,
            written: None,
            encoding: None,
            parents: Vec::new(),
            changes: None,
        }
    }

    /// The author, as `name <address>`.
    pub(crate) fn by(mut self, person: &str) -> Self {
        self.author = Some(person.to_owned());
        self
    }

    /// The committer, as `name <address>`.
    pub(crate) fn committed_by(mut self, person: &str) -> Self {
        self.committer = Some(person.to_owned());
        self
    }

    /// When it was committed, in seconds since 1970.
    pub(crate) fn at(mut self, seconds: i64) -> Self {
        self.time = Some(seconds);
        self
    }

    /// When it was written: seconds since 1970 and a time zone.
    pub(crate) fn written(mut self, date: &str) -> Self {
        self.written = Some(date.to_owned());
        self
    }

    /// The header that names the encoding of the message.
    pub(crate) fn encoded(mut self, encoding: &'static str) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// The parents; the end of the branch without.
    pub(crate) fn from(mut self, parents: &[Mark]) -> Self {
        parents.clone_into(&mut self.parents);
        self
    }

    /// Changes nothing, apart from what follows.
    pub(crate) fn empty(mut self) -> Self {
        self.changes.get_or_insert_default();
        self
    }

    /// Writes a file.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.entry("100644", path, text)
    }

    /// Writes a file that can be run.
    pub(crate) fn program(self, path: &str, text: &str) -> Self {
        self.entry("100755", path, text)
    }

    /// Writes a submodule, without a `.gitmodules` that says where it comes from.
    pub(crate) fn gitlink(self, path: &str, commit: &str) -> Self {
        self.change(format!("M 160000 {commit} {path}"))
    }

    /// Removes a file or a folder.
    pub(crate) fn delete(self, path: &str) -> Self {
        self.change(format!("D {path}"))
    }

    /// Moves a file or a folder.
    pub(crate) fn rename(self, from: &str, to: &str) -> Self {
        self.change(format!("R {from} {to}"))
    }

    fn entry(self, mode: &str, path: &str, text: &str) -> Self {
        self.change(format!("M {mode} inline {path}\ndata {}\n{text}", text.len()))
    }

    fn change(mut self, line: String) -> Self {
        self.changes.get_or_insert_default().push(line);
        self
    }
}

/// Rewrites one of three files with more or fewer lines than before.
fn numbered_change(number: usize) -> String {
    let mut text = String::new();
    for line in 0..(number * 5) % 9 {
        let _ = writeln!(text, "line {line} of {}", number % 4);
    }
    format!("M 100644 inline files/{}.txt\ndata {}\n{text}", number % 3, text.len())
}
