//! Repositories of any size, made on the spot: a line of conventional commits with topics merged
//! into it, tagged release by release. The same numbers always give the same commit ids.

use std::fmt::{self, Write as _};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a generated history looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// How many commits it has, merges included.
    pub(crate) commits: usize,
    /// How many commits a release has.
    pub(crate) tag_every: usize,
    /// How many commits lie between two merges of a topic.
    pub(crate) merge_every: usize,
}

impl Shape {
    /// Returns the shape of a busy project: a merge every ten commits, a release every 250.
    pub(crate) fn busy(commits: usize) -> Self {
        Self { commits, tag_every: 250, merge_every: 10 }
    }
}

/// Makes a bare repository of this shape in a folder that is empty or not there.
///
/// # Errors
/// When git cannot be run or refuses, or the disk is full.
pub(crate) fn generate(folder: &Path, shape: Shape) -> io::Result<()> {
    git(folder, &["init", "--quiet", "--bare", "--initial-branch=main", "."])?;
    let mut import = command(folder, &["fast-import", "--quiet", "--force"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    if let Some(stdin) = import.stdin.take() {
        let mut stream = Stream::new(BufWriter::with_capacity(1 << 20, stdin));
        stream.history(shape)?;
        stream.out.flush()?;
    }
    if !import.wait()?.success() {
        return Err(io::Error::other("git fast-import failed"));
    }
    git(folder, &["pack-refs", "--all"])
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let status = command(folder, arguments).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("git {arguments:?} failed")))
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments).env_remove("GIT_DIR");
    command
}

/// The second that the first commit is made in.
const START: u64 = 1_000_000_000;
/// How many commits a topic has.
const TOPIC: usize = 4;

/// A stream for `git fast-import`, in which commits are known by marks that count up.
struct Stream<W> {
    out: W,
    dice: Dice,
    made: usize,
    version: (u64, u64, u64),
    /// The commits of the line that a topic may start from, newest last.
    line: Vec<usize>,
}

impl<W: Write> Stream<W> {
    fn new(out: W) -> Self {
        Self { out, dice: Dice(0x2545_f491_4f6c_dd1d), made: 0, version: (0, 1, 0), line: vec![] }
    }

    fn history(&mut self, shape: Shape) -> io::Result<()> {
        let mut last_tag = 0;
        while self.made < shape.commits {
            let tip = self.line.last().copied();
            let is_time_to_merge = self.made % shape.merge_every.max(1) == shape.merge_every - 1;
            let made = match tip {
                Some(tip) if is_time_to_merge && self.made + TOPIC < shape.commits => {
                    self.topic(tip)?
                }
                _ => self.conventional(tip.as_slice())?,
            };
            self.line.push(made);
            if self.line.len() > 64 {
                self.line.drain(..32);
            }
            if self.made - last_tag >= shape.tag_every {
                last_tag = self.made;
                self.release(made)?;
            }
        }
        Ok(())
    }

    /// Makes a topic that starts some commits back, and merges it.
    fn topic(&mut self, tip: usize) -> io::Result<usize> {
        let back = self.dice.below(self.line.len().min(20));
        let mut topic = self.line.iter().rev().nth(back).copied().unwrap_or(tip);
        for _ in 1..TOPIC {
            topic = self.conventional(&[topic])?;
        }
        let message = format!("Merge branch 'topic-{}' into main\n", self.made);
        self.commit(&[tip, topic], &message)
    }

    fn conventional(&mut self, parents: &[usize]) -> io::Result<usize> {
        let message = self.message().unwrap_or_default();
        self.commit(parents, &message)
    }

    fn commit(&mut self, parents: &[usize], message: &str) -> io::Result<usize> {
        self.made += 1;
        let (mark, when) = (self.made, START + 60 * self.made as u64);
        let person = self.dice.below(200);
        writeln!(self.out, "commit refs/heads/main\nmark :{mark}")?;
        writeln!(self.out, "author Person {person} <person{person}@example.org> {when} +0000")?;
        writeln!(self.out, "committer Person {person} <person{person}@example.org> {when} +0000")?;
        writeln!(self.out, "data {}\n{message}", message.len())?;
        for (nth, parent) in parents.iter().enumerate() {
            writeln!(self.out, "{} :{parent}", if nth == 0 { "from" } else { "merge" })?;
        }
        Ok(mark)
    }

    /// Tags a commit: every second tag is annotated, and now and then there is a candidate before.
    fn release(&mut self, mark: usize) -> io::Result<()> {
        let (major, minor, _) = self.version;
        self.version = match self.dice.below(24) {
            0 => (major + 1, 0, 0),
            1..=12 => (major, minor + 1, 0),
            _ => (major, minor, self.version.2 + 1),
        };
        let (major, minor, patch) = self.version;
        let name = format!("v{major}.{minor}.{patch}");
        if self.dice.below(8) == 0 {
            writeln!(self.out, "reset refs/tags/{name}-rc.1\nfrom :{}\n", mark - 1)?;
        }
        if self.dice.below(2) == 0 {
            return writeln!(self.out, "reset refs/tags/{name}\nfrom :{mark}\n");
        }
        let when = START + 60 * mark as u64;
        writeln!(self.out, "tag {name}\nfrom :{mark}")?;
        writeln!(self.out, "tagger Person 0 <person0@example.org> {when} +0000")?;
        writeln!(self.out, "data {}\n{name}", name.len())
    }

    /// Returns a message as projects write them: mostly short, mostly conventional.
    fn message(&mut self) -> Result<String, fmt::Error> {
        let kind = self.dice.one_of(&[
            "feat", "fix", "fix", "fix", "docs", "chore", "chore", "refactor", "test", "perf", "ci",
        ]);
        let scope = self.dice.one_of(&["", "", "(api)", "(core)", "(cli)", "(deps)", "(ui)"]);
        let (verb, thing) = (self.dice.one_of(VERBS), self.dice.one_of(THINGS));
        let number = self.made;
        let mut message = String::new();
        match self.dice.below(40) {
            0 => writeln!(message, "{verb} {thing} (#{number})")?,
            1 => writeln!(message, "{kind}{scope}!: {verb} {thing} (#{number})")?,
            _ => writeln!(message, "{kind}{scope}: {verb} {thing} (#{number})")?,
        }
        for _ in 0..self.dice.below(4) {
            message.push('\n');
            for _ in 0..=self.dice.below(3) {
                let (verb, thing) = (self.dice.one_of(VERBS), self.dice.one_of(THINGS));
                writeln!(message, "This is needed to {verb} {thing}, and nothing else does it.")?;
            }
        }
        if self.dice.below(4) == 0 {
            writeln!(message, "\nCloses #{}", self.dice.below(number + 1))?;
        }
        if self.dice.below(200) == 0 {
            writeln!(message, "\nBREAKING CHANGE: {verb} {thing} by hand from now on.")?;
        }
        Ok(message)
    }
}

const VERBS: &[&str] = &["add", "remove", "rename", "check", "repair", "speed up", "move", "test"];
const THINGS: &[&str] = &[
    "the cache of parsed files",
    "an option for the output folder",
    "the order of the listed items",
    "reading of long lines",
    "the error for a missing key",
    "a default for the timeout",
    "the second pass over the graph",
    "support for paths with spaces",
];

/// Numbers that look random and are the same on every run (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    fn one_of(&mut self, all: &[&'static str]) -> &'static str {
        let at = self.below(all.len());
        all.get(at).copied().unwrap_or_default()
    }
}
