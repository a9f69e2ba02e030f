//! From what a configuration says to the rules that are in force.

use crate::config::check::settings::{Base, Change, CheckSettings, Level, Preset};
use crate::domain::check::finding::Severity;
use crate::domain::check::names::row;
use crate::domain::check::ruleset::{Reading, RuleSet};
use crate::domain::check::setting::Setting;
use crate::failure::{Failure, Result};

/// Returns the rules that are in force; `built_in` tells the rules of a preset, and is not asked for
/// [`Preset::None`].
///
/// # Errors
/// A rule is switched on that needs a value, and nobody says which.
pub fn resolve(settings: &CheckSettings, built_in: &dyn Fn(Preset) -> RuleSet) -> Result<RuleSet> {
    let mut rules = RuleSet { reading: Reading::CommitlintAngular, ..bare() };
    let mut reading = None;
    apply(settings, built_in, &mut rules, &mut reading)?;
    rules.reading = reading.unwrap_or(rules.reading);
    Ok(rules)
}

/// Returns no rules, and commitlint's reading: [`Preset::None`].
pub fn bare() -> RuleSet {
    RuleSet {
        reading: Reading::CommitlintAngular,
        rules: std::collections::BTreeMap::new(),
        ignores_known: true,
        ignored_authors: Vec::new(),
        ignored_messages: Vec::new(),
        leading_emoji: false,
        help_url: None,
    }
}

fn apply(
    settings: &CheckSettings,
    built_in: &dyn Fn(Preset) -> RuleSet,
    rules: &mut RuleSet,
    reading: &mut Option<Reading>,
) -> Result<()> {
    let usual = [Base::Preset(Preset::Semflow)];
    let bases = if settings.extends.is_empty() { &usual } else { settings.extends.as_slice() };
    for base in bases {
        match base {
            Base::Preset(Preset::None) => {}
            Base::Preset(preset) => add(*preset, built_in(*preset), rules, reading),
            Base::Settings(settings) => apply(settings, built_in, rules, reading)?,
        }
    }
    *reading = settings.reading.or(*reading);
    for (name, change) in &settings.rules {
        change_rule(name, change, rules)?;
    }
    rules.ignores_known = settings.ignores_known.unwrap_or(rules.ignores_known);
    rules.leading_emoji = settings.leading_emoji.unwrap_or(rules.leading_emoji);
    if let Some(authors) = &settings.ignored_authors {
        rules.ignored_authors.clone_from(authors);
    }
    if let Some(messages) = &settings.ignored_messages {
        rules.ignored_messages.clone_from(messages);
    }
    rules.help_url = settings.help_url.clone().or(rules.help_url.take());
    Ok(())
}

/// Adds a preset. `@commitlint/config-angular` only replaces the pattern of a header, by the one
/// that the other preset has: behind that one it changes nothing.
fn add(preset: Preset, from: RuleSet, rules: &mut RuleSet, reading: &mut Option<Reading>) {
    let keeps = preset == Preset::Angular && *reading == Some(Reading::CommitlintConventional);
    if !keeps {
        *reading = Some(from.reading);
    }
    rules.rules.extend(from.rules.into_iter().filter(|(_, setting)| setting.severity.is_some()));
    rules.ignores_known = from.ignores_known;
    rules.leading_emoji = from.leading_emoji;
    rules.ignored_authors = from.ignored_authors;
    rules.ignored_messages = from.ignored_messages;
    rules.help_url = from.help_url.or(rules.help_url.take());
}

fn change_rule(name: &'static str, change: &Change, rules: &mut RuleSet) -> Result<()> {
    let old = rules.rules.get(name);
    let severity = match change.level {
        Some(Level::Off) => {
            rules.rules.remove(name);
            return Ok(());
        }
        Some(Level::On(severity)) => severity,
        None => old.and_then(|old| old.severity).unwrap_or(Severity::Error),
    };
    let Some(row) = row(name) else { return Ok(()) };
    let when = change.when.or(old.map(|old| old.when)).unwrap_or(row.when);
    let value = change.value.clone().or_else(|| old.map(|old| old.value.clone()));
    let Some(value) = value.or_else(|| row.default_value()) else {
        return Err(Failure::usage(format!("`{}` needs a value", change.path))
            .at(&change.place)
            .hint(format!(
                "write `{name} = {{ value = … }}`, with a `level` where it is no error"
            )));
    };
    rules.rules.insert(row.name, Setting { severity: Some(severity), when, value });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{bare, resolve};
    use crate::config::check::settings::{Base, CheckSettings, Preset};
    use crate::domain::check::ruleset::{Reading, RuleSet};

    fn built_in(preset: Preset) -> RuleSet {
        let reading = match preset {
            Preset::Semflow => Reading::Own,
            Preset::Conventional => Reading::CommitlintConventional,
            Preset::Angular | Preset::None => Reading::CommitlintAngular,
        };
        RuleSet { reading, ..bare() }
    }

    #[test]
    fn the_last_preset_decides_how_messages_are_taken_apart_unless_it_adds_nothing_to_that() {
        for (presets, reading) in [
            (&[][..], Reading::Own),
            (&[Preset::None], Reading::CommitlintAngular),
            (&[Preset::Angular, Preset::Conventional], Reading::CommitlintConventional),
            (&[Preset::Conventional, Preset::Angular], Reading::CommitlintConventional),
            (&[Preset::Conventional, Preset::None], Reading::CommitlintConventional),
            (&[Preset::Semflow, Preset::Angular], Reading::CommitlintAngular),
            (&[Preset::Angular, Preset::Semflow], Reading::Own),
        ] {
            let extends = presets.iter().copied().map(Base::Preset).collect();
            let settings = CheckSettings { extends, ..CheckSettings::default() };
            assert_eq!(resolve(&settings, &built_in).unwrap().reading, reading, "{presets:?}");
        }
    }
}
