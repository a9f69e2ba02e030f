//! Shapes of history: the range is what git says it is, whatever the graph and the clocks do.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test whose data has another shape has failed"
)]

use std::collections::BTreeSet;

use crate::support::repository::Repo;
use crate::support::run::semflow;

const DAY: i64 = 86_400;
const NOON: i64 = 1_704_110_400;

/// Asserts that the commits counted since the last release are those of `git rev-list`, and that
/// the releases of the changelog hold each commit of HEAD once.
#[track_caller]
fn counts_like_git(repo: &Repo, base: &str) {
    let range = format!("{base}..HEAD");
    let expected = repo.git(&["rev-list", "--count", &range]);
    let json = semflow(repo, &["next-version", "--json"]).json();
    assert_eq!(json["previous"]["tag"], base);
    assert_eq!(json["commits"].to_string(), expected);
    holds_each_commit_once(repo);
}

#[track_caller]
fn holds_each_commit_once(repo: &Repo) {
    let json = semflow(repo, &["changelog", "--json"]).json();
    let releases = json.as_array().unwrap().iter();
    let lists = releases.flat_map(|release| [&release["commits"], &release["ignored"]]);
    let ids: Vec<_> =
        lists.flat_map(|list| list.as_array().unwrap()).map(|one| &one["id"]).collect();
    let found: BTreeSet<_> = ids.iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    assert_eq!(found.len(), ids.len(), "a commit stands there twice");
    let listed = repo.git(&["rev-list", "HEAD"]);
    assert_eq!(found, listed.lines().map(str::to_owned).collect());
}

/// Returns the releases with the subjects of their commits, newest first.
fn told(repo: &Repo) -> Vec<(String, Vec<String>)> {
    let json = semflow(repo, &["changelog", "--json", "--sort", "newest"]).json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let release = |release: &serde_json::Value| {
        let commits = release["commits"].as_array().unwrap();
        (text(&release["tag"]), commits.iter().map(|one| text(&one["description"])).collect())
    };
    json.as_array().unwrap().iter().map(release).collect()
}

fn expected(rows: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    rows.iter().map(|(tag, commits)| ((*tag).to_owned(), owned(commits))).collect()
}

