//! Going on and back when something has happened in the meantime, and what the flags mean there.

use crate::world::{Team, refs};

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
