//! A line of commits such as most projects have.

use crate::harness::stream::{Commit, Stream};

/// Three releases of every usual type of commit, and more that is not released.
pub(crate) fn linear() -> Stream {
    let mut stream = Stream::new();
    stream.add(Commit::on("main", "Initial commit\n").file("README.md", "# It\n").file("a", "a\n"));
    stream.says("feat: add a parser\n\nIt reads what the lexer gives.\n");
    stream.says("fix(lexer): stop at the end (#1)\n");
    stream.says("chore(release): prepare for v0.1.0");
    let first = stream.says("docs: say what it does");
    stream.light("v0.1.0", first);
    for message in [
        "feat(cli)!: take paths\n\nBREAKING CHANGE: a name alone is no longer found\n",
        "perf: read in blocks",
        "refactor(core): split the loop",
        "style: format",
        "test: cover the end of a file",
        "chore(deps): bump serde from 1.0.1 to 1.0.2",
        "chore(pr): label",
        "chore(pull): label",
        "chore: tidy\n\nSigned-off-by: Ada Example <ada@example.com>",
        "ci: run twice",
        "revert: feat: add a parser\n\nThis reverts commit 1234567.\n",
        "fix: escape <b>html</b> & \"quotes\"\n\nThis has security in its body.\n\nFixes #12\n",
        "doc: a page of its own",
        "build: use a newer compiler",
    ] {
        stream.says(message);
    }
    let second = stream.says("chore(release): prepare for v0.2.0\n");
    stream.annotated("v0.2.0", second, "Release v0.2.0\n\nWith a second\nparagraph.\n");
    for message in [
        "feat(parser): nested groups (#20)\n\nRefs: #18, #19\nReviewed-by: Z <z@example.com>\n",
        "feat(parser): more groups",
        "feat(lexer): unicode ✨",
        "FIX(Parser): upper case type",
        "fix: one more in [brackets](https://example.com) and issue #34",
        "Merge pull request #35 from someone/topic\n\nfix: in a body\n",
        "feat: a longer description that goes on and on until it is truncated by those who do that",
        "wip",
    ] {
        stream.says(message);
    }
    let third = stream.says("fix(parser): the last of this release\n\nCloses: #36");
    stream.annotated("v1.0.0", third, "v1.0.0");
    stream.says("feat: not released yet");
    stream.says("fix(cli): neither is this\n\nCo-authored-by: B <b@example.com>\n");
    stream.says("chore: nor this");
    stream
}
