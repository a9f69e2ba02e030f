//! From the texts of a configuration to settings.
//!
//! git-cliff's sections keep git-cliff's meaning, and a file that git-cliff accepts is accepted:
//! a name that semflow does not know is a warning. In a section of its own it is an error.

use std::collections::BTreeSet;

use toml::de::DeValue;

use crate::config::check::section;
use crate::config::layers::{Document, Layer, LayerKind};
use crate::config::notes::Notes;
use crate::config::settings::Settings;
use crate::config::table::{Entry, Table};
use crate::config::{bump, changelog, commits, flow, git, release, remote, version_files};
use crate::failure::Result;

/// The names a configuration file may have, best first, relative to each folder that is searched.
pub const FILE_NAMES: [&str; 3] = ["cliff.toml", ".cliff.toml", ".config/cliff.toml"];

/// A configuration that was understood.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What it says.
    pub settings: Settings,
    /// What does nothing in the project's file, each as `file:line:column: what`, in its order.
    pub warnings: Vec<String>,
    /// The names of the sections of the project's file.
    pub sections: BTreeSet<String>,
    /// Whether the project's file has `changelog.body`.
    pub sets_body: bool,
}

/// Returns what the text of the project's file says; `place` is the path that messages show.
///
/// # Errors
/// As [`parse_layers`].
pub fn parse(text: &str, place: &str) -> Result<Loaded> {
    parse_layers(&[Layer { text, place, kind: LayerKind::Project }])
}

