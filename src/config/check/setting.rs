//! What is said of one rule: in commitlint's form, in the long form, as a plain value or as a word.

use crate::config::check::given::{Content, Field, Given};
use crate::config::check::near::meant;
use crate::config::check::settings::{Change, Level};
use crate::config::check::value::{Key, field};
use crate::domain::check::finding::Severity;
use crate::domain::check::names::RuleRow;
use crate::domain::check::setting::{Value, ValueKind, When};
use crate::failure::Result;

/// The words for whether a rule must hold.
pub(in crate::config) const WHENS: [(&str, When); 2] =
    [("always", When::Always), ("never", When::Never)];

/// The words for how much a violation matters.
const LEVELS: [(&str, Level); 5] = [
    ("off", Level::Off),
    ("note", Level::On(Severity::Note)),
    ("warning", Level::On(Severity::Warning)),
    ("error", Level::On(Severity::Error)),
    ("warn", Level::On(Severity::Warning)),
];

/// The keys of the long form.
const LONG: [&str; 3] = ["level", "when", "value"];

/// Returns what `[check]` says of a rule.
///
/// # Errors
/// It is none of the forms, or its value is none that the rule takes.
pub(in crate::config) fn setting(
    row: &'static RuleRow,
    path: &str,
    given: &Given<'_>,
) -> Result<Change> {
    let key = Key { row, path };
    let mut change = empty(path, given);
    if let Some(level) = level_alone(row, given) {
        change.level = Some(level);
        return Ok(change);
    }
    match &given.content {
        Content::List(items) if is_commitlints(items) => {
            listed(key, given, items, change, row.default_value())
        }
        Content::Map(fields) if is_long(row, fields) => long(key, fields, change),
        Content::Flag(_) | Content::Nothing => {
            Err(key.unfit(given, "a level or a value", "\"error\""))
        }
        Content::Text(text) if row.takes == ValueKind::Nothing => {
            let what = format!("`{path}` cannot be {text:?}");
            Err(given.place.failure(what).hint(meant(text, &LEVELS.map(|(word, _)| word))))
        }
        _ => {
            change.value = Some(key.value(given)?);
            // `never` of a preset is about the cases of that preset
            if matches!(row.takes, ValueKind::Cases | ValueKind::ScopeCases) {
                change.when = Some(When::Always);
            }
            Ok(change)
        }
    }
}

/// Returns what a configuration of commitlint says of a rule: `[level, when, value]`, `[level]`, or
/// a level alone. What stands behind a rule that takes nothing says nothing there.
///
/// # Errors
/// It is none of the three, or its value is none that the rule takes.
pub(in crate::config) fn commitlint_setting(
    row: &'static RuleRow,
    path: &str,
    given: &Given<'_>,
) -> Result<Change> {
    let key = Key { row, path };
    let change = empty(path, given);
    match &given.content {
        Content::List(items) if is_commitlints(items) => {
            let is_used = row.takes != ValueKind::Nothing;
            let items = if is_used { items.as_slice() } else { items.get(..2).unwrap_or(items) };
            listed(key, given, items, change, Some(row.bare_value()))
        }
        Content::Whole(number) => match level_of(*number) {
            Some(level) => Ok(Change { level: Some(level), ..change }),
            None => {
                Err(key.unfit(given, "[level, \"always\" or \"never\", value]", "[2, \"always\"]"))
            }
        },
        _ => Err(key.unfit(given, "[level, \"always\" or \"never\", value]", "[2, \"always\"]")),
    }
}

fn empty(path: &str, given: &Given<'_>) -> Change {
    Change {
        level: None,
        when: None,
        value: None,
        path: path.to_owned(),
        place: given.place.position(),
    }
}

/// A list that begins with a level is commitlint's form; every other list is a value.
fn is_commitlints(items: &[Given<'_>]) -> bool {
    let first = items.first().map(|item| &item.content);
    matches!(first, Some(Content::Whole(number)) if level_of(*number).is_some())
}

/// A table with cases or scopes in it is a value.
fn is_long(row: &RuleRow, fields: &[Field<'_>]) -> bool {
    let has_table =
        matches!(row.takes, ValueKind::Scopes | ValueKind::Cases | ValueKind::ScopeCases);
    let is_of_value = |name: &str| ["case", "cases", "scopes", "delimiters"].contains(&name);
    !(has_table && fields.iter().any(|field| is_of_value(field.name)))
        || fields.iter().any(|field| ["level", "value"].contains(&field.name))
}

fn long(key: Key<'_>, fields: &[Field<'_>], mut change: Change) -> Result<Change> {
    key.refuse_others(fields, &LONG)?;
    if let Some(given) = field(fields, "level") {
        change.level = Some(level_in_form(key, given)?);
    }
    if let Some(given) = field(fields, "when") {
        change.when = Some(key.when(given)?);
    }
    if let Some(given) = field(fields, "value") {
        change.value = Some(key.value(given)?);
    }
    Ok(change)
}

/// Reads commitlint's form; one that ends before the value asks for `default`.
fn listed(
    key: Key<'_>,
    given: &Given<'_>,
    items: &[Given<'_>],
    mut change: Change,
    default: Option<Value>,
) -> Result<Change> {
    let [level, rest @ ..] = items else { return Ok(change) };
    change.level = Some(level_in_form(key, level)?);
    let (when, value) = match rest {
        [] => return Ok(change),
        [when] => (when, None),
        [when, value] => (when, Some(value).filter(|value| !value.is_nothing())),
        [_, _, third, ..] => {
            let what = format!("`{}` has more than a level, a `when` and a value", key.path);
            return Err(third.place.failure(what).hint("put several values into one list"));
        }
    };
    change.when = Some(key.when(when)?);
    change.value = match value {
        Some(value) => Some(key.value(value)?),
        None => default,
    };
    if change.value.is_none() && change.level != Some(Level::Off) {
        let form = "[2, \"always\", …]";
        let what = format!("`{}` lacks its value", key.path);
        return Err(given.place.failure(what).hint(given.place.remedy(key.row.name, form)));
    }
    Ok(change)
}

/// Returns the level, where it stands alone. Of a rule that takes a number, a number is the value;
/// but 0, as a length, would forbid or allow everything.
fn level_alone(row: &RuleRow, given: &Given<'_>) -> Option<Level> {
    match given.content {
        Content::Whole(number) if row.takes == ValueKind::Number => {
            level_of(number).filter(|level| *level == Level::Off)
        }
        _ => level(given),
    }
}

fn level_in_form(key: Key<'_>, given: &Given<'_>) -> Result<Level> {
    level(given).ok_or_else(|| {
        let words = LEVELS.map(|(word, _)| word);
        let what = format!("the level of `{}` cannot be {}", key.path, given.described());
        given.place.failure(what).hint(meant(given.text().unwrap_or_default(), &words))
    })
}

fn level(given: &Given<'_>) -> Option<Level> {
    match given.content {
        Content::Text(text) => {
            LEVELS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, level)| *level)
        }
        Content::Whole(number) => level_of(number),
        Content::Flag(false) => Some(Level::Off),
        _ => None,
    }
}

/// commitlint's numbers.
fn level_of(number: i64) -> Option<Level> {
    match number {
        0 => Some(Level::Off),
        1 => Some(Level::On(Severity::Warning)),
        2 => Some(Level::On(Severity::Error)),
        _ => None,
    }
}
