//! One message read whole: header, body, footers, squashed changes, and what it reverts.
//!
//! The parts are read in the modules beside this one; here is decided which of them a message has.

use crate::domain::commit::body::{Body, change, release_as};
use crate::domain::commit::breaking::is_nearly_marker;
use crate::domain::commit::change::Change;
use crate::domain::commit::footers::Sections;
use crate::domain::commit::header::{self, Header};
use crate::domain::commit::message::{self, Line};
use crate::domain::commit::policy::ParsePolicy;
use crate::domain::commit::problem::Problem;
use crate::domain::commit::reverts::{self, Revert};
use crate::domain::commit::warning::Warning;
use crate::domain::commit::{merges, opaque, references};
use crate::domain::history::commit::{Person, RawCommit};

/// What else than its text decides how a message is read.
#[derive(Clone, Copy, Debug)]
pub struct MessageContext<'c> {
    /// Who wrote the change.
    pub author: &'c Person,
    /// How many parents the commit has.
    pub parents: usize,
}

impl<'c> MessageContext<'c> {
    /// Returns the context of a commit's message.
    pub fn of(commit: &'c RawCommit) -> Self {
        Self { author: &commit.author.person, parents: commit.parents.len() }
    }
}

/// What a message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The change that the header tells. `Revert "…"` is no conventional header and has one all
    /// the same: what it counts as where its target is not in the range.
    pub change: Option<Change>,
    /// The changes of a squashed branch that the body tells, in its order.
    pub squashed: Vec<Change>,
    /// What the commit takes back.
    pub revert: Option<Revert>,
    /// The value of the `Release-As` footer.
    pub release_as: Option<String>,
    /// The pull request that the commit came in through; its squashed changes share it.
    pub request: Option<u64>,
    /// Whether the body quotes other projects, as those of bots do.
    pub is_quoting: bool,
    /// Why the header is not conventional.
    pub problem: Option<Problem>,
    /// What does not count, though its author may think that it does.
    pub warnings: Vec<Warning>,
}

impl Parsed {
    /// Returns every change that the message tells: the one of its header, then the squashed ones.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.change.iter().chain(&self.squashed)
    }
}

/// Returns what a message says. Nothing is an error: a header that is not conventional has a
/// [`Problem`], and the rest of the message is read all the same.
pub fn parse(message: &str, context: MessageContext<'_>, policy: &ParsePolicy) -> Parsed {
    read(&mut message::lines(message), context, policy, Depth::Outer)
}

/// Whether a message stands on its own or in the log of a squashed branch, where no other log is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Outer,
    Inner,
}

pub(super) fn read(
    lines: &mut [Line<'_>],
    context: MessageContext<'_>,
    policy: &ParsePolicy,
    depth: Depth,
) -> Parsed {
    let Some((first, rest)) = lines.split_first_mut() else {
        return Parsed { problem: Some(Problem::Empty), ..Parsed::default() };
    };
    opaque::mark(rest);
    let head = Head::of(first, rest, context, policy);
    let body = Body::of(rest, &head, context, policy, depth);
    head.into_parsed(body)
}

/// The subject, understood.
pub(super) struct Head<'m> {
    line: Line<'m>,
    /// What the message counts as.
    header: Option<Header>,
    problem: Option<Problem>,
    revert: Option<Revert>,
    request: Option<u64>,
    /// Whether the merged commits say what changed.
    is_merge: bool,
}

