//! Three teams and their ways of working, from the first feature to the hotfix.

use crate::support::repository::Repo;
use crate::world::{Team, holds, id, names, same, state, subjects};

/// Develops something on a branch of its own and merges it.
fn feature(team: &Team, name: &str, into: &str) {
    let here = &team.here;
    here.checkout(into);
    here.start(&format!("feature/{name}"));
    here.write(&format!("{name}.txt"), &format!("{name}\n"));
    here.commit(&format!("feat: add {name}"));
    here.checkout(into);
    here.merge(&format!("feature/{name}"), &format!("Merge branch 'feature/{name}' into {into}"));
    here.git(&["branch", "--quiet", "-d", &format!("feature/{name}")]);
}

#[test]
fn a_team_with_main_and_develop() {
    let team = Team::new();
    let here = &team.here;
    feature(&team, "search", "develop");
    feature(&team, "export", "develop");
    here.git(&["push", "--quiet", "origin", "develop"]);

    team.semflow(&["release", "start", "--push"]).says("release/v1.1.0\n");
    here.write("search.txt", "search, corrected\n");
    here.commit("fix: correct search");
    team.semflow(&["release", "rc", "--push"]).says("v1.1.0-rc.1\n");
    feature(&team, "later", "develop");
    here.checkout("release/v1.1.0");
    here.write("export.txt", "export, corrected\n");
    here.commit("fix: correct export");
    team.semflow(&["release", "rc", "--push"]).says("v1.1.0-rc.2\n");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");

    assert_eq!(subjects(here, "main", 2)[0], "Merge branch 'release/v1.1.0' into main");
    assert_eq!(here.git(&["show", "v1.1.0:search.txt"]), "search, corrected");
    assert!(!here.can_git(&["cat-file", "-e", "v1.1.0:later.txt"]));
    assert_eq!(here.read("later.txt"), "later\n");
    let page = here.read("CHANGELOG.md");
    for line in ["## [1.1.0]", "- add search", "- correct export"] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    assert!(!page.contains("later"), "{page}");

    team.semflow(&["hotfix", "start"]).says("hotfix/v1.1.1\n");
    here.write("a.txt", "mended\n");
    here.commit("fix: mend a");
    team.semflow(&["hotfix", "finish", "--push"]).says("v1.1.1\n");
    assert_eq!(here.git(&["branch", "--show-current"]), "develop");
    let page = here.read("CHANGELOG.md");
    let (mended, released) = (page.find("## [1.1.1]"), page.find("## [1.1.0]"));
    assert!(mended.is_some() && mended < released, "{page}");
    team.semflow(&["next-version"]).prints("1.2.0-alpha.");

    same(here, &team.remote, &["main", "develop", "v1.1.0", "v1.1.1", "v1.1.0-rc.2"]);
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0 v1.1.0-rc.1 v1.1.0-rc.2 v1.1.1");
    team.semflow(&["verify", "v1.1.1"]).ends_with(0);
    team.is_sound();
}

#[test]
fn a_team_with_main_staging_and_develop() {
    let team = Team::new();
    let here = &team.here;
    here.git(&["branch", "staging", "main"]);
    here.git(&["push", "--quiet", "origin", "staging"]);
    feature(&team, "search", "develop");

    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    here.write("search.txt", "search, corrected\n");
    here.commit("fix: correct search");
    let plan = team.semflow(&["release", "finish", "--dry-run"]);
    plan.ends_with(0).prints("v1.1.0 into staging").prints("v1.1.0 into develop");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    for branch in ["main", "staging", "develop"] {
        holds(here, branch, "v1.1.0");
    }
    assert_eq!(here.git(&["branch", "--show-current"]), "develop");

    here.checkout("staging");
    here.write("staging.txt", "tried here\n");
    here.commit("chore: configure staging");
    here.git(&["push", "--quiet", "origin", "staging"]);
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.1.1\n");
    here.write("a.txt", "mended\n");
    here.commit("fix: mend a");
    team.semflow(&["hotfix", "finish", "--push"]).says("v1.1.1\n");
    assert_eq!(here.git(&["show", "staging:a.txt"]), "mended");
    assert_eq!(here.git(&["show", "staging:staging.txt"]), "tried here");
    assert!(!here.can_git(&["cat-file", "-e", "develop:staging.txt"]));
    same(here, &team.remote, &["main", "staging", "develop", "v1.1.0", "v1.1.1"]);
    team.is_sound();
}