#[test]
fn an_octopus_merge_brings_in_every_branch() {
    let repo = Repo::released("v1.0.0");
    for (branch, message) in [("a", "feat: a"), ("b", "fix: b"), ("c", "docs: c")] {
        repo.git(&["checkout", "--quiet", "-b", branch, "v1.0.0"]);
        repo.commit(message);
    }
    repo.checkout("main");
    repo.git(&["merge", "--quiet", "--no-ff", "-m", "Merge branches", "a", "b", "c"]);
    assert_eq!(repo.git(&["rev-list", "--parents", "-1", "HEAD"]).split(' ').count(), 5);
    counts_like_git(&repo, "v1.0.0");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn criss_cross_merges_count_nothing_twice() {
    let repo = Repo::released("v1.0.0");
    repo.branch("other");
    repo.commit("fix: here");
    repo.checkout("other");
    repo.commit("fix: there");
    let (main, other) = (repo.git(&["rev-parse", "main"]), repo.git(&["rev-parse", "other"]));
    repo.merge(&main, "Merge main into other");
    repo.checkout("main");
    repo.merge(&other, "Merge other into main");
    repo.commit("fix: here again");
    repo.tag("v1.0.1");
    repo.merge("other", "Merge the merge");
    repo.commit("fix: last");
    counts_like_git(&repo, "v1.0.1");
    semflow(&repo, &["next-version"]).answers("1.0.2\n");
}

#[test]
fn a_branch_from_before_a_release_belongs_to_the_release_that_merged_it() {
    let repo = Repo::released("v1.0.0");
    repo.branch("topic");
    repo.checkout("topic");
    repo.commit("feat: old topic");
    repo.checkout("main");
    repo.commit("fix: one");
    repo.tag("v1.0.1");
    repo.merge("topic", "Merge branch 'topic'");
    repo.commit("fix: two");
    counts_like_git(&repo, "v1.0.1");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    let rows: [(&str, &[&str]); 3] =
        [("-", &["two", "old topic"]), ("v1.0.1", &["one"]), ("v1.0.0", &["begin"])];
    assert_eq!(told(&repo), expected(&rows));
}

#[test]
fn a_maintenance_release_merged_back_keeps_its_commits() {
    let repo = Repo::released("v1.0.0");
    repo.branch("support");
    repo.commit("feat: new");
    repo.tag("v1.1.0");
    repo.checkout("support");
    repo.commit("fix: old");
    repo.tag("v1.0.1");
    repo.checkout("main");
    repo.merge("support", "Merge branch 'support'");
    repo.commit("fix: last");
    counts_like_git(&repo, "v1.1.0");
    semflow(&repo, &["next-version"]).answers("1.1.1\n");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    let releases = json.as_array().unwrap();
    let previous: Vec<_> = releases.iter().map(|one| (&one["tag"], &one["previous"])).collect();
    assert_eq!(previous[0].1, "v1.1.0");
    let of = |tag: &str| releases.iter().find(|one| one["tag"] == tag).unwrap();
    assert_eq!(of("v1.0.1")["previous"], "v1.0.0");
    assert_eq!(of("v1.1.0")["previous"], "v1.0.0");
    assert_eq!(of("v1.0.1")["commits"][0]["description"], "old");
    assert_eq!(of("v1.1.0")["commits"].as_array().unwrap().len(), 1);
}

#[test]
fn unrelated_histories_that_meet_are_one() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["checkout", "--quiet", "--orphan", "import"]);
    repo.commit("feat: imported");
    repo.checkout("main");
    repo.git(&["merge", "--quiet", "--allow-unrelated-histories", "-m", "Merge import", "import"]);
    counts_like_git(&repo, "v1.0.0");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn an_orphan_branch_has_no_release_of_others() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["checkout", "--quiet", "--orphan", "pages"]);
    repo.commit("feat: pages");
    semflow(&repo, &["current-version"]).fails_with(1);
    semflow(&repo, &["next-version"]).says("0.1.0\n");
    holds_each_commit_once(&repo);
}

#[test]
fn commits_of_one_second_stay_in_their_order() {
    let repo = Repo::new();
    for number in 0..6 {
        repo.commit_at(&format!("fix: number {number}"), NOON);
        if number % 2 == 0 {
            repo.tag(&format!("v1.0.{number}"));
        }
    }
    counts_like_git(&repo, "v1.0.4");
    let rows: [(&str, &[&str]); 4] = [
        ("-", &["number 5"]),
        ("v1.0.4", &["number 4", "number 3"]),
        ("v1.0.2", &["number 2", "number 1"]),
        ("v1.0.0", &["number 0"]),
    ];
    assert_eq!(told(&repo), expected(&rows));
}

#[test]
fn a_head_from_1970_is_still_the_newest() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: in time");
    repo.commit_at("fix: before time", 0);
    counts_like_git(&repo, "v1.0.0");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    let rows: [(&str, &[&str]); 2] = [("-", &["before time", "in time"]), ("v1.0.0", &["begin"])];
    assert_eq!(told(&repo), expected(&rows));
}

#[test]
fn a_release_from_the_future_is_still_behind() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.commit_at("fix: from the future", NOON + 3_650 * DAY);
    repo.tag("v1.0.0");
    for number in 0..5 {
        repo.commit(&format!("fix: number {number}"));
    }
    repo.commit("feat: last");
    counts_like_git(&repo, "v1.0.0");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn a_parent_newer_than_its_child_does_not_end_the_range() {
    let repo = Repo::released("v1.0.0");
    for number in 0..400 {
        let skew = if number == 200 { 300 * DAY } else { 0 };
        let parent = repo.git(&["rev-parse", "HEAD"]);
        let message = format!("fix: number {number}\n");
        let commit = repo.raw_commit(&[&parent], NOON + number * 60 + skew, message.as_bytes());
        repo.git(&["update-ref", "HEAD", &commit]);
    }
    counts_like_git(&repo, "v1.0.0");
}

