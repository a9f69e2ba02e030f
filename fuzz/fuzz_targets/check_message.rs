//! Any bytes are a message that can be checked, and its fixes leave nothing for a second time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use semflow::domain::check::checker::Checker;
use semflow::domain::check::cleanup::{Cleanup, CommentPrefix, Verbose, as_text, clean};
use semflow::domain::check::commitlint::presets;
use semflow::domain::check::finding::Certainty;
use semflow::domain::check::judge::judge;
use semflow::domain::check::repair::repaired;
use semflow::domain::check::report::Origin;
use semflow::domain::check::ruleset::{Reading, RuleSet};
use semflow::domain::check::skip::Circumstances;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let (text, _) = as_text(bytes);
    let prefix = CommentPrefix::default();
    let text = match choice & 4 {
        0 => text.into_owned(),
        _ => clean(&text, Cleanup::Strip, Verbose::AsWritten, &prefix).text.into_owned(),
    };
    let (reading, rules) = match choice & 3 {
        0 => (Reading::Own, RuleSet::own().rules),
        1 => (Reading::CommitlintConventional, presets::conventional()),
        2 => (Reading::CommitlintAngular, presets::angular()),
        _ => (Reading::CommitlintConfigAngular, presets::angular()),
    };
    let rules = RuleSet { reading, rules, leading_emoji: choice & 8 != 0, ..RuleSet::own() };
    let checker = Checker::new(&rules, None);
    let report = judge(&checker, &text, &Origin::Given, Circumstances::default());
    for finding in &report.findings {
        assert!(text.get(finding.violation.span.clone()).is_some(), "{finding:?}");
    }
    for least in [Certainty::Meant, Certainty::Mechanical] {
        if let Some(mended) = repaired(&checker, &text, least) {
            assert_eq!(repaired(&checker, &mended, least), None);
        }
    }
});
