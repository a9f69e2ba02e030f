//! What semflow takes for the message is what git stores: the cleaning of message files, compared
//! with git's own on files that real commits hand to a hook.
#![expect(clippy::unwrap_used, reason = "a test that cannot read what git wrote has failed")]

use std::collections::HashMap;
use std::ffi::OsString;

use semflow::domain::check::cleanup::{
    Cleanup, CommentPrefix, CommentSetting, Verbose, clean, detected_prefix, may_have_comment,
};
use semflow::git::message_settings::{MessageSettings, message_settings};

use crate::support::repository::Repo;

#[test]
fn white_space_and_comments_go_as_with_git_stripspace() {
    let repo = Repo::new();
    let pieces = [
        "feat: x",
        "#",
        "# a",
        " # b",
        "#\t",
        "//",
        "// c",
        "",
        "",
        "",
        " ",
        "\t",
        "\r",
        "\u{b}",
        "\u{c} ",
        "\u{a0}",
        "ä\u{85}",
        "end \t\r",
        "a\rb",
        "\u{feff}",
        "# ---- >8 ----",
        "...",
    ];
    let (key, prefixes) = comment_setting(&repo);
    let mut random = Random(7);
    for round in 0..120 {
        let lines: Vec<&str> =
            (0..random.below(40)).map(|_| pieces[random.below(pieces.len())]).collect();
        let end = ["", "\n", "\r\n", " ", "\n\n"][random.below(5)];
        let message = lines.join(if round % 5 == 0 { "\r\n" } else { "\n" }) + end;
        let prefix = prefixes[round % 2];
        let setting = format!("{key}={prefix}");
        let prefix = CommentPrefix::new(prefix).unwrap();
        let strip = ["-c", &setting, "stripspace", "--strip-comments"];
        for (cleanup, arguments) in
            [(Cleanup::Whitespace, &["stripspace"][..]), (Cleanup::Strip, &strip)]
        {
            let expected = repo.git_reading(arguments, message.as_bytes());
            let cleaned = clean(&message, cleanup, Verbose::Off, &prefix);
            let text = cleaned.text.strip_suffix('\n').unwrap_or(&cleaned.text);
            assert_eq!(text, expected, "{cleanup:?} {message:?}");
        }
    }
}

/// The generator of Numerical Recipes: the same inputs on every run.
struct Random(u32);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(self.0 >> 16).unwrap() % limit
    }
}

/// What stands in messages that git may take for something else.
const TRAPS: &str =
    "feat: x  \n\n\n#12 is closed\n; semi\n// slashes\n- '-' marks a list\n\t\n\nRefs: #1\n";

/// A message that was saved from `git commit -v`.
const SAVED: &str = "feat: y\n\n# ------------------------ >8 ------------------------\n\
    # Do not modify or remove the line above.\n# Everything below it will be ignored.\n\
    diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-# 1\n+# 2\n";

/// Whether git knows comments that start with more than one sign: since 2.45.
fn knows_comment_strings(repo: &Repo) -> bool {
    let version = repo.git(&["version"]);
    let numbers = version.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let mut numbers = numbers.split('.').map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (2, 45)
}

/// Returns the key of what starts a comment, and prefixes that git knows under it.
fn comment_setting(repo: &Repo) -> (&'static str, &'static [&'static str]) {
    match knows_comment_strings(repo) {
        true => ("core.commentString", &["#", "//", ";", "REM "]),
        false => ("core.commentChar", &["#", ";"]),
    }
}

/// A commit under settings and options, and what its editor puts above the template.
struct Case {
    settings: &'static [&'static str],
    options: &'static [&'static str],
    typed: Option<&'static str>,
}

const fn case(
    settings: &'static [&'static str],
    options: &'static [&'static str],
    typed: Option<&'static str>,
) -> Case {
    Case { settings, options, typed }
}

