//! From the text of a `cliff.toml` to settings.
//!
//! git-cliff's sections keep git-cliff's meaning, and a file that git-cliff accepts is accepted:
//! what semflow does not know or do yet is a warning. In a section of its own it is an error.

use toml::de::DeTable;

use crate::config::notes::Notes;
use crate::config::settings::Settings;
use crate::config::source::Source;
use crate::config::table::Table;
use crate::config::{bump, changelog, commits, git, remote};
use crate::failure::{Failure, Result};

/// The names a configuration file may have, best first, relative to each folder that is searched.
pub const FILE_NAMES: [&str; 3] = ["cliff.toml", ".cliff.toml", ".config/cliff.toml"];

/// A configuration file that was understood.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What it says.
    pub settings: Settings,
    /// What in it does nothing, each as `file:line:column: what`, in the order of the file.
    pub warnings: Vec<String>,
}

/// Returns what the text of a configuration file says; `place` is the path that messages show.
///
/// # Errors
/// The text is no TOML, a value cannot be what its key wants, a pattern is no regular expression,
/// or `[commits]` has an unknown key. The failure names the key, `place:line:column` and a remedy.
pub fn parse(text: &str, place: &str) -> Result<Loaded> {
    let source = Source::new(text, place);
    let document = DeTable::parse(text).map_err(|error| not_toml(source, &error))?;
    let root = Table::root(source, document.get_ref());
    let mut notes = Notes::default();
    notes.check_sections(&root);
    let mut settings = Settings::default();
    if let Some(section) = root.table("changelog")? {
        settings.changelog = changelog::read(&section, &mut notes)?;
    }
    if let Some(section) = root.table("git")? {
        settings.git = git::read(&section, &mut notes)?;
    }
    if let Some(section) = root.table("bump")? {
        settings.bump = bump::read(&section, &mut notes)?;
    }
    if let Some(section) = root.table("remote")? {
        settings.remote = remote::read(&section, &mut notes)?;
    }
    if let Some(section) = root.table("commits")? {
        settings.commits = commits::read(&section)?;
    }
    Ok(Loaded { settings, warnings: notes.into_lines() })
}

