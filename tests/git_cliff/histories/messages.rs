//! Messages as people write them.

use crate::harness::stream::{Commit, Stream};

/// Those of the first release: how a message is laid out.
const LAYOUT: &[&str] = &[
    "feat: no line end",
    "feat: one line end\n",
    "feat: many line ends\n\n\n\n",
    "feat: trailing spaces   \t \n  \n",
    "\n\n  \nfeat: leading blank lines\n",
    "  feat: leading blanks\n",
    "feat: CRLF\r\n\r\nA body\r\nin two lines.\r\n\r\nRefs: #1\r\nReviewed-by: X\r\n",
    "feat: a body without a blank line\nfollows at once\n",
    "feat: two blank lines\n\n\nand a body\n",
    "feat: a body\n\nFirst paragraph.\n\nSecond paragraph,\nin two lines.\n\n  indented\n",
    "feat: a list\n\n* one\n* two\n  - three\n\n```\nfix: in a fence\n```\n",
    "feat: tabs\tin\tit\n\n\ttabbed body\n",
    "feat: \n",
    "feat:\n",
    "feat:no space\n",
    "feat :space before the colon\n",
    "feat(scope) : space after the scope\n",
    "feat(): an empty scope\n",
    "feat( padded ): a padded scope\n",
    "feat(a, b): two scopes\n",
    "feat(a/b-c_d.e): signs in a scope\n",
    "feat(ünï): letters in a scope\n",
    "feat(scope): scoped\n\nBody.\n",
    "FEAT: upper case\n",
    "Feat(Scope): mixed case\n",
    "feature: another type\n",
    "feat-x: a hyphen in the type\n",
    "my feat: blanks in the type\n",
    "新機能: a type without letters of ASCII\n",
    "✨ feat: an emoji before it\n",
    "feat: ✨ an emoji in it 🦀\u{200d}🔥\n",
    "fix: Ünïcödé “quotes” – dash … 日本語 (#77)\n",
    "fix: control \u{1b}[31mcolour\u{1b}[0m\n",
    "fix: a : colon : in : it\n",
    "fix: html <script>alert(1)</script> &amp; {{ braces }} {% tags %}\n",
    "fix: back\\slash, $1, ${0} and `code`\n",
    "fix: a | pipe, *stars* and _lines_\n",
    "",
    "\n",
    "plain words\n",
    "Plain words: and a colon\n",
    "Merge branch 'a' of https://example.com/x into b\n",
    "fixup! feat: no line end\n",
    "Revert \"feat: no line end\"\n\nThis reverts commit 0123456789.\n",
];

/// Those of the second release: footers, breaking changes, links.
const FOOTERS: &[&str] = &[
    "feat: footers\n\nBody.\n\nRefs: #1\nReviewed-by: Zoë <z@example.com>\nFixes #2\n",
    "feat: only footers\n\nRefs: #1\nCloses #3\n",
    "feat: a footer of two lines\n\nNote: it goes on\n  in the next line\nRefs: #4\n",
    "feat: a footer with blank lines\n\nNote: one\n\ntwo\n\nRefs: #5\n",
    "feat: words like footers\n\nNote that: this is no footer\nTODO: this is\n\nThe end: no.\n",
    "feat: a body like a footer\n\nhttps://example.com: a place\n",
    "feat: a footer with a hash\n\nFixes #6\nSee-also #7 and #8\n",
    "feat: trailers without a blank line\nSigned-off-by: A <a@example.com>\n",
    "feat: signed\n\nSigned-off-by: A <a@example.com>\nSigned-off-by: B <b@example.com>\n",
    "feat: co-authored\n\n\nCo-authored-by: A <a@example.com>\nCo-Authored-By: B <b@example.com>\n",
    "feat!: breaking by a mark\n",
    "fix(scope)!: breaking with a scope\n\nBody.\n",
    "feat: breaking by a footer\n\nBREAKING CHANGE: all of it\nis new\n",
    "feat: breaking by a hyphen\n\nBREAKING-CHANGE: all of it\n",
    "feat: breaking with a hash\n\nBREAKING CHANGE #9\n",
    "feat: breaking in lower case\n\nbreaking change: no\n",
    "feat!: breaking twice\n\nBREAKING CHANGE: by a footer, too\nRefs: #10\n",
    "feat: breaking in the body\n\nThis is a BREAKING CHANGE: really\n",
    "feat! : a blank behind the mark\n",
    "feat!(scope): a mark in the wrong place\n",
    "chore!: breaking, of a type that is skipped (#11)\n",
    "chore(deps)!: breaking, of a scope that is skipped\n\nBREAKING CHANGE: yes\n",
    "chore: security in the title\n\nIt fixes a security hole.\n",
    "chore(release): prepare for next\n",
    "fix: a pull request (#12)\n",
    "fix: issues #13, #14 and GH-15 (#16)\n\nAlso #17 and owner/repo#18.\n",
    "fix: a link https://example.com/a?b=c#d\n\nSee <https://example.com/issues/19>.\n",
    "fix: RFC7231 and RFC2119\n\nJIRA-20: in the body\n",
    "perf(parser): one\nperf(lexer): two\n\nfix: three in the body\n\ndocs: four\n",
    "refactor: a body with conventional lines\n\n- feat: x\n- fix: y\nfeat: z\n",
    "test: equal\n",
    "test: equal\n",
    "Test: equal\n",
];

/// A release for each list.
pub(crate) fn messages() -> Stream {
    let mut stream = Stream::new();
    let first = LAYOUT.iter().map(|message| stream.says(message)).last();
    if let Some(first) = first {
        stream.annotated("v1.0.0", first, "feat: a tag with a type");
    }
    let second = FOOTERS.iter().map(|message| stream.says(message)).last();
    if let Some(second) = second {
        stream.light("v2.0.0", second);
    }
    stream.says("feat: the end of it");
    stream
}

/// Messages in other encodings than UTF-8, and a tag without any.
pub(crate) fn encodings() -> Stream {
    let mut stream = Stream::new();
    let empty = stream.says("feat: a tag without a message");
    stream.annotated("v1.0.0", empty, "");
    stream.add(Commit::of_bytes("main", b"fix: latin \xe4\xf6\xfc\n").encoded("ISO-8859-1"));
    stream.add(Commit::of_bytes("main", b"fix: no UTF-8 \xff\xfe\n\nbody \xe4\n"));
    stream.add(Commit::on("main", "fix: said to be latin äöü\n").encoded("ISO-8859-1"));
    stream.says("feat: the end of it");
    stream
}
