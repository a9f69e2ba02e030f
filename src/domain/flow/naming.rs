//! From the name of a branch to what it is for.

use semver::Version;

use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::label::sanitized;
use crate::domain::flow::rules::FlowRules;
use crate::domain::version::policy::core;
use crate::domain::version::rule::Label;
use crate::domain::version::version_tag::TagFamily;

/// A branch by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBranch {
    /// The whole name.
    pub name: String,
    /// What it is for.
    pub kind: BranchKind,
    /// What stands behind the prefix; the whole name where there is none.
    pub rest: String,
    /// The number of a pull request.
    pub number: Option<String>,
}

impl NamedBranch {
    /// Returns the branch that a pull request is, whatever it is called.
    pub fn pull_request(name: &str, number: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: BranchKind::PullRequest,
            rest: name.to_owned(),
            number: Some(number.to_owned()),
        }
    }

    /// Returns the version that the name of a release or hotfix branch says: three numbers, or
    /// two, which stand for three; pre-release and build metadata do not count.
    pub fn version(&self, family: &TagFamily) -> Option<Version> {
        if !matches!(self.kind, BranchKind::Release | BranchKind::Hotfix) {
            return None;
        }
        let plain = self.rest.strip_prefix(['v', 'V']).unwrap_or(&self.rest);
        let version = family.version_of(&self.rest).or_else(|| Version::parse(plain).ok());
        version.or_else(|| with_two_numbers(plain)).map(|version| core(&version))
    }
}

fn with_two_numbers(text: &str) -> Option<Version> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (major, minor) = text.split_once('.')?;
    let is_version = is_number(major) && is_number(minor);
    is_version.then(|| Version::parse(&format!("{text}.0")).ok()).flatten()
}

impl FlowRules {
    /// Returns what a branch of this name is for.
    pub fn classify(&self, name: &str) -> NamedBranch {
        let found = |kind, rest: &str, number: Option<String>| NamedBranch {
            name: name.to_owned(),
            kind,
            rest: rest.to_owned(),
            number,
        };
        let is_named = |kind: BranchKind| {
            self.kind(kind).names.iter().any(|candidate| self.is_same(candidate, name))
        };
        if let Some(kind) = BranchKind::ALL.into_iter().find(|kind| is_named(*kind)) {
            return found(kind, name, None);
        }
        let prefixes = BranchKind::ALL.into_iter().flat_map(|kind| {
            self.kind(kind).prefixes.iter().map(move |prefix| (kind, prefix.as_str()))
        });
        let mut matching: Vec<_> = prefixes
            .filter_map(|(kind, prefix)| Some((kind, prefix.len(), self.behind(prefix, name)?)))
            .collect();
        matching.sort_by_key(|(_, length, _)| std::cmp::Reverse(*length));
        for (kind, _, rest) in matching {
            match (kind, pull_request_number(rest)) {
                (BranchKind::PullRequest, None) => {}
                (BranchKind::PullRequest, number) => return found(kind, rest, number),
                _ => return found(kind, rest, None),
            }
        }
        found(BranchKind::Other, name, None)
    }

    /// Returns the label that versions of a branch have.
    pub fn label_of(&self, branch: &NamedBranch) -> Label {
        let template = &self.kind(branch.kind).label;
        if template.is_empty() {
            return self.unlabelled();
        }
        let number = branch.number.as_deref().unwrap_or_default();
        let rest = sanitized(&branch.rest);
        // GitVersion's words for the two are understood, too.
        let template = template.replace("{BranchName}", "{branch}").replace("{Number}", "{number}");
        let needs_number = branch.kind == BranchKind::PullRequest && !template.contains("{number}");
        let mut label = template.replace("{branch}", &rest).replace("{number}", number);
        if needs_number {
            label.push_str(number);
        }
        Label::Text(label)
    }

    fn is_same(&self, left: &str, right: &str) -> bool {
        if self.ignores_case { left.eq_ignore_ascii_case(right) } else { left == right }
    }

    /// Returns what stands behind a prefix of a name; `None` where nothing does.
    fn behind<'n>(&self, prefix: &str, name: &'n str) -> Option<&'n str> {
        let (start, rest) = name.split_at_checked(prefix.len())?;
        (self.is_same(start, prefix) && !rest.is_empty()).then_some(rest)
    }
}