impl<'m> Head<'m> {
    fn of(
        line: &Line<'m>,
        rest: &[Line<'_>],
        context: MessageContext<'_>,
        policy: &ParsePolicy,
    ) -> Self {
        let is_merge = context.parents > 1 || merges::is_merge_subject(line.text);
        // Azure DevOps gives the single commit of a squash the subject of a merge.
        let title = merges::azure_title(line.text).filter(|_| context.parents < 2);
        let title = title.unwrap_or(line.text);
        let parsed = header::parse(title, policy.leading_emoji);
        let revert = reverts::read(title, parsed.as_ref().ok(), rest);
        let problem = parsed.as_ref().err().map(|problem| match problem {
            _ if revert.is_some() => Problem::Revert,
            _ if is_autosquash(title) => Problem::Autosquash,
            _ if merges::is_merge_subject(line.text) => Problem::Merge,
            problem => *problem,
        });
        let header = parsed.ok().or_else(|| {
            revert.as_ref().map(|revert| reverts::header_of(title, revert, policy.leading_emoji))
        });
        let request = references::own_request(line.text, rest).map(|(_, number)| number);
        Self { line: *line, header, problem, revert, request, is_merge }
    }

    /// Whether the body may hold the changes of a squashed branch.
    pub(super) fn may_be_squash(&self) -> bool {
        !self.is_merge && self.revert.is_none() && self.problem != Some(Problem::Autosquash)
    }

    fn into_parsed(self, body: Body) -> Parsed {
        let mut warnings = Vec::new();
        let line = self.line.number;
        match &self.header {
            Some(header) => {
                if is_nearly_marker(&header.description) {
                    let text = self.line.text.to_owned();
                    warnings.push(Warning::NearlyBreaking { line, text });
                }
                warnings.extend(body.glued_line.map(|line| Warning::MissingBlankLine { line }));
                warnings.extend(body.sections.warnings.iter().cloned());
            }
            None if self.is_merge || self.problem == Some(Problem::Autosquash) => {}
            None => warnings.extend(lost_breaking(&body.sections)),
        }
        warnings.extend(body.warnings);
        let release_as = release_as(&body.sections.footers).or(body.release_as);
        Parsed {
            change: self.header.map(|header| change(header, body.sections)),
            squashed: body.squashed,
            revert: self.revert,
            release_as,
            request: self.request,
            is_quoting: body.is_quoting,
            problem: self.problem,
            warnings,
        }
    }
}

fn is_autosquash(subject: &str) -> bool {
    ["fixup! ", "squash! ", "amend! "].iter().any(|start| subject.starts_with(start))
}

fn lost_breaking(sections: &Sections) -> Option<Warning> {
    let footer = sections.footers.iter().find(|footer| footer.is_breaking)?;
    Some(Warning::LostBreaking { line: sections.breaking_line?, text: footer.value.clone() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_oneof, proptest};
    use proptest::strategy::{Just, Strategy};

    use super::{MessageContext, Parsed, Person, parse};
    use crate::domain::commit::change::BreakingSource;
    use crate::domain::commit::policy::ParsePolicy;
    use crate::domain::commit::problem::Problem;
    use crate::domain::commit::warning::Warning;
    use crate::domain::version::bump::{Bump, BumpTable};

    fn person(name: &str) -> Person {
        Person { name: name.to_owned(), email: String::new() }
    }

    fn parsed_of(message: &str, author: &str, parents: usize) -> Parsed {
        let context = MessageContext { author: &person(author), parents };
        parse(message, context, &ParsePolicy::default())
    }

    fn parsed(message: &str) -> Parsed {
        parsed_of(message, "A U Thor", 1)
    }

    fn level_of(parsed: &Parsed) -> Bump {
        let table = BumpTable::default();
        parsed.changes().map(|change| table.level(change)).max().unwrap_or_default()
    }

    fn kinds(parsed: &Parsed) -> Vec<&str> {
        parsed.changes().map(|change| change.kind.as_str()).collect()
    }

    const LOG: &str = "Squashed commit of the following:\n\n\
        commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nAuthor: a <a@b>\n\
        Date:   Sun Oct 13 12:05:23 2024 -0600\n\n    feat(cli): add a new thing\n\n\
        commit bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\nAuthor: a <a@b>\n\
        Date:   Sun Oct 13 12:05:23 2024 -0600\n\n    fix: correct the thing\n";

    #[test]
    fn each_message_asks_for_its_level() {
        let rows = [
            ("feat!: x", Bump::Major),
            ("feat(api)!: x", Bump::Major),
            ("chore!: x", Bump::Major),
            ("chore: x\n\nBREAKING CHANGE: y", Bump::Major),
            ("fix: x\n\nBREAKING-CHANGE: y", Bump::Major),
            ("fix: x\n\nBREAKING CHANGE y", Bump::Patch),
            ("fix: x\n\nbreaking change: y", Bump::Patch),
            ("fix: x\n\nBREAKING CHANGES: y", Bump::Patch),
            ("docs: x\n\nUse the footer\nBREAKING CHANGE: text\nto mark it.", Bump::None),
            ("docs: x\n\n```\nBREAKING CHANGE: text\n```\n", Bump::None),
            ("Feat: x", Bump::Minor),
            ("FEAT: x", Bump::Minor),
            ("feat:x", Bump::None),
            ("feat (scope): x", Bump::None),
            ("feature: x", Bump::None),
            ("fix: x", Bump::Patch),
            ("perf: x", Bump::Patch),
            ("refactor: x", Bump::None),
            ("docs: x", Bump::None),
            ("revert: feat: x", Bump::Patch),
            ("random text", Bump::None),
            ("fixup! feat: x", Bump::None),
            ("squash! feat: x\n\nfeat: add y", Bump::None),
            ("WIP feat: x", Bump::None),
            ("feat(a/b c): x", Bump::Minor),
            ("fixture: x", Bump::None),
            ("Merge pull request #3 from x/y\n\nfeat: add a thing", Bump::None),
            ("fix: a (#3)\n\n* feat: add b thing\n\n* fix: correct c\n", Bump::Minor),
            ("chore: a (#3)\n\nfeat: add b thing", Bump::Minor),
            ("Branch a (#3)\n\n* feat: add b thing\n* fix!: correct c", Bump::Major),
            ("chore: tidy\n\nsee also\nfix: the y thing\nmore", Bump::None),
            ("fix: a\n\nbody\n\nfeat: a note here", Bump::Minor),
            ("docs: a\n\nBEGIN_NESTED_COMMIT\nfeat: add b\nEND_NESTED_COMMIT", Bump::None),
            ("Revert \"feat: x\"\n\nThis reverts commit aaaaaaa.", Bump::Patch),
            ("Reapply \"feat: x\"", Bump::Minor),
            (LOG, Bump::Minor),
            ("chore: tidy\n\nfix: #123", Bump::None),
            ("chore(deps): a\n\n<li>\nfeat: handle many things (#2358)</li>", Bump::None),
            ("feat: x\nbody here", Bump::Minor),
            ("feat: x\nBREAKING CHANGE: y", Bump::Minor),
            ("\u{feff}\n\nfeat: x\r\n\r\nBREAKING CHANGE: y\r\n", Bump::Major),
            (" feat: x", Bump::None),
            ("", Bump::None),
        ];
        for (message, level) in rows {
            assert_eq!(level_of(&parsed(message)), level, "{message:?}");
        }
    }

    #[test]
    fn a_message_is_read_whole() {
        let found = parsed(
            "feat(api)!: add x (#12)\r\n\r\np1\r\n\r\np2\r\n\r\nBREAKING CHANGE: y\r\n\r\n\
             Refs: #1\r\nRelease-As: 3.0.0\r\n",
        );
        let change = found.change.unwrap();
        assert_eq!(change.kind, "feat");
        assert_eq!(change.scope.as_deref(), Some("api"));
        assert_eq!(change.description, "add x (#12)");
        assert_eq!(change.body.as_deref(), Some("p1\n\np2"));
        let tokens: Vec<_> = change.footers.iter().map(|footer| footer.token.as_str()).collect();
        assert_eq!(tokens, ["BREAKING CHANGE", "Refs", "Release-As"]);
        let breaking = change.breaking.unwrap();
        assert_eq!((breaking.description.as_str(), breaking.source), ("y", BreakingSource::Footer));
        assert_eq!(found.release_as.as_deref(), Some("3.0.0"));
        assert_eq!(found.request, Some(12));
        assert_eq!(found.problem, None);
        assert_eq!(found.warnings, []);
    }

    #[test]
    fn a_mark_breaks_what_the_description_says() {
        let breaking = parsed("feat!: drop x").change.unwrap().breaking.unwrap();
        assert_eq!(breaking.description, "drop x");
        assert_eq!(breaking.source, BreakingSource::Mark);
    }

    #[test]
    fn text_right_under_the_header_is_body() {
        let found = parsed("feat: x\nCloses #1\n\nRefs: #2");
        let change = found.change.unwrap();
        assert_eq!(change.body.as_deref(), Some("Closes #1"));
        assert_eq!(change.footers.len(), 1);
        assert_eq!(found.warnings, [Warning::MissingBlankLine { line: 2 }]);
    }

    #[test]
    fn a_subject_that_a_tool_wrote_is_named() {
        let rows = [
            ("fixup! fixup! feat: x", Problem::Autosquash),
            ("amend! feat: x\n\nfeat: x y", Problem::Autosquash),
            ("Merge branch 'a'", Problem::Merge),
            ("Merged PR 1: words", Problem::Merge),
            ("Revert \"feat: x\"", Problem::Revert),
            ("Reapply \"feat: x\"", Problem::Revert),
            ("Merge the two functions", Problem::MissingType),
            (" \n", Problem::Empty),
        ];
        for (message, problem) in rows {
            assert_eq!(parsed(message).problem, Some(problem), "{message:?}");
        }
    }

    #[test]
    fn a_squashed_change_has_its_own_body_and_footers() {
        let found = parsed(
            "Add things (#3)\n\nabout all\n\n* feat: add b thing\n\nabout b\n\nBREAKING CHANGE: c\n\n\
             * docs: tell of b\n\n---------\n\nCo-authored-by: B <b@b>\nRelease-As: 2.0.0",
        );
        assert_eq!(found.change, None);
        assert_eq!(found.request, Some(3));
        assert_eq!(found.release_as.as_deref(), Some("2.0.0"));
        assert_eq!(kinds(&found), ["feat", "docs"]);
        let [feat, docs] = found.squashed.as_slice() else { panic!("two changes") };
        assert_eq!(feat.body.as_deref(), Some("about b"));
        assert_eq!(feat.breaking.as_ref().map(|b| b.description.as_str()), Some("c"));
        assert_eq!(docs.footers, []);
        let own = parsed("chore: a\n\nmine\n\n* feat: add b\n\nRelease-As: 2.0.0");
        assert_eq!(own.change.unwrap().body.as_deref(), Some("mine"));
        assert_eq!(own.release_as.as_deref(), Some("2.0.0"));
    }

    #[test]
    fn a_change_that_its_own_branch_reverted_does_not_count() {
        let listed = "Branch (#3)\n\n* feat: add b\n\n* fix: mend c\n\n* Revert \"feat: add b\"\n\n\
            This reverts commit abcdef1.";
        assert_eq!(kinds(&parsed(listed)), ["fix"]);
        let logged = format!(
            "{LOG}\ncommit cccccccccccccccccccccccccccccccccccccccc\nAuthor: a <a@b>\n\n    feat: c\n"
        )
        .replace("fix: correct the thing", "Revert \"feat: c\"\n\n    This reverts commit ccccccc.");
        assert_eq!(kinds(&parsed(&logged)), ["feat"]);
    }

    #[test]
    fn a_squashed_body_stays_whole_where_the_project_wants_that() {
        let policy = ParsePolicy { squash_bodies: false, ..ParsePolicy::default() };
        let context = MessageContext { author: &person("A"), parents: 1 };
        for message in [LOG, "chore: a\n\n* feat: add b"] {
            assert_eq!(parse(message, context, &policy).squashed, [], "{message}");
        }
    }

    #[test]
    fn a_merge_counts_by_its_own_conventional_subject_only() {
        let body = "\n\n* feat: add b\n\n* fix!: mend c";
        let rows = [
            (format!("Merge branch 'a'{body}"), 2, Bump::None),
            (format!("Merge branch 'a'{body}"), 1, Bump::None),
            (format!("Merge pull request #1 from a{body}"), 1, Bump::None),
            (format!("Some words{body}"), 2, Bump::None),
            (format!("fix: a{body}"), 2, Bump::Patch),
            ("Merged PR 1: feat: add x".to_owned(), 2, Bump::None),
            ("Merged PR 1: feat: add x".to_owned(), 1, Bump::Minor),
        ];
        for (message, parents, level) in rows {
            assert_eq!(level_of(&parsed_of(&message, "A", parents)), level, "{parents} {message}");
        }
    }

    #[test]
    fn the_body_of_a_bot_is_not_the_projects_word() {
        let quoted = "\n\n* feat: add b\n\nBREAKING CHANGE: y\n\nSigned-off-by: bot";
        let rows = [
            ("renovate[bot]", format!("fix(deps): raise a{quoted}"), Bump::Patch),
            ("renovate[bot]", format!("fix(deps)!: raise a{quoted}"), Bump::Major),
            (
                "Human",
                format!("fix: a\n\nThis PR contains the following updates:{quoted}"),
                Bump::Patch,
            ),
            ("Human", format!("chore: a\n\nBumps [a](b) from 1 to 2.{quoted}"), Bump::None),
        ];
        for (author, message, level) in rows {
            let found = parsed_of(&message, author, 1);
            assert_eq!(level_of(&found), level, "{message}");
            assert_eq!(found.warnings, [], "{message}");
            assert!(found.is_quoting);
            let tokens: Vec<_> =
                found.change.unwrap().footers.into_iter().map(|f| f.token).collect();
            assert_eq!(tokens, ["Signed-off-by"], "{message}");
        }
    }

    #[test]
    fn what_does_not_count_is_warned_about() {
        let near = |line, text: &str| Warning::NearlyBreaking { line, text: text.to_owned() };
        let rows = [
            ("feat: x\n\nbreaking change: y", vec![near(3, "breaking change: y")]),
            ("feat: BREAKING CHANGE: y", vec![near(1, "feat: BREAKING CHANGE: y")]),
            ("\n\nfeat: x\n\na\n* BREAKING CHANGE: y", vec![near(6, "* BREAKING CHANGE: y")]),
            ("feat: x\n\nBREAKING CHANGE:", vec![Warning::EmptyBreaking { line: 3 }]),
            (
                "words\n\nBREAKING CHANGE: y",
                vec![Warning::LostBreaking { line: 3, text: "y".to_owned() }],
            ),
            ("words\n\nbreaking change: y", vec![]),
            ("Merge branch 'a'\n\nBREAKING CHANGE: y", vec![]),
        ];
        for (message, warnings) in rows {
            assert_eq!(parsed(message).warnings, warnings, "{message:?}");
        }
    }

    /// Pieces that messages are made of, so that random ones reach every branch.
    fn messages() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(vec![
                "feat",
                "fix!",
                "(a)",
                ": ",
                ":",
                " ",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "* ",
                "- ",
                "BREAKING CHANGE: ",
                "BREAKING CHANGE:",
                "breaking-change",
                "Refs: ",
                "Closes #12",
                "(#3)",
                "Revert \"",
                "Reapply \"",
                "\"",
                "This reverts commit ",
                "abcdef1",
                "```",
                "~~~",
                "<details>",
                "</details>",
                "<li>",
                "    ",
                "\u{feff}",
                "✨",
                ":bug:",
                "é",
                "commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nAuthor: a <b>\n\n    ",
                "Merged PR 1: ",
                "Release-As: ",
                "---------",
                "two words",
                "\u{200d}",
                "fixup! ",
            ])
            .prop_map(str::to_owned),
            any::<String>(),
            Just(String::new()),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_message_is_read_and_each_change_has_a_description(message in messages()) {
            for parents in [1, 2] {
                for change in parsed_of(&message, "A", parents).changes() {
                    assert!(!change.description.trim().is_empty());
                    assert!(!change.description.contains(['\n', '\r']));
                    assert!(!change.kind.is_empty());
                }
            }
            crate::domain::commit::references::references(&message);
        }
    }
}
