//! A command as the words that ask for the same once more: what the journal holds.

use crate::commands::release::arguments::{Candidate, Common, Finish, SigningFlags, Start};
use crate::domain::flow::kind::BranchKind;

/// Flags as words, those that are set.
pub(crate) struct Words(Vec<String>);

impl Words {
    /// Returns a command and its first argument.
    pub(crate) fn of_command(command: &str, argument: Option<&str>) -> Self {
        Self([command].into_iter().chain(argument).map(str::to_owned).collect())
    }

    fn of(kind: BranchKind, command: &str, name: &str) -> Self {
        Self([kind.as_str(), command, name].map(str::to_owned).to_vec())
    }

    /// Adds the flags that are set.
    pub(crate) fn flags(mut self, flags: &[(bool, &str)]) -> Self {
        let set = flags.iter().filter(|(is_set, _)| *is_set);
        self.0.extend(set.map(|(_, flag)| (*flag).to_owned()));
        self
    }

    /// Adds what all of these commands take.
    pub(crate) fn common(self, common: &Common) -> Self {
        self.flags(&[(common.fetch, "--fetch"), (common.no_verify, "--no-verify")])
    }

    /// Adds how a tag is signed.
    pub(crate) fn signing(self, signing: &SigningFlags) -> Self {
        let key = signing.local_user.as_ref().map(|key| format!("--local-user={key}"));
        self.flags(&[(signing.sign, "--sign"), (signing.no_sign, "--no-sign")]).and(key)
    }

    /// Adds a word, if there is one.
    pub(crate) fn and(mut self, word: Option<String>) -> Self {
        self.0.extend(word);
        self
    }

    /// Returns the words.
    pub(crate) fn done(self) -> Vec<String> {
        self.0
    }
}

impl Start {
    /// Returns the words that ask for the same once more.
    pub(crate) fn words(&self, kind: BranchKind, name: &str) -> Vec<String> {
        let from = self.from.as_ref().map(|from| format!("--from={from}"));
        Words::of(kind, "start", name)
            .flags(&[(self.push, "--push"), (self.no_push, "--no-push")])
            .common(&self.common)
            .and(from)
            .done()
    }
}

impl Candidate {
    /// Returns the words that ask for the same once more.
    pub(crate) fn words(&self, kind: BranchKind, branch: &str) -> Vec<String> {
        Words::of(kind, "rc", branch)
            .flags(&[(self.push, "--push"), (self.no_push, "--no-push")])
            .signing(&self.signing)
            .common(&self.common)
            .done()
    }
}

impl Finish {
    /// Returns the words that ask for the same once more.
    pub(crate) fn words(&self, kind: BranchKind, branch: &str) -> Vec<String> {
        Words::of(kind, "finish", branch)
            .flags(&[
                (self.push, "--push"),
                (self.no_push, "--no-push"),
                (self.pr, "--pr"),
                (self.merged, "--merged"),
                (self.keep, "--keep"),
                (self.no_keep, "--no-keep"),
                (self.no_back_merge, "--no-back-merge"),
                (self.stay, "--stay"),
                (self.allow_underbump, "--allow-underbump"),
            ])
            .signing(&self.signing)
            .common(&self.common)
            .done()
    }
}
