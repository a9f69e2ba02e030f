//! Which keys exist, in which section, and which of them do something.
//!
//! Names only: how a value is read stands in the module of its section.

/// One key of a section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether it does something.
    pub(super) standing: Standing,
}

/// Whether a key does something.
#[derive(Clone, Copy, Debug)]
pub(super) enum Standing {
    /// It does.
    ActedOn,
    /// git-cliff has it and semflow not yet; with this value the difference cannot be seen.
    NotYet(Usual),
}

/// The value a key has in git-cliff when nobody sets it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Usual {
    /// True or false.
    Flag(bool),
    /// A text.
    Text(&'static str),
    /// Nothing: no value, an empty text, an empty list.
    Nothing,
}

const fn acted_on(name: &'static str) -> Key {
    Key { name, standing: Standing::ActedOn }
}

const fn not_yet(name: &'static str, usual: Usual) -> Key {
    Key { name, standing: Standing::NotYet(usual) }
}

/// The keys of `[changelog]`.
pub(super) const CHANGELOG: &[Key] = &[
    acted_on("header"),
    acted_on("body"),
    acted_on("footer"),
    acted_on("trim"),
    acted_on("postprocessors"),
    acted_on("output"),
    not_yet("header_marker", Usual::Text("<!-- git-cliff: end of header -->")),
    not_yet("render_always", Usual::Flag(true)),
    not_yet("format", Usual::Flag(false)),
];

/// The keys of `[git]`.
pub(super) const GIT: &[Key] = &[
    acted_on("filter_unconventional"),
    acted_on("filter_commits"),
    acted_on("protect_breaking_commits"),
    acted_on("sort_commits"),
    acted_on("commit_preprocessors"),
    acted_on("commit_parsers"),
    acted_on("link_parsers"),
    acted_on("tag_pattern"),
    acted_on("skip_tags"),
    acted_on("ignore_tags"),
    not_yet("conventional_commits", Usual::Flag(true)),
    not_yet("require_conventional", Usual::Flag(false)),
    not_yet("split_commits", Usual::Flag(false)),
    not_yet("fail_on_unmatched_commit", Usual::Flag(false)),
    not_yet("processing_order", Usual::Nothing),
    not_yet("count_tags", Usual::Nothing),
    not_yet("limit_tags", Usual::Nothing),
    not_yet("use_branch_tags", Usual::Flag(false)),
    not_yet("topo_order", Usual::Flag(false)),
    not_yet("topo_order_commits", Usual::Flag(true)),
    not_yet("limit_commits", Usual::Nothing),
    not_yet("recurse_submodules", Usual::Flag(false)),
    not_yet("include_paths", Usual::Nothing),
    not_yet("exclude_paths", Usual::Nothing),
];

/// The keys of an entry of `commit_preprocessors` and `postprocessors`.
pub(super) const TEXT_PROCESSOR: &[Key] =
    &[acted_on("pattern"), acted_on("replace"), not_yet("replace_command", Usual::Nothing)];

/// The keys of an entry of `commit_parsers`.
pub(super) const COMMIT_PARSER: &[Key] = &[
    acted_on("sha"),
    acted_on("message"),
    acted_on("body"),
    acted_on("group"),
    acted_on("scope"),
    acted_on("default_scope"),
    acted_on("skip"),
    not_yet("footer", Usual::Nothing),
    not_yet("field", Usual::Nothing),
    not_yet("pattern", Usual::Nothing),
    not_yet("continue", Usual::Flag(false)),
];

/// The keys of an entry of `link_parsers`.
pub(super) const LINK_PARSER: &[Key] = &[acted_on("pattern"), acted_on("href"), acted_on("text")];

/// The keys of `[bump]`.
pub(super) const BUMP: &[Key] = &[
    acted_on("features_always_bump_minor"),
    acted_on("breaking_always_bump_major"),
    acted_on("initial_tag"),
    acted_on("custom_major_increment_regex"),
    acted_on("custom_minor_increment_regex"),
    acted_on("no_increment_regex"),
    acted_on("bump_type"),
];

/// The keys of `[remote]`: all but the last are forges.
pub(super) const REMOTE: &[Key] = &[
    acted_on("github"),
    acted_on("gitlab"),
    acted_on("gitea"),
    acted_on("bitbucket"),
    acted_on("azure_devops"),
    not_yet("offline", Usual::Flag(false)),
];

/// The keys of one forge in `[remote]`.
pub(super) const FORGE: &[Key] = &[
    acted_on("owner"),
    acted_on("repo"),
    acted_on("api_url"),
    not_yet("token", Usual::Nothing),
    not_yet("http_timeout", Usual::Text("30s")),
    not_yet("native_tls", Usual::Flag(false)),
];

