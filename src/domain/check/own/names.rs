//! Types and scopes: whether they are known, and which one was probably meant.

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::check::setting::{Setting, Value, When};

/// What people write for a type, and the type.
const ALIASES: &[(&str, &str)] = &[
    ("bug", "fix"),
    ("bugfix", "fix"),
    ("bugs", "fix"),
    ("deps", "build"),
    ("dependencies", "build"),
    ("dependency", "build"),
    ("doc", "docs"),
    ("document", "docs"),
    ("documentation", "docs"),
    ("enhance", "feat"),
    ("enhancement", "feat"),
    ("feature", "feat"),
    ("features", "feat"),
    ("fixed", "fix"),
    ("fixes", "fix"),
    ("format", "style"),
    ("formatting", "style"),
    ("hotfix", "fix"),
    ("optimisation", "perf"),
    ("optimization", "perf"),
    ("performance", "perf"),
    ("refactoring", "refactor"),
    ("styles", "style"),
    ("testing", "test"),
    ("tests", "test"),
];

/// Returns the type that is none of the known ones; upper and lower case are the same (Conventional
/// Commits 1.0.0, rule 15).
pub fn type_enum(message: &Message<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(span) = message.header.kind.clone() else { return Vec::new() };
    let kind = message.part(&span);
    let known = texts(&setting.value);
    let is_listed = known.iter().any(|one| same(one, kind));
    if known.is_empty() || is_listed == (setting.when == When::Always) {
        return Vec::new();
    }
    if setting.when == When::Never {
        return vec![Violation::new(span, format!("`{kind}` is a type that is not used here"))];
    }
    let lower = kind.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower).map(|(_, kind)| *kind);
    let alias = alias.and_then(|alias| known.iter().find(|one| same(one, alias)));
    let meant = alias.map(|one| (one.as_str(), true)).or_else(|| nearest(&lower, known));
    vec![suggested(span, "unknown type", meant)]
}

/// Returns the scopes that are none of the known ones. `,` stands between several; a scope that is
/// listed whole may hold any sign.
pub fn scope_enum(message: &Message<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(span) = message.header.scope.clone() else { return Vec::new() };
    let known = texts(&setting.value);
    let whole = message.part(&span).trim();
    if known.is_empty() || (known.iter().any(|one| one == whole) && setting.when == When::Always) {
        return Vec::new();
    }
    let delimiters = match &setting.value {
        Value::Delimited { delimiters: Some(delimiters), .. } => delimiters.clone(),
        _ => vec![",".to_owned()],
    };
    let wanted = setting.when == When::Always;
    let unfit = segments(message, span, &delimiters).into_iter().filter(|segment| {
        let name = message.part(segment);
        known.iter().any(|one| one == name) != wanted
    });
    let told = |segment: std::ops::Range<usize>| match wanted {
        true => {
            let meant = nearest(message.part(&segment), known);
            suggested(segment, "unknown scope", meant)
        }
        false => Violation::new(segment, "a scope that is not used here"),
    };
    unfit.map(told).collect()
}

/// Returns the scopes that the repository does not show.
pub fn scope_known(message: &Message<'_>, shown: &[String]) -> Vec<Violation> {
    let setting =
        Setting { severity: None, when: When::Always, value: Value::Texts(shown.to_vec()) };
    scope_enum(message, &setting)
}

/// Returns the space inside the parentheses of a scope.
pub fn scope_format(message: &Message<'_>) -> Vec<Violation> {
    let Some(span) = message.header.scope.clone() else { return Vec::new() };
    let text = message.part(&span);
    let trimmed = text.trim();
    if trimmed.len() == text.len() || trimmed.is_empty() {
        return Vec::new();
    }
    let edit = Edit::new(span.clone(), trimmed);
    let told = Violation::new(span, "remove the space around the scope");
    vec![told.mended_by(Certainty::Mechanical, vec![edit])]
}

/// Returns where each of several scopes stands, without the space around it.
fn segments(
    message: &Message<'_>,
    span: std::ops::Range<usize>,
    delimiters: &[String],
) -> Vec<std::ops::Range<usize>> {
    let text = message.part(&span);
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at <= text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let delimiter = delimiters.iter().find(|one| !one.is_empty() && rest.starts_with(*one));
        if rest.is_empty() || delimiter.is_some() {
            let segment = text.get(start..at).unwrap_or_default();
            let left = span.start + start + segment.len() - segment.trim_start().len();
            found.push(left..left + segment.trim().len());
            start = at + delimiter.map_or(0, std::string::String::len);
        }
        let step = delimiter.map(std::string::String::len);
        at += step.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(1);
    }
    found
}

