//! The version of a branch by the rules of Git Flow, from explicit sets of commits.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::History;
use crate::levels::{Level, highest};
use crate::names::{
    Core, Kind, kind, label, merged_branch, pre_release, stable, version_in, written,
};

/// The last release of a line and the commits whose history is out.
#[derive(Clone)]
struct Base {
    version: Option<Core>,
    excluded: BTreeSet<usize>,
}

struct PreRelease {
    core: Core,
    label: String,
    number: u64,
    commit: usize,
}

/// The rules, asked about one history.
pub(crate) struct Model<'h> {
    history: &'h History,
    stable: BTreeMap<Core, usize>,
    pre_releases: Vec<PreRelease>,
}

impl<'h> Model<'h> {
    /// Returns the rules for this history.
    pub(crate) fn of(history: &'h History) -> Self {
        let tags = || history.tags().iter();
        let stable = tags().filter_map(|(tag, at)| Some((stable(tag)?, *at))).collect();
        let pre_releases = tags().filter_map(|(tag, at)| {
            let (core, label, number) = pre_release(tag)?;
            Some(PreRelease { core, label, number, commit: *at })
        });
        Self { history, stable, pre_releases: pre_releases.collect() }
    }

    /// Returns the next version of a branch; `None` where it has to be refused.
    pub(crate) fn next_version(&self, branch: &str) -> Option<String> {
        let head = self.history.tip(branch);
        match kind(branch) {
            _ if !self.is_git_flow() => self.of_trunk(&BTreeSet::from([head]), head),
            Kind::Main => self.of_trunk(&BTreeSet::from([head]), head),
            Kind::Support => self.of_trunk(&self.line(branch, head), head),
            Kind::Develop => Some(self.of_follower(branch, head, "alpha")),
            Kind::Staging => Some(self.of_follower(branch, head, "beta")),
            Kind::Release => self.of_release(branch, head),
            Kind::Hotfix => self.of_hotfix(branch, head),
            Kind::Topic => self.of_topic(branch, head),
        }
    }

    fn is_git_flow(&self) -> bool {
        let kinds = [Kind::Develop, Kind::Release, Kind::Hotfix, Kind::Support];
        self.history.branches().keys().any(|branch| kinds.contains(&kind(branch)))
    }

    fn of_trunk(&self, line: &BTreeSet<usize>, head: usize) -> Option<String> {
        let here = self.stable.iter().rev().find(|(_, commit)| **commit == head);
        if let Some((version, _)) = here {
            return Some(written(*version));
        }
        let base = self.base(line);
        let core = self.trunk_core(&base, head, Level::Nothing);
        let is_taken = Some(core) != base.version && self.stable.contains_key(&core);
        (!is_taken).then(|| written(core))
    }

    fn of_follower(&self, branch: &str, head: usize, label: &str) -> String {
        let base = self.lifted(self.base(&self.line(branch, head)));
        let core = self.raised(&base, head, Level::Minor);
        self.numbered_by_height(core, label, head, &base)
    }

    fn of_release(&self, branch: &str, head: usize) -> Option<String> {
        let base = self.base(&self.line(branch, head));
        let Some(name) = version_in(branch) else {
            let core = self.raised(&self.lifted(base), head, Level::Minor);
            return (!self.stable.contains_key(&core)).then(|| self.numbered_by_tags(core, head));
        };
        let asked = bumped(base.version, highest(self.history, &self.commits(head, &base)));
        let holds_too_much = base.version.is_some() && asked > name;
        let is_free = base.version < Some(name) && !self.stable.contains_key(&name);
        (is_free && !holds_too_much).then(|| self.numbered_by_tags(name, head))
    }

    fn of_hotfix(&self, branch: &str, head: usize) -> Option<String> {
        let base = self.base(&self.line(branch, head));
        let name = version_in(branch);
        let core = name.unwrap_or_else(|| self.after_patch(&base, head));
        let is_free = base.version < Some(core) && !self.stable.contains_key(&core);
        is_free.then(|| self.numbered_by_tags(core, head))
    }

