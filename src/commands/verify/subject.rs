//! Which tags are verified.

use crate::cli::environment::{Environment, read_stdin};
use crate::commands::project::Project;
use crate::commands::verify::arguments::Verify;
use crate::domain::flow::ci::{CiRef, detect};
use crate::domain::version::version_tag::VersionTags;
use crate::failure::{Failure, Result};

/// Returns the names of the tags that are asked for; none where it is the work tree.
pub(super) fn subjects(
    command: &Verify,
    project: &Project,
    tags: &VersionTags,
    environment: &Environment,
) -> Result<Vec<String>> {
    if command.pre_push {
        return Ok(pushed(&read_stdin()?, tags));
    }
    if let Some(asked) = &command.tag {
        return named(asked, project, tags).map(|name| vec![name]);
    }
    let of_ci = match detect(&|name| environment.variable(name)).map(|run| run.subject) {
        Some(CiRef::Tag(name)) if tags.family().version_of(&name).is_some() => {
            Some(here(name, project)?)
        }
        _ => None,
    };
    let of_head = || tags.at(project.head.id).next_back().map(|tag| tag.name.to_string());
    Ok(of_ci.or_else(of_head).into_iter().collect())
}

/// Returns the tag that a CI runs for. Where it was not fetched, looking at anything else would let it
/// pass unseen.
fn here(name: String, project: &Project) -> Result<String> {
    match project.repository.tags(&|other| other == name)?.is_empty() {
        false => Ok(name),
        true => Err(Failure::state(format!("the CI runs for the tag {name}, which is not here"))
            .at(format!("refs/tags/{name}"))
            .hint("`git fetch --tags` brings it")
            .hint("`semflow verify TAG` looks at another one")),
    }
}

/// Returns the tag that a name means: itself, or that of a version.
fn named(asked: &str, project: &Project, tags: &VersionTags) -> Result<String> {
    let short = asked.strip_prefix("refs/tags/").unwrap_or(asked);
    if !project.repository.tags(&|name| name == short)?.is_empty() {
        return Ok(short.to_owned());
    }
    let found = tags.iter().find(|tag| tag.version.to_string() == short);
    found.map(|tag| tag.name.to_string()).ok_or_else(|| {
        Failure::usage(format!("there is no tag `{asked}`"))
            .hint("`git tag --list` shows those that there are")
            .hint("`git fetch --tags` brings those of the remote")
    })
}

/// Returns the version tags that a push sends: `<local ref> <id> <remote ref> <id>` for each ref, the
/// local one `(delete)` where it goes (githooks, "pre-push").
fn pushed(told: &str, tags: &VersionTags) -> Vec<String> {
    let sent = told.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (local, _, remote) = (words.next()?, words.next()?, words.next()?);
        (local != "(delete)").then(|| remote.strip_prefix("refs/tags/")).flatten()
    });
    let is_version = |name: &&str| tags.family().version_of(name).is_some();
    sent.filter(is_version).map(str::to_owned).collect()
}
