//! The repositories of a team, and the commands that are disturbed in them.
#![expect(clippy::disallowed_methods, reason = "files are made here that the program is tried on")]
#![expect(clippy::expect_used, reason = "a test that cannot build its repository has failed")]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::injector::Injector;
use crate::scene::Scene;
use crate::state::State;
use crate::support::repository::Repo;

/// Returns a repository with `main`, `develop` and a remote; `develop` is checked out.
fn team() -> Repo {
    let repo = Repo::new();
    let remote_folder = repo.path().with_file_name("remote.git");
    let remote = remote_folder.to_str().expect("the path is text");
    repo.git(&["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    repo.git(&["remote", "add", "origin", remote]);
    // Samples of hooks, which would be copied a thousand times.
    for hooks in [repo.path().join(".git/hooks"), remote_folder.join("hooks")] {
        fs::remove_dir_all(&hooks).expect("samples can be removed");
        fs::create_dir(&hooks).expect("the folder can be made");
    }
    // The other end of a push outlives this one, as a server does.
    repo.git(&["config", "remote.origin.receivepack", "setsid git-receive-pack"]);
    repo.write("VERSION", "1.0.0\n");
    repo.write("CHANGELOG.md", "# Changelog\n\nAll notable changes.\n");
    repo.write("a.txt", "a\n");
    repo.write(".gitignore", "*.log\n");
    repo.write("bin/run", "#!/bin/sh\n");
    let run = repo.path().join("bin/run");
    fs::set_permissions(run, fs::Permissions::from_mode(0o755)).expect("it can be marked");
    repo.commit("feat: begin");
    repo.annotated("v1.0.0", "v1.0.0");
    repo.start("develop");
    repo.write("lib/b.txt", "b\n");
    repo.commit("feat: add b");
    repo.git(&["push", "--quiet", "origin", "main", "develop", "v1.0.0"]);
    repo.git(&["pack-refs", "--all"]);
    repo.write("notes.log", "ignored\n");
    repo.write("untracked.txt", "mine\n");
    repo
}

/// The same on `release/v1.1.0`, where a fix was made, and develop has gone on.
fn release() -> Repo {
    let repo = team();
    repo.start("release/v1.1.0");
    repo.write("c.txt", "c\n");
    repo.git(&["add", "c.txt"]);
    repo.git(&["commit", "--quiet", "-m", "fix: mend c"]);
    repo.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    repo.checkout("develop");
    repo.write("lib/d.txt", "d\n");
    repo.git(&["add", "lib"]);
    repo.git(&["commit", "--quiet", "-m", "feat: add d"]);
    repo.git(&["push", "--quiet", "origin", "develop"]);
    repo.checkout("release/v1.1.0");
    repo
}

/// The same with a line of `a.txt` that both have changed.
fn clash() -> Repo {
    let repo = release();
    for (branch, text) in [("develop", "develop\n"), ("release/v1.1.0", "release\n")] {
        repo.checkout(branch);
        repo.write("a.txt", text);
        repo.git(&["commit", "--quiet", "-m", "fix: change a", "a.txt"]);
        repo.git(&["push", "--quiet", "origin", branch]);
    }
    repo
}

/// Runs a command that is no part of the test; returns its exit code.
fn prepare(repo: &Repo, arguments: &[&str]) -> Option<i32> {
    Injector::new().run(repo, arguments, None).code
}

pub(crate) fn start() -> Scene {
    Scene::of("start", team(), &["release", "start", "--push"], None)
}

pub(crate) fn candidate() -> Scene {
    Scene::of("rc", release(), &["release", "rc", "--push"], None)
}

pub(crate) fn finish() -> Scene {
    Scene::of("finish", release(), &["release", "finish"], None)
}

pub(crate) fn finish_from_develop() -> Scene {
    let repo = release();
    repo.checkout("develop");
    Scene::of("finish from develop", repo, &["release", "finish", "--keep"], None)
}

pub(crate) fn finish_and_push() -> Scene {
    Scene::of("finish --push", release(), &["release", "finish", "--push"], None)
}

pub(crate) fn clashing_finish() -> Scene {
    Scene::of("finish with a conflict", clash(), &["release", "finish", "--push"], None)
}

pub(crate) fn hotfix() -> Scene {
    let repo = release();
    repo.checkout("main");
    repo.start("hotfix/v1.0.1");
    repo.write("h.txt", "h\n");
    repo.git(&["add", "h.txt"]);
    repo.git(&["commit", "--quiet", "-m", "fix: mend h"]);
    Scene::of("hotfix finish", repo, &["hotfix", "finish", "--push"], None)
}

pub(crate) fn tag() -> Scene {
    let repo = team();
    repo.checkout("main");
    repo.write("c.txt", "c\n");
    repo.git(&["add", "c.txt"]);
    repo.git(&["commit", "--quiet", "-m", "fix: mend c"]);
    repo.git(&["push", "--quiet", "origin", "main"]);
    Scene::of("tag", repo, &["tag", "1.0.1", "--push"], None)
}

pub(crate) fn undo() -> Scene {
    let repo = release();
    assert_eq!(prepare(&repo, &["release", "finish"]), Some(0));
    Scene::of("undo", repo, &["release", "undo"], None)
}

/// The merge is resolved and added.
pub(crate) fn resume() -> Scene {
    let repo = clash();
    let before = State::of(&repo);
    assert_eq!(prepare(&repo, &["release", "finish", "--push"]), Some(3));
    repo.write("a.txt", "both\n");
    repo.git(&["add", "a.txt"]);
    Scene::of("continue", repo, &["release", "continue"], Some(before))
}

/// The merge is half resolved.
pub(crate) fn abort_of_a_merge() -> Scene {
    let repo = clash();
    let before = State::of(&repo);
    assert_eq!(prepare(&repo, &["release", "finish"]), Some(3));
    repo.write("a.txt", "both\n");
    Scene::of("abort of a merge", repo, &["release", "abort"], Some(before))
}

/// All is done here, and the remote has refused.
pub(crate) fn abort_of_a_push() -> Scene {
    let repo = release();
    let hook = repo.path().with_file_name("remote.git").join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\nexit 1\n").expect("the hook can be written");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it can be marked");
    let before = State::of(&repo);
    assert_eq!(prepare(&repo, &["release", "finish", "--push"]), Some(4));
    Scene::of("abort of a push", repo, &["release", "abort"], Some(before))
}
