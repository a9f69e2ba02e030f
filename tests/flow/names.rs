//! What the names of branches and tags say.

/// A version without its pre-release.
pub(crate) type Core = (u64, u64, u64);

/// What a branch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Main,
    Develop,
    Staging,
    Release,
    Hotfix,
    Support,
    Topic,
}

/// Returns what a branch is for.
pub(crate) fn kind(branch: &str) -> Kind {
    match branch.split('/').next().unwrap_or_default() {
        "main" => Kind::Main,
        "develop" => Kind::Develop,
        "staging" => Kind::Staging,
        "release" => Kind::Release,
        "hotfix" => Kind::Hotfix,
        "support" => Kind::Support,
        _ => Kind::Topic,
    }
}

/// Returns the version in the name of a release or hotfix branch.
pub(crate) fn version_in(branch: &str) -> Option<Core> {
    let is_named = matches!(kind(branch), Kind::Release | Kind::Hotfix);
    is_named.then(|| branch.split_once('/').and_then(|(_, name)| stable(name))).flatten()
}

/// Returns the version of a stable tag.
pub(crate) fn stable(tag: &str) -> Option<Core> {
    let mut parts = tag.trim_start_matches('v').split('.').map(|part| part.parse().ok());
    let core = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(core)
}

/// Returns the version, the label and the number of a tag such as `v1.2.0-rc.1`.
pub(crate) fn pre_release(tag: &str) -> Option<(Core, String, u64)> {
    let (core, rest) = tag.split_once('-')?;
    let (label, number) = rest.rsplit_once('.')?;
    Some((stable(core)?, label.to_owned(), number.parse().ok()?))
}

/// Returns the label that the name of a topic branch makes.
pub(crate) fn label(branch: &str) -> String {
    if let Some(number) = branch.strip_prefix("pull/") {
        return format!("pr{}", number.split('/').next().unwrap_or_default());
    }
    let name = match branch.split_once('/') {
        Some(("feature" | "bugfix", name)) => name,
        _ => branch,
    };
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let parts = name.split(|sign| !is_plain(sign) || sign == '-').filter(|part| !part.is_empty());
    let label = parts.collect::<Vec<_>>().join("-");
    label.parse::<u64>().map_or(label, |number| number.to_string())
}

/// Returns the branch that the message of a merge names.
pub(crate) fn merged_branch(message: &str) -> Option<&str> {
    if let Some(rest) = message.strip_prefix("Merge branch '") {
        return rest.split('\'').next();
    }
    let rest = message.strip_prefix("Merge pull request #")?;
    rest.split_once(" from ")?.1.split_once('/').map(|(_, branch)| branch)
}

/// Returns a version as it is written.
pub(crate) fn written((major, minor, patch): Core) -> String {
    format!("{major}.{minor}.{patch}")
}