const CASES: &[Case] = &[
    case(&[], &["-m", TRAPS], None),
    case(&[], &["-F", ".git/traps"], None),
    case(&[], &["-F", ".git/saved"], None),
    case(&["commit.verbose=true"], &["-F", ".git/saved"], None),
    case(&["commit.verbose=2", "commit.cleanup=verbatim"], &["-F", ".git/saved"], None),
    case(&["commit.verbose=0"], &["-F", ".git/saved"], None),
    case(&["commit.cleanup=strip"], &["-m", TRAPS], None),
    case(&["commit.cleanup=scissors"], &["-F", ".git/saved"], None),
    case(&["commit.cleanup=verbatim"], &["-F", ".git/traps"], None),
    case(&["commit.cleanup=strip", "core.commentChar=;"], &["-m", TRAPS], None),
    case(&["commit.cleanup=strip", "core.commentChar=auto"], &["-m", TRAPS], None),
    case(&["commit.cleanup=strip", "core.commentString=//"], &["-m", TRAPS], None),
    case(&[], &[], Some(TRAPS)),
    case(&[], &["-v"], Some(TRAPS)),
    case(&[], &["-vv"], Some(TRAPS)),
    case(&[], &["-v", "--cleanup=whitespace"], Some(TRAPS)),
    case(&[], &["-v", "--cleanup=verbatim"], Some(TRAPS)),
    case(&[], &["-v", "--cleanup=scissors"], Some(TRAPS)),
    case(&[], &["--cleanup=whitespace"], Some(TRAPS)),
    case(&[], &["--cleanup=verbatim"], Some(TRAPS)),
    case(&[], &["--cleanup=scissors"], Some(TRAPS)),
    case(&[], &["--cleanup=default", "--no-status"], Some(TRAPS)),
    case(&["core.commentChar=;"], &["-v"], Some(TRAPS)),
    case(&["core.commentChar=;"], &["--no-status"], Some(TRAPS)),
    case(&["core.commentString=//"], &["-v"], Some(TRAPS)),
    case(&["core.commentString=//"], &["--cleanup=scissors"], Some(TRAPS)),
    case(&["core.commentString=REM "], &["-v"], Some("feat: x\nREMARK\nREM gone\n")),
    case(&["core.commentChar=auto"], &["-v"], Some(TRAPS)),
    case(&["core.commentChar=auto"], &["-e", "-F", ".git/traps"], Some("")),
    case(&["core.commentChar=auto"], &["-e", "-v", "-F", ".git/traps"], Some("% a\n@b\n")),
    case(&["core.commentChar=;", "core.commentString=#"], &[], Some(TRAPS)),
    case(&["core.commentString=#", "core.commentChar=;"], &[], Some(TRAPS)),
    case(&["commit.template=.git/traps"], &[], Some("feat: mine\n")),
    case(&["commit.template=.git/traps"], &["-v"], Some("feat: mine\n")),
    case(&[], &["-e", "-F", ".git/saved"], Some("")),
    case(&[], &["-e", "-v", "-F", ".git/saved"], Some("")),
    case(&["commit.verbose=true"], &["-e", "-F", ".git/saved"], Some("")),
    case(&[], &["--cleanup=scissors", "-e", "-F", ".git/saved"], Some("")),
    case(&[], &["-v"], Some("feat: x\r\n\r\n# gone\r\n\r\nbody \r\n")),
];

#[test]
fn what_a_hook_cleans_is_what_git_stores() {
    let repo = Repo::new();
    repo.write("file", "1\n");
    repo.commit("feat: begin");
    repo.write(".git/traps", TRAPS);
    repo.write(".git/saved", SAVED);
    install_hook(&repo);
    let knows_strings = knows_comment_strings(&repo);
    let names_string = |case: &&Case| case.settings.iter().any(|one| one.contains("String"));
    let cases = CASES.iter().filter(|case| knows_strings || !names_string(case));
    for (number, case) in cases.enumerate() {
        repo.write("file", &format!("# {number}\n'#'\n"));
        repo.git(&["add", "file"]);
        repo.write("file", &format!("unstaged {number}\n"));
        let seen = commit(&repo, case);
        let word = case.options.iter().find_map(|option| option.strip_prefix("--cleanup="));
        let expected = stored(&repo);
        let found = seen.cleaned(word);
        assert_eq!(found, expected, "{:?} {:?}\n{}", case.settings, case.options, seen.file);
    }
}

