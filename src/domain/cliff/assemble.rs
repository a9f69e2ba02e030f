//! From a walk through the history and the tags to releases, before the pipeline looks at their
//! commits.

use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::ownership::owners;
use crate::domain::cliff::release::{CommitRange, Previous, Release};
use crate::domain::cliff::tags::ReleaseTag;
use crate::domain::history::commit::{CommitMap, RawCommit};

/// A walk through the history.
pub struct Walk {
    /// The commits in the order of the walk, newest first.
    pub commits: Vec<RawCommit>,
    /// The places of those that paths, limits and the like leave in, in the same order.
    pub kept: Vec<usize>,
}

/// What else decides how the releases look.
pub struct Assembly<'a> {
    /// The tags that are releases, oldest first.
    pub tags: Vec<ReleaseTag>,
    /// The name for what is not released yet (`--tag`), and the message of the tag of this name.
    pub asked_tag: Option<(String, Option<String>)>,
    /// Whether the newest commit of a release comes first.
    pub newest_first: bool,
    /// Commits that are added (`--with-commit`).
    pub with_commits: &'a [String],
    /// The message of the newest release (`--with-tag-message`).
    pub tag_message: Option<&'a str>,
    /// The folder of the repository.
    pub repository: &'a str,
    /// Whether templates see the commits of the release before.
    pub needs_previous_commits: bool,
    /// The time, in seconds since 1970.
    pub now: i64,
    /// Whether git-cliff's faults are reproduced.
    pub compat: Compat,
}

/// Releases before the pipeline.
pub struct Assembled {
    /// The releases, oldest first; the last one is what is not released yet.
    pub outlines: Vec<Outline>,
    /// The tag that is already on the newest commit, where a name was asked for.
    pub already_tagged: Option<String>,
}

/// A release whose commits are still places in the walk.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The release without its commits.
    pub release: Release,
    /// The places of its commits in the walk, in its order.
    pub places: Vec<usize>,
    /// Commits that are in no walk; they come last.
    pub added: Vec<Commit>,
    /// The places of the commits of the release before, oldest first, where templates see them.
    pub previous_places: Vec<usize>,
}

/// Divides the commits of a walk among the releases.
pub fn assemble(walk: &Walk, mut assembly: Assembly<'_>) -> Assembled {
    let mut first = Outline::default();
    let already_tagged = assembly.name_newest(walk, &mut first);
    let places: CommitMap<usize> =
        walk.commits.iter().enumerate().map(|(place, commit)| (commit.id, place)).collect();
    let mut releases = Releases::new(walk, &assembly, first);
    for item in items(walk, &assembly, &places) {
        releases.add(item);
    }
    let first_tag = releases.first_tag;
    let mut outlines = releases.finished();
    complete(&mut outlines, walk, &assembly, first_tag);
    Assembled { outlines, already_tagged }
}

impl Assembly<'_> {
    /// Gives the name that is asked for to the newest commit, or to the first release where there is
    /// no commit. Returns the tag that is there already.
    fn name_newest(&mut self, walk: &Walk, first: &mut Outline) -> Option<String> {
        let (name, message) = self.asked_tag.as_ref()?;
        let newest = walk.kept.first().and_then(|place| walk.commits.get(*place));
        let Some(newest) = newest else {
            first.release.version = Some(name.clone());
            first.release.timestamp = Some(self.now);
            return None;
        };
        if let Some(there) = self.tags.iter().find(|tag| tag.commit == newest.id) {
            let there = there.name.clone();
            self.asked_tag = None;
            return Some(there);
        }
        self.tags.push(ReleaseTag {
            commit: newest.id,
            name: name.clone(),
            message: message.clone(),
            time: newest.committer.seconds,
        });
        None
    }
}

/// A commit of a release, or the end of one whose tagged commit is left out.
#[derive(Clone, Copy)]
enum Item {
    Commit(usize),
    End(usize),
}

