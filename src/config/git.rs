//! Section `[git]`.

use regex::Regex;

use crate::config::keys::{COMMIT_PARSER, GIT, LINK_PARSER};
use crate::config::notes::Notes;
use crate::config::processors;
use crate::config::settings::{CommitParser, Git, LinkParser, ProcessingStep, SortCommits};
use crate::config::table::Table;
use crate::failure::Result;

/// Returns what the section says.
pub(super) fn read(table: &Table<'_>, notes: &mut Notes) -> Result<Git> {
    notes.check(table, GIT);
    let usual = Git::default();
    let flag = |key: &str, usual: bool| table.flag(key).map(|flag| flag.unwrap_or(usual));
    Ok(Git {
        processing_order: processing_order(table)?,
        conventional_commits: flag("conventional_commits", usual.conventional_commits)?,
        require_conventional: flag("require_conventional", usual.require_conventional)?,
        filter_unconventional: flag("filter_unconventional", usual.filter_unconventional)?,
        split_commits: flag("split_commits", usual.split_commits)?,
        filter_commits: flag("filter_commits", usual.filter_commits)?,
        fail_on_unmatched_commit: flag("fail_on_unmatched_commit", usual.fail_on_unmatched_commit)?,
        protect_breaking_commits: flag("protect_breaking_commits", usual.protect_breaking_commits)?,
        sort_commits: sort_commits(table)?.unwrap_or(usual.sort_commits),
        commit_preprocessors: processors::read(table, "commit_preprocessors", notes)?,
        commit_parsers: commit_parsers(table, notes)?,
        link_parsers: link_parsers(table, notes)?,
        tag_pattern: whole_pattern(table, "tag_pattern")?,
        skip_tags: table.filled_pattern("skip_tags")?,
        ignore_tags: table.filled_pattern("ignore_tags")?,
        count_tags: whole_pattern(table, "count_tags")?,
        limit_tags: table.number("limit_tags")?,
        use_branch_tags: flag("use_branch_tags", usual.use_branch_tags)?,
        topo_order: flag("topo_order", usual.topo_order)?,
        topo_order_commits: flag("topo_order_commits", usual.topo_order_commits)?,
        limit_commits: table.number("limit_commits")?,
        recurse_submodules: flag("recurse_submodules", usual.recurse_submodules)?,
        include_paths: table.texts("include_paths")?,
        exclude_paths: table.texts("exclude_paths")?,
    })
}

/// An empty pattern matches everything, as none does; a blank one looks for a space.
fn whole_pattern(table: &Table<'_>, key: &str) -> Result<Option<Regex>> {
    Ok(table.pattern(key)?.filter(|pattern| !pattern.as_str().is_empty()))
}

fn processing_order(table: &Table<'_>) -> Result<Option<Vec<ProcessingStep>>> {
    table.choices("processing_order", &ProcessingStep::ALL.map(|step| (step.as_str(), step)))
}

fn sort_commits(table: &Table<'_>) -> Result<Option<SortCommits>> {
    table
        .choice("sort_commits", &[("oldest", SortCommits::Oldest), ("newest", SortCommits::Newest)])
}

fn commit_parsers(table: &Table<'_>, notes: &mut Notes) -> Result<Option<Vec<CommitParser>>> {
    let Some(entries) = table.tables("commit_parsers")? else {
        return Ok(None);
    };
    let parsers = entries.iter().map(|entry| {
        notes.check(entry, COMMIT_PARSER);
        commit_parser(entry)
    });
    parsers.collect::<Result<_>>().map(Some)
}

fn commit_parser(entry: &Table<'_>) -> Result<CommitParser> {
    Ok(CommitParser {
        sha: entry.text("sha")?,
        message: entry.pattern("message")?,
        body: entry.pattern("body")?,
        footer: entry.pattern("footer")?,
        field: entry.text("field")?,
        pattern: entry.pattern("pattern")?,
        group: entry.text("group")?,
        scope: entry.text("scope")?,
        default_scope: entry.text("default_scope")?,
        skip: entry.flag("skip")?.unwrap_or_default(),
        continues: entry.flag("continue")?.unwrap_or_default(),
    })
}

fn link_parsers(table: &Table<'_>, notes: &mut Notes) -> Result<Vec<LinkParser>> {
    let entries = table.tables("link_parsers")?.unwrap_or_default();
    let parsers = entries.iter().map(|entry| {
        notes.check(entry, LINK_PARSER);
        Ok(LinkParser {
            pattern: entry.required("pattern", entry.pattern("pattern")?)?,
            href: entry.required("href", entry.text("href")?)?,
            text: entry.text("text")?,
        })
    });
    parsers.collect()
}