    fn of_topic(&self, branch: &str, head: usize) -> Option<String> {
        let parent = self.parent(branch, head)?;
        let trunk = self.trunk_beside(&parent, self.history.tip(&parent));
        let base = self.base(&trunk.into_iter().chain([head]).collect());
        let lifted = self.lifted(base.clone());
        let asked = bumped(base.version, highest(self.history, &self.commits(head, &base)));
        let (core, base) = match (kind(&parent), version_in(&parent)) {
            (Kind::Main | Kind::Support, _) => (self.trunk_core(&base, head, Level::Patch), base),
            (Kind::Hotfix, name) if name.is_none() || base.version >= name => {
                (self.raised(&base, head, Level::Patch), base)
            }
            (Kind::Release, Some(name)) if base.version >= Some(name) => {
                (self.raised(&base, head, Level::Minor), base)
            }
            (Kind::Release | Kind::Hotfix, Some(name)) => {
                let asked = base.version.map_or(name, |_| asked.max(name));
                (self.floored(asked, head, &base), base)
            }
            _ => (self.raised(&lifted, head, Level::Minor), lifted),
        };
        Some(self.numbered_by_height(core, &label(branch), head, &base))
    }

    /// The parent of a topic: the fewest commits that it lacks, then the fewest that it has more.
    fn parent(&self, branch: &str, head: usize) -> Option<String> {
        let mut candidates = self.history.of_kind(Kind::Develop);
        for kind in [Kind::Release, Kind::Hotfix] {
            let is_open = |name: &String| {
                version_in(name).is_none_or(|version| !self.stable.contains_key(&version))
            };
            candidates.extend(self.history.of_kind(kind).into_iter().filter(is_open));
        }
        candidates.extend(self.history.of_kind(Kind::Main));
        candidates.extend(self.history.of_kind(Kind::Support));
        candidates.retain(|candidate| candidate != branch);
        self.nearest(head, candidates)
    }

    fn nearest(&self, head: usize, candidates: Vec<String>) -> Option<String> {
        let own = self.history.reach(head);
        let distance = |candidate: &String| {
            let theirs = self.history.reach(self.history.tip(candidate));
            (own.difference(&theirs).count(), theirs.difference(&own).count())
        };
        candidates.into_iter().min_by_key(distance)
    }

    /// The commits whose stable tags count.
    fn line(&self, branch: &str, head: usize) -> BTreeSet<usize> {
        let beside = self.trunk_beside(branch, head);
        beside.into_iter().chain([head]).collect()
    }

    fn trunk_beside(&self, branch: &str, head: usize) -> Option<usize> {
        if kind(branch) == Kind::Support {
            return Some(self.history.tip(branch));
        }
        let mut trunks = Vec::new();
        if kind(branch) == Kind::Release {
            trunks.extend(self.history.of_kind(Kind::Develop));
        }
        trunks.extend(self.history.of_kind(Kind::Main));
        if matches!(kind(branch), Kind::Release | Kind::Hotfix) {
            trunks.extend(self.history.of_kind(Kind::Support));
        }
        let nearest = self.nearest(head, trunks);
        let support = nearest.filter(|trunk| kind(trunk) == Kind::Support);
        self.history.branches().get(support.as_deref().unwrap_or("main")).copied()
    }

    fn base(&self, line: &BTreeSet<usize>) -> Base {
        let reached = self.reach_all(line);
        let mut released = self.stable.iter().rev();
        let Some((version, at)) = released.find(|(_, commit)| reached.contains(commit)) else {
            return Base { version: None, excluded: BTreeSet::new() };
        };
        let mut excluded = BTreeSet::from([*at]);
        if self.history.parents(*at).len() < 2 {
            let squashed = self.history.branches().iter().filter(|(branch, tip)| {
                version_in(branch) == Some(*version) && !self.history.reach(**tip).contains(at)
            });
            excluded.extend(squashed.map(|(_, tip)| *tip));
        }
        Base { version: Some(*version), excluded }
    }