/// Returns the commits, release by release, oldest first; each release ends with its tagged commit.
fn items(walk: &Walk, assembly: &Assembly<'_>, places: &CommitMap<usize>) -> Vec<Item> {
    let tags = &assembly.tags;
    let mut is_kept = vec![false; walk.commits.len()];
    for place in &walk.kept {
        if let Some(kept) = is_kept.get_mut(*place) {
            *kept = true;
        }
    }
    let place_of = |tag: &ReleaseTag| places.get(&tag.commit).copied();
    let shown = |place: usize| is_kept.get(place).copied().unwrap_or(false);
    // git-cliff lets a tag whose commit is left out end no release.
    let is_boundary =
        |tag: &ReleaseTag| !assembly.compat.is_strict() || place_of(tag).is_some_and(shown);
    let boundaries: Vec<usize> =
        tags.iter().enumerate().filter(|(_, tag)| is_boundary(tag)).map(|(at, _)| at).collect();
    let tagged = boundaries.iter().filter_map(|at| tags.get(*at)).map(|tag| tag.commit);
    let owners = owners(&walk.commits, places, tagged);
    let mut groups = vec![Vec::new(); boundaries.len()];
    let mut unreleased = Vec::new();
    for place in walk.kept.iter().rev() {
        match owners.get(*place).copied().flatten().and_then(|owner| groups.get_mut(owner)) {
            Some(group) => group.push(*place),
            None => unreleased.push(*place),
        }
    }
    let mut items = Vec::with_capacity(walk.kept.len());
    for (at, group) in boundaries.into_iter().zip(groups) {
        let tagged = tags.get(at).and_then(place_of);
        let end = group.iter().copied().find(|place| Some(*place) == tagged);
        items.extend(group.iter().filter(|place| Some(**place) != end).map(|at| Item::Commit(*at)));
        match end {
            Some(end) => items.push(Item::Commit(end)),
            None if group.is_empty() || tagged.is_some_and(shown) => {}
            None => items.push(Item::End(at)),
        }
    }
    items.extend(unreleased.into_iter().map(Item::Commit));
    items
}

/// The releases as they come about.
struct Releases<'a> {
    walk: &'a Walk,
    assembly: &'a Assembly<'a>,
    by_commit: CommitMap<usize>,
    done: Vec<Outline>,
    open: Outline,
    first_tag: Option<usize>,
}

impl<'a> Releases<'a> {
    fn new(walk: &'a Walk, assembly: &'a Assembly<'a>, open: Outline) -> Self {
        let tags = assembly.tags.iter().enumerate();
        let by_commit = tags.map(|(at, tag)| (tag.commit, at)).collect();
        Self { walk, assembly, by_commit, done: Vec::new(), open, first_tag: None }
    }

    fn add(&mut self, item: Item) {
        let place = match item {
            Item::End(tag) => return self.end(tag),
            Item::Commit(place) => place,
        };
        let Some(commit) = self.walk.commits.get(place) else { return };
        self.open.places.push(place);
        self.open.release.repository = Some(self.assembly.repository.to_owned());
        self.open.release.commit_id = Some(commit.id.to_string());
        if let Some(tag) = self.by_commit.get(&commit.id) {
            self.end(*tag);
        }
    }

    /// Ends the open release with a tag and opens the next one.
    fn end(&mut self, at: usize) {
        let Some(tag) = self.assembly.tags.get(at) else { return };
        let asked = self.assembly.asked_tag.as_ref().map(|(name, _)| name);
        let release = &mut self.open.release;
        release.version = Some(tag.name.clone());
        release.message.clone_from(&tag.message);
        release.commit_id = Some(tag.commit.to_string());
        release.timestamp = Some(match asked == Some(&tag.name) {
            true => self.assembly.now,
            false => tag.time,
        });
        self.first_tag = self.first_tag.or(Some(at));
        let previous = self.previous();
        self.open.release.previous = Some(Box::new(previous.0));
        self.open.previous_places = previous.1;
        self.done.push(std::mem::take(&mut self.open));
    }

