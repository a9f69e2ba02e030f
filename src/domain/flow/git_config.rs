//! What git-flow has written into git's configuration: the forms of gitflow-avh and git-flow-next.

use std::collections::BTreeMap;

use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::rules::FlowRules;

/// What `gitflow.*` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GitFlowConfig {
    /// The production branch.
    pub production: Option<String>,
    /// The integration branch.
    pub integration: Option<String>,
    /// What is kept between the two.
    pub staging: Vec<String>,
    /// The prefix of each kind of topic branch.
    pub prefixes: BTreeMap<BranchKind, String>,
    /// What stands before the version in a tag.
    pub tag_prefix: Option<String>,
    /// The name of the remote.
    pub remote: Option<String>,
    /// What each topic branch was branched off, where that was recorded.
    pub bases: BTreeMap<String, String>,
}

/// The words that both tools have for kinds of topic branches.
const KINDS: [(&str, BranchKind); 5] = [
    ("feature", BranchKind::Feature),
    ("bugfix", BranchKind::Bugfix),
    ("release", BranchKind::Release),
    ("hotfix", BranchKind::Hotfix),
    ("support", BranchKind::Support),
];

impl GitFlowConfig {
    /// Returns what the keys and values say, the last of one key decides.
    pub fn of<'e>(entries: impl Iterator<Item = (&'e str, &'e str)>) -> Self {
        let mut config = Self::default();
        let mut next = BTreeMap::<&str, NextBranch<'_>>::new();
        for (key, value) in entries {
            let Some(key) = key.strip_prefix("gitflow.") else { continue };
            match key {
                "branch.master" | "branch.main" => config.production = filled(value),
                "branch.develop" => config.integration = filled(value),
                "branch.staging" => config.staging = filled(value).into_iter().collect(),
                "prefix.versiontag" => config.tag_prefix = Some(value.to_owned()),
                "origin" => config.remote = filled(value),
                _ => {}
            }
            if let Some(kind) = key.strip_prefix("prefix.").and_then(kind_called)
                && let Some(prefix) = filled(value)
            {
                config.prefixes.insert(kind, prefix);
            }
            let Some((name, field)) =
                key.strip_prefix("branch.").and_then(|rest| rest.rsplit_once('.'))
            else {
                continue;
            };
            if field == "base" {
                config.bases.insert(name.to_owned(), value.to_owned());
            } else {
                next.entry(name).or_default().set(field, value);
            }
        }
        config.take(&next);
        config
    }

    /// Takes what git-flow-next says: a tree of base branches and the kinds of topic branches.
    fn take(&mut self, branches: &BTreeMap<&str, NextBranch<'_>>) {
        for (name, branch) in branches.iter().filter(|(_, branch)| branch.kind == "topic") {
            if let (Some(kind), Some(prefix)) = (kind_called(name), branch.prefix) {
                self.prefixes.insert(kind, prefix.to_owned());
                self.tag_prefix = branch.tag_prefix.map(str::to_owned).or(self.tag_prefix.take());
            }
        }
        let bases = || branches.iter().filter(|(_, branch)| branch.kind == "base");
        let Some((production, _)) = bases().find(|(_, branch)| branch.parent.is_none()) else {
            return;
        };
        let starts = branches.get("feature").and_then(|branch| branch.start.or(branch.parent));
        let children = || bases().map(|(name, _)| *name).filter(|name| name != production);
        let integration =
            children().find(|name| Some(*name) == starts).or_else(|| children().next());
        self.production = Some((*production).to_owned());
        self.integration = integration.map(str::to_owned).or(self.integration.take());
        self.staging =
            children().filter(|name| Some(*name) != integration).map(str::to_owned).collect();
    }

    /// Changes the rules as the configuration says; the names it does not have stay.
    pub fn apply(&self, rules: &mut FlowRules) {
        let names = [
            (BranchKind::Production, &self.production),
            (BranchKind::Integration, &self.integration),
        ];
        for (kind, name) in names {
            if let Some(name) = name {
                rules.kind_mut(kind).names = vec![name.clone()];
            }
        }
        if !self.staging.is_empty() {
            rules.kind_mut(BranchKind::Staging).names.clone_from(&self.staging);
        }
        for (kind, prefix) in &self.prefixes {
            rules.kind_mut(*kind).prefixes = vec![prefix.clone()];
        }
    }
}

/// A branch or a kind of branches as git-flow-next describes it.
#[derive(Clone, Copy, Debug, Default)]
struct NextBranch<'e> {
    kind: &'e str,
    parent: Option<&'e str>,
    start: Option<&'e str>,
    prefix: Option<&'e str>,
    tag_prefix: Option<&'e str>,
}

impl<'e> NextBranch<'e> {
    fn set(&mut self, field: &str, value: &'e str) {
        let filled = Some(value).filter(|value| !value.is_empty());
        match field {
            "type" => self.kind = value,
            "parent" => self.parent = filled,
            "startpoint" => self.start = filled,
            "prefix" => self.prefix = filled,
            "tagprefix" => self.tag_prefix = Some(value),
            _ => {}
        }
    }
}

fn kind_called(word: &str) -> Option<BranchKind> {
    KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
}

fn filled(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{BranchKind, GitFlowConfig};

    fn config(lines: &str) -> GitFlowConfig {
        GitFlowConfig::of(lines.lines().map(|line| line.split_once('=').unwrap()))
    }

    #[test]
    fn the_keys_of_avh_are_read() {
        let config = config(
            "gitflow.branch.master=production\ngitflow.branch.develop=dev\n\
             gitflow.prefix.release=rel/\ngitflow.prefix.versiontag=v\ngitflow.origin=upstream\n\
             gitflow.prefix.feature=\ngitflow.branch.feature/x.base=rel/1.0",
        );
        assert_eq!(config.production.as_deref(), Some("production"));
        assert_eq!(config.integration.as_deref(), Some("dev"));
        assert_eq!(config.prefixes[&BranchKind::Release], "rel/");
        assert_eq!(config.prefixes.get(&BranchKind::Feature), None);
        assert_eq!(config.tag_prefix.as_deref(), Some("v"));
        assert_eq!(config.remote.as_deref(), Some("upstream"));
        assert_eq!(config.bases["feature/x"], "rel/1.0");
    }

    #[test]
    fn the_tree_of_git_flow_next_is_read() {
        let config = config(
            "gitflow.branch.trunk.type=base\ngitflow.branch.next.type=base\n\
             gitflow.branch.next.parent=trunk\ngitflow.branch.qa.type=base\n\
             gitflow.branch.qa.parent=trunk\ngitflow.branch.feature.type=topic\n\
             gitflow.branch.feature.parent=next\ngitflow.branch.feature.prefix=feat/\n\
             gitflow.branch.release.type=topic\ngitflow.branch.release.prefix=rel/\n\
             gitflow.branch.release.tagprefix=r",
        );
        assert_eq!(config.production.as_deref(), Some("trunk"));
        assert_eq!(config.integration.as_deref(), Some("next"));
        assert_eq!(config.staging, ["qa"]);
        assert_eq!(config.prefixes[&BranchKind::Feature], "feat/");
        assert_eq!(config.prefixes[&BranchKind::Release], "rel/");
        assert_eq!(config.tag_prefix.as_deref(), Some("r"));
    }
}