/// Returns what layers say together, best first: the first one that has a key decides. Tables are
/// put together over all layers that have them, lists are taken whole. A key that none has keeps
/// the value of `Settings::default()`.
///
/// # Errors
/// A text is no TOML, a value cannot be what its key wants, a pattern is no regular expression,
/// or the project's `[commits]` has an unknown key. The failure names the key, the place in the
/// layer it is from, and a remedy.
pub fn parse_layers(layers: &[Layer<'_>]) -> Result<Loaded> {
    let documents = layers.iter().map(Document::parse).collect::<Result<Vec<_>>>()?;
    let root = Table::root(documents.iter().flat_map(Document::roots));
    let mut notes = Notes::default();
    notes.check_sections(&root);
    let mut loaded = Loaded {
        settings: settings(&root, &mut notes)?,
        sections: sections(&root),
        ..Loaded::default()
    };
    if let Some(section) = root.table("changelog")? {
        loaded.sets_body = section.project_keys().iter().any(|entry| entry.name == "body");
    }
    loaded.warnings = notes.into_lines();
    Ok(loaded)
}

fn sections(root: &Table<'_>) -> BTreeSet<String> {
    let is_section =
        |entry: &Entry<'_>| matches!(entry.value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
    let keys = root.project_keys().into_iter().filter(is_section);
    keys.map(|entry| entry.name.to_owned()).collect()
}

fn settings(root: &Table<'_>, notes: &mut Notes) -> Result<Settings> {
    let mut settings = Settings::default();
    if let Some(section) = root.table("changelog")? {
        settings.changelog = changelog::read(&section, notes)?;
    }
    if let Some(section) = root.table("git")? {
        settings.git = git::read(&section, notes)?;
    }
    if let Some(section) = root.table("bump")? {
        settings.bump = bump::read(&section, notes)?;
    }
    if let Some(section) = root.table("remote")? {
        (settings.remotes, settings.remote) = remote::read(&section, notes)?;
    }
    if let Some(section) = root.table("flow")? {
        settings.flow = flow::read(&section)?;
    }
    if let Some(table) = root.table("check")? {
        settings.check = Some(section::read(&table)?);
    }
    if let Some(section) = root.table("release")? {
        settings.release = release::read(&section)?;
    }
    if let Some(tables) = root.tables("version-files")? {
        (settings.version_files, settings.ignored_version_files) = version_files::read(&tables)?;
    }
    if let Some(section) = root.table("commits")? {
        settings.commits = commits::read(&section)?;
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::parse;
    use crate::config::settings::{ProcessingStep, Settings, SortCommits};
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
header_marker = "M"
body = "B"
footer = "F"
trim = false
render_always = false
format = true
postprocessors = [{ pattern = "a", replace = "b" }]
output = "CHANGES.md"
[git]
processing_order = ["link_parsers", "split_commits"]
conventional_commits = false
filter_unconventional = false
require_conventional = true
split_commits = true
filter_commits = true
fail_on_unmatched_commit = true
protect_breaking_commits = true
sort_commits = "newest"
commit_preprocessors = [{ pattern = "c", replace = "d" }, { pattern = "e", replace_command = "f" }]
link_parsers = [{ pattern = "#(\\d+)", href = "u/$1", text = "t" }]
tag_pattern = "^v"
skip_tags = "beta"
ignore_tags = "rc"
count_tags = "^v1"
limit_tags = 3
use_branch_tags = true
topo_order = true
topo_order_commits = false
limit_commits = 4
recurse_submodules = true
include_paths = ["src/**"]
exclude_paths = ["docs/*", "*.md"]
[[git.commit_parsers]]
sha = "abc"
message = "^feat"
body = "why"
footer = "Refs"
field = "author.name"
pattern = "bot"
group = "Features"
scope = "s"
default_scope = "d"
skip = true
continue = true
[bump]
features_always_bump_minor = false
breaking_always_bump_major = true
initial_tag = "1.0.0"
custom_major_increment_regex = "M"
custom_minor_increment_regex = "m"
no_increment_regex = "n"
bump_type = "patch"
[remote]
offline = true
[remote.gitlab]
owner = "group/sub"
repo = "r"
token = "secret"
api_url = "https://git.example.com/api/v4"
http_timeout = "5s"
native_tls = true
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
        assert_eq!(changelog.header_marker.as_deref(), Some("M"));
        assert!(!changelog.trim && !changelog.render_always && changelog.format);
        assert_eq!(changelog.postprocessors[0].pattern.as_str(), "a");
        assert_eq!(changelog.postprocessors[0].replace.as_deref(), Some("b"));
        assert_eq!(changelog.postprocessors[0].replace_command, None);
        assert_eq!(changelog.output.as_deref(), Some("CHANGES.md"));
    }

    #[test]
    fn every_key_of_git_reaches_its_setting() {
        let git = settings(FULL).git;
        let order = [ProcessingStep::LinkParsers, ProcessingStep::SplitCommits];
        assert_eq!(git.processing_order.unwrap(), order);
        assert!(!git.conventional_commits && !git.filter_unconventional);
        assert!(git.require_conventional && git.split_commits && git.fail_on_unmatched_commit);
        assert!(git.filter_commits && git.protect_breaking_commits);
        assert_eq!(git.sort_commits, SortCommits::Newest);
        assert_eq!(git.commit_preprocessors[0].pattern.as_str(), "c");
        assert_eq!(git.commit_preprocessors[0].replace.as_deref(), Some("d"));
        assert_eq!(git.commit_preprocessors[1].replace_command.as_deref(), Some("f"));
        assert_eq!(git.link_parsers[0].pattern.as_str(), r"#(\d+)");
        assert_eq!(git.link_parsers[0].href, "u/$1");
        assert_eq!(git.link_parsers[0].text.as_deref(), Some("t"));
    }

    #[test]
    fn every_key_of_git_about_tags_and_history_reaches_its_setting() {
        let git = settings(FULL).git;
        assert_eq!(git.tag_pattern.unwrap().as_str(), "^v");
        assert_eq!(git.skip_tags.unwrap().as_str(), "beta");
        assert_eq!(git.ignore_tags.unwrap().as_str(), "rc");
        assert_eq!(git.count_tags.unwrap().as_str(), "^v1");
        assert_eq!((git.limit_tags, git.limit_commits), (Some(3), Some(4)));
        assert!(git.use_branch_tags && git.topo_order && !git.topo_order_commits);
        assert!(git.recurse_submodules);
        assert_eq!(git.include_paths, ["src/**"]);
        assert_eq!(git.exclude_paths, ["docs/*", "*.md"]);
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
        assert_eq!(parser.footer.unwrap().as_str(), "Refs");
        assert_eq!(parser.field.as_deref(), Some("author.name"));
        assert_eq!(parser.pattern.unwrap().as_str(), "bot");
        assert!(parser.skip && parser.continues);
    }

    #[test]
    fn every_key_of_bump_reaches_its_setting() {
        let bump = settings(FULL).bump;
        assert_eq!(bump.features_always_bump_minor, Some(false));
        assert_eq!(bump.breaking_always_bump_major, Some(true));
        assert_eq!(bump.initial_tag.as_deref(), Some("1.0.0"));
        assert_eq!(bump.custom_major_increment_regex.unwrap().text, "M");
        assert_eq!(bump.custom_minor_increment_regex.unwrap().text, "m");
        assert_eq!(bump.no_increment_regex.unwrap().text, "n");
        assert_eq!(bump.bump_type, Some(Bump::Patch));
    }

    #[test]
    fn every_key_of_remote_reaches_its_setting() {
        let read = settings(FULL);
        let table = read.remotes.gitlab.unwrap();
        assert_eq!((table.owner.as_str(), table.repo.as_str()), ("group/sub", "r"));
        assert_eq!(table.token.as_deref(), Some("secret"));
        assert_eq!(table.http_timeout, "5s");
        assert_eq!(table.native_tls, Some(true));
        assert!(read.remotes.offline && read.remotes.github.is_none());
        let remote = read.remote.unwrap();
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
             [git]\nlimit_tags = '2'\nlimit_commits = true\ninclude_paths = [1]\n\
             filter_commits = 1\nsort_commits = 'Newest'\nskip_tags = false\n\
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
        assert_eq!(read.bump.initial_tag.as_deref(), Some("1"));
        assert_eq!((read.git.limit_tags, read.git.limit_commits), (Some(2), Some(1)));
        assert_eq!(read.git.include_paths, ["1"]);
    }

    #[test]
    fn a_blank_tag_filter_is_unset() {
        let git = settings("[git]\nskip_tags = ' '\nignore_tags = ''\n").git;
        assert!(git.skip_tags.is_none() && git.ignore_tags.is_none());
    }

    #[test]
    fn an_empty_pattern_of_tags_is_unset_and_a_blank_one_looks_for_a_space() {
        let git = settings("[git]\ntag_pattern = ''\ncount_tags = ''\n").git;
        assert!(git.tag_pattern.is_none() && git.count_tags.is_none());
        let git = settings("[git]\ntag_pattern = ' '\n").git;
        assert_eq!(git.tag_pattern.unwrap().as_str(), " ");
    }

    #[test]
    fn an_empty_list_of_parsers_differs_from_none() {
        assert!(settings("[git]\n").git.commit_parsers.is_none());
        assert!(settings("[git]\ncommit_parsers = []\n").git.commit_parsers.unwrap().is_empty());
    }

    #[test]
    fn a_replacement_that_says_none_is_kept() {
        let git = settings("[git]\ncommit_preprocessors = [{ pattern = 'a' }]\n").git;
        assert_eq!(git.commit_preprocessors[0].replace, None);
        assert_eq!(git.commit_preprocessors[0].replace_command, None);
    }

    #[test]
    fn a_forge_with_empty_names_is_no_remote() {
        let read = settings("[remote.github]\nowner = ''\nrepo = ''\n");
        assert_eq!(read.remote, None);
        assert_eq!(read.remotes.github.unwrap().http_timeout, "30s");
    }

    #[test]
    fn a_token_is_not_shown_among_the_settings() {
        let shown = format!("{:?}", settings(FULL));
        assert!(shown.contains("group/sub") && !shown.contains("secret"), "{shown}");
    }

    #[test]
    fn a_bad_pattern_of_bump_fails_where_it_is_compiled() {
        let bump = settings("[bump]\nno_increment_regex = '('\n").bump;
        let failure = bump.no_increment_regex.unwrap().compile().unwrap_err();
        let what = "cliff.toml:2:22: `bump.no_increment_regex` is not a regular expression";
        assert_eq!(failure.to_string(), what);
        assert_eq!(failure.causes, ["unclosed group"]);
        let bump = settings("[bump]\nno_increment_regex = '^ci$'\n").bump;
        assert!(bump.no_increment_regex.unwrap().compile().unwrap().is_match("ci"));
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
                "[remote.github]\nowner = ''\nrepo = ''\nowner_ = 'x'\n",
                "4:1: unknown key `remote.github.owner_`; did you mean `remote.github.owner`?",
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
            ("git = 1\n", "1:7: `git` must be a table, not 1", "write `git = { … }`"),
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
                "2:23: `git.commit_parsers[1]` must be a table, not 1",
                "[{ … }]",
            ),
            (
                "[git]\nlimit_tags = -1\n",
                "2:14: `git.limit_tags` must be a whole number, not -1",
                "write `limit_tags = 1`",
            ),
            (
                "[git]\nexclude_paths = ['a', []]\n",
                "2:23: `git.exclude_paths[1]` must be a text, not a list",
                "write `exclude_paths = [\"…\"]`",
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
            ("[remote.gitea]\n", "1:1: `remote.gitea.owner` is missing", "add `owner = "),
            (
                "[git]\nprocessing_order = ['commit_parsers', 'link_parser']\n",
                "2:39: `git.processing_order[1]` cannot be \"link_parser\"",
                "did you mean \"link_parsers\"?",
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
