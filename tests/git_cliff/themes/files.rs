//! What is written where.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::History;

const STATIC: &str = r#"changelog.header = """
# Changelog

All of it.
"""
changelog.body = """
## {{ version | default(value="next") }}
{% for commit in commits %}
- {{ commit.message }}
{%- endfor %}

"""
changelog.footer = "the end"
"#;

/// The same with a header that is not the same each time.
const VARIABLE: &str = r###"changelog.header = """
# Changelog of {{ releases | length }} releases
"""
changelog.body = "## {{ version | default(value=\"next\") }}\n{{ commits | length }}"
changelog.footer = "{{ releases | length }} in all"
"###;

/// What may stand in the file before.
const BEFORE: &[(&str, &str)] = &[
    ("empty", ""),
    ("line end", "\n"),
    ("header", "# Changelog\n\nAll of it.\n"),
    ("header and line", "\n# Changelog\n\nAll of it.\n\n"),
    ("header and release", "# Changelog\n\nAll of it.\n\n## v0.0.1\n\n- old\n"),
    ("header from git-cliff", "\n# Changelog\n\nAll of it.\n\n## v0.0.1\n\n- old\n"),
    ("header twice", "# Changelog\n\nAll of it.\n# Changelog\n\nAll of it.\nrest\n"),
    ("other header", "# Changes\n\n## v0.0.1\n\n- old\n"),
    ("header in the middle", "above\n# Changelog\n\nAll of it.\nbelow\n"),
    ("no line end", "## v0.0.1"),
    ("CRLF", "# Changelog\r\n\r\nAll of it.\r\n\r\n## v0.0.1\r\n"),
    ("marker", "# Changelog of 3 releases\n<!-- git-cliff: end of header -->\n## v0.0.1\n"),
    ("only marker", "<!-- git-cliff: end of header -->"),
    (
        "marker twice",
        "a\n<!-- git-cliff: end of header -->\nb\n<!-- git-cliff: end of header -->\nc\n",
    ),
    ("marker and header", "<!-- git-cliff: end of header -->\n# Changelog\n\nAll of it.\nx\n"),
    ("source of the header", "# Changelog of {{ releases | length }} releases\nrest\n"),
    ("same release", "# Changelog\n\nAll of it.\n## v1.0.0\n- fix: old\n## next\n"),
    (
        "default",
        "# Changelog\n\nAll notable changes to this project will be documented in this file.\n\n## [1.0.0]\n",
    ),
    ("non-ASCII", "# Änderungen ✨\n\n日本語\n"),
];

#[test]
fn prepend() {
    let mut cases = Vec::new();
    for (configuration, text) in
        [("static", Some(STATIC)), ("variable", Some(VARIABLE)), ("none", None)]
    {
        let with = |case: Case| match text {
            Some(text) => case.configured(text),
            None => case,
        };
        for (name, before) in BEFORE {
            let label = format!("{configuration}, {name}");
            for flags in [
                "-u -p CHANGELOG.md",
                "-l -p CHANGELOG.md",
                "-u --bump -p CHANGELOG.md",
                "-u -t v9.9.9 -p",
                "HEAD~1..HEAD -p CHANGELOG.md",
                "-u -p CHANGELOG.md --strip header",
                "-u -p CHANGELOG.md --strip all",
                "-u -p CHANGELOG.md -o OTHER.md",
                "-u -p CHANGELOG.md -o CHANGELOG.md",
            ] {
                let case = Case::new(History::OneTag, flags).file("CHANGELOG.md", before);
                cases.push(with(case).labelled(&label));
            }
        }
        for flags in [
            "-p CHANGELOG.md",
            "-u -p",
            "-u -p no/such/CHANGELOG.md",
            "-u -p docs",
            "--current -p CHANGELOG.md",
            "-u -p CHANGELOG.md -x",
            "-u -p CHANGELOG.md --bumped-version",
            "-u -l -p CHANGELOG.md",
            "-l -p CHANGELOG.md -o -",
            "-w files -u -p CHANGELOG.md",
        ] {
            for history in [History::Linear, History::Released, History::Untagged] {
                let label = format!("{configuration}, file");
                let case = Case::new(history, flags).file("CHANGELOG.md", "# Changelog\n\nold\n");
                cases.push(with(case).labelled(&label));
                cases.push(
                    with(Case::new(history, flags)).labelled(&format!("{configuration}, no file")),
                );
            }
        }
    }
    assert_same("prepend", &cases);
}

#[test]
fn output() {
    let mut cases = Vec::new();
    for history in [History::Linear, History::Released, History::Unborn] {
        for flags in [
            "-o",
            "-o OUT.md",
            "-o -",
            "-o ./docs/../OUT.md",
            "-o no/such/OUT.md",
            "-o .",
            "-o ../OUT.md",
            "-o OUT.md -u",
            "-o OUT.md --bump",
            "-o OUT.md -x",
            "-o - -x",
            "-o OUT.md no-such..HEAD",
            "-o OUT.md --current",
            "-o OUT.md --strip all",
            "-w files -o OUT.md",
            "-o=OUT.md",
            "--output=OUT.md",
            "-oOUT.md",
            "-u -o OUT.md --tag-pattern ^nothing --bump",
        ] {
            for (name, text) in [("static", STATIC), ("variable", VARIABLE)] {
                let case = Case::new(history, flags).configured(text).labelled(name);
                cases.push(case.file("OUT.md", "what was there before\n"));
            }
        }
        let failing = "changelog.body = '{{ no_such }}'";
        for flags in ["-o OUT.md", "-o NEW.md", "-u -p OUT.md", "-o NEW.md -x"] {
            let case = Case::new(history, flags).configured(failing).labelled("failing");
            cases.push(case.file("OUT.md", "what was there before\n"));
        }
        let set = format!("{STATIC}changelog.output = 'OUT.md'\n");
        for flags in [
            "",
            "-u",
            "-o -",
            "-o OTHER.md",
            "-u -p OUT.md",
            "--bumped-version",
            "-x",
            "--bump",
            "-l -p",
            "-w files",
        ] {
            let case = Case::new(history, flags).configured(&set).labelled("set");
            cases.push(case.file("OUT.md", "what was there before\n"));
        }
    }
    assert_same("output", &cases);
}
