//! `git.commit_parsers` and what goes with it.

use super::key::Key;

/// What does something.
pub(crate) const KEYS: &[Key<'_>] = &[
    (
        "message",
        "|-x",
        "git.commit_parsers = [{ message = '^feat', group = 'Features' }, \
         { message = '^fix', group = 'Fixes' }]",
    ),
    (
        "message-sees-the-whole",
        "",
        "git.commit_parsers = [{ message = 'body', group = 'B' }, { message = '#\\d+$', group = 'N' }]",
    ),
    (
        "message-anchored",
        "",
        "git.commit_parsers = [{ message = '^feat: [^\\n]*$', group = 'One' }]",
    ),
    ("message-multi-line", "", "git.commit_parsers = [{ message = '(?m)^Refs', group = 'Refs' }]"),
    ("skip", "|-x", "git.commit_parsers = [{ message = '^feat', skip = true }]"),
    ("skip-coerced", "", "git.commit_parsers = [{ message = '^feat', skip = 'true' }]"),
    (
        "skip-and-group",
        "",
        "git.commit_parsers = [{ message = '^feat', skip = true, group = 'x' }, \
         { message = '^fix', skip = false }]",
    ),
    ("body", "", "git.commit_parsers = [{ body = 'security', group = 'Security' }]"),
    ("body-empty", "", "git.commit_parsers = [{ body = '^$', group = 'Without body' }]"),
    ("body-any", "", "git.commit_parsers = [{ body = '.*', group = 'All' }]"),
    ("footer", "", "git.commit_parsers = [{ footer = '^Refs:#', group = 'Refs' }]"),
    (
        "footer-with-hash",
        "",
        "git.commit_parsers = [{ footer = '^Fixes #', group = 'Fixed' }, \
         { footer = '(?i)^signed-off-by', group = 'Signed $0' }]",
    ),
    (
        "footer-capture",
        "",
        "git.commit_parsers = [{ footer = '^Refs: ?#(\\d+)', group = 'ref $1' }]",
    ),
    (
        "footer-skip",
        "|-u",
        "git.commit_parsers = [{ footer = '^changelog: ?ignore', skip = true }, \
         { footer = 'Reviewed-by', skip = true }]",
    ),
    (
        "author-name",
        "",
        "git.commit_parsers = [{ field = 'author.name', pattern = 'Ada', group = 'Ada' }]",
    ),
    (
        "committer-email",
        "",
        "git.commit_parsers = [{ field = 'committer.email', pattern = '@(\\w+)', group = 'at $1' }]",
    ),
    (
        "author-timestamp",
        "",
        "git.commit_parsers = [{ field = 'author.timestamp', pattern = '^16', group = 'early' }]",
    ),
    ("field-id", "", "git.commit_parsers = [{ field = 'id', pattern = '^[0-7]', group = 'low' }]"),
    (
        "field-message",
        "",
        "git.commit_parsers = [{ field = 'message', pattern = '^feat', group = 'm' }]",
    ),
    (
        "field-raw-message",
        "",
        "git.commit_parsers = [{ field = 'raw_message', pattern = '^feat', group = 'm' }]",
    ),
    ("field-body", "", "git.commit_parsers = [{ field = 'body', pattern = '.', group = 'b' }]"),
    (
        "field-breaking",
        "",
        "git.commit_parsers = [{ field = 'breaking', pattern = 'true', group = 'Breaking' }]",
    ),
    (
        "field-breaking-description",
        "",
        "git.commit_parsers = [{ field = 'breaking_description', pattern = '.', group = 'b' }]",
    ),
    (
        "field-scope-null",
        "",
        "git.commit_parsers = [{ field = 'scope', pattern = '^null$', group = 'Unscoped' }]",
    ),
    (
        "field-scope-capture",
        "",
        "git.commit_parsers = [{ field = 'scope', pattern = '^(.)(.*)$', group = '$1-$2' }]",
    ),
    (
        "field-conventional",
        "",
        "git.filter_unconventional = false\n\
         git.commit_parsers = [{ field = 'conventional', pattern = 'false', group = 'Other' }]",
    ),
    (
        "field-merge-commit",
        "",
        "git.filter_unconventional = false\n\
         git.commit_parsers = [{ field = 'merge_commit', pattern = 'true', skip = true }, \
         { field = 'merge_commit', pattern = 'false', group = 'single' }]",
    ),
    (
        "field-group",
        "",
        "git.commit_parsers = [{ field = 'group', pattern = 'feat', group = 'by type' }, \
         { field = 'group', pattern = 'null', group = 'by null' }]",
    ),
    (
        "field-statistics",
        "|-x",
        "git.commit_parsers = [{ field = 'statistics.additions', pattern = '^[0-2]$', group = 'small' }]",
    ),
    ("field-links", "", "git.commit_parsers = [{ field = 'links', pattern = '.', group = 'l' }]"),
    (
        "field-footers",
        "",
        "git.commit_parsers = [{ field = 'footers', pattern = '.', group = 'f' }]",
    ),
    ("field-object", "", "git.commit_parsers = [{ field = 'author', pattern = '.', group = 'a' }]"),
    (
        "field-absent",
        "",
        "git.commit_parsers = [{ field = 'no.such', pattern = '.', group = 'a' }, \
         { message = '.', group = 'rest' }]",
    ),
    (
        "field-remote",
        "",
        "git.commit_parsers = [{ field = 'remote.pr_labels', pattern = '.', group = 'a' }, \
         { field = 'github.pr_labels', pattern = '.', group = 'b' }, \
         { field = 'github.username', pattern = 'null', group = 'c' }]",
    ),
    (
        "all-matchers-at-once",
        "",
        "git.commit_parsers = [{ message = '^feat', body = 'body', group = 'Both' }, \
         { message = '^f', footer = 'Refs', group = 'Refs' }]",
    ),
    ("no-matcher", "", "git.commit_parsers = [{ group = 'All' }]"),
    ("pattern-without-field", "", "git.commit_parsers = [{ pattern = '.*', group = 'All' }]"),
    ("field-without-pattern", "", "git.commit_parsers = [{ field = 'id', group = 'All' }]"),
    (
        "invented-matcher",
        "",
        "git.commit_parsers = [{ breaking = true, group = 'x' }, { message = '^f', group = 'y' }]",
    ),
    (
        "scope",
        "|-x",
        "git.commit_parsers = [{ message = '^feat', group = 'F', scope = 'given' }, \
         { message = '^fix', default_scope = 'usual' }]",
    ),
    (
        "scope-capture",
        "",
        "git.commit_parsers = [{ message = '^(\\w+)\\((\\w+)\\)', group = '$1', scope = '${2}s' }]",
    ),
    (
        "group-capture-context",
        "",
        "git.commit_parsers = [{ message = '^(\\w+)(?:\\(|:)', group = 'x$1x' }, \
         { message = '\\b(\\w+)$', group = 'last $1' }]",
    ),
    (
        "group-capture-overlap",
        "",
        "git.commit_parsers = [{ message = '(?i)(f)(e|i)', body = '(b)(o)', group = '$2$1' }]",
    ),
    (
        "continue",
        "|-x",
        "git.commit_parsers = [{ message = '^feat', group = 'F', continue = true }, \
         { message = 'e', scope = 'e', continue = true }, { message = '.', default_scope = 'd' }]",
    ),
    (
        "continue-then-skip",
        "",
        "git.commit_parsers = [{ message = '^fix', group = 'F', continue = true }, \
         { message = '#', skip = true }, { message = '.*', group = 'rest' }]",
    ),
    (
        "continue-at-the-end",
        "",
        "git.filter_commits = true\n\
         git.commit_parsers = [{ message = '^fix', group = 'F', continue = true }]",
    ),
    (
        "sha",
        "",
        "git.commit_parsers = [{ sha = '0123456789012345678901234567890123456789', skip = true }, \
         { sha = '', group = 'none' }, { message = '^feat', group = 'F' }]",
    ),
    ("filter", "|-u|-x", "git.filter_commits = true\ngit.commit_parsers = [{ message = '^feat' }]"),
    ("filter-all", "|-u", "git.filter_commits = true\ngit.commit_parsers = []"),
    (
        "protect-breaking",
        "|-x",
        "git.protect_breaking_commits = true\ngit.commit_parsers = [{ message = '.', skip = true }]",
    ),
    (
        "protect-breaking-next",
        "",
        "git.protect_breaking_commits = true\ngit.filter_commits = true\ngit.commit_parsers = [\
         { message = '^chore', skip = true, group = 'Chores' }, { message = '^feat', group = 'F' }]",
    ),
    ("protect-breaking-default", "", "git.protect_breaking_commits = true"),
    (
        "fail-on-unmatched",
        "|-u|-l",
        "git.fail_on_unmatched_commit = true\ngit.commit_parsers = [{ message = '^f', group = 'f' }]",
    ),
    (
        "fail-on-unmatched-none",
        "",
        "git.fail_on_unmatched_commit = true\ngit.commit_parsers = [{ message = '.', group = 'f' }]",
    ),
    (
        "emoji-groups",
        "|-u",
        "git.commit_parsers = [{ message = '^feat', group = '<!-- 0 -->🚀 Features' }, \
         { message = '^fix', group = '<!-- 1 -->🐛 Bug Fixes' }, \
         { message = '^doc', group = '<!-- 3 -->📚 Documentation' }, \
         { body = '.*security', group = '<!-- 8 -->🛡️ Security' }, \
         { message = '^chore\\(release\\): prepare for', skip = true }, \
         { message = '^chore|^ci', group = '<!-- 7 -->⚙️ Miscellaneous Tasks' }]",
    ),
];
