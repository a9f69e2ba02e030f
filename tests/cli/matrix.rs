//! The level that a message asks for, in the program's own words: one row each.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[derive(Clone, Copy, Debug)]
enum Level {
    None,
    Patch,
    Minor,
    Major,
}

use Level::{Major, Minor, None, Patch};

impl Level {
    fn after_1_2_3(self) -> &'static str {
        match self {
            None => "1.2.3\n",
            Patch => "1.2.4\n",
            Minor => "1.3.0\n",
            Major => "2.0.0\n",
        }
    }
}

#[track_caller]
fn assert_levels(rows: &[(&str, Level)]) {
    let repo = Repo::released("v1.2.3");
    let base = repo.git(&["rev-parse", "HEAD"]);
    let mut wrong = Vec::new();
    for (message, level) in rows {
        repo.reset(&base);
        repo.commit(message);
        let answer = semflow(&repo, &["next-version"]);
        assert_eq!(answer.code, Some(0), "{message}\n{answer}");
        if answer.stdout != level.after_1_2_3() {
            wrong.push(format!("{message:?}: wants {level:?}, got {}", answer.stdout.trim_end()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_type_decides() {
    assert_levels(&[
        ("feat: a thing", Minor),
        ("fix: a thing", Patch),
        ("perf: a thing", Patch),
        ("feat(api): a thing", Minor),
        ("feat(a/b c): a thing", Minor),
        ("Feat: a thing", Minor),
        ("FEAT: a thing", Minor),
        ("FIX(Api): a thing", Patch),
        ("revert: feat: a thing", Patch),
        ("refactor: a thing", None),
        ("docs: a thing", None),
        ("style: a thing", None),
        ("test: a thing", None),
        ("ci: a thing", None),
        ("chore(deps): a thing", None),
        ("build(deps): a thing", None),
        ("deps: a thing", None),
        ("security: a thing", None),
        ("feature: a thing", None),
        ("my-type: a thing", None),
        ("fixture: a thing", None),
        ("features: a thing", None),
    ]);
}

#[test]
fn a_header_that_is_nearly_conventional_asks_for_nothing() {
    assert_levels(&[
        ("feat:a thing", None),
        ("feat (scope): a thing", None),
        ("feat(): a thing", None),
        ("feat a thing", None),
        ("random text", None),
        ("WIP feat: a thing", None),
        ("fixup! feat: a thing", None),
        ("squash! fix: a thing", None),
        ("[feat] a thing", None),
        ("feat:", None),
        ("feat: ", None),
        ("feat!!: a thing", None),
        ("feat!(api): a thing", None),
    ]);
}

#[test]
fn an_exclamation_mark_breaks_whatever_the_type() {
    assert_levels(&[
        ("feat!: a thing", Major),
        ("feat(api)!: a thing", Major),
        ("fix!: a thing", Major),
        ("chore!: a thing", Major),
        ("docs(readme)!: a thing", Major),
        ("anything!: a thing", Major),
    ]);
}

#[test]
fn a_breaking_footer_breaks() {
    assert_levels(&[
        ("chore: a thing\n\nBREAKING CHANGE: it is gone", Major),
        ("fix: a thing\n\nBREAKING-CHANGE: it is gone", Major),
        ("fix: a thing\n\nBREAKING CHANGE: it is\ngone in\n\nthree paragraphs", Major),
        ("fix: a thing\n\nText.\n\nReviewed-by: Z\nBREAKING CHANGE: it is gone\nRefs: #1", Major),
        ("fix: a thing\r\n\r\nBREAKING CHANGE: it is gone\r\n", Major),
    ]);
}

#[test]
fn what_only_talks_of_breaking_does_not() {
    assert_levels(&[
        ("fix: a thing\n\nBREAKING CHANGE it is gone", Patch),
        ("fix: a thing\n\nBREAKING CHANGE #12 is gone", Patch),
        ("fix: a thing\n\nbreaking change: it is gone", Patch),
        ("fix: a thing\n\nBreaking Change: it is gone", Patch),
        ("fix: a thing\n\nBREAKING CHANGES: it is gone", Patch),
        ("fix: a thing\n\nThis is no BREAKING CHANGE: it stays", Patch),
        ("fix: a thing\nBREAKING CHANGE: right under the header", Patch),
        ("docs: tell\n\nUse the footer\nBREAKING CHANGE: text\nto mark it.", None),
        ("docs: tell\n\n```\nBREAKING CHANGE: text\n```\n", None),
        ("docs: tell\n\n~~~text\nBREAKING CHANGE: text\n~~~\n", None),
        ("docs: tell\n\n    BREAKING CHANGE: indented\n", None),
        ("docs: tell\n\n> BREAKING CHANGE: quoted\n", None),
        ("docs: tell\n\n<!--\nBREAKING CHANGE: hidden\n-->\n", None),
    ]);
}

#[test]
fn a_squashed_body_counts_by_its_paragraphs() {
    assert_levels(&[
        ("fix: correct a thing (#3)\n\n* feat: add b thing\n\n* fix: correct c thing\n", Minor),
        ("chore: tidy a thing (#3)\n\nfeat: add b thing", Minor),
        ("chore: tidy a thing (#3)\n\n* feat!: drop b thing\n* fix: c thing", Major),
        ("fix: correct a thing\n\nbody\n\nfeat: a note here", Minor),
        ("chore: tidy a thing\n\nsee also\nfix: the y thing\nmore", None),
        ("chore: tidy a thing\n\nfix: #123", None),
        ("docs: tell\n\nBEGIN_NESTED_COMMIT\nfeat: add b thing\nEND_NESTED_COMMIT", None),
        ("docs: tell\n\n```\nfeat: add b thing\n```", None),
        (
            "Squashed commit of the following:\n\n\
             commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\
             Author: A <a@b.example>\nDate:   Sun Oct 13 12:05:23 2024 -0600\n\n\
             \x20   feat(cli): add a new thing\n\n\
             commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\
             Author: A <a@b.example>\nDate:   Sun Oct 13 12:05:23 2024 -0600\n\n\
             \x20   fix: correct the thing\n",
            Minor,
        ),
    ]);
}

#[test]
fn what_bots_quote_of_others_does_not_count() {
    assert_levels(&[
        (
            "chore(deps): bump a from 1 to 2 (#4)\n\n<li>\nfeat: handle multiple things (#2358)</li>",
            None,
        ),
        (
            "fix(deps): update a to v2 (#4)\n\nThis PR contains the following updates:\n\n\
             ### Release notes\n\n* feat!: drop node 18\n\nBREAKING CHANGE: node 18 is gone",
            Patch,
        ),
        (
            "build(deps): bump a from 1.0 to 2.0\n\n\
             Bumps [a](https://example.com/a) from 1.0 to 2.0.\n\
             <details>\n<summary>Commits</summary>\n\nfeat: handle multiple things\n</details>",
            None,
        ),
    ]);
}

#[test]
fn a_gitmoji_before_or_behind_the_type_is_allowed() {
    assert_levels(&[
        ("✨ feat: a thing", Minor),
        (":sparkles: feat: a thing", Minor),
        ("🐛 fix(api): a thing", Patch),
        ("💥 feat!: a thing", Major),
        ("feat: ✨ a thing", Minor),
        ("✨ a thing", None),
    ]);
}

#[test]
fn merges_count_only_by_a_conventional_subject() {
    let repo = Repo::released("v1.2.3");
    let base = repo.git(&["rev-parse", "HEAD"]);
    for (message, level) in [
        ("Merge pull request #3 from x/y\n\nfeat: add a thing", None),
        ("Merge branch 'topic'", None),
        ("feat: merge the topic", Minor),
        ("Merge branch 'topic'\n\nBREAKING CHANGE: it is gone", None),
    ] {
        let side = repo.raw_commit(&[&base], 1_704_067_300, b"docs: on the side\n");
        let merge = repo.raw_commit(&[&base, &side], 1_704_067_400, message.as_bytes());
        repo.reset(&merge);
        semflow(&repo, &["next-version"]).says(level.after_1_2_3());
    }
}

#[test]
fn the_highest_level_of_all_commits_wins() {
    let repo = Repo::released("v1.2.3");
    for (message, level) in [
        ("docs: a", None),
        ("fix: b", Patch),
        ("feat: c", Minor),
        ("fix: d", Minor),
        ("e!: f", Major),
    ] {
        repo.commit(message);
        semflow(&repo, &["next-version"]).answers(level.after_1_2_3());
    }
}

#[test]
fn before_1_0_0_a_breaking_change_raises_the_second_number() {
    for (message, next) in [
        ("feat!: a thing", "0.5.0\n"),
        ("feat: a thing", "0.5.0\n"),
        ("fix: a thing", "0.4.3\n"),
        ("docs: a thing", "0.4.2\n"),
    ] {
        let repo = Repo::released("v0.4.2");
        repo.commit(message);
        semflow(&repo, &["next-version"]).answers(next);
    }
}

#[test]
fn the_table_can_be_configured() {
    let repo = Repo::released("v1.2.3");
    let config = "[commits]\nbump = { docs = \"patch\", deps = \"minor\", feat = \"none\" }\n";
    repo.write("cliff.toml", config);
    repo.commit("feat: a thing");
    semflow(&repo, &["next-version"]).answers("1.2.3\n");
    repo.commit("Docs: a thing");
    semflow(&repo, &["next-version"]).answers("1.2.4\n");
    repo.commit("deps: a thing");
    semflow(&repo, &["next-version"]).answers("1.3.0\n");
}
