//! From what the project wants (settings) to what each part of the domain is told (policies).

use crate::config::pattern::LazyPattern;
use crate::config::settings::{CommitParser, LinkParser, Settings, SortCommits};
use crate::domain::changelog::assemble::{AssemblyPolicy, Order};
use crate::domain::changelog::rules::{CommitRule, LinkRule, Rules};
use crate::domain::commit::policy::ParsePolicy;
use crate::domain::version::bump::{Bump, BumpTable};
use crate::domain::version::policy::{VersionPolicy, parse_asked};
use crate::domain::version::version_tag::TagFamily;
use crate::domain::version::votes::LevelPolicy;
use crate::failure::Result;

/// Returns how messages are read.
pub(crate) fn parse_policy(settings: &Settings) -> ParsePolicy {
    ParsePolicy {
        leading_emoji: settings.commits.leading_emoji,
        squash_bodies: settings.commits.squash_bodies,
        types: settings.commits.bump.keys().cloned().collect(),
        bots: settings.commits.bots.clone(),
    }
}

/// Returns which level each commit asks for.
///
/// # Errors
/// When a configured pattern is no regular expression.
pub(crate) fn level_policy(settings: &Settings, policy: &VersionPolicy) -> Result<LevelPolicy> {
    let rows = settings.commits.bump.iter();
    let compiled =
        |pattern: &Option<LazyPattern>| pattern.as_ref().map(LazyPattern::compile).transpose();
    Ok(LevelPolicy {
        table: rows.fold(BumpTable::default(), |table, (kind, level)| table.with(kind, *level)),
        major: compiled(&settings.bump.custom_major_increment_regex)?,
        minor: compiled(&settings.bump.custom_minor_increment_regex)?,
        none: compiled(&settings.bump.no_increment_regex)?,
        reads_semver_words: policy.follows_gitversion,
    })
}

/// Returns how the next version is decided.
///
/// # Errors
/// When the configured first version is none.
pub(crate) fn version_policy(settings: &Settings, family: &TagFamily) -> Result<VersionPolicy> {
    let default = VersionPolicy::default();
    let at_zero = |always: Option<bool>, high: Bump, low: Bump, default: Bump| match always {
        Some(true) => high,
        Some(false) => low,
        None => default,
    };
    let settings = &settings.bump;
    let initial = settings.initial_tag.as_deref().map(|tag| {
        parse_asked(tag, family).map_err(|failure| failure.at("cliff.toml: bump.initial_tag"))
    });
    Ok(VersionPolicy {
        initial: initial.transpose()?.unwrap_or(default.initial),
        breaking_at_zero: at_zero(
            settings.breaking_always_bump_major,
            Bump::Major,
            Bump::Minor,
            default.breaking_at_zero,
        ),
        feature_at_zero: at_zero(
            settings.features_always_bump_minor,
            Bump::Minor,
            Bump::Patch,
            default.feature_at_zero,
        ),
        fixed: settings.bump_type,
        ..VersionPolicy::default()
    })
}

/// Returns how releases are put together, in the configured order where no other is asked for.
pub(crate) fn assembly_policy(settings: &Settings, order: Option<Order>) -> AssemblyPolicy<'_> {
    let configured = match settings.git.sort_commits {
        SortCommits::Oldest => Order::OldestFirst,
        SortCommits::Newest => Order::NewestFirst,
    };
    AssemblyPolicy {
        messages: parse_policy(settings),
        cancels_reverts: settings.commits.cancel_reverts,
        rules: rules(settings),
        order: order.unwrap_or(configured),
        skipped_tags: settings.git.skip_tags.as_ref(),
        drops_unconventional: settings.git.filter_unconventional,
    }
}

/// Returns the configured rules over commits.
fn rules(settings: &Settings) -> Rules {
    let git = &settings.git;
    let commit = |parser: &CommitParser| CommitRule {
        id: parser.sha.clone(),
        message: parser.message.clone(),
        body: parser.body.clone(),
        is_closed: parser.footer.is_some() || parser.field.is_some(),
        group: parser.group.clone(),
        scope: parser.scope.clone(),
        default_scope: parser.default_scope.clone(),
        skip: parser.skip,
    };
    let link = |parser: &LinkParser| LinkRule {
        pattern: parser.pattern.clone(),
        href: parser.href.clone(),
        text: parser.text.clone(),
    };
    Rules {
        commits: git.commit_parsers.iter().flatten().map(commit).collect(),
        links: git.link_parsers.iter().map(link).collect(),
        drops_unmatched: git.filter_commits,
        protects_breaking: git.protect_breaking_commits,
    }
}
