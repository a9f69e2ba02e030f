//! What happens beside releases: staging, support lines, back-merges, reverts, pull requests.

use super::{Oracle, Project, core};
use crate::names::{Kind, stable, version_in, written};

impl Project {
    pub(super) fn follow_with_staging(&mut self) {
        if !self.history.has("develop") {
            return;
        }
        if !self.history.has("staging") {
            self.history.branch("staging", "develop");
        } else if !self.history.forward("staging", "develop") {
            self.merge("staging", "develop");
        }
    }

    pub(super) fn start_support(&mut self) {
        let known = self.history.reach(self.history.tip("main"));
        let tags = self
            .history
            .tags()
            .iter()
            .filter(|(tag, at)| stable(tag).is_some() && known.contains(at));
        let tags: Vec<String> = tags.map(|(tag, _)| tag.clone()).collect();
        if tags.is_empty() || self.history.of_kind(Kind::Support).len() > 1 {
            return;
        }
        let tag = self.chance.of(&tags).clone();
        let line = stable(&tag).map(|(major, minor, _)| format!("support/{major}.{minor}"));
        if let Some(line) = line.filter(|line| !self.history.has(line)) {
            self.history.branch(&line, &tag);
        }
    }

    /// Merges an open release or a hotfix of main into develop before it is out.
    pub(super) fn bring_into_develop(&mut self) {
        let kind = if self.one_in(2) { Kind::Release } else { Kind::Hotfix };
        let Some(branch) = self.any(kind) else { return };
        let is_of_main = kind == Kind::Release || self.origin(&branch) == "main";
        if self.history.has("develop") && (is_of_main || self.is_wild) {
            self.merge("develop", &branch);
        }
    }

    pub(super) fn merge_main_back(&mut self) {
        if self.history.has("develop") {
            let is_forward = self.is_wild && self.one_in(3);
            if !is_forward || !self.history.forward("develop", "main") {
                self.merge("develop", "main");
            }
        }
    }

    pub(super) fn revert(&mut self) {
        let branches: Vec<String> = self.history.branches().keys().cloned().collect();
        let branch = self.chance.of(&branches).clone();
        let known = self.history.reach(self.history.tip(&branch));
        let is_reverted = |commit: usize| {
            let id = self.history.id(commit);
            (0..self.history.count()).any(|one| self.history.message(one).contains(&id))
        };
        let is_plain = |commit: &usize| {
            let is_revert = self.history.message(*commit).starts_with("Revert");
            self.history.parents(*commit).len() == 1 && !is_revert && !is_reverted(*commit)
        };
        let known: Vec<usize> = known.into_iter().filter(is_plain).collect();
        if known.is_empty() {
            return;
        }
        let commit = *self.chance.of(&known);
        let subject = self.history.message(commit).lines().next().unwrap_or_default().to_owned();
        let id = self.history.id(commit);
        let message = format!("Revert \"{subject}\"\n\nThis reverts commit {id}.");
        self.history.commit(&branch, &message);
    }

    /// Merges develop into a topic or a release.
    pub(super) fn update_from_develop(&mut self) {
        let kind = if self.one_in(2) { Kind::Release } else { Kind::Topic };
        if let Some(branch) = self.any(kind).filter(|_| self.history.has("develop")) {
            self.merge(&branch, "develop");
        }
    }

    pub(super) fn open_pull_request(&mut self) {
        let Some(topic) = self.any(Kind::Topic) else { return };
        let origin = self.origin(&topic);
        let name = "pull/44/merge";
        if !self.history.has(name) && self.history.has(&origin) && topic != name {
            self.history.branch(name, &origin);
            self.merge(name, &topic);
        }
    }

    /// Releases from main or a support line without a branch for it.
    pub(super) fn squash_or_tag_main(&mut self, oracle: Oracle<'_>) {
        let kind = if self.one_in(3) { Kind::Support } else { Kind::Main };
        let Some(trunk) = self.any(kind) else { return };
        let version = core(oracle(&self.history, &trunk)).filter(|version| !self.is_out(*version));
        if let Some(version) = version {
            self.tag_version(version, &trunk);
        }
        for branch in self.history.of_kind(Kind::Release) {
            let is_stale = version_in(&branch).map(written) < version.map(written);
            if is_stale && self.one_in(4) && !self.is_finishing(&branch) {
                self.history.delete(&branch);
            }
        }
    }
}