    /// The base above the highest open release.
    fn lifted(&self, base: Base) -> Base {
        let open = self.history.of_kind(Kind::Release).into_iter().filter_map(|branch| {
            let version = version_in(&branch)?;
            let is_open = Some(version) > base.version && !self.stable.contains_key(&version);
            is_open.then(|| (version, self.history.tip(&branch)))
        });
        let Some((version, tip)) = open.max() else {
            return base;
        };
        let excluded = base.excluded.into_iter().chain([tip]).collect();
        Base { version: Some(version), excluded }
    }

    fn commits(&self, head: usize, base: &Base) -> BTreeSet<usize> {
        let excluded = self.reach_all(&base.excluded);
        self.history.reach(head).difference(&excluded).copied().collect()
    }

    fn reach_all(&self, commits: &BTreeSet<usize>) -> BTreeSet<usize> {
        commits.iter().flat_map(|commit| self.history.reach(*commit)).collect()
    }

    fn raised(&self, base: &Base, head: usize, floor: Level) -> Core {
        let level = highest(self.history, &self.commits(head, base)).max(floor);
        self.floored(bumped(base.version, level), head, base)
    }

    fn after_patch(&self, base: &Base, head: usize) -> Core {
        self.floored(bumped(base.version, Level::Patch), head, base)
    }

    /// The version, or that of a pre-release since the base when it is higher.
    fn floored(&self, core: Core, head: usize, base: &Base) -> Core {
        let inside = self.commits(head, base);
        let out = self.pre_releases.iter().filter(|one| inside.contains(&one.commit));
        out.map(|one| one.core).fold(core, Core::max)
    }

    /// The version of a release merged and not yet tagged, unless what is beside it asks for more.
    fn trunk_core(&self, base: &Base, head: usize, floor: Level) -> Core {
        let inside = self.commits(head, base);
        let mut beside = inside.clone();
        let mut merged = None;
        for commit in self.history.first_parents(head) {
            let name = merged_branch(self.history.message(commit)).and_then(version_in);
            let [_, theirs] = self.history.parents(commit) else { continue };
            let is_new = name > base.version && !name.is_some_and(|v| self.stable.contains_key(&v));
            if inside.contains(&commit) && is_new {
                merged = merged.max(name);
                let brought = self.history.reach(*theirs);
                beside.retain(|commit| !brought.contains(commit));
            }
        }
        let level = highest(self.history, &beside).max(floor);
        match (merged, base.version) {
            (None, _) => self.raised(base, head, floor),
            (Some(merged), None) => merged,
            (Some(merged), Some(_)) => {
                self.floored(merged.max(bumped(base.version, level)), head, base)
            }
        }
    }

    /// The number of the last pre-release and the first parents since; without one, since the base.
    fn numbered_by_height(&self, core: Core, label: &str, head: usize, base: &Base) -> String {
        let reached = self.history.reach(head);
        let same = self.pre_releases.iter().filter(|one| one.core == core && one.label == label);
        let last = same.filter(|one| reached.contains(&one.commit)).max_by_key(|one| one.number);
        let known = match last {
            Some(last) => self.history.reach(last.commit),
            None => self.reach_all(&base.excluded),
        };
        let own = self.history.first_parents(head).into_iter();
        let since = own.filter(|commit| !known.contains(commit)).map(|_| 1).sum::<u64>();
        let number = last.map_or(0, |last| last.number) + since;
        format!("{}-{label}.{number}", written(core))
    }

    fn numbered_by_tags(&self, core: Core, head: usize) -> String {
        let same = || self.pre_releases.iter().filter(|one| one.core == core && one.label == "rc");
        let here = same().filter(|one| one.commit == head).map(|one| one.number).max();
        let last = same().map(|one| one.number).max().unwrap_or_default();
        format!("{}-rc.{}", written(core), here.unwrap_or(last + 1))
    }
}

fn bumped(base: Option<Core>, level: Level) -> Core {
    let Some((major, minor, patch)) = base else {
        return (0, 1, 0);
    };
    match level {
        Level::Major if major > 0 => (major + 1, 0, 0),
        Level::Major | Level::Minor => (major, minor + 1, 0),
        Level::Patch => (major, minor, patch + 1),
        Level::Nothing => (major, minor, patch),
    }
}
