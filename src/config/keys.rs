//! Which keys exist, and in which section.
//!
//! Names only: how a value is read stands in the module of its section.

/// The keys of `[changelog]`.
pub(super) const CHANGELOG: &[&str] = &[
    "header",
    "header_marker",
    "body",
    "footer",
    "trim",
    "render_always",
    "format",
    "postprocessors",
    "output",
];

/// The keys of `[git]`.
pub(super) const GIT: &[&str] = &[
    "processing_order",
    "conventional_commits",
    "filter_unconventional",
    "require_conventional",
    "split_commits",
    "filter_commits",
    "fail_on_unmatched_commit",
    "protect_breaking_commits",
    "sort_commits",
    "commit_preprocessors",
    "commit_parsers",
    "link_parsers",
    "tag_pattern",
    "skip_tags",
    "ignore_tags",
    "count_tags",
    "limit_tags",
    "use_branch_tags",
    "topo_order",
    "topo_order_commits",
    "limit_commits",
    "recurse_submodules",
    "include_paths",
    "exclude_paths",
];

/// The keys of an entry of `commit_preprocessors` and `postprocessors`.
pub(super) const TEXT_PROCESSOR: &[&str] = &["pattern", "replace", "replace_command"];

/// The keys of an entry of `commit_parsers`.
pub(super) const COMMIT_PARSER: &[&str] = &[
    "sha",
    "message",
    "body",
    "footer",
    "field",
    "pattern",
    "group",
    "scope",
    "default_scope",
    "skip",
    "continue",
];

/// The keys of an entry of `link_parsers`.
pub(super) const LINK_PARSER: &[&str] = &["pattern", "href", "text"];

/// The keys of `[bump]`.
pub(super) const BUMP: &[&str] = &[
    "features_always_bump_minor",
    "breaking_always_bump_major",
    "initial_tag",
    "custom_major_increment_regex",
    "custom_minor_increment_regex",
    "no_increment_regex",
    "bump_type",
];

/// The keys of `[remote]`.
pub(super) const REMOTE: &[&str] =
    &["offline", "github", "gitlab", "gitea", "bitbucket", "azure_devops"];

/// The keys of `[remote]` that are forges.
#[cfg(test)]
pub(super) const FORGES: &[&str] = &["github", "gitlab", "gitea", "bitbucket", "azure_devops"];

/// The keys of one forge in `[remote]`.
pub(super) const FORGE: &[&str] =
    &["owner", "repo", "token", "api_url", "http_timeout", "native_tls"];

/// The keys of `[commits]`.
pub(super) const COMMITS: &[&str] =
    &["bump", "squash_bodies", "cancel_reverts", "leading_emoji", "bots", "tag_prefix", "template"];

/// The keys of `[flow]`.
pub(super) const FLOW: &[&str] = &[
    "enabled",
    "preset",
    "remote",
    "height",
    "next_version",
    "production",
    "integration",
    "staging",
    "release",
    "hotfix",
    "feature",
    "bugfix",
    "support",
    "pull_request",
    "other",
];

/// The keys of `[flow]` that are tables, one for each kind of branches.
pub(super) const FLOW_KINDS: &[&str] = &[
    "production",
    "integration",
    "staging",
    "release",
    "hotfix",
    "feature",
    "bugfix",
    "support",
    "pull_request",
    "other",
];

/// The keys of one kind of branches in `[flow]`.
pub(super) const FLOW_KIND: &[&str] = &["name", "prefix", "label", "min_bump", "number"];

/// The keys of `[check]` that are no rules.
pub(super) const CHECK: &[&str] = &[
    "extends",
    "parser-preset",
    "types",
    "scopes",
    "ignore-authors",
    "ignore-messages",
    "default-ignores",
    "leading-emoji",
    "help-url",
    "hook",
];

/// The keys of `[check.hook]`.
pub(super) const CHECK_HOOK: &[&str] = &["fix"];

/// The keys of `[release]`.
pub(super) const RELEASE: &[&str] = &[
    "changelog",
    "version_files",
    "commit_message",
    "merge_message",
    "back_merge_message",
    "tag_message",
    "sign",
    "fetch",
    "push",
    "keep",
    "several",
    "candidate_commits",
];

/// The keys of an entry of `[[version-files]]`.
pub(super) const VERSION_FILE: &[&str] = &[
    "path",
    "format",
    "field",
    "regex",
    "variable",
    "marker",
    "spelling",
    "date-format",
    "ignore",
];

/// The sections that are read, in the order a file should have them, with their keys.
pub(super) const SECTIONS: &[(&str, &[&str])] = &[
    ("changelog", CHANGELOG),
    ("git", GIT),
    ("bump", BUMP),
    ("remote", REMOTE),
    ("commits", COMMITS),
    ("flow", FLOW),
    ("check", CHECK),
    ("release", RELEASE),
    ("version-files", VERSION_FILE),
];

