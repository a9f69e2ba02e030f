//! Which commits count by what they touch.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::History;

const BODY: &str = r#"changelog.body = '''
{{ version | default(value="next") }} {{ commit_id | default(value="-") }} {{ previous.version | default(value="-") }}
{% for commit in commits %} {{ commit.id | truncate(length=7, end="") }} {{ commit.message }}
{% endfor %}
'''
git.filter_unconventional = false
git.commit_parsers = []
"#;

const FLAGS: &[&str] = &[
    "--include-path crates/a/**",
    "--include-path crates/a",
    "--include-path crates/a/",
    "--include-path ./crates/a/",
    "--include-path ./crates/b/**/*",
    "--include-path crates/*/src/*.rs",
    "--include-path *.md",
    "--include-path README.md",
    "--include-path **/*.md",
    "--include-path docs/**/page.md",
    "--include-path *",
    "--include-path **",
    "--include-path **/*",
    "--include-path vendor/lib",
    "--include-path vendor/**",
    "--include-path crates/a/ünï?code.rs",
    "--include-path crates/a/[[]x].rs",
    "--include-path build.rs --include-path docs/**",
    "--include-path /build.rs",
    "--include-path nothing",
    "--exclude-path crates/a/**",
    "--exclude-path crates/**",
    "--exclude-path *",
    "--exclude-path **/*.md --exclude-path vendor/lib",
    "--exclude-path README.md",
    "--exclude-path nothing",
    "--include-path crates/** --exclude-path crates/b/**",
    "--include-path crates/** --exclude-path **/lib.rs",
    "--include-path docs/** -u",
    "--include-path crates/b/** -l",
    "--include-path crates/a/** --tag v9.9.9",
    "--include-path crates/a/** --tag-pattern ^a-",
    "--include-path crates/b/** --tag-pattern ^b- --bump",
    "--include-path crates/a/** --bumped-version --tag-pattern ^a-",
    "--include-path docs/** HEAD~8..HEAD~2",
    "--include-path [",
    "--exclude-path a**b",
    "-w crates/a",
    "-w crates/b -u",
    "-w docs --include-path crates/a/**",
    "-w crates --exclude-path crates/a/**",
    "-w .",
    "-w nothing",
    "-w crates/a -o OUT.md",
    "-r .",
    "-r . --include-path docs/**",
    "-r crates/a",
    "-r . -w docs",
];

#[test]
fn paths() {
    let mut cases = Vec::new();
    for flags in FLAGS {
        cases.push(Case::new(History::Monorepo, flags).configured(BODY));
    }
    for flags in ["--include-path part0/**", "--exclude-path part1/*", "-w part2", "-w part2 -u"] {
        for history in [History::Random1, History::Random2, History::Random3, History::Random4] {
            cases.push(Case::new(history, flags).configured(BODY));
        }
    }
    for flags in
        ["--include-path files/1.txt", "--include-path files/** --exclude-path *0*", "-w files"]
    {
        for history in [History::Merges, History::Tags, History::Linear] {
            cases.push(Case::new(history, flags).configured(BODY));
        }
    }
    let both = Case::new(History::Monorepo, "--include-path").argument("docs/** crates/b/**");
    cases.push(both.configured(BODY));
    cases.extend(folders());
    cases.extend(lists());
    assert_same("paths", &cases);
}

/// Runs from other folders.
fn folders() -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in ["crates/a", "crates", "docs/deep", "vendor", "new/folder"] {
        for flags in
            ["", "-u", "-r .", "-w .", "--include-path docs/**", "--exclude-path **/lib.rs"]
        {
            let case = Case::new(History::Monorepo, flags).configured(BODY);
            cases.push(case.within(&format!("repository/{folder}")).labelled(folder));
        }
    }
    let case = Case::new(History::Monorepo, "-r ../..").configured(BODY);
    cases.push(case.within("repository/crates/a").labelled("up"));
    let case = Case::new(History::Monorepo, "-w ../../docs").configured(BODY);
    cases.push(case.within("repository/crates/a").labelled("across"));
    for flags in ["-r repository", "-w repository", "-w repository/docs", "-r repository/docs", ""]
    {
        let case = Case::new(History::Monorepo, flags).beside("cliff.toml", BODY).within(".");
        cases.push(case.finds_configuration().labelled("from above"));
    }
    for flags in [
        "-r repository second",
        "-r second repository -u",
        "-r second -r repository -l",
        "-r repository no",
    ] {
        let case = Case::new(History::Monorepo, flags).neighbour("second", History::Tags);
        let case = case.beside("cliff.toml", BODY).within(".").finds_configuration();
        cases.push(case.labelled("several"));
    }
    for flags in [
        "-r second . -t v9",
        "-r second . --bump",
        "-r second . --bumped-version",
        "-r second . -x",
    ] {
        let case = Case::new(History::OneTag, &flags.replace("second", "../second"));
        cases.push(case.neighbour("second", History::Linear).configured(BODY).labelled("several"));
    }
    cases
}

/// Files in the root that leave commits out.
fn lists() -> Vec<Case> {
    let mut cases = Vec::new();
    let base = || Case::new(History::Monorepo, "").configured(BODY);
    for flags in ["", "-u", "--include-path crates/**", "--skip-commit <<HEAD~3>>", "--sort newest"]
    {
        for (name, file) in [("ignore", ".cliffignore"), ("blame", ".git-blame-ignore-revs")] {
            for (kind, text) in [
                ("comments", "# nothing\n\n   \n# more\n"),
                ("unknown", "0123456789012345678901234567890123456789\nabc\n"),
            ] {
                let case = Case::new(History::Monorepo, flags).configured(BODY).file(file, text);
                cases.push(case.labelled(&format!("{name} {kind}")));
            }
        }
    }
    for skipped in ["<<HEAD>>", "<<HEAD~3>>", "<<v1.0.0^{}>>", "<<v1.1.0^{}>>", "HEAD", "abc"] {
        for flags in ["", "-u", "-l"] {
            let case = Case::new(History::Monorepo, flags).argument("--skip-commit");
            cases.push(case.argument(skipped).configured(BODY).labelled("skip"));
            let text = format!("# a comment\n  \n{skipped}\n");
            let case = Case::new(History::Monorepo, flags).configured(BODY);
            cases.push(case.file(".cliffignore", &text).labelled(&format!("ignore {skipped}")));
            let case = Case::new(History::Monorepo, flags).configured(BODY);
            let case = case.file(".git-blame-ignore-revs", &text);
            cases.push(case.labelled(&format!("blame {skipped}")));
        }
    }
    let case = base().argument("--skip-commit").argument("<<HEAD>>").argument("--skip-commit");
    cases.push(case.argument("<<HEAD~1>>").labelled("skip two"));
    let both = "<<HEAD~2>>\r\n<<HEAD~4>> # why\n <<HEAD~5>>\n";
    cases.push(base().file(".cliffignore", both).labelled("ignore several"));
    cases.push(base().file(".git-blame-ignore-revs", both).labelled("blame several"));
    cases.push(
        base()
            .file("crates/a/.cliffignore", "<<HEAD>>\n")
            .within("repository/crates/a")
            .labelled("ignore below"),
    );
    cases
}
