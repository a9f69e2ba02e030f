//! The rule sets that settings may start from.

use crate::config::check::resolve::bare;
use crate::config::check::settings::Preset;
use crate::domain::check::commitlint::presets::{angular, conventional};
use crate::domain::check::ruleset::{Reading, RuleSet};

/// Returns the rules of a preset.
pub fn preset(preset: Preset) -> RuleSet {
    let commitlints = |rules, reading| RuleSet { reading, rules, ..bare() };
    match preset {
        Preset::Semflow => RuleSet::own(),
        Preset::Conventional => commitlints(conventional(), Reading::CommitlintConventional),
        Preset::Angular => commitlints(angular(), Reading::CommitlintConfigAngular),
        Preset::None => bare(),
    }
}
