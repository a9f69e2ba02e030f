//! Hotfixes of lines that others still use, and hotfixes while a release is on its way.

use crate::world::{Team, holds, id, lacks, names, refs, same, subjects};

/// Version 2 is out, and version 1 is still looked after on `support/1.x`.
fn two_lines() -> Team {
    let team = Team::new();
    let here = &team.here;
    here.checkout("main");
    here.write("two.txt", "two\n");
    here.commit("feat!: begin anew");
    here.annotated("v2.0.0", "v2.0.0");
    here.checkout("develop");
    here.merge("main", "Merge tag 'v2.0.0' into develop");
    here.git(&["branch", "support/1.x", "v1.0.0"]);
    here.git(&["push", "--quiet", "origin", "main", "develop", "v2.0.0", "support/1.x"]);
    team
}

#[test]
fn a_hotfix_of_a_support_line_stays_on_that_line() {
    let team = two_lines();
    let here = &team.here;
    team.semflow(&["hotfix", "start", "--from", "support/1.x"]).says("hotfix/v1.0.1\n");
    here.write("a.txt", "mended\n");
    let mend = here.commit("fix: mend a");
    let (main, develop) = (id(here, "main"), id(here, "develop"));
    team.semflow(&["hotfix", "finish", "--push"]).says("v1.0.1\n");
    assert_eq!((id(here, "main"), id(here, "develop")), (main, develop));
    assert_eq!(id(here, "v1.0.1^{commit}"), id(here, "support/1.x"));
    holds(here, "support/1.x", &mend);
    lacks(here, "develop", &mend);
    assert_eq!(here.git(&["branch", "--show-current"]), "support/1.x");
    same(here, &team.remote, &["main", "develop", "support/1.x", "v1.0.1"]);
    team.is_sound();
}

#[test]
fn the_next_hotfix_of_each_line_gets_its_own_number() {
    let team = two_lines();
    let here = &team.here;
    team.semflow(&["hotfix", "start", "--from", "support/1.x"]).says("hotfix/v1.0.1\n");
    here.commit("fix: mend the old");
    team.semflow(&["hotfix", "finish"]).says("v1.0.1\n");
    team.semflow(&["hotfix", "start"]).says("hotfix/v2.0.1\n");
    here.commit("fix: mend the new");
    team.semflow(&["hotfix", "finish"]).says("v2.0.1\n");
    team.semflow(&["hotfix", "start", "--from", "support/1.x"]).says("hotfix/v1.0.2\n");
    here.commit("fix: mend the old once more");
    team.semflow(&["hotfix", "finish"]).says("v1.0.2\n");
    assert_eq!(subjects(here, "support/1.x", 1), ["Merge branch 'hotfix/v1.0.2' into support/1.x"]);
    holds(here, "develop", "v2.0.1");
    lacks(here, "develop", "v1.0.1");
    team.is_sound();
}

#[test]
fn a_hotfix_goes_into_main_the_open_release_and_develop() {
    let team = Team::releasing();
    let here = &team.here;
    here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.0.1\n");
    here.write("a.txt", "mended\n");
    let mend = here.commit("fix: mend a");
    let plan = team.semflow(&["hotfix", "finish", "--dry-run"]);
    plan.ends_with(0).prints("v1.0.1 into release/v1.1.0").prints("v1.0.1 into develop");
    team.semflow(&["hotfix", "finish", "--push"]).says("v1.0.1\n");
    for branch in ["main", "release/v1.1.0", "develop"] {
        holds(here, branch, &mend);
        same(here, &team.remote, &[branch]);
    }
    assert_eq!(subjects(here, "release/v1.1.0", 1), ["Merge tag 'v1.0.1' into release/v1.1.0"]);
    assert_eq!(here.git(&["branch", "--show-current"]), "develop");
    assert_eq!(names(here), "develop main release/v1.1.0 v1.0.0 v1.0.1");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn a_hotfix_that_conflicts_with_the_open_release_stops_there_and_goes_on() {
    let team = Team::releasing();
    let here = &team.here;
    here.write("a.txt", "of the release\n");
    here.commit("fix: change a");
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.0.1\n");
    here.write("a.txt", "of the hotfix\n");
    here.commit("fix: mend a");
    let before = refs(here);
    let said = team.semflow(&["hotfix", "finish"]);
    said.fails_with(3).warns("v1.0.1 does not merge into release/v1.1.0 by itself");
    assert_eq!(refs(here), before);
    here.write("a.txt", "of both\n");
    here.git(&["add", "a.txt"]);
    team.semflow(&["hotfix", "continue"]).says("v1.0.1\n");
    assert_eq!(here.git(&["show", "release/v1.1.0:a.txt"]), "of both");
    assert_eq!(here.git(&["show", "develop:a.txt"]), "of the hotfix");
    team.is_sound();
}

#[test]
fn the_release_that_is_finished_already_is_not_open() {
    let team = Team::releasing();
    let here = &team.here;
    team.semflow(&["release", "finish", "--keep"]).says("v1.1.0\n");
    let kept = id(here, "release/v1.1.0");
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.1.1\n");
    here.commit("fix: mend a");
    team.semflow(&["hotfix", "finish"]).says("v1.1.1\n");
    assert_eq!(id(here, "release/v1.1.0"), kept);
    team.is_sound();
}

#[test]
fn a_release_of_a_support_line_is_none_of_the_hotfix_of_main() {
    let team = two_lines();
    let here = &team.here;
    team.semflow(&["release", "start", "1.1.0", "--from", "support/1.x"]).says("release/v1.1.0\n");
    here.commit("feat: something for the old line");
    let open = id(here, "release/v1.1.0");
    team.semflow(&["hotfix", "start"]).says("hotfix/v2.0.1\n");
    here.commit("fix: mend the new");
    team.semflow(&["hotfix", "finish"]).says("v2.0.1\n");
    assert_eq!(id(here, "release/v1.1.0"), open);
    team.semflow(&["release", "finish", "1.1.0"]).says("v1.1.0\n");
    assert_eq!(id(here, "v1.1.0^{commit}"), id(here, "support/1.x"));
    lacks(here, "main", "v1.1.0");
    lacks(here, "develop", "v1.1.0");
    team.is_sound();
}