/// The files of a repository in six languages, with the version in each.
fn in_six_languages(version: &str) -> Vec<(&'static str, String)> {
    let cargo = format!(
        "[package]\nname = \"core\"\nversion = \"{version}\" # of all parts\nedition = \"2024\"\n"
    );
    let package = format!("{{\n  \"name\": \"web\",\n  \"version\": \"{version}\"\n}}\n");
    let python = format!("[project]\nname = \"tool\"\nversion = \"{version}\"\n");
    let maven = format!(
        "<project>\n  <groupId>example</groupId>\n  <artifactId>server</artifactId>\n  \
         <version>{version}</version>\n</project>\n"
    );
    let dotnet = format!(
        "<Project Sdk=\"Microsoft.NET.Sdk\">\r\n  <PropertyGroup>\r\n    \
         <Version>{version}</Version>\r\n  </PropertyGroup>\r\n</Project>\r\n"
    );
    let chart =
        format!("apiVersion: v2\nname: app\nversion: {version}\nappVersion: \"{version}\"\n");
    vec![
        ("VERSION", format!("{version}\n")),
        ("core/Cargo.toml", cargo),
        ("web/package.json", package),
        ("tool/pyproject.toml", python),
        ("server/pom.xml", maven),
        ("desktop/Desktop.csproj", dotnet),
        ("charts/app/Chart.yaml", chart),
    ]
}

/// A team whose repository has six languages, at version 1.0.0.
fn polyglots() -> Team {
    let here = Repo::new();
    for (path, text) in in_six_languages("1.0.0") {
        here.write(path, &text);
    }
    here.write(".gitattributes", "*.csproj -text\n");
    here.commit("feat: begin");
    here.annotated("v1.0.0", "v1.0.0");
    here.start("develop");
    here.write("a.txt", "a\n");
    here.commit("feat: add a");
    Team::around(here)
}

#[track_caller]
fn all_say(team: &Team, commit: &str, version: &str) {
    for (path, text) in in_six_languages(version) {
        let there = team.here.git(&["show", &format!("{commit}:{path}")]);
        assert_eq!(format!("{there}\n"), text, "{path} at {commit}");
    }
}

#[test]
fn a_team_with_six_languages_releases_them_in_step() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    here.write("a.txt", "a, corrected\n");
    here.commit("fix: correct a");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    all_say(&team, "v1.1.0", "1.1.0");
    for (path, text) in in_six_languages("1.1.0") {
        assert_eq!(here.read(path), text, "{path} in the work tree");
    }
    let changed = here.git(&["show", "--format=", "--name-only", "main^2"]);
    assert_eq!(changed.lines().count(), 8, "seven files and the changelog:\n{changed}");
    team.semflow(&["verify", "v1.1.0"]).ends_with(0);
    // As the CI of the tag sees it.
    let clone = team.remote.clone_with(&["--branch=v1.1.0"]);
    crate::support::run::semflow(&clone, &["verify", "v1.1.0"]).ends_with(0);
    team.is_sound();
}

#[test]
fn a_tag_that_the_files_do_not_agree_with_is_found_out() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).ends_with(0);
    here.commit("fix: a detail");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    here.checkout("main");
    here.commit("fix: something that was tagged by hand");
    here.annotated("v1.1.1", "v1.1.1");
    let said = team.semflow(&["verify", "v1.1.1"]);
    said.ends_with(1).prints("web/package.json:3: `version` is `1.1.0`").prints("VERSION:1");
    said.prints("it has no section for 1.1.1").prints("back-merge");
}

/// Names the package of the web in the configuration, and gives it a version of its own.
fn out_of_step(team: &Team, is_named: bool) {
    if is_named {
        let lines = "[[version-files]]\npath = 'web/package.json'\nformat = 'package.json'\n";
        team.here.write("cliff.toml", lines);
    }
    team.here.write("web/package.json", "{\n  \"name\": \"web\",\n  \"version\": \"0.9.0\"\n}\n");
    team.here.commit("fix: an accident");
}

#[test]
fn version_files_that_disagree_are_told_before_anything_happens() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).ends_with(0);
    out_of_step(&team, true);
    let before = state(here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("web/package.json").warns("semflow bump --align");
    assert_eq!(state(here), before);
    team.semflow(&["bump", "--align", "1.1.0"]).ends_with(0);
    here.commit("fix: bring versions in step");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    all_say(&team, "main", "1.1.0");
    team.is_sound();
}

#[test]
fn a_package_that_says_another_version_is_refused_until_that_is_meant() {
    let team = polyglots();
    team.semflow(&["release", "start"]).ends_with(0);
    out_of_step(&team, false);
    for flags in [&["--dry-run"] as &[&str], &[]] {
        let said = team.semflow(&[&["release", "finish"], flags].concat());
        said.fails_with(3).warns("`version` is `0.9.0`").warns("web/package.json:3");
    }
    let ignored = "[[version-files]]\npath = \"web/package.json\"\nignore = true\n";
    team.here.write("cliff.toml", ignored);
    team.here.commit("chore: give the web a version of its own");
    team.semflow(&["release", "finish"]).ends_with(0);
    assert!(team.here.read("web/package.json").contains("0.9.0"));
    assert_eq!(team.here.read("VERSION"), "1.1.0\n");
    team.is_sound();
}

