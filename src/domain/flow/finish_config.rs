//! What git-flow's configuration says of starting and finishing branches: the options that
//! gitflow-avh and git-flow-next keep under `gitflow.<type>.<command>.<option>`.

use crate::domain::flow::kind::BranchKind;

/// What is configured of one kind of topic branches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinishConfig {
    /// `finish.push`.
    pub push: Option<bool>,
    /// `finish.fetch`, `start.fetch`.
    pub fetch: Option<bool>,
    /// `finish.keep`.
    pub keep: Option<bool>,
    /// `finish.keeplocal`.
    pub keep_local: Option<bool>,
    /// `finish.keepremote`.
    pub keep_remote: Option<bool>,
    /// `finish.sign`.
    pub sign: Option<bool>,
    /// `finish.signingkey`.
    pub signing_key: Option<String>,
    /// `finish.nobackmerge`, `finish.nodevelopmerge`.
    pub no_back_merge: Option<bool>,
    /// `gitflow.multi-hotfix`.
    pub several: Option<bool>,
    /// `gitflow.path.hooks`.
    pub hooks: Option<String>,
}

impl FinishConfig {
    /// Returns what keys and values say of a kind; the last of one key decides.
    pub fn of<'e>(entries: impl Iterator<Item = (&'e str, &'e str)>, kind: BranchKind) -> Self {
        let mut config = Self::default();
        let prefix = format!("{}.", kind.as_str());
        for (key, value) in entries {
            let Some(key) = key.strip_prefix("gitflow.") else { continue };
            match key {
                "multi-hotfix" if kind == BranchKind::Hotfix => config.several = truth(value),
                "path.hooks" => config.hooks = Some(value.to_owned()),
                _ => {}
            }
            if let Some(option) = key.strip_prefix(&prefix) {
                config.set(option, value);
            }
        }
        config
    }

    fn set(&mut self, option: &str, value: &str) {
        let flag = truth(value);
        match option {
            "finish.push" => self.push = flag,
            "finish.fetch" | "start.fetch" => self.fetch = flag,
            "finish.keep" => self.keep = flag,
            "finish.keeplocal" => self.keep_local = flag,
            "finish.keepremote" => self.keep_remote = flag,
            "finish.sign" => self.sign = flag,
            "finish.signingkey" => self.signing_key = Some(value.to_owned()),
            "finish.nobackmerge" | "finish.nodevelopmerge" => self.no_back_merge = flag,
            _ => {}
        }
    }
}

/// Returns the truth of a value as git reads it (git-config, "bool"), and AVH's `y`, `t` and the
/// like.
fn truth(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" | "y" | "t" => Some(true),
        "false" | "no" | "off" | "0" | "n" | "f" | "" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BranchKind, FinishConfig};

    #[test]
    fn the_options_of_a_kind_are_its_own() {
        let entries = [
            ("gitflow.release.finish.push", "true"),
            ("gitflow.hotfix.finish.push", "no"),
            ("gitflow.release.finish.signingkey", "ABC"),
            ("gitflow.release.finish.keep", "maybe"),
            ("gitflow.multi-hotfix", "yes"),
            ("gitflow.path.hooks", "hooks"),
        ];
        let release = FinishConfig::of(entries.into_iter(), BranchKind::Release);
        assert_eq!((release.push, release.keep, release.several), (Some(true), None, None));
        assert_eq!(release.signing_key.as_deref(), Some("ABC"));
        let hotfix = FinishConfig::of(entries.into_iter(), BranchKind::Hotfix);
        assert_eq!((hotfix.push, hotfix.several), (Some(false), Some(true)));
        assert_eq!(hotfix.hooks.as_deref(), Some("hooks"));
    }
}
