//! `semflow hook install`, `uninstall` and `status`, on hooks that git itself runs.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "hooks are files with a mode, made and looked at here"
)]
#![expect(clippy::expect_used, reason = "a test that cannot make its files has failed")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use assert_cmd::cargo::cargo_bin;

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

const HOOK: &str = ".git/hooks/commit-msg";
const CHAINED: &str = ".git/hooks/commit-msg.semflow-chained";

/// A program that stands in for semflow: it notes that it was run, and with what.
const NOTING: &str = "#!/bin/sh\necho \"semflow $*\" >> \"$HOME/ran\"\n";

fn write(path: &Path, text: &str, mode: u32) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode is set");
}

fn hook(repo: &Repo, text: &str, mode: u32) {
    write(&repo.path().join(HOOK), text, mode);
}

fn home(repo: &Repo) -> PathBuf {
    repo.path().parent().expect("the repository lies in a folder").join("home")
}

/// What stands in a folder: names, modes, and texts or the targets of links.
fn state(folder: &Path) -> Vec<(PathBuf, u32, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let metadata = fs::symlink_metadata(&path).expect("what is listed is there");
        let text = match fs::read_link(&path) {
            Ok(target) => target.into_os_string().into_encoded_bytes(),
            Err(_) => fs::read(&path).unwrap_or_default(),
        };
        found.push((path, metadata.permissions().mode(), text));
    }
    found.sort();
    found
}

fn hooks(repo: &Repo) -> Vec<(PathBuf, u32, Vec<u8>)> {
    state(&repo.path().join(".git/hooks"))
}

/// Puts a folder at the head of `PATH` in which `semflow` is `text`.
fn path_with(repo: &Repo, text: &str) -> String {
    let folder = home(repo).join("bin");
    write(&folder.join("semflow"), text, 0o755);
    format!("{}:/usr/bin:/bin", folder.display())
}

/// Commits in the folder with the hooks at work; returns whether that succeeded.
fn commits(repo: &Repo, folder: &Path, path: &str) -> bool {
    let arguments =
        ["-C", &folder.display().to_string(), "-c", "user.name=a", "-c", "user.email=b"]
            .map(str::to_owned);
    let mut git = assert_cmd::Command::new("git");
    git.env_clear().envs(repo.environment()).env("PATH", path).args(arguments);
    let commit = ["commit", "--quiet", "--allow-empty", "-m", "feat: a"];
    git.args(commit).output().expect("git can be run").status.success()
}

fn notes(repo: &Repo) -> String {
    fs::read_to_string(home(repo).join("ran")).unwrap_or_default()
}

#[test]
fn an_empty_place_gets_a_link_to_the_program_and_gives_it_back() {
    let repo = Repo::new();
    let before = hooks(&repo);
    semflow(&repo, &["hook", "status"])
        .ends_with(1)
        .prints("commit-msg  not installed: there is no");
    semflow(&repo, &["hook", "install"]).ends_with(0).prints_nothing().warns("a link to");
    let target = fs::read_link(repo.path().join(HOOK)).unwrap();
    assert_eq!(target.canonicalize().unwrap(), cargo_bin!("semflow").canonicalize().unwrap());
    semflow(&repo, &["hook", "status"]).ends_with(0).prints("commit-msg  installed: a link to");
    let installed = hooks(&repo);
    semflow(&repo, &["hook", "install"]).ends_with(0).warns("nothing to change");
    assert_eq!(hooks(&repo), installed);
    semflow(&repo, &["hook", "uninstall"]).ends_with(0).warns("removed");
    assert_eq!(hooks(&repo), before);
    semflow(&repo, &["hook", "uninstall"]).ends_with(0).warns("no hook of semflow's");
}

#[test]
fn the_link_leads_to_the_name_on_the_path_and_not_to_the_file_behind_it() {
    let repo = Repo::new();
    let bin = home(&repo).join("bin");
    fs::create_dir(&bin).unwrap();
    symlink(cargo_bin!("semflow"), bin.join("semflow")).unwrap();
    let path = format!("relative:{}:/usr/bin:/bin", bin.display());
    Run::on(&repo).env("PATH", &path).semflow(&["hook", "install"]).ends_with(0);
    assert_eq!(fs::read_link(repo.path().join(HOOK)).unwrap(), bin.join("semflow"));
}

