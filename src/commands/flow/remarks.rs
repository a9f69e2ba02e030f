//! What is worth knowing beside the version of a branch.

use crate::commands::flow::position::Standing;
use crate::commands::project::Project;
use crate::commands::since_release::SinceRelease;
use crate::domain::flow::kind::BranchKind;
use crate::domain::shell::quoted;
use crate::domain::version::bump::Bump;
use crate::domain::version::decision::{Decision, Reason};
use crate::domain::version::situation::Situation;
use crate::failure::Result;
use crate::terminal::Terminal;

/// Says what may make the answer another one than its reader expects.
pub(crate) fn say(
    project: &Project,
    standing: &Standing,
    evidence: &SinceRelease<'_>,
    situation: &Situation<'_>,
    terminal: &mut Terminal,
) -> Result<()> {
    let branch = &standing.course.branch;
    if let Some((variable, says)) = &standing.whereabouts.ignored {
        terminal.note(&format!(
            "{variable} says {says}, which is not what is checked out, and does not count"
        ));
    }
    if let Some(name) = &evidence.squashed {
        terminal.note(&format!("the merge of {name} was squashed: what it holds counts as out"));
    }
    let counts_from_main = standing.course.looks_for_merged_releases();
    let has_remote = || !project.repository.remotes().is_empty();
    if !counts_from_main && standing.course.line.is_empty() && has_remote() {
        let names = &standing.flow.rules.kind(BranchKind::Production).names;
        let name = names.first().map_or("main", String::as_str);
        terminal.warning(&format!(
            "no production branch is here, so its releases do not count: \
             `git fetch origin {name}:refs/remotes/origin/{name}` brings it"
        ));
    }
    match branch.kind {
        BranchKind::Integration => {
            if let Some(base) = evidence.base.filter(|_| !evidence.reaches_base) {
                terminal.warning(&format!(
                    "missing back-merge of {}: `git merge {}` on {}",
                    base.name,
                    quoted(base.name.as_str()),
                    branch.name
                ));
            }
        }
        BranchKind::Release => {
            if let Some(text) = features_of_its_own(project, standing, situation)? {
                terminal.warning(&text);
            }
        }
        BranchKind::Hotfix => {
            let vote = situation.votes.iter().find(|vote| vote.bump >= Bump::Minor);
            if let Some(vote) = vote {
                terminal.warning(&format!(
                    "commit {} asks for a {} release, and this is a hotfix: {}",
                    vote.commit.short(),
                    vote.bump,
                    vote.subject
                ));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Says what the decision passed over.
pub(crate) fn say_ignored(decision: &Decision, terminal: &mut Terminal) {
    for reason in &decision.reasons {
        if let Reason::NextVersion { version, is_out: true } = reason {
            terminal.warning(&format!(
                "flow.next_version is {version}, which is not above the last release, and does not \
                 count any more"
            ));
        }
    }
}

/// Says which feature was made on a release branch: there, only corrections are expected.
fn features_of_its_own(
    project: &Project,
    standing: &Standing,
    situation: &Situation<'_>,
) -> Result<Option<String>> {
    let integration = standing.flow.branches.of_kind(BranchKind::Integration);
    let others: Vec<_> = integration.map(|found| found.branch.tip).collect();
    let features = || situation.votes.iter().filter(|vote| vote.bump >= Bump::Minor);
    if others.is_empty() || features().next().is_none() {
        return Ok(None);
    }
    let own = project.history()?.range(project.head.id, &others, &|_| false)?;
    let is_own = |id| own.commits.iter().any(|commit| commit.id == id);
    Ok(features().find(|vote| is_own(vote.commit)).map(|vote| {
        format!(
            "commit {} is a {} change made on the release branch itself: {}",
            vote.commit.short(),
            vote.bump,
            vote.subject
        )
    }))
}
