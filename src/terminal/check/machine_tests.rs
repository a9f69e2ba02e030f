use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::domain::check::report::{Origin, Report};
use crate::domain::check::skip::Skip;
use crate::terminal::check::options::Options;
use crate::terminal::check::samples::{checked, clean, found, of_commit, reports};
use crate::terminal::check::{github, gitlab, json, sarif};

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn json_has_every_finding_with_its_place_and_its_fix() {
    let options = Options { saved: Some("rejected.txt"), ..Options::default() };
    let skipped = Report { skip: Some(Skip::Merge), ..of_commit(clean("Merge branch 'a'")) };
    let shown = read(&json::page(&[checked("é\n\nfeet: x"), skipped], &Options::default()));
    assert_eq!(shown["reports"][1]["skipped"], "merge");
    assert_eq!(shown["reports"][1]["origin"]["commit"], "ab".repeat(20));
    let shown = read(&json::page(&[checked("faet: x")], &options));
    let expected = json!({
        "valid": false,
        "reports": [{
            "origin": {"kind": "file", "file": "a b/message.txt"},
            "valid": false,
            "skipped": null,
            "message": "faet: x",
            "findings": [{
                "rule": "type-enum", "severity": "error", "line": 1, "column": 1, "length": 4,
                "message": "unknown type; did you mean `feat`?",
                "fix": {"certainty": "meant", "edits": [{"start": 0, "end": 4, "text": "feat"}]},
            }],
            "fixed": "feat: x",
            "saved": "rejected.txt",
        }],
        "counts": {
            "messages": 1, "rejected": 1, "skipped": 0, "errors": 1, "warnings": 0, "notes": 0,
        },
    });
    assert_eq!(shown, expected);
    let lines = read(&json::page(&[found("a\nb", "type-enum", 0..3, "no")], &options));
    assert_eq!(lines["reports"][0]["findings"][0]["endLine"], 2);
}

#[test]
fn github_reads_what_a_message_says_and_no_command_of_it() {
    let mut report = found("faet: 100%\n::error::x", "type-enum", 0..4, "no\r\n::set-output::%");
    report.origin = Origin::File("a,b:c.txt".to_owned());
    assert_eq!(
        github::page(&[report]),
        "::error title=type-enum,file=a%2Cb%3Ac.txt,line=1,col=1,endColumn=5\
         ::no%0D%0A::set-output::%25\n"
    );
    assert_eq!(
        github::page(&[of_commit(checked("feat: added x"))]),
        "::notice title=subject-mood::commit abababa \"feat: added x\": imperative mood: `add`\n"
    );
}

#[test]
fn gitlab_gets_one_issue_for_each_finding() {
    let shown = read(&gitlab::page(&[of_commit(checked("feat:  added x"))]));
    assert_eq!(shown[0]["check_name"], "subject-space");
    assert_eq!(shown[0]["severity"], "minor");
    let place = json!({"path": format!("commit {}", "ab".repeat(20)), "lines": {"begin": 1}});
    assert_eq!(shown[0]["location"], place);
    assert_ne!(shown[0]["fingerprint"], shown[1]["fingerprint"]);
    assert_eq!(gitlab::page(&[]), "[]\n");
}

#[test]
fn sarif_names_the_file_or_the_commit_and_the_fix() {
    let shown = read(&sarif::page(&[checked("faet: x"), of_commit(checked("faet: x"))]));
    let run = &shown["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
    let region = json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 5});
    let location = json!({"physicalLocation": {
        "artifactLocation": {"uri": "a%20b/message.txt"}, "region": region,
    }});
    let of_file = &run["results"][0];
    assert_eq!(of_file["locations"], json!([location]));
    let replacement = &of_file["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "feat");
    let of_commit = &run["results"][1];
    assert_eq!(of_commit["locations"][0]["logicalLocations"][0]["name"], "ab".repeat(20));
    assert_eq!((&of_commit["ruleIndex"], &of_commit["fixes"]), (&json!(0), &Value::Null));
}

#[test]
fn no_format_repeats_a_secret() {
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let reports =
        [checked(&format!("update {token}\n\n{token}")), checked(&format!("feat:{token}"))];
    let options = Options::default();
    let pages = [json::page(&reports, &options), github::page(&reports)];
    for page in pages.into_iter().chain([gitlab::page(&reports), sarif::page(&reports)]) {
        assert!(!page.contains("a1B2"), "{page}");
    }
    let message = read(&json::page(&reports, &options))["reports"][0]["message"].clone();
    assert_eq!(message.as_str().unwrap().len(), reports[0].text.len());
}

#[test]
fn many_messages_take_no_time() {
    let reports = vec![checked("faet:  x"); 5_000];
    let shown = json::page(&reports, &Options::default()) + &github::page(&reports);
    assert!(shown.len() > 1_000_000);
    assert!((gitlab::page(&reports) + &sarif::page(&reports)).len() > 1_000_000);
}

proptest! {
    #[test]
    fn every_format_reads_back_and_steers_no_terminal(report in reports()) {
        let reports = [of_commit(report.clone()), report];
        let options = Options::default();
        let has_secrets = reports[0].findings.iter().any(|one| one.rule == "message-secrets");
        let json = json::page(&reports, &options);
        if !has_secrets {
            let shown = read(&json);
            prop_assert_eq!(shown["reports"][0]["message"].as_str(), Some(&*reports[0].text));
        }
        let github = github::page(&reports);
        prop_assert_eq!(github.lines().count(), reports[0].findings.len() * 2);
        for page in [json, gitlab::page(&reports), sarif::page(&reports)] {
            read(&page);
            let steers = |sign: char| sign.is_control() || sign == '\u{202e}';
            prop_assert!(!page.chars().any(|sign| steers(sign) && sign != '\n'));
        }
        prop_assert!(!github.chars().any(|sign| sign.is_control() && sign != '\n'));
    }
}
