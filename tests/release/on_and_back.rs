//! Going on and back when something has happened in the meantime, and what the flags mean there.

use crate::world::{Team, refs, state};

fn resolve(team: &Team) {
    team.here.write("a.txt", "of both\n");
    team.here.git(&["add", "a.txt"]);
}

#[test]
fn a_push_that_is_not_wanted_any_more_is_left_out_wherever_it_stopped() {
    let team = Team::in_conflict();
    let before = refs(&team.remote);
    team.semflow(&["release", "finish", "--push"]).ends_with(3);
    resolve(&team);
    team.semflow(&["release", "continue", "--no-push"]).says("v1.1.0\n");
    assert_eq!(refs(&team.remote), before);
    team.semflow(&["release", "status"]).says("nothing is under way\n");
    team.is_sound();
}

#[test]
fn flags_that_would_do_nothing_on_the_way_are_refused() {
    let team = Team::in_conflict();
    team.semflow(&["release", "finish"]).ends_with(3);
    let before = state(&team.here);
    for way in ["--abort", "--continue"] {
        for flag in ["--dry-run", "--keep", "--push", "--no-verify", "1.1.0"] {
            team.semflow(&["release", "finish", way, flag]).fails_with(2);
            assert_eq!(state(&team.here), before, "{way} {flag}");
        }
    }
    team.semflow(&["release", "finish", "--abort"]).ends_with(0);
    team.is_sound();
}
