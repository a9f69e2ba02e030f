//! From arguments and configuration to what each part of git-cliff's rules is told. The command line
//! wins over the configuration.

use regex::Regex;

use crate::commands::changelog::arguments::{
    Changelog, Compatibility, Filter, Forge, Level, Sort, Strip,
};
use crate::config::pattern::LazyPattern;
use crate::config::settings::{
    CommitParser, LinkParser, ProcessingStep, RemoteTable, Settings, SortCommits, TextProcessor,
};
use crate::domain::cliff::bump::BumpRules;
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::contributor::{ForgeName, PerForge};
use crate::domain::cliff::remotes::{ForgeRepository, Remotes, words_of_seconds};
use crate::domain::cliff::rules::{CommitRule, CommitRules, LinkRule, Step, TextRule};
use crate::domain::cliff::selection::Part;
use crate::domain::version::bump::Bump;
use crate::failure::{Failure, Result};

/// Returns the configuration with the keys that the command line overrides.
pub(in crate::commands) fn overridden(
    mut settings: Settings,
    command: &Changelog,
) -> Result<Settings> {
    let Filter { tag_pattern, skip_tags, ignore_tags, count_tags, .. } = &command.filter;
    let git = &mut settings.git;
    override_with(&mut git.tag_pattern, "--tag-pattern", tag_pattern.as_deref())?;
    override_with(&mut git.skip_tags, "--skip-tags", skip_tags.as_deref())?;
    override_with(&mut git.ignore_tags, "--ignore-tags", ignore_tags.as_deref())?;
    override_with(&mut git.count_tags, "--count-tags", count_tags.as_deref())?;
    git.skip_tags = git.skip_tags.take().filter(|pattern| !pattern.as_str().is_empty());
    git.limit_tags = command.filter.limit_tags.or(git.limit_tags);
    git.topo_order |= command.filter.topo_order;
    git.use_branch_tags |= command.filter.use_branch_tags;
    git.include_paths.extend(command.filter.include_path.iter().cloned());
    git.exclude_paths.extend(command.filter.exclude_path.iter().cloned());
    git.sort_commits = match command.sort {
        Some(Sort::Newest) => SortCommits::Newest,
        Some(Sort::Oldest) | None => git.sort_commits,
    };
    let changelog = &mut settings.changelog;
    if matches!(command.strip, Some(Strip::Header | Strip::All)) {
        changelog.header = None;
    }
    if matches!(command.strip, Some(Strip::Footer | Strip::All)) || command.prepend.is_some() {
        changelog.footer = None;
    }
    if command.no_exec {
        let processors = git.commit_preprocessors.iter_mut().chain(&mut changelog.postprocessors);
        processors.for_each(|processor| processor.replace_command = None);
    }
    if command.tag.is_some() {
        settings.bump.initial_tag.clone_from(&command.tag);
    }
    settings.bump.bump_type = match command.bump {
        Some(Level::Major) => Some(Bump::Major),
        Some(Level::Minor) => Some(Bump::Minor),
        Some(Level::Patch) => Some(Bump::Patch),
        Some(Level::Auto) | None => settings.bump.bump_type,
    };
    Ok(settings)
}

fn override_with(pattern: &mut Option<Regex>, flag: &str, text: Option<&str>) -> Result<()> {
    let Some(text) = text else { return Ok(()) };
    let compiled = Regex::new(text).map_err(|error| {
        let reason = error.to_string();
        Failure::usage(format!("`{flag}` wants a regular expression"))
            .at(text.to_owned())
            .because(reason.lines().next_back().unwrap_or_default())
            .hint("`*` of a glob is `.*` in a regular expression")
    })?;
    *pattern = Some(compiled);
    Ok(())
}

/// Returns what becomes of commits.
pub(in crate::commands) fn commit_rules(settings: &Settings) -> CommitRules {
    let git = &settings.git;
    let step = |step: &ProcessingStep| match step {
        ProcessingStep::CommitPreprocessors => Step::CommitPreprocessors,
        ProcessingStep::SplitCommits => Step::SplitCommits,
        ProcessingStep::ConventionalCommits => Step::ConventionalCommits,
        ProcessingStep::CommitParsers => Step::CommitParsers,
        ProcessingStep::LinkParsers => Step::LinkParsers,
    };
    CommitRules {
        order: git.processing_order.as_ref().map(|order| order.iter().map(step).collect()),
        conventional: git.conventional_commits,
        filter_unconventional: git.filter_unconventional,
        require_conventional: git.require_conventional,
        split: git.split_commits,
        preprocessors: text_rules(&git.commit_preprocessors),
        parsers: git.commit_parsers.iter().flatten().map(commit_rule).collect(),
        protect_breaking: git.protect_breaking_commits,
        links: git.link_parsers.iter().map(link_rule).collect(),
        filter_commits: git.filter_commits,
        fail_on_unmatched: git.fail_on_unmatched_commit,
    }
}