    /// Returns the last release that has ended, as the one before the next.
    fn previous(&self) -> (Previous, Vec<usize>) {
        let Some(last) = self.done.last() else { return (Previous::default(), Vec::new()) };
        let release = Release { previous: None, ..last.release.clone() };
        let has_commits = !last.places.is_empty();
        let places = match self.assembly.needs_previous_commits {
            true => last.places.clone(),
            false => Vec::new(),
        };
        (Previous { release, has_commits }, places)
    }

    fn finished(mut self) -> Vec<Outline> {
        if !self.done.is_empty() {
            let (previous, places) = self.previous();
            self.open.release.previous = Some(Box::new(previous));
            self.open.previous_places = places;
        }
        self.done.push(self.open);
        self.done
    }
}

/// Adds what git-cliff adds once all releases are known.
fn complete(
    outlines: &mut [Outline],
    walk: &Walk,
    assembly: &Assembly<'_>,
    first_tag: Option<usize>,
) {
    if assembly.newest_first {
        for outline in outlines.iter_mut() {
            outline.places.reverse();
        }
    }
    add_commits(outlines, assembly);
    if let Some(first) = outlines.first_mut() {
        give_previous(first, assembly, first_tag);
    }
    for outline in outlines.iter_mut() {
        outline.release.commit_range = range(outline, walk, assembly.newest_first);
    }
    let has_commits = |outline: &&mut Outline| !outline.is_empty();
    if let Some(message) = assembly.tag_message
        && let Some(newest) = outlines.iter_mut().rfind(has_commits)
    {
        newest.release.message = Some(message.to_owned());
    }
}

impl Outline {
    /// Whether it has no commit.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.added.is_empty()
    }
}

/// git-cliff adds commits to what is not released, even where that has just been given a name.
fn add_commits(outlines: &mut [Outline], assembly: &Assembly<'_>) {
    let is_named = |outline: &Outline| match &assembly.asked_tag {
        Some((name, _)) => outline.release.version.as_ref() == Some(name),
        None => false,
    };
    let named = outlines.iter().rposition(is_named).filter(|_| !assembly.compat.is_strict());
    let at = named.unwrap_or(outlines.len().saturating_sub(1));
    if let Some(outline) = outlines.get_mut(at) {
        outline.added.extend(assembly.with_commits.iter().map(|text| Commit::of_text(text)));
    }
}

/// The release before the first one is the tag before its own; without an own tag, the last tag.
fn give_previous(first: &mut Outline, assembly: &Assembly<'_>, first_tag: Option<usize>) {
    let has_version =
        first.release.previous.as_ref().is_some_and(|one| one.release.version.is_some());
    // git-cliff looks its tag up by the name, which an older tag may bear, too.
    let by_name = |at: usize| {
        let name = assembly.tags.get(at).map(|tag| &tag.name);
        assembly.tags.iter().position(|tag| Some(&tag.name) == name).unwrap_or(at)
    };
    let first_tag = first_tag.map(|at| if assembly.compat.is_strict() { by_name(at) } else { at });
    let tag = match first_tag {
        Some(at) => at.checked_sub(1).and_then(|before| assembly.tags.get(before)),
        None => assembly.tags.last(),
    };
    if let Some(tag) = tag.filter(|_| !has_version) {
        let release = Release {
            commit_id: Some(tag.commit.to_string()),
            version: Some(tag.name.clone()),
            timestamp: Some(tag.time),
            ..Release::default()
        };
        first.release.previous = Some(Box::new(Previous { release, has_commits: false }));
    }
}

fn range(outline: &Outline, walk: &Walk, newest_first: bool) -> Option<CommitRange> {
    let id = |place: &usize| walk.commits.get(*place).map(|commit| commit.id.to_string());
    let first_added = || outline.added.first().map(|commit| commit.id.clone());
    let first = outline.places.first().and_then(id).or_else(first_added)?;
    let last = outline.added.last().map(|commit| commit.id.clone());
    let last = last.or_else(|| outline.places.last().and_then(id))?;
    Some(match newest_first {
        true => CommitRange { from: last, to: first },
        false => CommitRange { from: first, to: last },
    })
}