#[test]
fn a_candidate_writes_its_version_and_the_release_its_own() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).ends_with(0);
    here.commit("fix: a detail");
    team.semflow(&["release", "rc"]).says("v1.1.0-rc.1\n");
    assert_eq!(here.git(&["show", "v1.1.0-rc.1:VERSION"]), "1.1.0-rc.1");
    here.commit("fix: another detail");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    all_say(&team, "main", "1.1.0");
    all_say(&team, "develop", "1.1.0");
    team.semflow(&["verify", "v1.1.0"]).ends_with(0);
    team.is_sound();
}

#[test]
fn develop_keeps_its_own_version_and_no_version_file_conflicts() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).ends_with(0);
    here.commit("fix: a detail");
    here.checkout("develop");
    team.semflow(&["bump", "1.2.0-dev"]).ends_with(0);
    here.commit("chore: go on with 1.2.0");
    let plan = team.semflow(&["release", "finish", "1.1.0", "--dry-run"]);
    plan.ends_with(0).prints("resolved in develop: VERSION").omits("conflict:");
    team.semflow(&["release", "finish", "1.1.0"]).says("v1.1.0\n");
    all_say(&team, "main", "1.1.0");
    assert_eq!(here.read("VERSION"), "1.2.0-dev\n");
    assert!(here.read("core/Cargo.toml").contains("version = \"1.2.0-dev\" # of all parts"));
    holds(here, "develop", "v1.1.0");
    team.is_sound();
}

#[test]
fn a_hotfix_and_a_release_meet_without_a_conflict_of_versions_or_changelogs() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    here.commit("fix: a detail");
    team.semflow(&["release", "rc"]).says("v1.1.0-rc.1\n");
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.0.1\n");
    here.write("mended.txt", "mended\n");
    here.commit("fix: mend it");
    team.semflow(&["hotfix", "finish"]).says("v1.0.1\n");
    all_say(&team, "main", "1.0.1");
    assert_eq!(here.git(&["show", "release/v1.1.0:VERSION"]), "1.1.0-rc.1");
    assert_eq!(here.git(&["show", "release/v1.1.0:mended.txt"]), "mended");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    all_say(&team, "main", "1.1.0");
    let page = here.read("CHANGELOG.md");
    let places = ["## [1.1.0]", "## [1.0.1]"].map(|head| page.matches(head).count());
    assert_eq!(places, [1, 1], "{page}");
    assert!(page.find("## [1.1.0]") < page.find("## [1.0.1]"), "{page}");
    for tag in ["v1.0.1", "v1.1.0"] {
        team.semflow(&["verify", tag]).ends_with(0);
    }
    team.is_sound();
}

#[test]
fn changelogs_that_both_sides_have_written_merge_by_their_sections() {
    let team = polyglots();
    let here = &team.here;
    here.write(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a\n\n## [1.0.0] - 2024-01-01\n\n### Added\n\n- begin\n",
    );
    here.commit("docs: begin a changelog");
    team.semflow(&["release", "start"]).ends_with(0);
    here.write("a.txt", "a, corrected\n");
    here.commit("fix: correct a");
    here.checkout("develop");
    let page = here.read("CHANGELOG.md").replace("- a\n", "- a\n- something later\n");
    here.write("CHANGELOG.md", &page);
    here.commit("docs: tell of something later");
    team.semflow(&["release", "finish", "1.1.0"]).says("v1.1.0\n");
    let page = here.read("CHANGELOG.md");
    for (head, count) in [("## [Unreleased]", 1), ("## [1.1.0]", 1), ("## [1.0.0]", 1)] {
        assert_eq!(page.matches(head).count(), count, "{head} in\n{page}");
    }
    assert!(page.find("something later") < page.find("## [1.1.0]"), "{page}");
    assert!(!page.contains("<<<<<<<"), "{page}");
    assert!(id(here, "develop") != id(here, "main"));
    team.is_sound();
}

#[test]
fn a_conflict_of_the_user_comes_with_version_files_that_are_settled_already() {
    let team = polyglots();
    let here = &team.here;
    team.semflow(&["release", "start"]).ends_with(0);
    here.write("a.txt", "of the release\n");
    here.commit("fix: correct a");
    here.checkout("develop");
    team.semflow(&["bump", "1.2.0-dev"]).ends_with(0);
    here.write("a.txt", "of develop\n");
    here.commit("feat: change a, and go on with 1.2.0");
    here.checkout("release/v1.1.0");
    let before = state(here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("1 file to resolve").warns("a.txt");
    assert_eq!(here.git(&["diff", "--name-only", "--diff-filter=U"]), "a.txt");
    assert_eq!(here.read("VERSION"), "1.2.0-dev\n");
    team.semflow(&["release", "abort"]).ends_with(0);
    assert_eq!(state(here), before);
    team.semflow(&["release", "finish"]).ends_with(3);
    here.write("a.txt", "of both\n");
    here.git(&["add", "a.txt"]);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    assert_eq!(here.read("VERSION"), "1.2.0-dev\n");
    all_say(&team, "main", "1.1.0");
    team.is_sound();
}
