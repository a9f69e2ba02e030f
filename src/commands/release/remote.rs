//! Asking the remote where its branches are.

use crate::commands::release::ground::Ground;
use crate::domain::flow::kind::BranchKind;
use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;
use crate::terminal::Terminal;

/// The kinds of branches that a release moves.
const KINDS: [BranchKind; 6] = [
    BranchKind::Production,
    BranchKind::Integration,
    BranchKind::Staging,
    BranchKind::Support,
    BranchKind::Release,
    BranchKind::Hotfix,
];

/// Brings what is known of the remote's branches and tags up to date. Returns whether anything has
/// changed.
///
/// # Errors
/// When the remote cannot be reached.
pub(crate) fn refresh(ground: &Ground, git: &Git, terminal: &mut Terminal) -> Result<bool> {
    let Some(remote) = &ground.flow.remote else { return Ok(false) };
    let progress = terminal.progress();
    progress.begin("asking the remote", 0);
    let listed = git.refs_of_remote(remote).map_err(|failure| unreachable(failure, remote))?;
    progress.end();
    let wanted: Vec<_> = listed
        .into_iter()
        .filter(|(name, _)| match name.strip_prefix("refs/heads/") {
            Some(branch) => KINDS.contains(&ground.flow.rules.classify(branch).kind),
            None => name.starts_with("refs/tags/") && !name.ends_with("^{}"),
        })
        .collect();
    let here = |name: &str| match name.strip_prefix("refs/heads/") {
        Some(branch) => format!("refs/remotes/{remote}/{branch}"),
        None => name.to_owned(),
    };
    let names: Vec<_> = wanted.iter().map(|(name, _)| here(name)).collect();
    let known = git.read_refs(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
    let is_tag = |name: &str| name.starts_with("refs/tags/");
    let mut refspecs = Vec::new();
    for (((name, id), local), known) in wanted.iter().zip(&names).zip(&known) {
        match known {
            // A tag that is here stays: one of the same name there is for the plan to find.
            Some(known) if known == id || is_tag(name) => {}
            _ => refspecs.push(format!("{}{name}:{local}", if is_tag(name) { "" } else { "+" })),
        }
    }
    let gone = gone(ground, git, remote, &names)?;
    if !refspecs.is_empty() {
        git.fetch(remote, &refspecs.iter().map(String::as_str).collect::<Vec<_>>())
            .map_err(|failure| unreachable(failure, remote))?;
    }
    if !gone.is_empty() {
        git.change_refs(&gone, "semflow: gone on the remote")?;
    }
    Ok(!refspecs.is_empty() || !gone.is_empty())
}

/// Returns the branches that the remote does not have any more.
fn gone(
    ground: &Ground,
    git: &Git,
    remote: &str,
    there: &[String],
) -> Result<Vec<crate::git::program::ref_transaction::RefChange>> {
    use crate::git::program::ref_transaction::{Expected, RefChange};
    let branches = ground.flow.branches.iter().filter(|found| {
        found.branch.remote.as_deref() == Some(remote) && KINDS.contains(&found.named.kind)
    });
    let names = branches.map(|found| format!("refs/remotes/{remote}/{}", found.branch.name));
    let names: Vec<_> = names.filter(|name| !there.contains(name)).collect();
    let ids = git.read_refs(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
    let change = |(name, id)| Some(RefChange { name, old: Expected::Id(id?), new: None });
    Ok(names.into_iter().zip(ids).filter_map(change).collect())
}

fn unreachable(failure: Failure, remote: &str) -> Failure {
    failure
        .hint(format!("`git ls-remote {remote}` says whether git can reach it"))
        .hint("`--no-fetch` goes on with what was fetched last")
}
