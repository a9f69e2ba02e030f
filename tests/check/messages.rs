//! Messages that were put together from what people stumble over, and texts of any kind.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use semflow::domain::check::cleanup::as_text;

/// What stands at the start of a header.
const STARTS: &[&str] = &[
    "feat",
    "fix",
    "Fix",
    "FEAT",
    "faet",
    "bugfix",
    "docs",
    "refactoring",
    "a",
    "été",
    "straße",
    "[feat]",
    "[WIP]",
    "\"feat\"",
    "“fix”",
    "`docs`",
    "feat(api)",
    "feat(api,clo)",
    "feat( a )",
    "feat (a)",
    "feat[a]",
    "feat()",
    "feat(a",
    "feat(a(b))",
    "feat(a)(b)",
    "feat!(a)",
    "feat!",
    "feat!!",
    "feat ! !",
    "PROJ-1 feat",
    "[PROJ-1] feat",
    "#12 fix(a)",
    "✨ feat",
    "feat ✨",
    ":bug: fix",
    "fix :bug:",
    "✨ [feat]",
    "BREAKING CHANGE",
    "https",
    "Merge branch 'a'",
    "fixup! feat",
    "Revert \"feat",
    "\u{feff}feat",
    " feat",
    "\u{200b}",
    "",
];

/// What stands between a type and a description, or in its place.
const COLONS: &[&str] = &[
    ": ", ":", " : ", ":  ", "：", "： ", ":\u{a0}", ":\t", "!: ", "!!: ", " !: ", " ", "://", "",
];

/// How descriptions start.
const DESCRIPTIONS: &[&str] = &[
    "add x",
    "Add x",
    "Added x",
    "adds x.",
    "add x...",
    "Add x. .",
    "Docker",
    "API keys",
    "BREAKING CHANGE x",
    "ADD X",
    "Add The X",
    "feat: y",
    "✨ add",
    "x",
    "。",
    ".",
    "\u{202e}x",
    "a\rb",
    "x\u{2028}y",
    "ǅ",
    "(#12)",
    "Ünder way.",
    "a very long header that goes on and on, wider than any terminal of the world can show in one line",
    "Unwiederbringlichkeitsbehauptungsverhandlungsausschussvorsitzendenwahlverfahrensordnung.",
    "",
];

/// Lines below a header.
const LINES: &[&str] = &[
    "",
    "",
    "",
    "",
    " ",
    "\r",
    "body",
    "Body ends here.",
    "- item",
    "BREAKING CHANGE: y",
    "BREAKING CHANGE:y",
    "BREAKING CHANGES: y",
    "Breaking change: y",
    "BREAKING CHANGE:",
    "BREAKING-CHANGE: y",
    "* **BREAKING CHANGE:** y",
    "DEPRECATED:",
    "DEPRECATED:x",
    "DEPRECATION: y",
    "Refs: #1",
    "Refs:#1",
    "Closes #12",
    "closes: PROJ-2",
    "Co authored by: A <a@b.c>",
    "Signed-off-by: A <a@b.c>",
    "Reviewed by:B",
    "Note: this",
    "```",
    "~~~",
    "<details>",
    "</details>",
    "<p>",
    "<!--",
    "-->",
    "---",
    "# ------------------------ >8 ------------------------",
    "# comment",
    "gpg: x",
    "semflow-ignore: header-format",
    "semflow-ignore: subject-capital, footer-format",
    "\u{200b}",
    "\u{a0}",
    "\u{c}",
    "  continued",
    "https://example.org/a/b",
    "See\u{a0}it",
    "x\u{200d}y",
    "\tConflicts:",
];

/// What is strewn in anywhere.
const SPLINTERS: &[&str] = &[
    " ", "\n", "\r", "\r\n", "\t", ":", "!", "(", ")", "[", "]", "\"", "`", ".", "...", ",", "-",
    "#", "\u{a0}", "\u{feff}", "\u{200b}", "\u{200d}", "\u{202e}", "\u{2028}", "\u{85}", "\0",
    "\u{fe0f}", "✨", ":bug:", "：", "é", "e\u{301}", "漢", "ß", "İ", "𝒳", "ﬁ", "feat", "fix",
    "PROJ-1", "#1", "/", "<",
];

/// Returns messages: mostly put together, at times anything.
pub(crate) fn messages() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => tidy(),
        4 => (tidy(), vec((any::<Index>(), select(SPLINTERS)), 1..5)).prop_map(strewn),
        2 => vec(select(SPLINTERS), 0..24).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => vec(any::<u8>(), 0..80).prop_map(|bytes| as_text(&bytes).0.into_owned()),
    ]
}

/// Returns header lines.
pub(crate) fn headers() -> impl Strategy<Value = String> {
    let header = (select(STARTS), select(COLONS), select(DESCRIPTIONS))
        .prop_map(|(start, colon, description)| [start, colon, description].concat());
    let strewn = (header, vec((any::<Index>(), select(SPLINTERS)), 0..4)).prop_map(strewn);
    strewn.prop_map(|line| line.replace('\n', " "))
}

fn tidy() -> impl Strategy<Value = String> {
    let header = (select(STARTS), select(COLONS), select(DESCRIPTIONS))
        .prop_map(|(start, colon, description)| [start, colon, description].concat());
    let ending = select(&["\n", "\n", "\n", "\r\n"][..]);
    (header, vec(select(LINES), 0..9), ending).prop_map(|(header, lines, ending)| {
        std::iter::once(header.as_str()).chain(lines).collect::<Vec<_>>().join(ending)
    })
}

fn strewn((mut text, splinters): (String, Vec<(Index, &str)>)) -> String {
    for (place, splinter) in splinters {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = if places.is_empty() { 0 } else { *place.get(&places) };
        text.insert_str(at, splinter);
    }
    text
}
