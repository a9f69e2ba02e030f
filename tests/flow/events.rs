//! What happens in a project under Git Flow, one event after the other, by chance.
//!
//! A *tidy* project does what the model of Git Flow has in mind. A *wild* one also cuts releases
//! below what develop is at, leaves merges untagged, squashes, reverts and merges crosswise.

mod finishing;
mod surroundings;

use crate::chance::Chance;
use crate::history::History;
use crate::names::{Core, Kind, kind, stable, version_in, written};

/// What answers for the version of a branch when something is to be tagged.
pub(crate) type Oracle<'o> = &'o mut dyn FnMut(&History, &str) -> Option<String>;

const SMALL: [&str; 5] = ["fix: a", "chore: b", "docs: c", "update", "perf(core): d"];
const ANY: [&str; 12] = [
    "feat: a",
    "fix: b",
    "chore: c",
    "feat(api): d",
    "docs: e",
    "feat!: f",
    "fix: g\n\nBREAKING CHANGE: h",
    "update",
    "perf: i",
    "refactor(core): j",
    "revert: k",
    "feat: l",
];
const TOPICS: [&str; 5] = ["feature/a", "feature/JIRA-1_x", "bugfix/b", "feature/007", "wip"];

/// A release or hotfix on its way through its trunk.
struct Finish {
    branch: String,
    trunk: String,
    version: Core,
    is_tagged: bool,
}

/// A project and what it has begun.
pub(crate) struct Project {
    pub(crate) history: History,
    chance: Chance,
    is_wild: bool,
    has_lies: bool,
    finishes: Vec<Finish>,
    origins: Vec<(String, String)>,
    was_cancelled: bool,
}

impl Project {
    /// Returns a project that keeps to the rules.
    pub(crate) fn tidy(seed: u64) -> Self {
        Self::new(seed, false)
    }

    /// Returns a project where everything happens that git allows.
    pub(crate) fn wild(seed: u64) -> Self {
        Self::new(seed, true)
    }

    fn new(seed: u64, is_wild: bool) -> Self {
        let mut chance = Chance::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut history = History::default();
        history.commit("main", "chore: begin");
        let first = *chance.of(&["", "", "v1.0.0", "v1.2.3", "v0.4.2", "2.0.1", "v1.1.0"]);
        if !first.is_empty() {
            history.tag(first, "main");
        }
        if !is_wild || chance.below(12) > 0 {
            history.branch("develop", "main");
        }
        let has_lies = is_wild && chance.below(4) == 0;
        let (finishes, origins) = (Vec::new(), Vec::new());
        Self { history, chance, is_wild, has_lies, finishes, origins, was_cancelled: false }
    }

    /// Lets one more thing happen. Some things cannot happen now: then nothing does.
    pub(crate) fn go_on(&mut self, oracle: Oracle<'_>) {
        self.was_cancelled = false;
        let lie = if self.has_lies && self.one_in(4) { -86_400 } else { 0 };
        let step = if self.one_in(10) { 0 } else { 60 };
        self.history.wait(step + lie);
        let before = self.history.count();
        self.happen(oracle);
        if self.history.count() > before {
            self.history.wait(-lie);
        }
    }

    /// Tells whether the last event gave up a release that had begun.
    pub(crate) fn was_cancelled(&self) -> bool {
        self.was_cancelled
    }

    fn happen(&mut self, oracle: Oracle<'_>) {
        let goes_on = !self.finishes.is_empty() && (!self.is_wild || self.one_in(3));
        match self.chance.below(if self.is_wild { 57 } else { 48 }) {
            _ if goes_on => self.go_on_with_a_finish(oracle),
            0..8 => self.commit_on("develop"),
            8..13 => self.commit_somewhere(),
            13..17 => self.start_topic(),
            17..21 => self.finish_topic(),
            21..25 => self.start_release(oracle),
            25..28 => self.commit_on_a(Kind::Release),
            28..33 => self.tag_pre_release(Kind::Release, oracle),
            33..36 => self.finish(Kind::Release, oracle),
            36..38 => self.start_hotfix(),
            38 => self.commit_on_a(Kind::Hotfix),
            39 => self.tag_pre_release(Kind::Hotfix, oracle),
            40..42 => self.finish(Kind::Hotfix, oracle),
            42 => self.tag_pre_release(Kind::Develop, oracle),
            43 => self.follow_with_staging(),
            44 => self.start_support(),
            45 => self.commit_on_a(Kind::Support),
            46 => self.bring_into_develop(),
            47 => self.cancel(),
            48..51 => self.revert(),
            51 | 52 => self.update_from_develop(),
            53 => self.open_pull_request(),
            54 => self.squash_or_tag_main(oracle),
            55 => self.tag_pre_release(Kind::Topic, oracle),
            _ => self.merge_main_back(),
        }
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.chance.below(times) == 0
    }

    fn any(&mut self, kind: Kind) -> Option<String> {
        let branches = self.history.of_kind(kind);
        (!branches.is_empty()).then(|| self.chance.of(&branches).clone())
    }

    fn commit_on(&mut self, branch: &str) {
        if !self.history.has(branch) {
            return;
        }
        let is_for_develop = match kind(branch) {
            Kind::Develop => true,
            Kind::Topic => self.origin(branch) == "develop",
            _ => false,
        };
        let messages = if self.is_wild || is_for_develop { &ANY[..] } else { &SMALL[..] };
        let message = *self.chance.of(messages);
        self.history.commit(branch, &numbered(message, self.history.count()));
    }

