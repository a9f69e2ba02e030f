//! Who wrote what, and when they say they did.

use crate::harness::stream::{Commit, Stream};

/// Odd names and addresses, time zones, equal times and times that go backwards.
pub(crate) fn people() -> Stream {
    let mut stream = Stream::new();
    let people = [
        "Ada Example <ada@example.com>",
        "Someone Jr. <jr@example.com>",
        "\"Quoted\" 'Name' <quoted@example.com>",
        " <nameless@example.com>",
        "No Address <>",
        "octocat <583231+octocat@users.noreply.github.com>",
        "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
        "Zoë Müßig 山田 🦀 <zoe@example.com>",
        "  Spaced   Out   <  spaced@example.com  >",
        "a, b; c: d. <comma,semi;@example.com>",
        "UPPER lower <Mixed.Case@Example.COM>",
    ];
    for (index, person) in people.into_iter().enumerate() {
        let message = format!("feat: by number {index}");
        let committer = if index % 2 == 0 { "GitHub <noreply@github.com>" } else { person };
        let commit = Commit::on("main", &message).by(person).committed_by(committer);
        let mark = stream.add(commit.written(&format!("{} -0730", 1_650_000_000 + index * 977)));
        if index % 4 == 3 {
            stream.light(&format!("v0.{index}.0"), mark);
        }
    }
    let start = 1_700_000_000;
    // The clock of whoever made these was wrong.
    for (index, offset) in
        [0, -500_000, 100, 100, 100, -900_000, 86_400, 50].into_iter().enumerate()
    {
        let message = format!("fix: at an offset of {offset} ({index})");
        let commit = Commit::on("main", &message).at(start + offset);
        let mark = stream.add(commit.written(&format!("{} +1245", start - offset)));
        if index % 3 == 1 {
            stream.annotated(&format!("v1.{index}.0"), mark, &format!("Version 1.{index}.0"));
        }
    }
    stream.add(Commit::on("main", "fix: in 1970").at(0).written("0 +0000"));
    stream.add(Commit::on("main", "fix: long ahead").at(4_000_000_000));
    stream.add(Commit::on("main", "fix: back to now").at(start + 90_000));
    stream
}
