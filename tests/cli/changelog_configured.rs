//! A changelog by the configuration: templates of the project, rules over commits, tags, texts.

use crate::support::repository::Repo;
use crate::support::run::semflow;

/// A configuration of semflow's own: it has a section that git-cliff does not know.
fn own(config: &str) -> String {
    format!("{config}\n[commits]\n")
}

fn example(config: &str) -> Repo {
    let repo = Repo::new();
    repo.write("cliff.toml", &own(config));
    repo.commit("feat(door): begin");
    repo.tag("v1.0.0");
    repo.commit("fix: oil the hinges (RFC1234)");
    repo.commit("docs: describe the door");
    repo.commit("chore(release): prepare\n\ninternal only");
    repo.commit("feat!: drop the wall");
    repo
}

#[test]
fn a_template_of_the_project_replaces_the_built_in_one() {
    let repo = example(
        r#"
[changelog]
header = "My changes"
body = """
{% if version %}== {{ version }} of {{ timestamp | date(format="%Y") }}{% else %}== soon{% endif %}
{% for group, commits in commits | group_by(attribute="group") %}
{{ group | striptags | trim | upper_first }}:
{% for commit in commits %}
  {{ commit.scope | default(value="all") }}: {{ commit.message | upper_first }}{% if commit.breaking %} (!){% endif %}
{% endfor %}{% endfor %}
"""
footer = "End"
[git]
commit_parsers = [
  { message = "^feat", group = "<!-- 0 -->Features" },
  { message = "^fix", group = "<!-- 1 -->Fixes" },
  { message = "^docs", group = "<!-- 2 -->Docs" },
  { body = "internal", skip = true },
]
"#,
    );
    let changelog = semflow(&repo, &["changelog"]);
    changelog.ends_with(0);
    insta::assert_snapshot!(changelog.stdout, @r"
    My changes
    == soon

    Features:

    all: Drop the wall (!)

    Fixes:

    all: Oil the hinges (RFC1234)

    Docs:

    all: Describe the door
    == v1.0.0 of 2024

    Features:

    door: Begin
    End
    ");
}

#[test]
fn a_built_in_template_asked_for_wins_over_the_project_s() {
    let repo = example("[changelog]\nbody = \"{{ version }}\\n\"\n");
    semflow(&repo, &["changelog", "--template", "plain"]).prints("# Changelog").prints("- feat");
}

#[test]
fn header_and_footer_alone_go_around_the_built_in_body() {
    let repo = example("[changelog]\nheader = \"My changes\\n\\n\"\nfooter = \"The end\"\n");
    let changelog = semflow(&repo, &["changelog"]);
    assert!(changelog.stdout.starts_with("My changes\n\n## [Unreleased]\n"), "{changelog}");
    assert!(changelog.stdout.ends_with("The end\n"), "{changelog}");
}

#[test]
fn parsers_skip_group_and_scope_commits() {
    let repo = example(
        r#"
[git]
commit_parsers = [
  { message = "^chore\\(release\\)", skip = true },
  { message = "^fix: (\\w+)", group = "Repairs", scope = "$1" },
  { message = "^docs", group = "Writing", default_scope = "book" },
  { message = "^feat", group = "News" },
]
"#,
    );
    let changelog = semflow(&repo, &["changelog", "-u"]);
    changelog.prints("### Repairs\n\n- **oil:** oil the hinges");
    changelog.prints("### Writing\n\n- **book:** describe the door");
    changelog.prints("### Breaking\n\n- drop the wall").omits("prepare");
    let json = semflow(&repo, &["changelog", "-u", "--json"]).json();
    assert_eq!(json[0]["commits"][0]["group"], "Repairs");
    assert_eq!(json[0]["commits"][0]["scope"], "oil");
    assert_eq!(json[0]["ignored"].as_array().unwrap().len(), 1);
}

#[test]
fn a_parser_finds_one_commit_by_its_id() {
    let repo = example("");
    let id = repo.git(&["rev-parse", "HEAD~2"]);
    let config = format!("[git]\ncommit_parsers = [{{ sha = \"{id}\", group = \"Chosen\" }}]\n");
    repo.write("cliff.toml", &own(&config));
    semflow(&repo, &["changelog"]).prints("### Chosen\n\n- describe the door");
}

#[test]
fn a_breaking_change_can_be_protected_from_skipping() {
    let skip = "[git]\ncommit_parsers = [{ message = \"^feat\", skip = true }]\n";
    semflow(&example(skip), &["changelog"]).omits("drop the wall");
    let protect = format!("{skip}protect_breaking_commits = true\n");
    semflow(&example(&protect), &["changelog"]).prints("drop the wall").omits("begin");
}

#[test]
fn commits_without_a_rule_can_be_left_out() {
    let config = "[git]\nfilter_commits = true\n\
                  commit_parsers = [{ message = \"^fix\", group = \"Fixed\" }]\n";
    semflow(&example(config), &["changelog"]).prints("oil the hinges").omits("begin");
}

#[test]
fn links_are_made_from_what_messages_say() {
    let repo = example(
        r#"
[changelog]
body = "{% for commit in commits %}{% for link in commit.links %}{{ link.text }} -> {{ link.href }}\n{% endfor %}{% endfor %}"
[git]
link_parsers = [{ pattern = "RFC(\\d+)", text = "RFC $1", href = "https://rfc.example/$1" }]
"#,
    );
    semflow(&repo, &["changelog"]).says("RFC 1234 -> https://rfc.example/1234\n");
}

#[test]
fn tags_can_be_chosen_ignored_and_skipped() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    repo.commit("fix: one");
    repo.tag("v1.0.1-rc.1");
    repo.commit("fix: two");
    repo.tag("v1.0.1");
    let with = |config: &str| {
        repo.write("cliff.toml", &own(config));
        semflow(&repo, &["changelog"])
    };
    let all = with("");
    all.prints("## [1.0.1-rc.1]").prints("## [1.0.1]").prints("## [1.0.0]");
    let ignored = with("[git]\nignore_tags = \"rc\"\n");
    ignored.omits("rc.1").prints("- one\n- two\n").prints("## [1.0.0]");
    let skipped = with("[git]\nskip_tags = \"rc\"\n");
    skipped.omits("rc.1").omits("- one").prints("- two\n");
    let chosen = with("[git]\ntag_pattern = \"^v1\\\\.0\\\\.0$\"\n");
    chosen.omits("1.0.1").prints("## [Unreleased]").prints("## [1.0.0]");
}