    fn commit_on_a(&mut self, kind: Kind) {
        if let Some(branch) = self.any(kind) {
            self.commit_on(&branch);
        }
    }

    fn commit_somewhere(&mut self) {
        let branches: Vec<String> = self.history.branches().keys().cloned().collect();
        let branch = self.chance.of(&branches).clone();
        if self.is_wild || kind(&branch) != Kind::Staging {
            self.commit_on(&branch);
        }
    }

    fn origin(&self, branch: &str) -> String {
        let origin = self.origins.iter().rev().find(|(name, _)| name == branch);
        origin.map_or("develop", |(_, origin)| origin).to_owned()
    }

    fn start(&mut self, name: &str, at: &str) {
        if !self.history.has(name) && self.history.has(at) {
            self.history.branch(name, at);
            self.origins.push((name.to_owned(), at.to_owned()));
            for _ in 0..self.chance.below(3) {
                self.commit_on(name);
            }
        }
    }

    fn start_topic(&mut self) {
        let mut origins = vec!["develop".to_owned(), "develop".to_owned()];
        origins.extend(self.history.of_kind(Kind::Release));
        if self.is_wild {
            origins.push("main".to_owned());
            origins.extend(self.history.of_kind(Kind::Hotfix));
            origins.extend(self.history.of_kind(Kind::Support));
        }
        let (name, origin) = (*self.chance.of(&TOPICS), self.chance.of(&origins).clone());
        self.start(name, &origin);
    }

    fn finish_topic(&mut self) {
        let Some(topic) = self.any(Kind::Topic) else { return };
        let origin = self.origin(&topic);
        if !self.history.has(&origin) || version_in(&origin).is_some_and(|v| self.is_out(v)) {
            return;
        }
        match self.chance.below(6) {
            0..3 => {
                let message = self.merge_message(&topic, &origin);
                self.history.merge(&origin, &topic, &message);
            }
            3 => _ = self.history.forward(&origin, &topic),
            _ => self.commit_on(&origin),
        }
        if !self.one_in(3) {
            self.history.delete(&topic);
        }
    }

    fn merge_message(&mut self, branch: &str, into: &str) -> String {
        match self.chance.below(4) {
            0 => format!("Merge branch '{branch}'"),
            1 => format!("Merge pull request #7 from acme/{branch}"),
            _ => format!("Merge branch '{branch}' into {into}"),
        }
    }

    fn is_out(&self, version: Core) -> bool {
        self.history.tags().keys().any(|tag| stable(tag) == Some(version))
    }

    fn tag_version(&mut self, version: Core, branch: &str) {
        assert!(
            !self.is_out(version),
            "{} is released twice\n{}",
            written(version),
            self.history.script()
        );
        self.history.tag(&format!("v{}", written(version)), branch);
    }

    fn is_finishing(&self, branch: &str) -> bool {
        self.finishes.iter().any(|finish| finish.branch == branch)
    }

    fn start_release(&mut self, oracle: Oracle<'_>) {
        let open = self
            .history
            .of_kind(Kind::Release)
            .into_iter()
            .filter(|branch| version_in(branch).is_none_or(|version| !self.is_out(version)));
        if !self.history.has("develop") || open.count() > usize::from(self.is_wild) {
            return;
        }
        let Some((major, minor, patch)) = core(oracle(&self.history, "develop")) else { return };
        let version = match self.chance.below(10) {
            0 => (major + 1, 0, 0),
            1 => (major, minor + 1, 0),
            2 if self.is_wild => (major, minor.saturating_sub(1), patch + 4),
            _ => (major, minor, patch),
        };
        let name = match self.chance.below(8) {
            0 => "release/next".to_owned(),
            1 => format!("release/{}", written(version)),
            _ => format!("release/v{}", written(version)),
        };
        let is_twice = |branch: &String| version_in(branch) == Some(version);
        if !self.history.of_kind(Kind::Release).iter().any(is_twice) && !self.is_out(version) {
            self.start(&name, "develop");
        }
    }

    fn start_hotfix(&mut self) {
        let mut trunks = vec!["main".to_owned(), "main".to_owned()];
        trunks.extend(self.history.of_kind(Kind::Support));
        let trunk = self.chance.of(&trunks).clone();
        let Some((major, minor, patch)) = self.last_release(&trunk) else { return };
        let next = (major, minor, patch + 1);
        let has_other = self.history.of_kind(Kind::Hotfix).iter().any(|one| !self.is_finished(one));
        if self.is_out(next) || (has_other && !(self.is_wild && self.one_in(2))) {
            return;
        }
        let name = match self.chance.below(5) {
            0 => "hotfix/fire".to_owned(),
            1 => format!("hotfix/{}", written(next)),
            _ => format!("hotfix/v{}", written(next)),
        };
        self.start(&name, &trunk);
    }

    fn last_release(&self, trunk: &str) -> Option<Core> {
        let known = self.history.reach(self.history.tip(trunk));
        let tags = self.history.tags().iter().filter(|(_, at)| known.contains(at));
        tags.filter_map(|(tag, _)| stable(tag)).max()
    }

    fn is_finished(&self, branch: &str) -> bool {
        version_in(branch).is_some_and(|version| self.is_out(version))
    }
}

/// Returns a message that no other commit has.
fn numbered(message: &str, number: usize) -> String {
    let (subject, rest) = message.split_once('\n').unwrap_or((message, ""));
    let end = if rest.is_empty() { "" } else { "\n" };
    format!("{subject} {number}{end}{rest}")
}

fn core(version: Option<String>) -> Option<Core> {
    stable(version?.split('-').next().unwrap_or_default())
}
