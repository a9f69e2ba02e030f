//! Histories as a story: what happens, one step a line, and what is asked on the way.
//!
//! | step | what it does |
//! |---|---|
//! | `released v1.0.0` | commits something that asks for nothing, and tags it |
//! | `commit feat: a\n\nbody` | commits here; `\n` is a line end |
//! | `revert` | commits what git writes when it reverts the last commit |
//! | `tag v1.0.0`, `tag v1.0.0 at main`, `annotate v1.0.0` | tags |
//! | `branch develop`, `branch support/1.x at v1.0.0` | makes a branch and goes there |
//! | `remote origin/main at v1.0.0` | makes or moves a branch of a remote |
//! | `switch develop`, `detach` | goes to a branch; stays without one |
//! | `merge a into b`, `merge a into b as Merge a` | merges with a commit, by default under git's words |
//! | `squash a into b as feat: a` | the same without a second parent; `{tip}` is the commit of a |
//! | `forward b to a` | moves a branch ahead to another |
//! | `rename a b`, `delete a` | renames or removes a branch |
//! | `config gitflow.branch.master trunk` | configures the repository |
//! | `flow next_version = '2.0.0'` | adds a line to `[flow]`; `toml` adds one without that heading |
//! | `clone` | goes on in a new clone, which has one local branch, the current one |
//! | `expect 1.0.0`, `expect develop 1.0.0 with --pre rc` | asks for the next version |
//! | `refuse: text`, `refuse develop with --pre rc: text` | asks, and is refused with code 3 and a text |
//! | `warns text`, `silent` | what the last question said on standard error |
//!
//! `{head}` stands for the first eight digits of the commit that is checked out.
#![expect(clippy::expect_used, clippy::panic, reason = "a story that cannot be told has failed")]

use super::repository::Repo;
use super::run::{Output, Run};

/// Plays a story.
#[track_caller]
pub(crate) fn play(story: &str) {
    Story::told(story);
}

/// A story that is under way.
pub(crate) struct Story {
    /// Where it has come to.
    pub(crate) repo: Repo,
    here: String,
    configuration: String,
    last: Option<Output>,
}

impl Story {
    /// Plays a story and returns what has become of the repository.
    #[track_caller]
    pub(crate) fn told(story: &str) -> Self {
        let begin = Self {
            repo: Repo::new(),
            here: "main".into(),
            configuration: String::new(),
            last: None,
        };
        begin.goes_on(story)
    }

