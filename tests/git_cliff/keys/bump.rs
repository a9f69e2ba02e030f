//! The keys below `[bump]`.

use super::key::Key;

/// What does something.
pub(crate) const KEYS: &[Key<'_>] = &[
    ("features-stay", "--bump|--bumped-version", "bump.features_always_bump_minor = false"),
    ("breaking-stays", "--bump|--bumped-version", "bump.breaking_always_bump_major = false"),
    (
        "both-stay",
        "--bump|--bumped-version|--bump minor",
        "bump.features_always_bump_minor = false\nbump.breaking_always_bump_major = false",
    ),
    ("initial-tag", "--bump|--bumped-version|-t v3.0.0", "bump.initial_tag = 'v0.0.7'"),
    ("bump-type-major", "--bump|--bumped-version|--bump patch", "bump.bump_type = 'major'"),
    ("bump-type-minor", "--bump", "bump.bump_type = 'minor'"),
    ("bump-type-patch", "--bump -u", "bump.bump_type = 'patch'"),
    ("custom-major", "--bump|--bumped-version", "bump.custom_major_increment_regex = 'fix'"),
    ("custom-minor", "--bump|--bumped-version", "bump.custom_minor_increment_regex = '^fix|docs'"),
    (
        "custom-on-messages",
        "--bump",
        "git.conventional_commits = false\nbump.custom_major_increment_regex = 'not|neither'",
    ),
    ("no-increment", "--bump|--bumped-version", "bump.no_increment_regex = 'feat|fix|docs|chore'"),
    ("no-increment-fix", "--bump|--bump -u", "bump.no_increment_regex = 'fix'"),
    ("unconventional", "--bump|--bumped-version", "git.conventional_commits = false"),
    (
        "skipped-do-not-count",
        "--bump|--bumped-version|-u --bump",
        "git.commit_parsers = [{ message = '^feat', skip = true }, { message = '^fix', group = 'F' }]",
    ),
    (
        "skipped-all",
        "--bump|--bumped-version|-u --bump",
        "git.commit_parsers = [{ message = '.', \
      skip = true }]",
    ),
    ("pattern-fits", "--bump|--bumped-version", "git.tag_pattern = '^v[0-9]'"),
    ("pattern-fits-not", "--bump|--bumped-version", "git.tag_pattern = '^v0\\.'"),
    ("skip-tags", "--bump|--bumped-version", "git.skip_tags = 'v1'"),
    ("ignore-tags", "--bump|--bumped-version", "git.ignore_tags = 'v1|v2|latest'"),
    ("output", "--bump|--bumped-version|--bumped-version -o -", "changelog.output = 'OUT.md'"),
];
