//! How the verification of a release is printed.

use serde_json::{Value, json};

use crate::domain::version::verification::{Check, Outcome, Verification};

/// Returns the checks, a line each, and what is wrong below the check that found it.
pub fn text(verification: &Verification) -> String {
    let mut page = format!("{}\n", verification.subject);
    for Check { name, outcome } in &verification.checks {
        let (word, told) = match outcome {
            Outcome::Good(seen) => ("ok", seen.clone()),
            Outcome::Skipped(why) => ("skipped", why.clone()),
            Outcome::Bad(_) => ("failed", String::new()),
        };
        let line = format!("  {word:<8}{:<12}{told}", name.as_str());
        page.push_str(line.trim_end());
        page.push('\n');
        if let Outcome::Bad(faults) = outcome {
            for fault in faults {
                page.extend(["      ", &fault.place, ": ", &fault.what, "\n"]);
                page.extend(["        ", &fault.hint, "\n"]);
            }
        }
    }
    page
}

/// Returns the checks as JSON.
pub fn json(verification: &Verification) -> Value {
    let checks = verification.checks.iter().map(|check| {
        let (outcome, told, faults) = match &check.outcome {
            Outcome::Good(seen) => ("ok", Some(seen), Vec::new()),
            Outcome::Skipped(why) => ("skipped", Some(why), Vec::new()),
            Outcome::Bad(faults) => ("failed", None, faults.clone()),
        };
        let faults: Vec<_> = faults
            .iter()
            .map(|fault| json!({"place": fault.place, "what": fault.what, "hint": fault.hint}))
            .collect();
        json!({"check": check.name.as_str(), "outcome": outcome, "told": told, "faults": faults})
    });
    json!({
        "subject": verification.subject,
        "version": verification.version,
        "good": verification.is_good(),
        "checks": checks.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::domain::version::verification::{Check, CheckName, Outcome, Verification};

    #[test]
    fn what_is_wrong_stands_below_the_check_that_found_it() {
        let check = |name, outcome| Check { name, outcome };
        let verification = Verification {
            subject: "v1.2.0".to_owned(),
            version: None,
            checks: vec![
                check(CheckName::Annotated, Outcome::Good("by A".to_owned())),
                check(CheckName::Files, Outcome::bad("VERSION:1", "it is 1.1.0", "write 1.2.0")),
                check(CheckName::BackMerge, Outcome::Skipped("no develop".to_owned())),
            ],
        };
        assert_eq!(
            text(&verification),
            "v1.2.0\n  ok      annotated   by A\n  failed  files\n      VERSION:1: it is 1.1.0\n        \
             write 1.2.0\n  skipped back-merge  no develop\n"
        );
    }
}
