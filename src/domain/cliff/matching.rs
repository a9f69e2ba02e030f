//! Which rule applies to a commit, and the group and scope that come of it: git-cliff's
//! `commit_parsers`.

use regex::Regex;
use serde_json::Value;

use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::json::commit_value;
use crate::domain::cliff::pipeline::Dropped;
use crate::domain::cliff::rules::{CommitRule, CommitRules};

/// Returns the commit with the group and the scope that the rules give it.
///
/// # Errors
/// When a rule leaves it out, or no rule applies and that leaves it out.
pub(super) fn sorted_in(
    mut commit: Commit,
    rules: &CommitRules,
    compat: Compat,
) -> Result<Commit, Dropped> {
    let fields = Fields::of(&commit, &rules.parsers);
    let is_protected = rules.protect_breaking
        && commit.conventional.as_ref().is_some_and(super::conventional::Conventional::is_breaking);
    let mut goes_on = false;
    for rule in &rules.parsers {
        let Some(evidence) = Evidence::that(rule, &commit, &fields, compat)? else { continue };
        if rule.skip && !is_protected {
            return Err(Dropped::Skipped);
        }
        let keeps_others = evidence.0.is_empty() || rule.continues || goes_on;
        place(&mut commit, rule, &evidence, keeps_others);
        if !rule.continues {
            return Ok(commit);
        }
        goes_on = true;
    }
    if rules.filter_commits && !goes_on { Err(Dropped::Unmatched) } else { Ok(commit) }
}

/// Puts a commit where a rule wants it. What the rule does not say is kept from the rules before
/// it, or forgotten where it is the first to apply.
fn place(commit: &mut Commit, rule: &CommitRule, evidence: &Evidence<'_>, keeps_others: bool) {
    let fill = |template: &Option<String>| template.as_ref().map(|text| evidence.fill(text));
    let or_kept = |new: Option<String>, old: &mut Option<String>| match new {
        None if keeps_others => {}
        new => *old = new,
    };
    or_kept(fill(&rule.group), &mut commit.group);
    or_kept(fill(&rule.scope), &mut commit.scope);
    or_kept(rule.default_scope.clone(), &mut commit.default_scope);
}

/// The patterns of a rule that apply, each with the text it was found in; none for a rule that
/// names a commit by its id alone.
struct Evidence<'r>(Vec<(&'r Regex, String)>);

impl<'r> Evidence<'r> {
    /// Returns why a rule applies; `None` where it does not.
    fn that(
        rule: &'r CommitRule,
        commit: &Commit,
        fields: &Fields,
        compat: Compat,
    ) -> Result<Option<Self>, Dropped> {
        if rule.sha.as_ref().is_some_and(|sha| sha.to_lowercase() != commit.id) {
            return Ok(None);
        }
        let mut found = Vec::new();
        if let Some(pattern) = &rule.message {
            if !pattern.is_match(commit.message.trim()) {
                return Ok(None);
            }
            found.push((pattern, commit.message.clone()));
        }
        if let Some(pattern) = &rule.body {
            let body = body_of(commit).unwrap_or_default();
            if !pattern.is_match(body.trim()) {
                return Ok(None);
            }
            found.push((pattern, body.to_owned()));
        }
        if let Some(pattern) = &rule.footer {
            let footers = commit.conventional.iter().flat_map(|said| &said.footers);
            let mut texts = footers.map(super::conventional::Footer::text);
            let Some(text) = texts.find(|text| pattern.is_match(text.trim())) else {
                return Ok(None);
            };
            found.push((pattern, text));
        }
        if let (Some(field), Some(pattern)) = (&rule.field, &rule.pattern) {
            let values = match field.as_str() {
                "body" => body_values(commit, compat)?,
                _ => fields.values(field)?,
            };
            let Some(value) = values.into_iter().find(|value| pattern.is_match(value.trim()))
            else {
                return Ok(None);
            };
            found.push((pattern, value));
        }
        Ok((!found.is_empty() || rule.sha.is_some()).then_some(Self(found)))
    }

    /// Returns a template of a group or a scope with `$1` filled in. git-cliff looks at each match
    /// on its own, without what stands around it, and so does this.
    fn fill(&self, template: &str) -> String {
        let mut filled = template.to_owned();
        for (pattern, text) in &self.0 {
            for found in pattern.find_iter(text) {
                filled = pattern.replace(found.as_str(), filled.as_str()).into_owned();
            }
        }
        filled
    }
}

fn body_of(commit: &Commit) -> Option<&str> {
    commit.conventional.as_ref().and_then(|said| said.body.as_deref())
}

/// git-cliff drops a commit without a body where a rule asks for `field = "body"`.
fn body_values(commit: &Commit, compat: Compat) -> Result<Vec<String>, Dropped> {
    match body_of(commit) {
        Some(body) => Ok(vec![body.to_owned()]),
        None if compat.is_strict() => Err(Dropped::Field),
        None => Ok(Vec::new()),
    }
}

/// The values of a commit by their dotted names, as they were before the first rule; nothing where
/// no rule asks for one.
struct Fields(Option<Value>);

impl Fields {
    fn of(commit: &Commit, rules: &[CommitRule]) -> Self {
        let asks = |rule: &CommitRule| rule.pattern.is_some() && rule.field.is_some();
        Self(rules.iter().any(asks).then(|| commit_value(commit)))
    }

    /// Returns what a field holds as texts; nothing where it is absent.
    ///
    /// # Errors
    /// When it holds something that has no text.
    fn values(&self, name: &str) -> Result<Vec<String>, Dropped> {
        match self.0.as_ref().and_then(|value| at(value, name)) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items.iter().filter_map(scalar).collect()),
            Some(other) => scalar(other).map(|text| vec![text]).ok_or(Dropped::Field),
        }
    }
}

/// Returns the value at a dotted name; a part of the name may be a place in a list.
pub(in crate::domain::cliff) fn at<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    name.split('.').try_fold(value, |inner, part| match inner {
        Value::Object(entries) => entries.get(part),
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) | Value::Null => Some(value.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}
