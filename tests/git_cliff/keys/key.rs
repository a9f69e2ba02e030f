//! One key, and the cases that try it.

use crate::harness::case::Case;
use crate::histories::catalogue::History;

/// What every key is tried on top of.
const BASE: &str = include_str!("../configs/base.toml");

/// The name of a configuration, the arguments it is tried with, parted by `|`, and what it adds.
pub(crate) type Key<'k> = (&'k str, &'k str, &'k str);

/// Returns a case for each key, history and set of arguments.
pub(crate) fn cases(keys: &[Key<'_>], histories: &[History]) -> Vec<Case> {
    pairs(keys, histories).into_iter().map(|(with, _)| with).collect()
}

/// Returns the same, each beside the one without the key.
pub(crate) fn pairs(keys: &[Key<'_>], histories: &[History]) -> Vec<(Case, Case)> {
    let mut pairs = Vec::new();
    for (name, variants, text) in keys {
        for arguments in variants.split('|') {
            for &history in histories {
                let case = Case::new(history, arguments).labelled(name);
                let with = case.clone().configured(&format!("{BASE}\n{text}\n"));
                pairs.push((with, case.configured(BASE)));
            }
        }
    }
    pairs
}
