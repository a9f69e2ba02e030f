//! The filters that git-cliff adds to Tera's own.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use regex::Regex;
use semver::Version;
use serde_json::{Map, Value};
use tera::{Error, Result, Tera};

use crate::domain::cliff::matching::at;

/// Puts the filters in.
pub(super) fn register(tera: &mut Tera) {
    let known = Patterns::default();
    let with = |known: &Patterns, filter: Filter| {
        let known = known.clone();
        move |value: &Value, arguments: &HashMap<String, Value>| filter(&known, value, arguments)
    };
    tera.register_filter("upper_first", upper_first);
    tera.register_filter("replace_regex", with(&known, replace_regex));
    tera.register_filter("find_regex", with(&known, find_regex));
    tera.register_filter("split_regex", with(&known, split_regex));
    tera.register_filter("commit_groups", commit_groups);
    tera.register_filter("group_by_scope", group_by_scope);
    tera.register_filter("group_by", group_by);
}

type Arguments = HashMap<String, Value>;
type Filter = fn(&Patterns, &Value, &Arguments) -> Result<Value>;

/// The regular expressions of a template: each is compiled once, however many commits it meets.
#[derive(Clone, Default)]
struct Patterns(Arc<RwLock<HashMap<String, Regex>>>);

impl Patterns {
    fn get(&self, filter: &str, pattern: &str) -> Result<Regex> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = known.get(pattern) {
            return Ok(regex.clone());
        }
        drop(known);
        let regex = Regex::new(pattern).map_err(|error| {
            Error::msg(format!("Filter `{filter}` was given a broken regular expression: {error}"))
        })?;
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(pattern.to_owned(), regex.clone());
        Ok(regex)
    }
}

fn text<'v>(filter: &str, what: &str, value: &'v Value) -> Result<&'v str> {
    value.as_str().ok_or_else(|| {
        Error::msg(format!("Filter `{filter}` wants a text as `{what}`, but got `{value}`"))
    })
}

fn argument<'a>(filter: &str, name: &str, arguments: &'a Arguments) -> Result<&'a str> {
    let value = arguments
        .get(name)
        .ok_or_else(|| Error::msg(format!("Filter `{filter}` wants an argument `{name}`")))?;
    text(filter, name, value)
}

fn list<'v>(filter: &str, value: &'v Value) -> Result<&'v Vec<Value>> {
    value
        .as_array()
        .ok_or_else(|| Error::msg(format!("Filter `{filter}` wants a list, but got `{value}`")))
}

fn upper_first(value: &Value, _: &Arguments) -> Result<Value> {
    let mut characters = text("upper_first", "value", value)?.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    Ok(Value::String(first.unwrap_or_default() + characters.as_str()))
}

fn replace_regex(known: &Patterns, value: &Value, arguments: &Arguments) -> Result<Value> {
    let name = "replace_regex";
    let whole = text(name, "value", value)?;
    let from = known.get(name, argument(name, "from", arguments)?)?;
    let to = argument(name, "to", arguments)?;
    Ok(from.replace_all(whole, to).into())
}

fn find_regex(known: &Patterns, value: &Value, arguments: &Arguments) -> Result<Value> {
    let whole = text("find_regex", "value", value)?;
    let pattern = unescaped_pattern("find_regex", known, arguments)?;
    Ok(pattern.find_iter(whole).map(|found| found.as_str()).collect())
}

fn split_regex(known: &Patterns, value: &Value, arguments: &Arguments) -> Result<Value> {
    let whole = text("split_regex", "value", value)?;
    Ok(unescaped_pattern("split_regex", known, arguments)?.split(whole).collect())
}

/// Tera leaves `\n` and `\t` in its texts as they are.
fn unescaped_pattern(filter: &str, known: &Patterns, arguments: &Arguments) -> Result<Regex> {
    let pattern = argument(filter, "pat", arguments)?;
    known.get(filter, &pattern.replace("\\n", "\n").replace("\\t", "\t"))
}

/// The groups of commits in the order of `groups`, then in the order of their first commits.
fn commit_groups(value: &Value, arguments: &Arguments) -> Result<Value> {
    let filter = "commit_groups";
    let order: Vec<&str> = match arguments.get("groups") {
        Some(groups) => list(filter, groups)?
            .iter()
            .map(|group| text(filter, "groups", group))
            .collect::<Result<_>>()?,
        None => Vec::new(),
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for commit in list(filter, value)? {
        let Some(group) = commit.get("group").filter(|group| !group.is_null()) else { continue };
        let name = key(group);
        let place = *places.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, commits)) => commits.push(commit.clone()),
            None => groups.push((name, vec![commit.clone()])),
        }
    }
    let rank = |name: &str| order.iter().position(|one| *one == name).unwrap_or(order.len());
    groups.sort_by_key(|(name, _)| rank(name));
    let entries = groups.into_iter().map(|(group, commits)| {
        let entry = [("commits", Value::Array(commits)), ("group", Value::String(group))];
        entry.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>()
    });
    Ok(entries.collect())
}

/// Releases by the part of their version that `scope` names.
fn group_by_scope(value: &Value, arguments: &Arguments) -> Result<Value> {
    let filter = "group_by_scope";
    let releases = list(filter, value)?;
    let optional = |name: &str, usual: &'static str| match arguments.contains_key(name) {
        true => argument(filter, name, arguments).map(str::to_owned),
        false => Ok(usual.to_owned()),
    };
    if releases.is_empty() {
        return Ok(Map::new().into());
    }
    let parts = match optional("scope", "minor")?.as_str() {
        "major" => 1,
        "minor" => 2,
        "patch" => 3,
        _ => {
            return Err(Error::msg(
                "Filter `group_by_scope` wants `scope` to be major, minor or patch",
            ));
        }
    };
    let prefix = optional("prefix", "")?;
    let mut groups = BTreeMap::<String, Vec<Value>>::new();
    for release in releases {
        let Some(version) = release.get("version") else { continue };
        let name = if version.is_null() { String::new() } else { key(version) };
        groups
            .entry(scoped(&name, &prefix, parts).unwrap_or(name))
            .or_default()
            .push(release.clone());
    }
    Ok(Value::Object(groups.into_iter().map(|(name, group)| (name, group.into())).collect()))
}

fn scoped(name: &str, prefix: &str, parts: usize) -> Option<String> {
    let version = Version::parse(name.strip_prefix(prefix)?).ok()?;
    let numbers = [version.major, version.minor, version.patch];
    let shown: Vec<_> = numbers.iter().take(parts).map(u64::to_string).collect();
    Some(format!("{prefix}{}", shown.join(".")))
}

/// Tera's own filter, but for its copies of the list and for the order of its groups, which it
/// leaves to a feature of `serde_json` that any dependency may turn on.
fn group_by(value: &Value, arguments: &Arguments) -> Result<Value> {
    let filter = "group_by";
    let items = list(filter, value)?;
    if items.is_empty() {
        return Ok(Map::new().into());
    }
    let attribute = argument(filter, "attribute", arguments)?;
    let mut groups = BTreeMap::<String, Vec<Value>>::new();
    for item in items {
        let Some(name) = at(item, attribute).filter(|name| !name.is_null()) else { continue };
        groups.entry(key(name)).or_default().push(item.clone());
    }
    Ok(Value::Object(groups.into_iter().map(|(name, group)| (name, group.into())).collect()))
}

fn key(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