#[test]
fn a_missing_folder_for_hooks_is_made() {
    let repo = Repo::new();
    fs::remove_dir_all(repo.path().join(".git/hooks")).unwrap();
    semflow(&repo, &["hook", "install"]).ends_with(0);
    semflow(&repo, &["hook", "status"]).ends_with(0);
}

#[test]
fn a_dry_run_prints_the_steps_and_changes_nothing() {
    let repo = Repo::new();
    hook(&repo, "#!/bin/sh\n", 0o755);
    let before = hooks(&repo);
    let dry = semflow(&repo, &["hook", "install", "--dry-run"]);
    dry.ends_with(0).prints("rename ").prints("commit-msg, executable\n");
    let data = semflow(&repo, &["--json", "hook", "install", "-n"]).json();
    assert_eq!((&data["changed"], &data["form"]), (&false.into(), &"chain".into()));
    assert_eq!(hooks(&repo), before);
}

#[test]
fn a_script_runs_the_semflow_on_the_path_with_the_file_of_the_message() {
    let repo = Repo::new();
    let path = path_with(&repo, NOTING);
    let install = Run::on(&repo).env("PATH", &path).semflow(&["hook", "install", "--script"]);
    install.ends_with(0).warns("a script that runs semflow");
    assert!(!install.stderr.contains("not on your path"), "{install}");
    assert!(commits(&repo, repo.path(), &path));
    assert_eq!(notes(&repo), "semflow hook run commit-msg .git/COMMIT_EDITMSG\n");
    assert!(!commits(&repo, repo.path(), "/usr/bin:/bin"));
    semflow(&repo, &["hook", "status"]).ends_with(1).prints("is not there");
    let before = hooks(&repo);
    semflow(&repo, &["hook", "install"]).ends_with(0).warns("not on your path");
    assert_eq!(hooks(&repo), before, "the form stays");
}

#[test]
fn an_old_hook_runs_first_and_its_no_is_the_answer() {
    for (text, says_yes) in [
        ("#!/bin/sh\nset -e\necho old >> \"$HOME/ran\"\ntrue\n", true),
        ("#!/bin/sh\necho old >> \"$HOME/ran\"\nexit 0\n", true),
        ("#!/bin/sh\necho old >> \"$HOME/ran\"\nexit 3\n", false),
        ("#!/bin/sh\nset -e\necho old >> \"$HOME/ran\"\nfalse\ntrue\n", false),
        ("#!/usr/bin/env bash\n[[ $1 == *COMMIT_EDITMSG ]] && echo old >> \"$HOME/ran\"\n", true),
    ] {
        let repo = Repo::new();
        hook(&repo, text, 0o750);
        let before = hooks(&repo);
        let path = path_with(&repo, NOTING);
        Run::on(&repo).env("PATH", &path).semflow(&["hook", "install", "--script"]).ends_with(0);
        assert_eq!(commits(&repo, repo.path(), &path), says_yes, "{text}");
        let semflow_ran =
            if says_yes { "semflow hook run commit-msg .git/COMMIT_EDITMSG\n" } else { "" };
        assert_eq!(notes(&repo), format!("old\n{semflow_ran}"), "{text}");
        let chain = hooks(&repo);
        semflow(&repo, &["hook", "install"]).ends_with(0).warns("nothing to change");
        assert_eq!(hooks(&repo), chain);
        semflow(&repo, &["hook", "uninstall"]).ends_with(0).warns("is back");
        assert_eq!(hooks(&repo), before, "{text}");
    }
}

#[test]
fn an_old_hook_that_git_passed_over_is_not_run_and_comes_back_as_it_was() {
    let repo = Repo::new();
    hook(&repo, "#!/bin/sh\nexit 1\r\n\0", 0o640);
    let before = hooks(&repo);
    let path = path_with(&repo, NOTING);
    let install = Run::on(&repo).env("PATH", &path).semflow(&["hook", "install", "--script"]);
    install.ends_with(0).warns("git has passed over it");
    assert!(commits(&repo, repo.path(), &path));
    semflow(&repo, &["hook", "uninstall"]).ends_with(0);
    assert_eq!(hooks(&repo), before);
}