#[test]
fn the_file_itself_shows_the_prefix_behind_an_editor() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    install_hook(&repo);
    let (key, prefixes) = comment_setting(&repo);
    for prefix in prefixes {
        let setting = format!("{key}={prefix}");
        for options in [&[][..], &["-v"], &["--cleanup=scissors"], &["--cleanup=verbatim"]] {
            repo.git(
                &[
                    &["-c", &setting, "-c", "core.editor=true", "commit", "--allow-empty"][..],
                    &["-e", "-m", "feat: x\n\n- '-' is a mark"],
                    options,
                ]
                .concat(),
            );
            let file = repo.read(".git/seen");
            assert_eq!(detected_prefix(&file), CommentPrefix::new(prefix), "{options:?}\n{file}");
        }
    }
}

#[test]
fn a_merge_is_cleaned_as_git_does() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    install_hook(&repo);
    repo.git(&["branch", "topic"]);
    repo.commit("feat: main");
    repo.git(&["checkout", "--quiet", "topic"]);
    repo.commit("feat: topic");
    repo.git(&["checkout", "--quiet", "main"]);
    let merges: [&[&str]; 4] = [
        &["-c", "core.editor=true", "merge", "--no-ff", "--edit", "topic"],
        &["-c", "core.editor=true", "-c", "core.commentChar=;", "merge", "--edit", "topic"],
        &["-c", "core.editor=true", "-c", "commit.cleanup=scissors", "merge", "--edit", "topic"],
        &["merge", "-m", "Merge it\n\n\n# kept", "topic"],
    ];
    for merge in merges {
        repo.git(merge);
        let seen = Seen::by_hook(&repo);
        assert_eq!(seen.cleaned(None), stored(&repo), "{merge:?}\n{}", seen.file);
        repo.git(&["reset", "--quiet", "--hard", "HEAD^"]);
    }
}

fn install_hook(repo: &Repo) {
    let hook = "#!/bin/sh\ncp \"$1\" .git/seen\nenv | grep ^GIT_ > .git/seen-variables\n";
    repo.write(".git/hooks/commit-msg", hook);
    repo.git(&["-c", "alias.runnable=!chmod +x .git/hooks/commit-msg", "runnable"]);
}

fn commit(repo: &Repo, case: &Case) -> Seen {
    let mut arguments = Vec::new();
    for setting in case.settings {
        arguments.extend(["-c", setting]);
    }
    let editor = "core.editor=f() { cat .git/typed \"$1\" > .git/both && cp .git/both \"$1\"; }; f";
    if let Some(typed) = case.typed {
        repo.write(".git/typed", typed);
        arguments.extend(["-c", editor]);
    }
    arguments.push("commit");
    repo.git(&[&arguments[..], case.options].concat());
    Seen::by_hook(repo)
}

/// What git stored, without the last line feed.
fn stored(repo: &Repo) -> String {
    let commit = repo.git(&["cat-file", "commit", "HEAD"]);
    commit.split_once("\n\n").unwrap().1.to_owned()
}

/// What a hook was handed, and what it could know.
struct Seen {
    file: String,
    has_editor: bool,
    settings: MessageSettings,
}

impl Seen {
    fn by_hook(repo: &Repo) -> Self {
        let variables = repo.read(".git/seen-variables");
        let has_editor = !variables.lines().any(|line| line == "GIT_EDITOR=:");
        let mut all = variables_of(repo);
        let pairs = variables.lines().filter_map(|line| line.split_once('='));
        all.extend(pairs.map(|(name, value)| (name.into(), value.into())));
        let settings = message_settings(repo.path(), &all).unwrap();
        Self { file: repo.read(".git/seen"), has_editor, settings }
    }

    fn cleaned(&self, word: Option<&str>) -> String {
        let Self { file, has_editor, settings } = self;
        let cleanup = Cleanup::parse(word.or(settings.cleanup.as_deref()), *has_editor).unwrap();
        let verbose = Verbose::of(*has_editor, settings.verbose.unwrap_or(false));
        let configured = || settings.comment.as_ref().map(|set| set.prefix_in(file, *has_editor));
        let detected = if *has_editor { detected_prefix(file) } else { None };
        let prefix = detected.or_else(configured).unwrap_or_default();
        let cleaned = clean(file, cleanup, verbose, &prefix);
        assert_eq!(cleaned.line_numbers().len(), cleaned.text.lines().count());
        if !may_have_comment(file) {
            let without = CommentPrefix::new("\r").unwrap();
            assert_eq!(cleaned.text, clean(file, cleanup, verbose, &without).text);
        }
        cleaned.text.strip_suffix('\n').unwrap_or(&cleaned.text).to_owned()
    }
}