/// Returns the section that has a key of this very name.
pub(super) fn section_of(name: &str) -> Option<&'static str> {
    SECTIONS.iter().find(|(_, keys)| keys.contains(&name)).map(|(section, _)| *section)
}

#[cfg(test)]
mod tests {
    use super::{
        CHECK_HOOK, COMMIT_PARSER, FLOW_KIND, FORGE, FORGES, LINK_PARSER, SECTIONS, TEXT_PROCESSOR,
    };
    use crate::config::parse::parse;
    use crate::config::settings::Settings;
    use crate::domain::changelog::templates;

    const EXAMPLE: &str = include_str!("../../cliff.toml.example");

    #[test]
    fn the_example_file_loads_and_changes_nothing() {
        let loaded = parse(EXAMPLE, "cliff.toml.example").unwrap();
        assert_eq!(loaded.warnings, [""; 0]);
        assert_eq!(format!("{:?}", loaded.settings), format!("{:?}", Settings::default()));
    }

    #[test]
    fn the_example_file_loads_with_every_key_in_force() {
        let is_head = |line: &str| line.starts_with("# [") && line.ends_with(']');
        let is_meant = |line: &str| is_key(line) || is_head(line);
        let lines = EXAMPLE.lines().map(|line| if is_meant(line) { &line[2..] } else { line });
        let text = lines.collect::<Vec<_>>().join("\n");
        let loaded = parse(&text, "cliff.toml.example").unwrap();
        assert_eq!(loaded.warnings, [""; 0]);
        let template = loaded.settings.commits.template.unwrap();
        assert_eq!(templates::find(&template).unwrap().name, templates::DEFAULT);
        assert_eq!(loaded.settings.remote.unwrap().forge, "github");
        assert_eq!(loaded.settings.git.commit_parsers.unwrap().len(), 6);
    }

    #[test]
    fn a_default_the_example_file_shows_is_the_default() {
        let flags = [
            "trim",
            "render_always",
            "format",
            "conventional_commits",
            "require_conventional",
            "split_commits",
            "fail_on_unmatched_commit",
            "use_branch_tags",
            "topo_order",
            "topo_order_commits",
            "recurse_submodules",
            "offline",
            "filter_unconventional",
            "filter_commits",
            "protect_breaking_commits",
            "sort_commits",
            "squash_bodies",
            "cancel_reverts",
            "leading_emoji",
        ];
        // An entry of a list is no default.
        let settings = EXAMPLE.split("# [[version-files]]").next().unwrap();
        let lines = settings.lines().map(|line| {
            let name = line.split(' ').nth(1).unwrap_or_default();
            if is_key(line) && flags.contains(&name) { &line[2..] } else { line }
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let settings = parse(&text, "cliff.toml.example").unwrap().settings;
        assert_eq!(format!("{settings:?}"), format!("{:?}", Settings::default()));
    }

    #[test]
    fn the_example_file_shows_every_key() {
        let mut missing = Vec::new();
        for (section, keys) in SECTIONS {
            let nested: &[&[&str]] = match *section {
                "changelog" => &[TEXT_PROCESSOR],
                "git" => &[TEXT_PROCESSOR, COMMIT_PARSER, LINK_PARSER],
                "remote" => &[FORGE],
                "flow" => &[FLOW_KIND],
                "check" => &[CHECK_HOOK],
                _ => &[],
            };
            let shown = section_text(section);
            for key in keys.iter().chain(nested.iter().copied().flatten()) {
                let is_shown = if FORGES.contains(key) {
                    shown.contains(&format!("`{key}`"))
                } else {
                    shown.lines().any(|line| is_key(line) && has_word(line, key))
                };
                if !is_shown {
                    missing.push(format!("{section}: {key}"));
                }
            }
        }
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn the_example_file_has_the_sections_in_their_order() {
        let heads = EXAMPLE.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
        let is_head = |line: &&str| line.starts_with('[') && line.ends_with(']');
        let mut heads: Vec<&str> = heads.filter(is_head).collect();
        heads.dedup();
        let sections: Vec<String> = SECTIONS
            .iter()
            .map(|(name, _)| match *name {
                "version-files" => "[[version-files]]".to_owned(),
                name => format!("[{name}]"),
            })
            .collect();
        assert_eq!(heads, sections);
    }

    /// `# key = value`, where prose has no `=` after its first word.
    fn is_key(line: &str) -> bool {
        line.strip_prefix("# ").and_then(|rest| rest.split_once(" = ")).is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c))
        })
    }

    fn has_word(line: &str, name: &str) -> bool {
        line.contains(&format!(" {name} = "))
    }

    fn section_text(section: &str) -> &'static str {
        let head = match section {
            "version-files" => "[[version-files]]\n".to_owned(),
            section => format!("[{section}]\n"),
        };
        let start = EXAMPLE.find(&format!("\n{head}")).or(EXAMPLE.find(&format!("\n# {head}")));
        let rest = &EXAMPLE[start.unwrap() + head.len()..];
        rest.find("\n[").map_or(rest, |end| &rest[..end])
    }
}
