//! From outlines of releases to releases: their commits go through the pipeline, in parallel.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::commands::changelog::cliff::history::Read;
use crate::domain::cliff::assemble::Outline;
use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::contributor::ForgeName;
use crate::domain::cliff::forge_data::{ForgeSource, fill};
use crate::domain::cliff::pipeline::{Losses, Pipeline};
use crate::domain::cliff::release::Release;
use crate::domain::cliff::statistics::Statistics;
use crate::failure::Result;

/// What makes releases of outlines.
pub(super) struct Maker<'a> {
    /// What becomes of commits.
    pub(super) pipeline: Pipeline<'a>,
    /// The forge that has the repository, and what is known of it.
    pub(super) forge: Option<(ForgeName, &'a dyn ForgeSource)>,
    /// The time until which the days of what is not released count, in seconds since 1970; `None`
    /// where nobody looks at numbers.
    pub(super) counts_until: Option<i64>,
}

impl Maker<'_> {
    /// Returns the releases of what was read, oldest first, and what was lost on the way.
    pub(super) fn make(&self, read: Read) -> Result<(Vec<Release>, Losses)> {
        let Read { walk, outlines, differences } = read;
        let commit = |place: &usize| {
            let raw = walk.commits.get(*place)?;
            let statistics = differences.get(&raw.id).copied().unwrap_or_default();
            Some(Commit { statistics, ..Commit::of(raw) })
        };
        let release = |outline: Outline| {
            let Outline { mut release, places, added, previous_places } = outline;
            release.commits = places.iter().filter_map(commit).chain(added).collect();
            if let Some(previous) = &mut release.previous {
                previous.release.commits = previous_places.iter().filter_map(commit).collect();
            }
            self.finish(release)
        };
        // Commands run in the order of the history: they may leave something behind that the next
        // finds.
        let made: Vec<_> =
            match self.pipeline.rules.preprocessors.iter().any(|r| r.command.is_some()) {
                true => outlines.into_iter().map(release).collect::<Result<_>>()?,
                false => outlines.into_par_iter().map(release).collect::<Result<_>>()?,
            };
        let mut losses = Losses::default();
        let add = |(release, lost): (Release, Losses)| {
            losses += lost;
            release
        };
        let releases = made.into_iter().map(add).collect();
        Ok((releases, losses))
    }

    fn finish(&self, mut release: Release) -> Result<(Release, Losses)> {
        if let Some((forge, source)) = self.forge {
            fill(&mut release, forge, source);
        }
        let commits = std::mem::take(&mut release.commits);
        let (commits, mut losses) = self.pipeline.run(commits.into_iter())?;
        release.commits = commits;
        for commits in release.submodule_commits.values_mut() {
            let (kept, lost) = self.pipeline.run(std::mem::take(commits).into_iter())?;
            *commits = kept;
            losses += lost;
        }
        release.statistics = self.counts_until.map(|now| Statistics::of(&release, now));
        Ok((release, losses))
    }
}
