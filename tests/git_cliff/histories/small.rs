//! Histories at the edge: few commits, few tags.

use crate::harness::stream::{Commit, Stream};

/// No tag.
pub(crate) fn untagged() -> Stream {
    let mut stream = Stream::new();
    stream.says("feat: begin");
    stream.says("fix(core): mend\n\nRefs: #1");
    stream.says("not conventional");
    stream.says("docs: a page");
    stream
}

/// One tag, then more commits.
pub(crate) fn one_tag() -> Stream {
    let mut stream = Stream::new();
    stream.says("feat: begin");
    let first = stream.says("fix: mend");
    stream.annotated("v1.0.0", first, "The first");
    stream.says("fix: after it");
    stream.says("docs: a page");
    stream
}

/// One commit and its tag.
pub(crate) fn one_commit() -> Stream {
    let mut stream = Stream::new();
    let only = stream.says("feat: all there is");
    stream.light("v0.1.0", only);
    stream
}

/// Several releases, one of them without a commit that counts, and nothing since.
pub(crate) fn released() -> Stream {
    let mut stream = Stream::new();
    let mut mark = stream.says("feat: begin");
    for (version, message) in [
        ("v1.0.0", "fix: the first"),
        ("v1.1.0", "feat: the second"),
        ("v1.1.1", "nothing that counts"),
        ("v2.0.0", "feat!: the third"),
        ("v2.0.1", "chore(release): nothing but a release"),
    ] {
        mark = stream.says(message);
        stream.annotated(version, mark, &format!("Version {version}"));
    }
    stream.light("latest", mark);
    stream
}

/// No message follows the convention.
pub(crate) fn unconventional() -> Stream {
    let mut stream = Stream::new();
    stream.says("Begin");
    let first = stream.says("Add the parser (#1)\n\nIt parses.\n");
    stream.light("v1.0.0", first);
    stream.says("[core] Fix the parser\n\nCloses #2");
    stream.says(":sparkles: Add emojis");
    let second = stream.says("Update README.md");
    stream.annotated("v1.1.0", second, "Second");
    stream.add(Commit::on("main", "Remove what nobody used\nsecond line without a blank one"));
    stream.says("Revert \"Add emojis\"\n\nThis reverts commit 0123456.\n");
    stream
}