/// The keys of `[commits]`.
pub(super) const COMMITS: &[Key] = &[
    acted_on("bump"),
    acted_on("squash_bodies"),
    acted_on("cancel_reverts"),
    acted_on("leading_emoji"),
    acted_on("bots"),
    acted_on("tag_prefix"),
    acted_on("template"),
];

/// The sections that are read, in the order a file should have them, with their keys.
pub(super) const SECTIONS: &[(&str, &[Key])] = &[
    ("changelog", CHANGELOG),
    ("git", GIT),
    ("bump", BUMP),
    ("remote", REMOTE),
    ("commits", COMMITS),
];

/// The sections that are semflow's own and do nothing yet.
pub(super) const LATER_SECTIONS: &[&str] = &["flow", "check", "release", "version-files"];

/// Returns the section that has a key of this very name.
pub(super) fn section_of(name: &str) -> Option<&'static str> {
    let holds = |keys: &[Key]| keys.iter().any(|key| key.name == name);
    SECTIONS.iter().find(|(_, keys)| holds(keys)).map(|(section, _)| *section)
}

#[cfg(test)]
mod tests {
    use super::{
        COMMIT_PARSER, FORGE, Key, LINK_PARSER, REMOTE, SECTIONS, Standing, TEXT_PROCESSOR,
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
        let lines = EXAMPLE.lines().map(|line| if is_key(line) { &line[2..] } else { line });
        let text = lines.collect::<Vec<_>>().join("\n");
        let loaded = parse(&text, "cliff.toml.example").unwrap();
        assert_eq!(loaded.warnings, [""; 0]);
        let template = loaded.settings.commits.template.unwrap();
        assert_eq!(templates::find(&template).unwrap().name, templates::DEFAULT);
        assert_eq!(loaded.settings.remote.unwrap().forge, "github");
        assert_eq!(loaded.settings.git.commit_parsers.unwrap().len(), 4);
    }

    #[test]
    fn a_default_the_example_file_shows_is_the_default() {
        let flags = [
            "trim",
            "filter_unconventional",
            "filter_commits",
            "protect_breaking_commits",
            "sort_commits",
            "squash_bodies",
            "cancel_reverts",
            "leading_emoji",
        ];
        let lines = EXAMPLE.lines().map(|line| {
            let name = line.split(' ').nth(1).unwrap_or_default();
            if is_key(line) && flags.contains(&name) { &line[2..] } else { line }
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let settings = parse(&text, "cliff.toml.example").unwrap().settings;
        assert_eq!(format!("{settings:?}"), format!("{:?}", Settings::default()));
    }

    #[test]
    fn the_example_file_shows_every_key_that_is_acted_on() {
        let mut missing = Vec::new();
        for (section, keys) in SECTIONS {
            let nested: &[&[Key]] = match *section {
                "changelog" => &[TEXT_PROCESSOR],
                "git" => &[TEXT_PROCESSOR, COMMIT_PARSER, LINK_PARSER],
                "remote" => &[FORGE],
                _ => &[],
            };
            let shown = section_text(section);
            for key in keys.iter().chain(nested.iter().copied().flatten()) {
                let is_forge = REMOTE.iter().any(|forge| forge.name == key.name);
                let is_shown = if is_forge {
                    shown.contains(&format!("`{}`", key.name))
                } else {
                    shown.lines().any(|line| is_key(line) && has_word(line, key.name))
                };
                if matches!(key.standing, Standing::ActedOn) && !is_shown {
                    missing.push(format!("{section}: {}", key.name));
                }
            }
        }
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn the_example_file_has_the_sections_in_their_order() {
        let heads: Vec<&str> = EXAMPLE.lines().filter(|line| line.starts_with('[')).collect();
        let sections: Vec<String> = SECTIONS.iter().map(|(name, _)| format!("[{name}]")).collect();
        assert_eq!(heads, sections);
    }

    /// `# key = value`, where prose has no `=` after its first word.
    fn is_key(line: &str) -> bool {
        line.strip_prefix("# ").and_then(|rest| rest.split_once(" = ")).is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        })
    }

    fn has_word(line: &str, name: &str) -> bool {
        line.contains(&format!(" {name} = "))
    }

    fn section_text(section: &str) -> &'static str {
        let start = EXAMPLE.find(&format!("\n[{section}]\n")).unwrap() + 2;
        let rest = &EXAMPLE[start..];
        rest.find("\n[").map_or(rest, |end| &rest[..end])
    }
}
