use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use unicode_width::UnicodeWidthStr;

use super::{page, pages};
use crate::domain::check::finding::Severity;
use crate::domain::check::skip::Skip;
use crate::terminal::check::options::{Options, Types};
use crate::terminal::check::samples::{checked, clean, found, of_commit, reports};

fn shown(text: &str) -> String {
    page(&checked(text), &Options::default())
}

#[test]
fn a_rejected_message_is_shown_line_by_line() {
    let names = ["feat", "fix", "docs"].map(str::to_owned);
    let options = Options {
        saved: Some(".git/semflow/rejected.txt"),
        types: Some(Types { names: &names, place: Some("cliff.toml:4") }),
        help_url: Some("https://example.org"),
        ..Options::default()
    };
    let report = checked("faet(UI): Added  a thing that does stuff\u{a0}.\n\nbody\u{200b}");
    assert_eq!(
        page(&report, &options),
        concat!(
            "✗ commit message rejected: 1 error, 2 warnings, 3 notes\n",
            "\n",
            "  1 │ faet(UI): Added  a thing that does stuff\u{a0}.\n",
            "    │ ^^^^ unknown type; did you mean `feat`?               [type-enum]\n",
            "    │           ^ note: start in small letters              [subject-capital]\n",
            "    │           ^^^^^ note: imperative mood: `add`          [subject-mood]\n",
            "    │                                         ^ warning: a space that does not\n",
            "    │                                           break (U+00A0)\n",
            "    │                                                       [message-characters]\n",
            "    │                                          ^ note: drop the full stop\n",
            "    │                                                       [subject-full-stop]\n",
            "  3 │ body\\u{200b}\n",
            "    │     ^^^^^^^^ warning: a character that nobody sees (U+200B)\n",
            "    │                                                       [message-characters]\n",
            "\n",
            "  fixed │ feat(UI): add  a thing that does stuff\n",
            "        │\n",
            "        │ body\n",
            "\n",
            "  Your message is safe in .git/semflow/rejected.txt\n",
            "    semflow commit --fix                        commit it with the fixes above\n",
            "    git commit -e -F .git/semflow/rejected.txt  reopen it in your editor\n",
            "\n",
            "  types: feat fix docs (cliff.toml:4)\n",
            "\n",
            "  help: https://example.org\n",
        )
    );
}

#[test]
fn a_forgotten_colon_is_shown_where_it_belongs() {
    assert_eq!(
        shown("feat(ui) added thing"),
        concat!(
            "✗ commit message rejected: 1 error, 1 note\n",
            "\n",
            "  1 │ feat(ui) added thing\n",
            "    │         ^ expected `: ` here                               [header-format]\n",
            "    │          ^^^^^ note: imperative mood: `add`                [subject-mood]\n",
            "\n",
            "  fixed │ feat(ui): add thing\n",
        )
    );
}

#[test]
fn a_long_line_is_cut_around_what_is_wrong_with_it() {
    let text = format!("faet: {}", "word ".repeat(24).trim_end());
    assert_eq!(
        shown(&text),
        concat!(
            "✗ commit message rejected: 2 errors\n",
            "\n",
            "  1 │ faet: word word word word word word word word word word word word word wo…\n",
            "    │ ^^^^ unknown type; did you mean `feat`?                     [type-enum]\n",
            "  1 │ …ord word word word word word word word word word word word word word word\n",
            "    │                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            "    │                  125 columns wide, 25 too many: at most 100 [header-width]\n",
            "\n",
            "  fixed │ feat: word word word word word word word word word word word word wor…\n",
        )
    );
}

#[test]
fn a_message_has_room_below_carets_far_to_the_right() {
    let report = found(
        &format!("feat: {}", "x".repeat(60)),
        "header-width",
        60..66,
        "too wide by far, so it is",
    );
    assert_eq!(
        page(&report, &Options::default()),
        concat!(
            "✗ commit message rejected: 1 error\n",
            "\n",
            "  1 │ feat: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
            "    │                                                             ^^^^^^\n",
            "    │                                   too wide by far, so it is [header-width]\n",
        )
    );
}

#[test]
fn carets_stand_below_what_a_terminal_shows() {
    for (text, span, line, carets) in [
        ("feat: 漢字 x", 13..14, "feat: 漢字 x", "           ^"),
        ("feat: 漢字 x", 6..9, "feat: 漢字 x", "      ^^"),
        ("a\u{1b}[31mb", 6..7, "a\\x1b[31mb", "         ^"),
        ("a\u{202e}b", 1..4, "a\\u{202e}b", " ^^^^^^^^"),
        ("a\tb", 2..3, "a   b", "    ^"),
        ("e\u{301}b", 3..4, "e\u{301}b", " ^"),
        ("👩\u{200d}💻b", 11..12, "👩\u{200d}💻b", "  ^"),
        ("ab", 2..2, "ab", "  ^"),
        ("ab", 9..9, "ab", "  ^"),
    ] {
        let shown = page(&found(text, "type-enum", span, "no"), &Options::default());
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[2], format!("  1 │ {line}"));
        assert!(lines[3].starts_with(&format!("    │ {carets} no ")), "{shown}");
    }
}