    /// Plays more of it.
    #[track_caller]
    pub(crate) fn goes_on(mut self, story: &str) -> Self {
        for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.step(line);
        }
        self
    }

    #[track_caller]
    fn step(&mut self, line: &str) {
        let (verb, rest) = line.split_once([' ', ':']).unwrap_or((line, ""));
        let rest = rest.trim_start();
        match verb {
            "released" => {
                self.commit("chore: begin");
                self.repo.tag(rest);
            }
            "commit" => self.commit(&rest.replace("\\n", "\n")),
            "revert" => {
                let subject = self.repo.git(&["show", "-s", "--format=%s"]);
                let id = self.repo.git(&["rev-parse", "HEAD"]);
                self.commit(&format!("Revert \"{subject}\"\n\nThis reverts commit {id}."));
            }
            "tag" => {
                let (name, at) = rest.split_once(" at ").unwrap_or((rest, "HEAD"));
                self.repo.git(&["tag", name, at]);
            }
            "annotate" => self.repo.annotated(rest, rest),
            "branch" => {
                let (name, at) = rest.split_once(" at ").unwrap_or((rest, "HEAD"));
                self.repo.git(&["checkout", "--quiet", "--no-track", "-b", name, at]);
                name.clone_into(&mut self.here);
            }
            "remote" => {
                let (name, at) = rest.split_once(" at ").unwrap_or((rest, "HEAD"));
                self.repo.git(&["update-ref", &format!("refs/remotes/{name}"), at]);
            }
            "switch" => self.switch(rest),
            "detach" => {
                self.repo.git(&["checkout", "--quiet", "--detach"]);
                self.here.clear();
            }
            "merge" | "squash" => self.merge(verb, rest),
            "forward" => {
                let (branch, to) = rest.split_once(" to ").expect("forward A to B");
                self.switch(branch);
                self.repo.git(&["merge", "--quiet", "--ff-only", to]);
            }
            "rename" => {
                let (from, to) = rest.split_once(' ').expect("rename A B");
                self.repo.git(&["branch", "--move", from, to]);
                if self.here == from {
                    to.clone_into(&mut self.here);
                }
            }
            "delete" => {
                self.repo.git(&["branch", "--quiet", "-D", rest]);
            }
            "config" => {
                let (key, value) = rest.split_once(' ').expect("config KEY VALUE");
                self.repo.git(&["config", key, value]);
            }
            "flow" | "toml" => self.configure(verb, rest),
            "clone" => self.repo = self.repo.clone_with(&[]),
            _ => self.question(verb, rest, line),
        }
    }

    #[track_caller]
    fn question(&mut self, verb: &str, rest: &str, line: &str) {
        match verb {
            "expect" => {
                let (question, flags) = rest.split_once(" with ").unwrap_or((rest, ""));
                let (branch, version) = question.split_once(' ').unwrap_or(("", question));
                let answer = self.ask(branch, flags);
                let expected = format!("{}\n", self.with_head(version));
                if answer.code != Some(0) || answer.stdout != expected {
                    self.fail(line, &answer);
                }
                self.last = Some(answer);
            }
            "refuse" => {
                let (question, text) = line.split_once(": ").expect("refuse BRANCH: text");
                let question = question.strip_prefix("refuse").map(str::trim).unwrap_or_default();
                let question = format!(" {question}");
                let (branch, flags) = question.split_once(" with ").unwrap_or((&question, ""));
                let answer = self.ask(branch.trim(), flags);
                let is_refused = answer.code == Some(3) && answer.stdout.is_empty();
                if !is_refused || !answer.stderr.contains(text) {
                    self.fail(line, &answer);
                }
                self.last = Some(answer);
            }
            "warns" => {
                let answer = self.last.as_ref().expect("something was asked before");
                if !answer.stderr.contains(rest) {
                    self.fail(line, answer);
                }
            }
            "silent" => {
                let answer = self.last.as_ref().expect("something was asked before");
                if !answer.stderr.is_empty() {
                    self.fail(line, answer);
                }
            }
            _ => panic!("no such step: {line}"),
        }
    }

    fn with_head(&self, version: &str) -> String {
        match version.contains("{head}") {
            true => version.replace("{head}", &self.repo.git(&["rev-parse", "--short=8", "HEAD"])),
            false => version.to_owned(),
        }
    }

    fn ask(&mut self, branch: &str, flags: &str) -> Output {
        if !branch.is_empty() {
            self.switch(branch);
        }
        let mut arguments = vec!["next-version"];
        arguments.extend(flags.split_whitespace());
        Run::on(&self.repo).semflow(&arguments)
    }

    #[track_caller]
    fn fail(&self, line: &str, answer: &Output) -> ! {
        let graph = ["log", "--graph", "--oneline", "--decorate", "--all", "HEAD"];
        let graph = self.repo.git(&graph);
        let page = Run::on(&self.repo).semflow(&["next-version", "--explain"]);
        let here = &self.here;
        panic!("`{line}` is not so on {here}\n{answer}\n-- history\n{graph}\n-- explained\n{page}");
    }

    fn commit(&self, message: &str) {
        self.repo.commit_nothing(message);
    }

    fn switch(&mut self, branch: &str) {
        if self.here != branch {
            self.repo.checkout(branch);
            branch.clone_into(&mut self.here);
        }
    }

    fn merge(&mut self, verb: &str, rest: &str) {
        let (branches, message) = rest.split_once(" as ").unwrap_or((rest, ""));
        let (from, to) = branches.split_once(" into ").expect("merge A into B");
        self.switch(to);
        let default = format!("Merge branch '{from}' into {to}");
        let message = if message.is_empty() { &default } else { message };
        let mut message = message.replace("\\n", "\n");
        if verb == "squash" {
            if message.contains("{tip}") {
                message = message.replace("{tip}", &self.repo.git(&["rev-parse", from]));
            }
            self.commit(&message);
        } else {
            self.repo.merge_quickly(from, &message);
        }
    }

    fn configure(&mut self, verb: &str, line: &str) {
        if verb == "flow" && !self.configuration.contains("[flow]") {
            self.configuration.push_str("[flow]\n");
        }
        self.configuration.push_str(line);
        self.configuration.push('\n');
        self.repo.write("cliff.toml", &self.configuration);
    }
}

#[cfg(test)]
mod tests {
    use super::{Story, play};

    #[test]
    fn a_story_makes_the_history_it_tells() {
        let story = Story::told(
            "released v1.0.0
             branch develop
             commit feat: a\\n\\nbody
             branch release/v1.1.0
             merge develop into main as Merge it
             squash release/v1.1.0 into develop as feat: squashed\\n\\nRelease-Tip: {tip}
             forward release/v1.1.0 to develop
             rename release/v1.1.0 gone
             revert
             detach",
        );
        let subjects = story.repo.git(&["log", "--format=%s", "--first-parent", "gone"]);
        let tip = story.repo.git(&["rev-parse", "gone~2"]);
        assert_eq!(subjects, "Revert \"feat: squashed\"\nfeat: squashed\nfeat: a\nchore: begin");
        let squashed = story.repo.git(&["show", "-s", "--format=%B", "develop"]);
        assert_eq!(squashed.trim_end(), format!("feat: squashed\n\nRelease-Tip: {tip}"));
        assert_eq!(story.repo.git(&["rev-list", "--parents", "--count", "main"]), "3");
        assert_eq!(story.repo.git(&["branch", "--format=%(refname:short)"]).lines().count(), 4);
    }

    #[test]
    #[should_panic(expected = "`expect 1.0.1` is not so on main")]
    fn a_story_whose_expectation_is_wrong_fails() {
        play("released v1.0.0\nexpect 1.0.0\nexpect 1.0.1");
    }

    #[test]
    #[should_panic(expected = "no such step: explain")]
    fn a_step_that_nobody_knows_fails() {
        play("explain");
    }
}
