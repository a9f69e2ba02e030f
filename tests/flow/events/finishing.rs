//! How a release or hotfix ends: merged into its trunk, tagged, merged back, deleted.

use super::{Finish, Oracle, Project, core};
use crate::names::{Kind, kind, version_in};

impl Project {
    /// Merges a release or hotfix into its trunk; the next events tag it and merge it back.
    pub(super) fn finish(&mut self, kind: Kind, oracle: Oracle<'_>) {
        let Some(branch) = self.any(kind) else { return };
        let trunk = if kind == Kind::Release { "main".to_owned() } else { self.origin(&branch) };
        let is_ready = !self.is_finished(&branch) && !self.is_finishing(&branch);
        let Some(version) = core(oracle(&self.history, &branch)).filter(|_| is_ready) else {
            return;
        };
        let version = version_in(&branch).unwrap_or(version);
        let is_old = !self.is_wild && Some(version) <= self.last_release(&trunk);
        if is_old || self.is_out(version) || !self.history.has(&trunk) {
            return;
        }
        let is_squash = self.one_in(7);
        let is_merged = match self.chance.below(6) {
            _ if is_squash => false,
            0 => self.history.forward(&trunk, &branch),
            _ => {
                let message = self.merge_message(&branch, &trunk);
                self.history.merge(&trunk, &branch, &message)
            }
        };
        if is_squash {
            self.history.commit(&trunk, &format!("chore: release {}", self.history.count()));
        }
        if is_merged || is_squash {
            self.finishes.push(Finish { branch, trunk, version, is_tagged: false });
        }
    }

    /// Tags what was merged, or merges it back and deletes its branch.
    pub(super) fn go_on_with_a_finish(&mut self, oracle: Oracle<'_>) {
        let number = self.chance.below(self.finishes.len());
        let mut finish = self.finishes.swap_remove(number);
        if finish.is_tagged {
            self.merge_back(&finish);
            return;
        }
        if self.is_wild && self.one_in(5) {
            finish.version = core(oracle(&self.history, &finish.trunk)).unwrap_or(finish.version);
        }
        if self.is_wild && self.is_out(finish.version) {
            return;
        }
        let at = match self.history.has(&finish.branch) && self.is_wild && self.one_in(8) {
            true => finish.branch.clone(),
            false => finish.trunk.clone(),
        };
        self.tag_version(finish.version, &at);
        finish.is_tagged = true;
        self.finishes.push(finish);
    }

    fn merge_back(&mut self, finish: &Finish) {
        if finish.trunk == "main" && self.history.has("develop") {
            match self.chance.below(6) {
                0 | 1 => {}
                2 if self.history.has(&finish.branch) => self.merge("develop", &finish.branch),
                3 => _ = self.history.forward("develop", "main"),
                _ => self.merge("develop", "main"),
            }
        }
        if kind(&finish.branch) == Kind::Hotfix && finish.trunk == "main" && self.one_in(2) {
            for release in self.history.of_kind(Kind::Release) {
                self.merge(&release, "main");
            }
        }
        let stays = self.one_in(4) && version_in(&finish.branch).is_some();
        if self.history.has(&finish.branch) && !stays {
            self.history.delete(&finish.branch);
        }
    }

    pub(super) fn merge(&mut self, into: &str, branch: &str) {
        let message = self.merge_message(branch, into);
        self.history.merge(into, branch, &message);
    }

    /// Tags a candidate, or another pre-release, with the version that the branch has.
    pub(super) fn tag_pre_release(&mut self, kind: Kind, oracle: Oracle<'_>) {
        let Some(branch) = self.any(kind) else { return };
        let Some(version) = oracle(&self.history, &branch) else { return };
        let tag = format!("v{version}");
        let at = self.history.tags().get(&tag).copied();
        let is_again = at == Some(self.history.tip(&branch));
        // What develop shares with a release that is open is not develop's to tag.
        let is_shared = !self.is_wild && version.ends_with("-alpha.0");
        if !version.contains('-') || is_again || is_shared || (self.is_wild && at.is_some()) {
            return;
        }
        assert_eq!(at, None, "{tag} is there twice\n{}", self.history.script());
        self.history.tag(&tag, &branch);
    }

    /// Gives up a release that is neither finished nor on its way.
    pub(super) fn cancel(&mut self) {
        let Some(branch) = self.any(Kind::Release) else { return };
        if !self.is_finishing(&branch) {
            self.was_cancelled = !self.is_finished(&branch);
            self.history.delete(&branch);
        }
    }
}
