//! `semflow config import commitlint`: from outside.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn a_file_becomes_a_section_on_stdout_and_remarks_on_stderr() {
    let repo = Repo::new();
    repo.write("base.json", "{\"rules\": {\"body-empty\": [1, \"never\"]}}");
    repo.write(".commitlintrc", "extends: [./base.json]\nformatter: ./own.js\n");
    let run = semflow(&repo, &["config", "import", "commitlint", ".commitlintrc"]);
    run.ends_with(0);
    let remark = ".commitlintrc:2:12: the formatter \"./own.js\" is not used";
    let section = "[check]\nextends = \"none\"\nbody-empty = [1, \"never\"]\n";
    assert_eq!(run.stdout, format!("# not carried over: {remark}\n{section}"));
    run.warns(remark);
    let json = semflow(&repo, &["--json", "config", "import", "commitlint", ".commitlintrc"]);
    let answer: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(answer["check"]["body-empty"], serde_json::json!([1, "never"]));
    assert_eq!(answer["not_carried_over"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_holds_no_configuration_is_refused() {
    let repo = Repo::new();
    repo.write("package.json", "{\"name\": \"x\"}");
    for (file, says) in [
        ("package.json", "there is no configuration of commitlint in it"),
        ("none.json", "does not exist"),
        ("commitlint.config.js", "npx commitlint --print-config json"),
    ] {
        semflow(&repo, &["config", "import", "commitlint", file]).fails_with(2).warns(says);
    }
}