#[test]
fn the_chosen_tags_are_the_releases_of_the_version_too() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    repo.tag("v2.0.0");
    repo.commit("fix: two");
    repo.write("cliff.toml", "[git]\ntag_pattern = \"^v1\"\n");
    semflow(&repo, &["current-version"]).says("1.0.0\n");
    semflow(&repo, &["next-version"]).says("1.0.1\n");
}

#[test]
fn postprocessors_work_on_the_rendered_text() {
    let repo = example(
        "[changelog]\npostprocessors = [{ pattern = \"the (\\\\w+)\", replace = \"THE $1\" }]\n",
    );
    semflow(&repo, &["changelog"]).prints("drop THE wall").prints("oil THE hinges");
}

#[test]
fn unconventional_commits_can_be_shown() {
    let repo = example("[git]\nfilter_unconventional = false\n");
    repo.commit("update stuff");
    semflow(&repo, &["changelog", "--template", "detailed"])
        .prints("### Other commits")
        .prints("update stuff");
    let json = semflow(&repo, &["changelog", "-u", "--json"]).json();
    assert!(json[0]["commits"].as_array().unwrap().iter().any(|one| one["conventional"] == false));
}

#[test]
fn a_key_that_nobody_knows_is_a_warning() {
    let repo = example("[git]\nsplit_commit = true\nconventional_commits = true\n");
    let changelog = semflow(&repo, &["changelog"]);
    changelog.ends_with(0).prints("# Changelog").warns("split_commits").warns("cliff.toml:2:1");
    assert!(!changelog.stderr.contains("conventional_commits"), "{changelog}");
}

#[test]
fn the_configuration_of_git_cliff_s_own_default_is_taken() {
    let repo = example(
        r#"
[changelog]
body = """
{% if version %}\
    ## [{{ version | trim_start_matches(pat="v") }}] - {{ timestamp | date(format="%Y-%m-%d") }}
{% else %}\
    ## [unreleased]
{% endif %}\
{% for group, commits in commits | group_by(attribute="group") %}
    ### {{ group | striptags | trim | upper_first }}
    {% for commit in commits %}
        - {% if commit.scope %}*({{ commit.scope }})* {% endif %}\
            {% if commit.breaking %}[**breaking**] {% endif %}\
            {{ commit.message | upper_first }}\
    {% endfor %}
{% endfor %}\n
"""
trim = true
[git]
conventional_commits = true
filter_unconventional = true
commit_parsers = [
    { message = "^feat", group = "<!-- 0 -->🚀 Features" },
    { message = "^fix", group = "<!-- 1 -->🐛 Bug Fixes" },
    { message = "^doc", group = "<!-- 3 -->📚 Documentation" },
    { message = "^chore\\(release\\)", skip = true },
    { message = ".*", group = "<!-- 10 -->💼 Other" },
]
filter_commits = false
sort_commits = "oldest"
"#,
    );
    let changelog = semflow(&repo, &["changelog"]);
    changelog.ends_with(0);
    insta::assert_snapshot!(changelog.stdout, @r"
    ## [unreleased]

    ### 🚀 Features

    - [**breaking**] Drop the wall

    ### 🐛 Bug Fixes

    - Oil the hinges (RFC1234)

    ### 📚 Documentation

    - Describe the door

    ## [1.0.0] - 2024-01-01

    ### 🚀 Features

    - *(door)* Begin
    ");
}