/// Returns the number that the name of a pull request starts with: `44` of `44/merge`.
fn pull_request_number(rest: &str) -> Option<String> {
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at_checked(end)?;
    (!digits.is_empty() && (tail.is_empty() || tail.starts_with('/'))).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{BranchKind, FlowRules, Label, TagFamily};
    use crate::domain::flow::rules::Preset;

    fn rules() -> FlowRules {
        FlowRules::of(Preset::Semflow)
    }

    #[test]
    fn a_name_tells_what_a_branch_is_for() {
        for (name, kind, rest) in [
            ("main", BranchKind::Production, "main"),
            ("master", BranchKind::Production, "master"),
            ("develop", BranchKind::Integration, "develop"),
            ("staging", BranchKind::Staging, "staging"),
            ("release/v1.2.0", BranchKind::Release, "v1.2.0"),
            ("hotfix/fire", BranchKind::Hotfix, "fire"),
            ("feature/a/b", BranchKind::Feature, "a/b"),
            ("bugfix/x", BranchKind::Bugfix, "x"),
            ("support/1.x", BranchKind::Support, "1.x"),
            ("pull/44/merge", BranchKind::PullRequest, "44/merge"),
            ("pr/request", BranchKind::Other, "pr/request"),
            ("release/", BranchKind::Other, "release/"),
            ("releases/1.0.0", BranchKind::Other, "releases/1.0.0"),
            ("Develop", BranchKind::Other, "Develop"),
            ("mainfix", BranchKind::Other, "mainfix"),
        ] {
            let branch = rules().classify(name);
            assert_eq!((branch.kind, branch.rest.as_str()), (kind, rest), "{name}");
        }
    }

    #[test]
    fn gitversion_reads_more_names_and_in_any_case() {
        let rules = FlowRules::of(Preset::GitVersion);
        for (name, kind) in [
            ("Development", BranchKind::Integration),
            ("Support-1.3.0", BranchKind::Support),
            ("releases/2.0.0", BranchKind::Release),
            ("hotfixes/1.1.1", BranchKind::Hotfix),
            ("feature-test", BranchKind::Feature),
            ("developer", BranchKind::Other),
            ("PR-7", BranchKind::PullRequest),
        ] {
            assert_eq!(rules.classify(name).kind, kind, "{name}");
        }
    }

    #[test]
    fn the_name_of_a_release_or_hotfix_branch_says_its_version() {
        for (name, version) in [
            ("release/v1.2.0", Some("1.2.0")),
            ("release/1.2.0", Some("1.2.0")),
            ("release/1.3", Some("1.3.0")),
            ("release/2.0.0-Final", Some("2.0.0")),
            ("hotfix/v1.2.1", Some("1.2.1")),
            ("hotfix/fire", None),
            ("release/downgrade-lib-to-3.2.1", None),
            ("release/2024", None),
            ("feature/1.2.0", None),
        ] {
            let found = rules().classify(name).version(&TagFamily::Plain);
            assert_eq!(found.map(|version| version.to_string()).as_deref(), version, "{name}");
        }
    }

    #[test]
    fn a_label_is_made_of_the_rule_and_the_name() {
        let text = |label: &str| Label::Text(label.to_owned());
        for (name, label) in [
            ("main", Label::Final),
            ("develop", text("alpha")),
            ("release/v1.2.0", text("rc")),
            ("feature/JIRA-123_login", text("JIRA-123-login")),
            ("pull/44/merge", text("pr44")),
            ("user/x", text("user-x")),
        ] {
            let rules = rules();
            assert_eq!(rules.label_of(&rules.classify(name)), label, "{name}");
        }
        let mut rules = rules();
        rules.kind_mut(BranchKind::PullRequest).label = "PullRequest".to_owned();
        assert_eq!(rules.label_of(&rules.classify("pull/44/merge")), text("PullRequest44"));
        rules.kind_mut(BranchKind::PullRequest).label = "MR{Number}".to_owned();
        assert_eq!(rules.label_of(&rules.classify("pull/8/merge")), text("MR8"));
    }
}
