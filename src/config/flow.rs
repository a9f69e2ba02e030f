//! Section `[flow]`, semflow's own: a name it does not know is a mistake.

use crate::config::flow_settings::{Enabled, Flow, FlowKind};
use crate::config::keys::{FLOW, FLOW_KIND, FLOW_KINDS};
use crate::config::notes::refuse_unknown;
use crate::config::table::Table;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::rules::Preset;
use crate::domain::history::height::Height;
use crate::domain::version::bump::Bump;
use crate::domain::version::prerelease::check_label;
use crate::domain::version::rule::Numbering;
use crate::failure::{Failure, Result};

/// Returns what the section says.
pub(super) fn read(table: &Table<'_>) -> Result<Flow> {
    refuse_unknown(table, FLOW)?;
    let enabled = [("auto", Enabled::Auto), ("true", Enabled::Always), ("false", Enabled::Never)];
    let height = [("first-parent", Height::FirstParent), ("all", Height::All)];
    let mut kinds = Vec::new();
    for key in FLOW_KINDS {
        if let (Some(kind), Some(content)) = (kind_called(key), table.table(key)?) {
            kinds.push((kind, self::kind(&content)?));
        }
    }
    Ok(Flow {
        is_present: true,
        enabled: table.choice("enabled", &enabled)?.unwrap_or_default(),
        preset: table.choice("preset", &Preset::ALL)?,
        remote: table.filled_text("remote")?,
        height: table.choice("height", &height)?,
        next_version: table.filled_text("next_version")?,
        kinds,
    })
}

fn kind(table: &Table<'_>) -> Result<FlowKind> {
    refuse_unknown(table, FLOW_KIND)?;
    Ok(FlowKind {
        names: filled_texts(table, "name")?,
        prefixes: filled_texts(table, "prefix")?,
        label: label(table)?,
        min_bump: table.choice("min_bump", &Bump::ALL.map(|level| (level.as_str(), level)))?,
        number: table.choice("number", &Numbering::ALL)?,
    })
}

/// Returns texts none of which is empty: an empty prefix would make every branch one of that kind.
fn filled_texts(table: &Table<'_>, key: &str) -> Result<Option<Vec<String>>> {
    let texts = table.text_or_texts(key)?;
    let is_empty = |texts: &Vec<String>| texts.iter().any(|text| text.trim().is_empty());
    match texts.as_ref().filter(|texts| texts.is_empty() || is_empty(texts)) {
        Some(_) => Err(Failure::usage(format!("`{}` cannot be empty", table.path_of(key)))
            .at(table.position_of(key))
            .hint("leave the key out for what is usual")),
        None => Ok(texts),
    }
}

/// Returns a label that can stand in a version. One that is made of a name is made to fit later.
fn label(table: &Table<'_>) -> Result<Option<String>> {
    let label = table.text("label")?;
    let fixed = label.as_deref().filter(|label| !label.is_empty() && !label.contains('{'));
    match fixed.map(check_label) {
        Some(Err(failure)) => Err(failure.at(table.position_of("label"))),
        _ => Ok(label),
    }
}

fn kind_called(key: &str) -> Option<BranchKind> {
    BranchKind::ALL.into_iter().find(|kind| kind.as_str() == key)
}

#[cfg(test)]
mod tests {
    use crate::config::flow_settings::Enabled;
    use crate::config::keys::FLOW_KINDS;
    use crate::config::parse::parse;
    use crate::domain::flow::kind::BranchKind;
    use crate::domain::version::bump::Bump;
    use crate::domain::version::rule::Numbering;

    #[test]
    fn every_kind_has_its_table() {
        let kinds: Vec<_> = BranchKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(FLOW_KINDS, kinds);
    }

    #[test]
    fn names_prefixes_labels_levels_and_numbers_are_read() {
        let text = "[flow]\nenabled = true\n[flow.integration]\nname = 'dev'\nlabel = 'snapshot'\n\
                    min_bump = 'patch'\n[flow.release]\nprefix = ['rel/', 'release/']\n\
                    number = 'height'\n";
        let flow = parse(text, "cliff.toml").unwrap().settings.flow;
        assert_eq!((flow.is_present, flow.enabled), (true, Enabled::Always));
        let [(_, integration), (_, release)] = flow.kinds.as_slice() else { panic!() };
        assert_eq!(integration.names.as_deref(), Some(["dev".to_owned()].as_slice()));
        assert_eq!(integration.label.as_deref(), Some("snapshot"));
        assert_eq!(integration.min_bump, Some(Bump::Patch));
        assert_eq!(release.prefixes.as_ref().map(Vec::len), Some(2));
        assert_eq!(release.number, Some(Numbering::Height));
    }

    #[test]
    fn what_would_catch_every_branch_or_fit_in_no_version_is_refused() {
        for text in [
            "[flow.release]\nprefix = ''\n",
            "[flow.release]\nprefix = ['release/', ' ']\n",
            "[flow.integration]\nname = []\n",
            "[flow.integration]\nlabel = 'al pha'\n",
            "[flow.integration]\nlabel = '7'\n",
        ] {
            let failure = parse(text, "cliff.toml").unwrap_err();
            assert_eq!(failure.place.as_deref().map(|place| &place[..13]), Some("cliff.toml:2:"));
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_remedy() {
        for (text, hint) in [
            ("[flow.release]\nprefixes = 'x'\n", "did you mean `flow.release.prefix`?"),
            ("[flow]\nenabled = 'maybe'\n", "write \"auto\" or \"true\" or \"false\""),
            ("[flow]\npreset = 'gitverson'\n", "did you mean \"gitversion\"?"),
            ("[flow.hotfix]\nmin_bump = 'pach'\n", "did you mean \"patch\"?"),
        ] {
            let failure = parse(text, "cliff.toml").unwrap_err();
            assert!(failure.hints.iter().any(|line| line == hint), "{failure:?}");
        }
    }
}