fn not_toml(source: Source<'_>, error: &toml::de::Error) -> Failure {
    let start = error.span().map_or(0, |span| span.start);
    let what = format!("the configuration is not valid TOML: {}", error.message().trim());
    let failure = source.failure(start, what);
    if error.message().contains("duplicate key") {
        failure.hint("keep one of the two")
    } else if error.message().contains("escape") {
        failure.hint(
            r"in double quotes a backslash is written `\\`; in single quotes it stands for itself",
        )
    } else {
        failure.hint("texts need quotes, and each key stands on a line of its own")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::parse;
    use crate::config::settings::{Settings, SortCommits};
    use crate::domain::version::bump::Bump;
    use crate::failure::{Failure, FailureKind};

    fn settings(text: &str) -> Settings {
        let loaded = parse(text, "cliff.toml").unwrap();
        assert_eq!(loaded.warnings, [""; 0], "{text}");
        loaded.settings
    }

    fn warnings(text: &str) -> Vec<String> {
        parse(text, "cliff.toml").unwrap().warnings
    }

    fn failure(text: &str) -> Failure {
        parse(text, "cliff.toml").expect_err(text)
    }

    fn assert_refused(rows: &[(&str, &str, &str)]) {
        for (text, what, hint) in rows {
            let failure = failure(text);
            let said = failure.to_string();
            assert_eq!(failure.kind, FailureKind::Usage, "{text}");
            assert!(said.starts_with(&format!("cliff.toml:{what}")), "{text}{said}");
            assert!(failure.hints.iter().any(|line| line.contains(hint)), "{text}{failure:?}");
        }
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(format!("{:?}", settings("")), format!("{:?}", Settings::default()));
        let heads = "[changelog]\n[git]\n[bump]\n[remote]\n[commits]\n";
        assert_eq!(format!("{:?}", settings(heads)), format!("{:?}", Settings::default()));
    }

    const FULL: &str = r##"
[changelog]
header = "H"
body = "B"
footer = "F"
trim = false
postprocessors = [{ pattern = "a", replace = "b" }]
output = "CHANGES.md"
[git]
filter_unconventional = false
filter_commits = true
protect_breaking_commits = true
sort_commits = "newest"
commit_preprocessors = [{ pattern = "c", replace = "d" }]
link_parsers = [{ pattern = "#(\\d+)", href = "u/$1", text = "t" }]
tag_pattern = "^v"
skip_tags = "beta"
ignore_tags = "rc"
[[git.commit_parsers]]
sha = "abc"
message = "^feat"
body = "why"
group = "Features"
scope = "s"
default_scope = "d"
skip = true
[bump]
features_always_bump_minor = false
breaking_always_bump_major = true
initial_tag = "1.0.0"
custom_major_increment_regex = "M"
custom_minor_increment_regex = "m"
no_increment_regex = "n"
bump_type = "patch"
[remote.gitlab]
owner = "group/sub"
repo = "r"
api_url = "https://git.example.com/api/v4"
[commits]
bump = { DOCS = "patch", feat = "none" }
squash_bodies = false
cancel_reverts = false
leading_emoji = false
bots = ["house-bot"]
tag_prefix = "v"
template = "t"
"##;

    #[test]
    fn every_key_of_changelog_reaches_its_setting() {
        let changelog = settings(FULL).changelog;
        assert_eq!(changelog.header.as_deref(), Some("H"));
        assert_eq!(changelog.body.as_deref(), Some("B"));
        assert_eq!(changelog.footer.as_deref(), Some("F"));
        assert!(!changelog.trim);
        assert_eq!(changelog.postprocessors[0].pattern.as_str(), "a");
        assert_eq!(changelog.postprocessors[0].replace, "b");
        assert_eq!(changelog.output.as_deref(), Some("CHANGES.md"));
    }

    #[test]
    fn every_key_of_git_reaches_its_setting() {
        let git = settings(FULL).git;
        assert!(!git.filter_unconventional);
        assert!(git.filter_commits && git.protect_breaking_commits);
        assert_eq!(git.sort_commits, SortCommits::Newest);
        assert_eq!(git.commit_preprocessors[0].pattern.as_str(), "c");
        assert_eq!(git.commit_preprocessors[0].replace, "d");
        assert_eq!(git.link_parsers[0].pattern.as_str(), r"#(\d+)");
        assert_eq!(git.link_parsers[0].href, "u/$1");
        assert_eq!(git.link_parsers[0].text.as_deref(), Some("t"));
        assert_eq!(git.tag_pattern.unwrap().as_str(), "^v");
        assert_eq!(git.skip_tags.unwrap().as_str(), "beta");
        assert_eq!(git.ignore_tags.unwrap().as_str(), "rc");
    }

    #[test]
    fn every_key_of_commit_parsers_reaches_its_setting() {
        let parser = settings(FULL).git.commit_parsers.unwrap().remove(0);
        assert_eq!(parser.sha.as_deref(), Some("abc"));
        assert_eq!(parser.message.unwrap().as_str(), "^feat");
        assert_eq!(parser.body.unwrap().as_str(), "why");
        assert_eq!(parser.group.as_deref(), Some("Features"));
        assert_eq!(parser.scope.as_deref(), Some("s"));
        assert_eq!(parser.default_scope.as_deref(), Some("d"));
        assert!(parser.skip && !parser.continues);
    }

    #[test]
    fn every_key_of_bump_reaches_its_setting() {
        let bump = settings(FULL).bump;
        assert_eq!(bump.features_always_bump_minor, Some(false));
        assert_eq!(bump.breaking_always_bump_major, Some(true));
        assert_eq!(bump.initial_tag.as_deref(), Some("1.0.0"));
        assert_eq!(bump.custom_major_increment_regex.unwrap().as_str(), "M");
        assert_eq!(bump.custom_minor_increment_regex.unwrap().as_str(), "m");
        assert_eq!(bump.no_increment_regex.unwrap().as_str(), "n");
        assert_eq!(bump.bump_type, Some(Bump::Patch));
    }

    #[test]
    fn every_key_of_remote_reaches_its_setting() {
        let remote = settings(FULL).remote.unwrap();
        assert_eq!((remote.forge.as_str(), remote.owner.as_str()), ("gitlab", "group/sub"));
        assert_eq!(remote.repo, "r");
        assert_eq!(remote.api_url.as_deref(), Some("https://git.example.com/api/v4"));
    }

    #[test]
    fn every_key_of_commits_reaches_its_setting() {
        let commits = settings(FULL).commits;
        assert_eq!(commits.bump.get("docs"), Some(&Bump::Patch));
        assert_eq!(commits.bump.get("feat"), Some(&Bump::None));
        assert!(!commits.squash_bodies && !commits.cancel_reverts && !commits.leading_emoji);
        assert_eq!(commits.bots, ["house-bot"]);
        assert_eq!(commits.tag_prefix.as_deref(), Some("v"));
        assert_eq!(commits.template.as_deref(), Some("t"));
    }

    #[test]
    fn values_of_another_type_are_read_as_git_cliff_reads_them() {
        let read = settings(
            "[changelog]\ntrim = 'no'\n\
             [git]\nfilter_commits = 1\nsort_commits = 'Newest'\nskip_tags = false\n\
             commit_parsers = [{ message = 7, skip = 'true' }]\n\
             [bump]\ninitial_tag = 1.0\n",
        );
        assert!(!read.changelog.trim);
        assert!(read.git.filter_commits);
        assert_eq!(read.git.sort_commits, SortCommits::Newest);
        assert_eq!(read.git.skip_tags.unwrap().as_str(), "false");
        let parser = read.git.commit_parsers.unwrap().remove(0);
        assert_eq!(parser.message.unwrap().as_str(), "7");
        assert!(parser.skip);
        assert_eq!(read.bump.initial_tag.as_deref(), Some("1.0"));
    }

    #[test]
    fn a_blank_tag_filter_is_unset() {
        let git = settings("[git]\ntag_pattern = ''\nskip_tags = ' '\nignore_tags = ''\n").git;
        assert!(git.tag_pattern.is_none() && git.skip_tags.is_none() && git.ignore_tags.is_none());
    }

    #[test]
    fn an_empty_list_of_parsers_differs_from_none() {
        assert!(settings("[git]\n").git.commit_parsers.is_none());
        assert!(settings("[git]\ncommit_parsers = []\n").git.commit_parsers.unwrap().is_empty());
    }

    #[test]
    fn a_replacement_by_a_program_is_left_out_with_a_warning() {
        let text = "[git]\ncommit_preprocessors = [{ pattern = 'a', replace_command = 'rm' }]\n";
        let loaded = parse(text, "cliff.toml").unwrap();
        assert!(loaded.settings.git.commit_preprocessors.is_empty());
        let warning =
            "cliff.toml:2:42: `git.commit_preprocessors[].replace_command` is not acted on yet";
        assert_eq!(loaded.warnings, [warning]);
    }

    #[test]
    fn a_forge_without_names_is_no_remote() {
        assert_eq!(settings("[remote.github]\n").remote, None);
        assert_eq!(settings("[remote.github]\nowner = ''\nrepo = ''\n").remote, None);
    }

    #[test]
    fn the_first_forge_of_the_file_is_the_remote() {
        let text =
            "[remote.gitlab]\nowner = 'a'\nrepo = 'b'\n[remote.github]\nowner = 'c'\nrepo = 'd'\n";
        let loaded = parse(text, "cliff.toml").unwrap();
        assert_eq!(loaded.settings.remote.unwrap().owner, "a");
        let warning = "cliff.toml:4:9: `remote.github` is not used: `remote.gitlab` is";
        assert_eq!(loaded.warnings, [warning]);
    }

    #[test]
    fn unknown_names_in_sections_of_git_cliff_are_warnings() {
        for (text, warning) in [
            (
                "[git]\nsort_commit = 'x'\n",
                "2:1: unknown key `git.sort_commit`; did you mean `git.sort_commits`?",
            ),
            ("[git]\nzebra = 1\n", "2:1: unknown key `git.zebra`"),
            (
                "[changelog]\ncommit_preprocessors = []\n",
                "2:1: unknown key `changelog.commit_preprocessors`; did you mean `git.commit_preprocessors`?",
            ),
            (
                "[changelog.remote.github]\n",
                "1:12: unknown key `changelog.remote`; did you mean `[remote]`?",
            ),
            (
                "tag_pattern = 'v'\n",
                "1:1: unknown key `tag_pattern`; did you mean `git.tag_pattern`?",
            ),
            ("[chngelog]\n", "1:2: unknown section `chngelog`; did you mean `[changelog]`?"),
            ("[zebra]\n", "1:2: unknown section `zebra`"),
            (
                "[remote]\ngithib = {}\n",
                "2:1: unknown key `remote.githib`; did you mean `remote.github`?",
            ),
            (
                "[remote.github]\nowner_ = 'x'\n",
                "2:1: unknown key `remote.github.owner_`; did you mean `remote.github.owner`?",
            ),
            (
                "[git]\ncommit_parsers = [{ mesage = 'x' }]\n",
                "2:21: unknown key `git.commit_parsers[].mesage`; did you mean `git.commit_parsers[].message`?",
            ),
        ] {
            assert_eq!(warnings(text), [format!("cliff.toml:{warning}")], "{text}");
        }
    }

    #[test]
    fn a_key_that_is_for_later_warns_unless_it_has_its_usual_value() {
        for (text, warned) in [
            ("[git]\nsplit_commits = true\n", true),
            ("[git]\nsplit_commits = false\n", false),
            ("[git]\nsplit_commits = 'no'\n", false),
            ("[git]\ntopo_order_commits = true\n", false),
            ("[git]\ntopo_order_commits = false\n", true),
            ("[git]\nlimit_commits = 10\n", true),
            ("[git]\ninclude_paths = []\n", false),
            ("[git]\ninclude_paths = ['src/**']\n", true),
            ("[git]\ncount_tags = ''\n", false),
            ("[git]\nconventional_commits = false\n", true),
            ("[changelog]\nrender_always = true\n", false),
            ("[changelog]\nheader_marker = ''\n", true),
            ("[remote]\noffline = true\n", true),
            ("[remote.github]\nhttp_timeout = '30s'\n", false),
            ("[git]\ncommit_parsers = [{ footer = 'x' }]\n", true),
            ("[flow]\nmain = 'main'\n", true),
            ("[check]\n", true),
            ("[release]\n", true),
            ("[[version-files]]\npath = 'VERSION'\n", true),
        ] {
            let warnings = warnings(text);
            assert_eq!(warnings.len(), usize::from(warned), "{text}{warnings:?}");
            assert!(warnings.iter().all(|line| line.ends_with("` is not acted on yet")), "{text}");
        }
    }

    #[test]
    fn the_same_warning_is_said_once_and_all_in_the_order_of_the_file() {
        let text = "[git]\n\
                    commit_parsers = [{ breaking = true }, { breaking = true }]\n\
                    aaa = 1\n\
                    [changelog]\n\
                    zzz = 1\n";
        let expected = [
            "cliff.toml:2:21: unknown key `git.commit_parsers[].breaking`",
            "cliff.toml:3:1: unknown key `git.aaa`",
            "cliff.toml:5:1: unknown key `changelog.zzz`",
        ];
        assert_eq!(warnings(text), expected);
    }

    #[test]
    fn a_text_that_is_no_toml_is_refused() {
        assert_refused(&[
            (
                "[git\n",
                "1:5: the configuration is not valid TOML: unclosed table, expected `]`",
                "texts need quotes",
            ),
            (
                "[git]\ntag_pattern = \"\\d\"\n",
                "2:17: the configuration is not valid TOML: missing escaped value",
                "single quotes",
            ),
            (
                "[git]\nfilter_commits = true\nfilter_commits = true\n",
                "3:1: the configuration is not valid TOML: duplicate key",
                "keep one",
            ),
        ]);
    }

    #[test]
    fn a_value_of_an_unfit_shape_is_refused() {
        assert_refused(&[
            ("git = 1\n", "1:7: `git` must be a table, not a number", "write `git = { … }`"),
            (
                "[changelog]\ntrim = 'maybe'\n",
                "2:8: `changelog.trim` must be true or false, not \"maybe\"",
                "write `trim = true`",
            ),
            (
                "[changelog]\nbody = []\n",
                "2:8: `changelog.body` must be a text, not a list",
                "write `body = \"…\"`",
            ),
            (
                "[git]\ncommit_parsers = 'x'\n",
                "2:18: `git.commit_parsers` must be a list of tables, not \"x\"",
                "[{ … }]",
            ),
            (
                "[git]\ncommit_parsers = [{}, 1]\n",
                "2:23: `git.commit_parsers[1]` must be a table, not a number",
                "[{ … }]",
            ),
        ]);
    }

    #[test]
    fn a_word_that_means_nothing_and_a_missing_key_are_refused() {
        assert_refused(&[
            (
                "[git]\nsort_commits = \"newer\"\n",
                "2:16: `git.sort_commits` cannot be \"newer\"",
                "did you mean \"newest\"?",
            ),
            (
                "[git]\nsort_commits = \"z\"\n",
                "2:16: `git.sort_commits` cannot be \"z\"",
                "write \"oldest\" or \"newest\"",
            ),
            (
                "[git]\nlink_parsers = [{ pattern = 'x' }]\n",
                "2:17: `git.link_parsers[0].href` is missing",
                "add `href = ",
            ),
            (
                "[changelog]\npostprocessors = [{ replace = 'x' }]\n",
                "2:19: `changelog.postprocessors[0].pattern` is missing",
                "add `pattern = ",
            ),
            (
                "[bump]\nbump_type = 'none'\n",
                "2:13: `bump.bump_type` cannot be \"none\"",
                "\"major\" or \"minor\" or \"patch\"",
            ),
            (
                "\n[remote.github]\nowner = 'x'\n",
                "2:1: `remote.github.repo` is missing",
                "add `repo = ",
            ),
        ]);
    }

    #[test]
    fn a_mistake_in_a_section_of_semflow_is_refused() {
        assert_refused(&[
            (
                "[commits]\nsquash_bodie = true\n",
                "2:1: unknown key `commits.squash_bodie`",
                "did you mean `commits.squash_bodies`?",
            ),
            (
                "[commits]\nzebra = true\n",
                "2:1: unknown key `commits.zebra`",
                "it may have `bump`, `squash_bodies`",
            ),
            (
                "[commits]\nsort_commits = 'newest'\n",
                "2:1: unknown key `commits.sort_commits`",
                "did you mean `git.sort_commits`?",
            ),
            (
                "[commits.bump]\ndocs = 'pach'\n",
                "2:8: `commits.bump.docs` cannot be \"pach\"",
                "did you mean \"patch\"?",
            ),
        ]);
    }

    #[test]
    fn a_bad_pattern_is_refused_by_the_number_of_its_entry() {
        let failure =
            failure("[git]\ncommit_parsers = [\n  { message = '^a' },\n  { message = '(' },\n]\n");
        assert_eq!(
            failure.to_string(),
            "cliff.toml:4:15: `git.commit_parsers[1].message` is not a regular expression"
        );
        assert_eq!(failure.causes, ["unclosed group"]);
        assert!(failure.hints[0].contains("not a glob"), "{failure:?}");
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_do_not_matter() {
        let read = settings("\u{feff}[git]\r\nfilter_commits = true\r\n");
        assert!(read.git.filter_commits);
        assert_eq!(
            warnings("\u{feff}[gitt]\r\n"),
            ["cliff.toml:1:2: unknown section `gitt`; did you mean `[git]`?"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_a_crash(text in any::<String>(), key in "[a-z_.\\[\\]]{1,20}") {
            drop(parse(&text, "cliff.toml"));
            drop(parse(&format!("[git]\n{key} = '{text}'\n"), "cliff.toml"));
        }
    }
}