#[test]
fn an_old_hook_that_is_a_relative_link_still_leads_where_it_did() {
    let repo = Repo::new();
    write(&repo.path().join("tools/check"), "#!/bin/sh\necho old >> \"$HOME/ran\"\n", 0o755);
    symlink("../../tools/check", repo.path().join(HOOK)).unwrap();
    let before = hooks(&repo);
    let path = path_with(&repo, NOTING);
    Run::on(&repo).env("PATH", &path).semflow(&["hook", "install", "--script"]).ends_with(0);
    assert!(commits(&repo, repo.path(), &path));
    assert!(notes(&repo).starts_with("old\nsemflow"));
    semflow(&repo, &["hook", "uninstall"]).ends_with(0);
    assert_eq!(hooks(&repo), before);
}

#[test]
fn a_hook_that_was_changed_since_is_left_alone() {
    let repo = Repo::new();
    hook(&repo, "#!/bin/sh\nexit 0\n", 0o755);
    semflow(&repo, &["hook", "install"]).ends_with(0);
    let text = format!("{}# mine\n", repo.read(HOOK));
    hook(&repo, &text, 0o755);
    let changed = hooks(&repo);
    semflow(&repo, &["hook", "uninstall"]).fails_with(3).warns("commit-msg.semflow-chained");
    semflow(&repo, &["hook", "install"]).ends_with(0).warns("a hook that runs semflow");
    semflow(&repo, &["hook", "status"]).ends_with(0);
    assert_eq!(hooks(&repo), changed);
}

#[test]
fn a_foreign_hook_is_not_taken_away_and_a_second_one_is_not_put_aside() {
    let repo = Repo::new();
    hook(&repo, "#!/bin/sh\n", 0o755);
    write(&repo.path().join(CHAINED), "#!/bin/sh\n", 0o755);
    let before = hooks(&repo);
    semflow(&repo, &["hook", "uninstall"]).ends_with(0).warns("is there and is not run");
    semflow(&repo, &["hook", "install"]).fails_with(3).warns("look at both");
    assert_eq!(hooks(&repo), before);
}

#[test]
fn a_script_with_the_line_ends_of_windows_is_a_problem_that_installing_mends() {
    let repo = Repo::new();
    semflow(&repo, &["hook", "install", "--script"]).ends_with(0);
    hook(&repo, &repo.read(HOOK).replace('\n', "\r\n"), 0o755);
    semflow(&repo, &["hook", "status"]).ends_with(1).prints("end as on Windows");
    semflow(&repo, &["hook", "install"]).ends_with(0).warns("installed");
    assert!(!repo.read(HOOK).contains('\r'));
}

#[test]
fn a_script_that_lost_its_mode_is_a_problem_that_installing_mends() {
    let repo = Repo::new();
    let path = path_with(&repo, NOTING);
    Run::on(&repo).env("PATH", &path).semflow(&["hook", "install", "--script"]).ends_with(0);
    hook(&repo, &repo.read(HOOK), 0o644);
    let status = || Run::on(&repo).env("PATH", &path).semflow(&["hook", "status"]);
    status().ends_with(1).prints("git passes over the hook");
    Run::on(&repo).env("PATH", &path).semflow(&["hook", "install"]).ends_with(0);
    status().ends_with(0);
}

#[test]
fn a_link_to_a_program_that_is_gone_is_told_and_led_to_this_one() {
    let repo = Repo::new();
    symlink("/nowhere/semflow", repo.path().join(HOOK)).unwrap();
    semflow(&repo, &["hook", "status"]).ends_with(1).prints("installed, but not at work");
    semflow(&repo, &["hook", "install"]).ends_with(0);
    semflow(&repo, &["hook", "status"]).ends_with(0).prints(", this semflow ");
}