#[test]
fn a_secret_is_nowhere_repeated() {
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let shown_token = shown(&format!("update {token}"));
    assert!(!shown_token.contains("a1B2"), "{shown_token}");
    assert!(shown_token.contains(&"•".repeat(40)), "{shown_token}");
    let key =
        "feat:x\n\n-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----\nend";
    let shown_key = shown(key);
    assert!(!shown_key.contains("MIIE"), "{shown_key}");
    assert!(shown_key.contains("fixed │ feat: x"), "{shown_key}");
}

#[test]
fn notes_alone_get_a_page_where_they_are_asked_for() {
    let report = checked("feat: added x");
    assert_eq!(page(&report, &Options::default()), "");
    let options = Options { shows_notes: true, ..Options::default() };
    assert!(page(&report, &options).starts_with("✓ commit message accepted: 1 note\n"));
    let report = checked("feat:  x");
    let shown = page(&report, &Options::default());
    assert!(shown.starts_with("⚠ commit message accepted: 1 warning\n"), "{shown}");
    let options = Options { is_strict: true, ..Options::default() };
    assert!(page(&report, &options).starts_with("✗ commit message rejected: 1 warning\n"));
}

#[test]
fn of_a_long_message_only_what_changes_is_shown_as_fixed() {
    let lines: Vec<_> = (0..30).map(|at| format!("line {at}")).collect();
    let shown = shown(&format!("feat:x\n\n{}", lines.join("\n")));
    let fixed = shown.split_once("  fixed │").unwrap().1;
    assert_eq!(fixed, " feat: x\n        │\n        │ line 0\n        │ …\n");
}

#[test]
fn many_messages_are_counted_below_those_with_findings() {
    let skipped =
        crate::domain::check::report::Report { skip: Some(Skip::Merge), ..clean("Merge") };
    let messages = [checked("feat x"), checked("feat:  x"), skipped, checked("feat: x")];
    assert_eq!(
        pages(&messages.map(of_commit), &Options::default()),
        concat!(
            "✗ abababa feat x\n",
            "\n",
            "  1 │ feat x\n",
            "    │     ^ expected `: ` here                                   [header-format]\n",
            "\n",
            "  fixed │ feat: x\n",
            "\n",
            "⚠ abababa feat:  x\n",
            "\n",
            "  1 │ feat:  x\n",
            "    │       ^ warning: one space is enough                       [subject-space]\n",
            "\n",
            "  fixed │ feat: x\n",
            "\n",
            "checked 4 commits: 1 rejected, 1 with warnings, 1 passed over\n",
        )
    );
    let fine = [of_commit(clean("feat: x"))];
    assert_eq!(pages(&fine, &Options::default()), "checked 1 commit: none rejected\n");
}

#[test]
fn a_path_is_quoted_where_a_shell_reads_it() {
    let options = Options { saved: Some("my dir/x"), ..Options::default() };
    let shown = page(&checked("update"), &options);
    assert!(shown.contains("git commit -e -F 'my dir/x'  reopen"), "{shown}");
    assert!(shown.contains("semflow commit --retry "), "{shown}");
}

#[test]
fn many_findings_and_messages_take_no_time() {
    let text = format!("feat: x\n\n{}", "\u{200b}".repeat(2_000));
    assert!(shown(&text).contains("… and 1980 more in this line"));
    let reports = vec![of_commit(checked("feat x")); 5_000];
    assert_eq!(pages(&reports, &Options::default()).lines().count(), 5_000 * 7 + 1);
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}

proptest! {
    #[test]
    fn no_message_steers_the_terminal_or_leaves_the_page(report in reports(), width in 0..120_usize) {
        let options = Options { width, shows_notes: true, ..Options::default() };
        let shown = page(&report, &options) + &pages(std::slice::from_ref(&report), &options);
        prop_assert!(!shown.chars().any(|sign| sign.is_control() && sign != '\n'), "{:?}", shown);
        for line in shown.lines().filter(|line| line.contains('│')) {
            prop_assert!(line.width() <= width.max(48), "{:?}", line);
            prop_assert_eq!(line.trim_end(), line);
        }
        let coloured = Options { is_coloured: true, ..options };
        prop_assert_eq!(without_colours(&page(&report, &coloured)), page(&report, &options));
    }

    #[test]
    fn carets_start_below_the_place(before in "[a-z é漢ß\t\u{7}]{0,30}", width in 60..100_usize) {
        let text = format!("{before}X");
        let report = found(&text, "type-enum", before.len()..text.len(), "no");
        let shown = page(&report, &Options { width, ..Options::default() });
        let lines: Vec<_> = shown.lines().collect();
        let column = |line: usize, sign| lines[line].split(sign).next().map(UnicodeWidthStr::width);
        prop_assert_eq!(column(2, 'X'), column(3, '^'));
        prop_assert_eq!(report.findings[0].severity, Severity::Error);
    }
}