#[test]
fn a_release_merged_from_a_branch_with_a_slow_clock_is_excluded_whole() {
    let repo = Repo::released("v1.0.0");
    let base = repo.git(&["rev-parse", "HEAD"]);
    let mut tips = Vec::new();
    for (branch, start) in [("slow", NOON - 900 * DAY), ("fast", NOON)] {
        let mut tip = base.clone();
        for number in 0..200 {
            let message = format!("fix: {branch} {number}\n");
            tip = repo.raw_commit(&[&tip], start + number * 60, message.as_bytes());
        }
        tips.push(tip);
    }
    let merge = repo.raw_commit(&[&tips[1], &tips[0]], NOON + DAY, b"Merge branch 'slow'\n");
    repo.tags([("v1.0.1", tips[1].as_str())]);
    repo.reset(&merge);
    counts_like_git(&repo, "v1.0.1");
}

#[test]
fn grafts_change_history_as_they_do_for_git() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: dropped");
    let kept = repo.commit("fix: kept");
    let base = repo.git(&["rev-parse", "v1.0.0"]);
    repo.write(".git/info/grafts", &format!("{kept} {base}\n"));
    counts_like_git(&repo, "v1.0.0");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn replacements_change_history_as_they_do_for_git() {
    let repo = Repo::released("v1.0.0");
    let told = repo.commit("fix: as it was told");
    let base = repo.git(&["rev-parse", "v1.0.0"]);
    let meant = repo.raw_commit(&[&base], NOON, b"feat: as it was meant\n");
    repo.git(&["replace", &told, &meant]);
    counts_like_git(&repo, "v1.0.0");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    repo.git(&["pack-refs", "--all"]);
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn a_tag_on_a_merged_branch_is_a_base_also_beside_newer_commits() {
    let repo = Repo::released("v1.0.0");
    repo.branch("release");
    for number in 0..30 {
        repo.commit(&format!("fix: on main {number}"));
    }
    repo.checkout("release");
    repo.commit_at("feat: on release", NOON - 10 * DAY);
    repo.tag("v1.1.0");
    repo.checkout("main");
    repo.merge("release", "Merge branch 'release'");
    counts_like_git(&repo, "v1.1.0");
    semflow(&repo, &["next-version"]).answers("1.1.1\n");
}

#[test]
fn random_histories_count_like_git() {
    for seed in 1..=12_u64 {
        let repo = Repo::released("v1.0.0");
        let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut draw = |below: usize| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            usize::try_from(random % u64::try_from(below).unwrap()).unwrap()
        };
        let mut commits = vec![repo.git(&["rev-parse", "HEAD"])];
        for number in 0..60 {
            let parents: BTreeSet<_> =
                (0..=draw(3)).map(|_| commits.len() - 1 - draw(commits.len().min(8))).collect();
            let parents: Vec<_> = parents.iter().rev().map(|at| commits[*at].as_str()).collect();
            let clock = i64::try_from(draw(40)).unwrap() * 600 + number * 60;
            let message = format!("fix: number {number}\n");
            let commit = repo.raw_commit(&parents, NOON + clock, message.as_bytes());
            commits.push(commit);
        }
        let head = commits.last().unwrap().clone();
        repo.reset(&head);
        let reachable = repo.git(&["rev-list", "HEAD"]);
        let lines: Vec<_> = reachable.lines().collect();
        let highest = lines[lines.len() / 3];
        let lower = lines[lines.len() * 2 / 3];
        repo.tags([("v1.2.0", highest), ("v1.1.0", lower)]);
        counts_like_git(&repo, "v1.2.0");
    }
}