fn suggested(span: std::ops::Range<usize>, what: &str, meant: Option<(&str, bool)>) -> Violation {
    let Some((name, is_sure)) = meant else { return Violation::new(span, what) };
    let told = Violation::new(span.clone(), format!("{what}; did you mean `{name}`?"));
    match is_sure {
        true => told.mended_by(Certainty::Meant, vec![Edit::new(span, name)]),
        false => told,
    }
}

/// Returns the one name that is nearest, at most two typing errors away, and whether it is sure:
/// one error, in a word of at least three letters.
fn nearest<'k>(name: &str, known: &'k [String]) -> Option<(&'k str, bool)> {
    let name = name.to_lowercase();
    let length = name.chars().count();
    if !(2..=64).contains(&length) {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    let mut is_unique = false;
    for candidate in known {
        let distance = strsim::osa_distance(&name, &candidate.to_lowercase());
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => is_unique = false,
            _ => (best, is_unique) = (Some((distance, candidate.as_str())), true),
        }
    }
    let (distance, candidate) = best.filter(|_| is_unique)?;
    let is_like = distance <= 2 && distance * 2 < length.max(candidate.chars().count());
    is_like.then_some((candidate, distance <= 1 && length >= 3))
}

fn texts(value: &Value) -> &[String] {
    match value {
        Value::Texts(texts) | Value::Delimited { texts, .. } => texts,
        _ => &[],
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (!one.is_ascii() && one.to_lowercase() == other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{scope_enum, scope_format, type_enum};
    use crate::domain::check::finding::Violation;
    use crate::domain::check::own::message::Message;
    use crate::domain::check::setting::{Setting, Value, When};
    use crate::domain::commit::policy::COMMON_TYPES;

    fn listed(names: &[&str], when: When) -> Setting {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Setting { severity: None, when, value: Value::Texts(names) }
    }

    fn told(found: &[Violation]) -> Option<(&str, bool)> {
        found.first().map(|one| (one.message.as_str(), one.fix.is_some()))
    }

    #[test]
    fn an_unknown_type_is_told_with_the_one_that_was_meant() {
        let rows = [
            ("feat: x", None),
            ("FEAT: x", None),
            ("faet: x", Some(("unknown type; did you mean `feat`?", true))),
            ("feature: x", Some(("unknown type; did you mean `feat`?", true))),
            ("hotfix: x", Some(("unknown type; did you mean `fix`?", true))),
            ("refcator: x", Some(("unknown type; did you mean `refactor`?", true))),
            ("rfacter: x", Some(("unknown type; did you mean `refactor`?", false))),
            ("wip: x", Some(("unknown type", false))),
            ("功能: x", Some(("unknown type", false))),
            ("a: x", Some(("unknown type", false))),
        ];
        for (text, expected) in rows {
            let found = type_enum(&Message::of(text), &listed(&COMMON_TYPES, When::Always));
            assert_eq!(told(&found), expected, "{text}");
        }
        let found = type_enum(&Message::of("feat: x"), &listed(&["feat"], When::Never));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn each_scope_of_several_is_looked_up() {
        let setting = listed(&["api", "cli", "core/io"], When::Always);
        let rows = [
            ("feat: x", None),
            ("feat(api): x", None),
            ("feat(api, cli): x", None),
            ("feat(core/io): x", None),
            ("feat(api,clo): x", Some(("unknown scope; did you mean `cli`?", true))),
            ("feat(zebra): x", Some(("unknown scope", false))),
        ];
        for (text, expected) in rows {
            assert_eq!(told(&scope_enum(&Message::of(text), &setting)), expected, "{text}");
        }
        let found = scope_enum(&Message::of("feat(api,é): x"), &setting);
        assert_eq!(found[0].span, 9..11);
    }

    #[test]
    fn space_around_a_scope_is_mended() {
        let found = scope_format(&Message::of("feat( a ): x"));
        assert_eq!(found[0].fix.as_ref().unwrap().edits[0].text, "a");
        assert_eq!(scope_format(&Message::of("feat(a b): x")), []);
    }
}