#[test]
fn all_work_trees_and_a_submodule_have_the_hook_that_git_runs_there() {
    let repo = Repo::released("v1.0.0");
    let path = path_with(&repo, NOTING);
    let run = |folder: &Path, command: &[&str]| {
        let folder = folder.display().to_string();
        Run::on(&repo)
            .env("PATH", &path)
            .semflow(&[&["-C", folder.as_str(), "hook"], command].concat())
    };
    repo.git(&["worktree", "add", "--quiet", "../linked"]);
    let linked = repo.path().parent().unwrap().join("linked");
    run(&linked, &["install", "--script"]).ends_with(0);
    assert!(repo.path().join(HOOK).exists());
    run(repo.path(), &["status"]).ends_with(0);
    assert!(commits(&repo, &linked, &path));
    assert!(notes(&repo).ends_with(".git/worktrees/linked/COMMIT_EDITMSG\n"), "{}", notes(&repo));

    let address = linked.display().to_string();
    repo.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &address, "sub"]);
    let sub = repo.path().join("sub");
    run(&sub, &["status"]).ends_with(1);
    run(&sub, &["install", "--script"]).ends_with(0);
    assert!(repo.path().join(".git/modules/sub/hooks/commit-msg").exists());
    assert!(commits(&repo, &sub, &path));
    assert!(notes(&repo).ends_with(".git/modules/sub/COMMIT_EDITMSG\n"), "{}", notes(&repo));
}

#[test]
fn a_folder_for_hooks_in_the_work_tree_gets_a_script_that_can_be_committed() {
    let repo = Repo::released("v1.0.0");
    let path = path_with(&repo, NOTING);
    repo.git(&["config", "core.hooksPath", ".githooks"]);
    repo.write("below/file", "");
    let run = || Run::on(&repo).within("below").env("PATH", &path);
    run().semflow(&["hook", "install"]).ends_with(0).warns("commit it");
    assert!(
        repo.read(".githooks/commit-msg").ends_with("exec semflow hook run commit-msg \"$1\"\n")
    );
    run().semflow(&["hook", "status"]).ends_with(0).prints("core.hooksPath = .githooks (local");
    assert!(commits(&repo, &repo.path().join("below"), &path));
    assert!(notes(&repo).starts_with("semflow hook run"));
    repo.write(".githooks/commit-msg", "#!/bin/sh\n");
    run().semflow(&["hook", "install"]).fails_with(3).warns("--print sh");
}

#[test]
fn a_folder_for_the_hooks_of_one_work_tree_is_its_own() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["worktree", "add", "--quiet", "../linked"]);
    let linked = repo.path().parent().unwrap().join("linked");
    repo.git(&["config", "extensions.worktreeConfig", "true"]);
    repo.git(&["-C", "../linked", "config", "--worktree", "core.hooksPath", "~/hooks"]);
    let folder = linked.display().to_string();
    semflow(&repo, &["-C", &folder, "hook", "install"]).ends_with(0);
    assert!(home(&repo).join("hooks/commit-msg").is_symlink());
    semflow(&repo, &["-C", &folder, "hook", "status"]).prints("(worktree configuration)");
    semflow(&repo, &["hook", "status"]).ends_with(1).prints("git's default");
}

#[test]
fn a_folder_for_the_hooks_of_all_repositories_is_changed_on_demand_alone() {
    let repo = Repo::new();
    write(&home(&repo).join(".gitconfig"), "[core]\n\thooksPath = ~/hooks\n", 0o644);
    semflow(&repo, &["hook", "install"]).fails_with(3).warns("--global-hooks");
    assert!(!home(&repo).join("hooks").exists());
    semflow(&repo, &["hook", "install", "--global-hooks"]).ends_with(0);
    semflow(&repo, &["hook", "install"]).ends_with(0).warns("nothing to change");
    semflow(&repo, &["hook", "status"]).ends_with(0).prints("for other repositories, too");
    semflow(&repo, &["hook", "uninstall"]).fails_with(3);
    semflow(&repo, &["hook", "uninstall", "--global-hooks"]).ends_with(0);
    assert_eq!(state(&home(&repo).join("hooks")), []);
}

#[test]
fn hooks_that_are_switched_off_are_told() {
    for value in ["/dev/null", ""] {
        let repo = Repo::new();
        repo.git(&["config", "core.hooksPath", value]);
        semflow(&repo, &["hook", "status"]).ends_with(1).prints("switches all hooks off");
        semflow(&repo, &["hook", "install"]).fails_with(3).warns("--show-origin");
    }
}