fn variables_of(repo: &Repo) -> HashMap<OsString, OsString> {
    repo.environment().into_iter().map(|(name, value)| (name.into(), value)).collect()
}

#[test]
fn settings_are_those_that_git_reads() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.write(".git/below.inc", "[core]\n\tcommentString = \"//\"\n");
    repo.write(".git/main.inc", "[commit]\n\tcleanup = whitespace\n\ttemplate = ~/t\n");
    repo.write(".git/not.inc", "[commit]\n\tcleanup = scissors\n");
    repo.write("../home/no-config", "[commit]\n\tverbose\n[core]\n\tcommentChar = %\n");
    let mut variables = variables_of(&repo);
    let read =
        |variables: &HashMap<OsString, OsString>| message_settings(repo.path(), variables).unwrap();
    let percent = CommentSetting::parse("%");
    let settings = read(&variables);
    assert_eq!((settings.comment.clone(), settings.verbose), (percent.clone(), Some(true)));
    assert_eq!((settings.cleanup, settings.template), (None, None));

    repo.git(&["config", "include.path", "below.inc"]);
    repo.git(&["config", "includeIf.onbranch:ma*.path", "main.inc"]);
    repo.git(&["config", "includeIf.gitdir:/nowhere/.path", "not.inc"]);
    let settings = read(&variables);
    assert_eq!(settings.comment, CommentSetting::parse("//"));
    assert_eq!(settings.cleanup.as_deref(), Some("whitespace"));
    assert_eq!(settings.template, Some(repo.path().parent().unwrap().join("home/t")));
    for (key, value) in [("commit.cleanup", "whitespace"), ("core.commentString", "//")] {
        assert_eq!(repo.git(&["config", key]), value);
    }

    repo.git(&["config", "extensions.worktreeConfig", "true"]);
    repo.git(&["worktree", "add", "--quiet", "-b", "topic", "../linked"]);
    repo.git(&["-C", "../linked", "config", "--worktree", "commit.cleanup", "strip"]);
    let linked = message_settings(&repo.path().join("../linked"), &variables).unwrap();
    assert_eq!(linked.cleanup.as_deref(), Some("strip"));
    assert_eq!(linked.comment, CommentSetting::parse("//"));

    let parameters = "'commit.cleanup'='verbatim' 'core.commentchar=auto'";
    variables.insert("GIT_CONFIG_PARAMETERS".into(), parameters.into());
    let settings = read(&variables);
    assert_eq!(settings.cleanup.as_deref(), Some("verbatim"));
    assert_eq!(settings.comment, Some(CommentSetting::Auto));

    let none = Repo::none();
    none.write("../home/no-config", "[core]\n\tcommentChar = %\n");
    let settings = message_settings(none.path(), &variables_of(&none)).unwrap();
    assert_eq!(settings, MessageSettings { comment: percent, ..MessageSettings::default() });
}

#[test]
fn includes_for_a_place_count_there() {
    let repo = Repo::new();
    repo.write("../home/work.inc", "[commit]\n\tcleanup = strip\n");
    let root = repo.path().parent().unwrap().to_str().unwrap().replace('\\', "/");
    let patterns = [
        (format!("gitdir:{root}/"), true),
        (format!("gitdir:{root}/repository/.git"), true),
        (format!("gitdir:{root}/repository"), false),
        (format!("gitdir:{root}/*/.git"), true),
        ("gitdir:repository/".to_owned(), true),
        ("gitdir:REPOSITORY/".to_owned(), false),
        ("gitdir/i:REPOSITORY/".to_owned(), true),
        ("gitdir:~/".to_owned(), false),
        ("gitdir:./".to_owned(), false),
        ("onbranch:main".to_owned(), true),
        ("onbranch:release/".to_owned(), false),
    ];
    for (pattern, holds) in patterns {
        repo.write("../home/no-config", &format!("[includeIf \"{pattern}\"]\n\tpath = work.inc\n"));
        let settings = message_settings(repo.path(), &variables_of(&repo)).unwrap();
        assert_eq!(settings.cleanup.is_some(), holds, "{pattern}");
        assert_eq!(repo.can_git(&["config", "commit.cleanup"]), holds, "{pattern}");
    }
}