/// Returns text rules.
pub(in crate::commands) fn text_rules(processors: &[TextProcessor]) -> Vec<TextRule> {
    let rule = |processor: &TextProcessor| TextRule {
        pattern: processor.pattern.clone(),
        replace: processor.replace.clone(),
        command: processor.replace_command.clone(),
    };
    processors.iter().map(rule).collect()
}

fn commit_rule(parser: &CommitParser) -> CommitRule {
    CommitRule {
        sha: parser.sha.clone(),
        message: parser.message.clone(),
        body: parser.body.clone(),
        footer: parser.footer.clone(),
        field: parser.field.clone(),
        pattern: parser.pattern.clone(),
        group: parser.group.clone(),
        scope: parser.scope.clone(),
        default_scope: parser.default_scope.clone(),
        skip: parser.skip,
        continues: parser.continues,
    }
}

fn link_rule(parser: &LinkParser) -> LinkRule {
    LinkRule {
        pattern: parser.pattern.clone(),
        href: parser.href.clone(),
        text: parser.text.clone(),
    }
}

/// Returns how the next version is found.
///
/// # Errors
/// When a pattern of `[bump]` is no regular expression.
pub(in crate::commands) fn bump_rules(settings: &Settings) -> Result<BumpRules> {
    let bump = &settings.bump;
    let compiled =
        |pattern: &Option<LazyPattern>| pattern.as_ref().map(LazyPattern::compile).transpose();
    Ok(BumpRules {
        features_always_minor: bump.features_always_bump_minor,
        breaking_always_major: bump.breaking_always_bump_major,
        initial_tag: bump.initial_tag.clone(),
        major: compiled(&bump.custom_major_increment_regex)?,
        minor: compiled(&bump.custom_minor_increment_regex)?,
        none: compiled(&bump.no_increment_regex)?,
        forced: bump.bump_type,
        reads_conventional: settings.git.conventional_commits,
    })
}

/// Returns whether git-cliff's faults are reproduced.
pub(in crate::commands) fn compat(command: &Changelog) -> Compat {
    match command.compat {
        Compatibility::Repaired => Compat::Repaired,
        Compatibility::Strict => Compat::Strict,
    }
}

/// Returns the part of the history that the flags ask for; `-u` is stronger than the others.
pub(in crate::commands) fn part(command: &Changelog) -> Part {
    match (command.unreleased, command.latest, command.current) {
        (true, ..) => Part::Unreleased,
        (_, _, true) => Part::Current,
        (_, true, _) => Part::Latest,
        _ => Part::Whole,
    }
}

/// Returns the repository on its forges, as configuration and command line name it.
///
/// # Errors
/// When an argument names no repository.
pub(in crate::commands) fn remotes(settings: &Settings, forge: &Forge) -> Result<Remotes> {
    let named = |name: ForgeName| {
        let table = settings.remotes.get(name.key());
        let argument = repository_of(forge, name);
        let mut repository = table.map(repository).unwrap_or_default();
        if let Some(argument) = argument {
            let (owner, repo) = owner_and_name(name, argument)?;
            repository = ForgeRepository { owner, repo, is_custom: true, ..repository };
        }
        if let Some(seconds) = forge.http_timeout {
            repository.http_timeout = words_of_seconds(seconds);
        }
        if forge.use_native_tls {
            repository.native_tls = Some(true);
        }
        Ok(repository)
    };
    Ok(Remotes {
        offline: settings.remotes.offline || forge.offline,
        forges: PerForge {
            github: named(ForgeName::GitHub)?,
            gitlab: named(ForgeName::GitLab)?,
            gitea: named(ForgeName::Gitea)?,
            bitbucket: named(ForgeName::Bitbucket)?,
            azure_devops: named(ForgeName::AzureDevOps)?,
        },
    })
}

fn repository(table: &RemoteTable) -> ForgeRepository {
    ForgeRepository {
        owner: table.owner.clone(),
        repo: table.repo.clone(),
        is_custom: true,
        api_url: table.api_url.clone(),
        http_timeout: table.http_timeout.clone(),
        native_tls: table.native_tls,
    }
}

fn repository_of(forge: &Forge, name: ForgeName) -> Option<&str> {
    let argument = match name {
        ForgeName::GitHub => &forge.github_repo,
        ForgeName::GitLab => &forge.gitlab_repo,
        ForgeName::Gitea => &forge.gitea_repo,
        ForgeName::Bitbucket => &forge.bitbucket_repo,
        ForgeName::AzureDevOps => &forge.azure_devops_repo,
    };
    argument.as_deref()
}

/// Returns owner and name of `OWNER/REPO` or of a URL; the owner is all before the last slash.
fn owner_and_name(forge: ForgeName, text: &str) -> Result<(String, String)> {
    let path = match text.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => text,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let (owner, repo) = path.rsplit_once('/').ok_or_else(|| {
        Failure::usage(format!("`{text}` names no repository"))
            .at(format!("--{}-repo", forge.key().replace('_', "-")))
            .hint("write OWNER/REPO, or the address of the repository")
    })?;
    Ok((owner.to_owned(), repo.to_owned()))
}
