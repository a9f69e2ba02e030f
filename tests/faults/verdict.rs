//! The judgement after a fault: before or after, never between.
#![expect(clippy::expect_used, reason = "a test that cannot keep its repository has failed")]

use tempfile::TempDir;

use crate::injector::Ended;
use crate::scene::{Scene, takes_all};
use crate::state::State;

/// Where a fault has left a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Where it was.
    Before,
    /// At the end.
    After,
    /// On the way, with both ways open.
    UnderWay,
}

/// Returns where a fault has left the repository of a scene. What is wrong is told in `Err`.
pub(crate) fn judge(scene: &Scene) -> Result<Verdict, String> {
    let now = State::of(&scene.repo);
    if scene.under_way().is_none() {
        whole(scene)?;
        if now.unlike_in_bytes(&scene.before).is_empty() {
            return match (scene.is_abort, now.leftovers().is_empty() && !takes_all()) {
                (true, _) => Ok(Verdict::After),
                (false, true) => Ok(Verdict::Before),
                (false, false) => before(scene),
            };
        }
        let unlike = now.unlike(&scene.after);
        let wrong = (!unlike.is_empty()).then(|| {
            format!(
                "neither before:\n{}\nnor after:\n{}",
                listed(&now.unlike_in_bytes(&scene.before)),
                listed(&unlike)
            )
        });
        return wrong.map_or(Ok(Verdict::After), Err);
    }
    if scene.is_abort {
        let again = scene.semflow(&["release", "abort"]);
        arrived(scene, &again, "abort once more", &scene.before, true)?;
        return Ok(Verdict::UnderWay);
    }
    let saved = TempDir::new().expect("a temporary folder can be made");
    scene.save(&saved);
    let forth = scene.complete();
    arrived(scene, &forth, "continue", &scene.after, false)?;
    scene.load(&saved);
    if now.has_remote_of(&scene.after) && !now.has_remote_of(&scene.before) {
        return published(scene);
    }
    let back = scene.semflow(&["release", "abort"]);
    arrived(scene, &back, "abort", &scene.before, true)?;
    Ok(Verdict::UnderWay)
}

/// Where the remote has all of it, nothing is taken back here.
fn published(scene: &Scene) -> Result<Verdict, String> {
    let back = scene.semflow(&["release", "abort"]);
    let is_refused = back.code == Some(3) && scene.under_way().is_some();
    is_refused
        .then_some(Verdict::UnderWay)
        .ok_or_else(|| format!("abort of what is published: {back:?}"))
}

/// Where nothing has happened but that a file was left, the same command does all of it, and removes
/// what was left.
fn before(scene: &Scene) -> Result<Verdict, String> {
    let again = scene.run(None);
    if again.code != Some(0) {
        scene.complete();
    }
    arrived(scene, &again, "the same command once more", &scene.after, false)?;
    Ok(Verdict::Before)
}

/// Checks that a way has led where it should, and has left nothing.
pub(crate) fn arrived(
    scene: &Scene,
    ended: &Ended,
    way: &str,
    wanted: &State,
    in_bytes: bool,
) -> Result<(), String> {
    let now = State::of(&scene.repo);
    let mut wrong = match in_bytes {
        true => now.unlike_in_bytes(wanted),
        false => now.unlike(wanted),
    };
    wrong.extend(now.leftovers().iter().map(|name| format!("left behind: {name}")));
    wrong.extend(scene.under_way().map(|status| format!("still under way: {status}")));
    if !in_bytes {
        let status = scene.repo.git(&["status", "--porcelain", "--untracked-files=no"]);
        wrong.extend((!status.is_empty()).then(|| format!("git status: {status}")));
    }
    wrong.extend(whole(scene).err());
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!("{way} leads elsewhere:\n{}\n{ended:#?}", listed(&wrong))),
    }
}

/// Checks that git finds nothing wrong, here and on the remote.
fn whole(scene: &Scene) -> Result<(), String> {
    let remote = scene.repo.path().with_file_name("remote.git");
    let remote = remote.to_str().expect("the path is text");
    let is_untouched = State::of(&scene.repo).has_remote_of(&scene.before);
    let is_whole = scene.repo.can_git(&["fsck", "--strict"])
        && (is_untouched || scene.repo.can_git(&["--git-dir", remote, "fsck", "--strict"]));
    is_whole.then_some(()).ok_or_else(|| "git fsck finds something".to_owned())
}

fn listed(lines: &[String]) -> String {
    format!("  {}\n", lines.join("\n  "))
}
