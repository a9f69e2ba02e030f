//! The data of the templates, as JSON, out and in.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::harness::outcome::outcome;
use crate::harness::programs::{Program, git_cliff_is_here};
use crate::harness::workspace::Workspaces;
use crate::histories::catalogue::{ALL, History};

const UNFILTERED: &str = "git.filter_unconventional = false\n\
    git.link_parsers = [{ pattern = '#(\\d+)', href = 'i/$1' }]\n";

#[test]
fn context() {
    let mut cases = Vec::new();
    for history in ALL {
        for flags in ["-x", "-x -u", "-x -l", "-x -t v9.9.9", "-x --bump", "-x --sort newest"] {
            cases.push(Case::new(history, flags));
            cases.push(Case::new(history, flags).configured(UNFILTERED).labelled("configured"));
        }
        for flags in [
            "-x --github-repo o/r",
            "-x --current",
            "-x -o OUT.json",
            "-x --strip all",
            "-x -b {{no_such}}",
            "-x --body {{unclosed",
            "-x --with-tag-message said",
            "-x --no-exec HEAD~1..HEAD",
        ] {
            cases.push(Case::new(history, flags));
        }
    }
    assert_same("context", &cases);
}

#[test]
fn from_context() {
    if !git_cliff_is_here() {
        return assert_same("from context", &[]);
    }
    let workspaces = Workspaces::default();
    let mut cases = Vec::new();
    for history in [History::Linear, History::Released, History::Messages, History::Untagged] {
        let case = Case::new(history, "-x").configured(UNFILTERED);
        let printed = outcome(Program::GitCliff, &case, &workspaces).stdout;
        let printed = printed.replace("<root>", "/somewhere").replace("<now>", "1700000000");
        for flags in [
            "",
            "-u",
            "-l",
            "-t v9.9.9",
            "--bump",
            "--bumped-version",
            "-x",
            "-o OUT.md",
            "-b {{version}}",
            "--strip all",
            "--sort newest",
            "-u -p OLD.md",
            "-c keepachangelog",
            "--with-commit feat:more",
        ] {
            let arguments = format!("--from-context in.json {flags}");
            let case = Case::new(history, &arguments).file("in.json", &printed);
            cases.push(case.clone().file("OLD.md", "old\n"));
            cases.push(case.configured(UNFILTERED).labelled("configured"));
            let arguments = format!("--from-context - {flags}");
            cases.push(Case::new(history, &arguments).reading(&printed));
        }
        let outside = Case::new(history, "--from-context ../in.json").beside("in.json", &printed);
        cases.push(outside.within("elsewhere").labelled("outside"));
        // What users do to it.
        let mended = printed.replace("\"extra\":null", "\"extra\":{\"by\":\"hand\"}");
        let body =
            "changelog.body = '{{ extra | json_encode }}{{ commits.0.extra | json_encode }}'";
        let case = Case::new(history, "--from-context -").configured(body).reading(&mended);
        cases.push(case.labelled("extra"));
        let lacking = printed.replace("\"links\":[],", "");
        cases.push(Case::new(history, "--from-context -").reading(&lacking).labelled("lacking"));
        let lacking = printed.replace("\"statistics\"", "\"other\"");
        cases.push(Case::new(history, "--from-context -").reading(&lacking).labelled("renamed"));
    }
    for (index, text) in
        ["", "[]", "{}", "[{}]", "null", "[", "[{\"version\":\"v1\"}]"].iter().enumerate()
    {
        let case = Case::new(History::OneTag, "--from-context -").reading(text);
        cases.push(case.labelled(&format!("odd {index}")));
    }
    cases.push(Case::new(History::OneTag, "--from-context no-such.json"));
    assert_same("from context", &cases);
}