#[test]
fn the_hook_of_a_manager_is_left_alone_unless_a_chain_is_asked_for() {
    for (name, file, text) in [
        ("lefthook", "lefthook.yml", "#!/bin/sh\ncall_lefthook run \"commit-msg\" \"$@\"\n"),
        ("pre-commit", ".pre-commit-config.yaml", "#!/bin/sh\n# File generated by pre-commit: x\n"),
        ("overcommit", ".overcommit.yml", "#!/usr/bin/env ruby\n# Overcommit\n"),
        ("husky", ".husky/commit-msg", "#!/bin/sh\n# husky\n"),
    ] {
        let repo = Repo::new();
        hook(&repo, text, 0o755);
        repo.write(file, "");
        let before = hooks(&repo);
        semflow(&repo, &["hook", "install"]).fails_with(3).warns(&format!("{name} makes the hook"));
        assert_eq!(hooks(&repo), before);
        semflow(&repo, &["hook", "status"]).ends_with(1).prints(&format!("a hook that {name} has"));
        repo.write(file, "semflow hook run commit-msg");
        let status = semflow(&repo, &["--json", "hook", "status"]).json();
        assert_eq!(status["by"], name);
        semflow(&repo, &["hook", "install", "--chain"]).ends_with(0);
        semflow(&repo, &["hook", "uninstall"]).ends_with(0);
        assert_eq!(hooks(&repo), before);
    }
}

#[test]
fn the_folder_that_husky_fills_is_left_alone_also_where_it_is_empty() {
    let repo = Repo::new();
    repo.git(&["config", "core.hooksPath", ".husky/_"]);
    repo.write(".husky/_/h", "");
    let refused = semflow(&repo, &["hook", "install"]);
    refused.fails_with(3).warns("`semflow hook install --print husky`");
    repo.write(".husky/_/commit-msg", "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"");
    semflow(&repo, &["hook", "install"]).fails_with(3).warns("husky makes the hook");
}

#[test]
fn the_lines_for_a_manager_are_data_and_need_no_repository() {
    let none = Repo::none();
    for (what, line) in [
        ("husky", "semflow hook run commit-msg \"$1\"\n"),
        ("sh", "semflow hook run commit-msg \"$1\"\n"),
        ("lefthook", "      run: semflow hook run commit-msg {1}\n"),
        ("pre-commit", "default_install_hook_types: [pre-commit, commit-msg]\n"),
    ] {
        semflow(&none, &["hook", "install", "--print", what]).ends_with(0).prints(line);
        let data = semflow(&none, &["--json", "hook", "install", "--print", what]).json();
        assert!(data["lines"].as_str().unwrap().contains(line), "{data}");
    }
}

#[test]
fn a_folder_in_the_place_of_the_hook_is_refused() {
    let repo = Repo::new();
    fs::create_dir(repo.path().join(HOOK)).unwrap();
    semflow(&repo, &["hook", "install"]).fails_with(3).warns("move it away");
    semflow(&repo, &["hook", "status"]).ends_with(1).prints("stands in its place");
    semflow(&repo, &["hook", "uninstall"]).ends_with(0);
}

#[test]
fn a_folder_that_cannot_be_written_to_stays_as_it_was() {
    let repo = Repo::new();
    hook(&repo, "#!/bin/sh\n", 0o755);
    let folder = repo.path().join(".git/hooks");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let before = hooks(&repo);
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    if is_root {
        // Root may write everywhere, and a test cannot ask for another user.
        fs::remove_file(folder.join("probe")).unwrap();
    } else {
        semflow(&repo, &["hook", "install"]).fails_with(4).warns("must be writable");
    }
    assert_eq!(hooks(&repo), before);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn no_repository_and_a_bare_one_are_told() {
    semflow(&Repo::none(), &["hook", "install"]).fails_with(3).warns("no git repository");
    semflow(&Repo::none(), &["hook", "status"]).fails_with(3);
    let bare = Repo::released("v1.0.0").bare_clone();
    semflow(&bare, &["hook", "install"]).ends_with(0).warns("a bare repository");
    assert!(bare.path().join("hooks/commit-msg").is_symlink());
    semflow(&bare, &["hook", "status"]).ends_with(0).prints("git makes no commits here");
}
