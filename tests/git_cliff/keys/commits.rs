//! The keys below `[git]` that are about commits, `commit_parsers` apart.

use super::key::Key;

/// What does something.
pub(crate) const KEYS: &[Key<'_>] = &[
    ("unconventional", "|-x", "git.conventional_commits = false"),
    ("unconventional-coerced", "", "git.conventional_commits = 'false'"),
    ("unfiltered", "|-x", "git.filter_unconventional = false"),
    (
        "unconventional-unfiltered",
        "",
        "git.conventional_commits = false\ngit.filter_unconventional = false",
    ),
    ("require-conventional", "|-l|-u", "git.require_conventional = true"),
    (
        "require-conventional-unfiltered",
        "-u",
        "git.require_conventional = true\ngit.filter_unconventional = false",
    ),
    (
        "require-conventional-but-skip",
        "|-u",
        "git.require_conventional = true\ngit.commit_parsers = [{ message = '^(feat|fix)', \
         group = 'g' }, { message = '.*', skip = true }]",
    ),
    ("split-commits", "|-l|-x", "git.split_commits = true"),
    (
        "split-commits-unconventional",
        "|-x",
        "git.split_commits = true\ngit.conventional_commits = false\ngit.commit_parsers = []",
    ),
    (
        "split-commits-unfiltered",
        "",
        "git.split_commits = true\ngit.filter_unconventional = false\ngit.commit_parsers = []",
    ),
    (
        "split-commits-parsers",
        "",
        "git.split_commits = true\ngit.commit_parsers = [{ message = '^feat', group = 'F' }, \
         { message = '^[-*] ', group = 'Items' }, { message = 'body', skip = true }]",
    ),
    (
        "split-commits-links",
        "",
        "git.split_commits = true\ngit.link_parsers = [{ pattern = '#(\\d+)', href = 'i/$1' }]",
    ),
    (
        "order-parse-first",
        "|-x",
        "git.processing_order = ['conventional_commits', 'commit_preprocessors', 'commit_parsers', \
         'link_parsers']\ngit.commit_preprocessors = [{ pattern = 'feat', replace = 'fix' }]\n\
         git.link_parsers = [{ pattern = '#(\\d+)', href = 'i/$1' }]",
    ),
    (
        "order-split-first",
        "|-x",
        "git.processing_order = ['split_commits', 'commit_preprocessors', 'conventional_commits', \
         'commit_parsers']\ngit.split_commits = true\n\
         git.commit_preprocessors = [{ pattern = '^[-*] ', replace = '' }]",
    ),
    (
        "order-split-last",
        "",
        "git.processing_order = ['commit_preprocessors', 'conventional_commits', \
         'commit_parsers', 'link_parsers', 'split_commits']\ngit.split_commits = true",
    ),
    (
        "order-split-not-asked-for",
        "",
        "git.processing_order = ['split_commits', 'conventional_commits', 'commit_parsers']",
    ),
    (
        "order-parsers-first",
        "",
        "git.processing_order = ['commit_parsers', 'conventional_commits']\n\
         git.commit_parsers = [{ message = '^feat', group = 'F' }, { body = '.+', group = 'B' }]",
    ),
    ("order-only-conventional", "|-x", "git.processing_order = ['conventional_commits']"),
    (
        "order-only-links",
        "",
        "git.processing_order = ['link_parsers']\n\
      git.link_parsers = [{ pattern = '#(\\d+)', href = 'i/$1' }]",
    ),
    ("order-only-parsers", "", "git.processing_order = ['commit_parsers']"),
    ("order-empty", "|-x", "git.processing_order = []"),
    (
        "preprocessor",
        "|-x",
        "git.commit_preprocessors = [{ pattern = '\\((\\w+\\s)?#([0-9]+)\\)', \
         replace = '([#${2}](https://example.com/issues/${2}))' }]",
    ),
    (
        "preprocessor-makes-conventional",
        "",
        "git.commit_preprocessors = [{ pattern = '^([A-Z]\\w+) ', replace = 'feat: $1 ' }]",
    ),
    (
        "preprocessors-in-order",
        "",
        "git.commit_preprocessors = [{ pattern = 'feat', replace = 'x' }, \
         { pattern = 'x', replace = 'fix' }, { pattern = '$', replace = '.' }]",
    ),
    (
        "preprocessor-first-line",
        "",
        "git.commit_preprocessors = [{ pattern = '(?s)\\n.*', replace = '' }]",
    ),
    (
        "preprocessor-emojis",
        "",
        "git.commit_preprocessors = [{ pattern = ' *(:\\w+:|[\\p{Emoji_Presentation}\\p{Extended_\
         Pictographic}](?:\\u{FE0F})?\\u{200D}?) *', replace = '' }]",
    ),
    ("preprocessor-blanks", "", "git.commit_preprocessors = [{ pattern = ' +', replace = '  ' }]"),
    ("preprocessor-empties", "|-x", "git.commit_preprocessors = [{ pattern = '(?s)^fix.*' }]"),
    (
        "preprocessor-trailing",
        "",
        "git.commit_preprocessors = [{ pattern = '(.)$', replace = \"$1  \\n\" }]",
    ),
    (
        "preprocessor-unknown-group",
        "",
        "git.commit_preprocessors = [{ pattern = '(e)', replace = '$1a$2' }]",
    ),
    ("links", "|-x", "git.link_parsers = [{ pattern = '#(\\d+)', href = 'https://e.com/$1' }]"),
    (
        "links-with-text",
        "|-x",
        "git.link_parsers = [{ pattern = 'RFC(\\d+)', href = 'https://rfc/$1', \
         text = 'ietf-rfc$1' }, { pattern = '#(\\d+)', href = 'i/$1', text = '$0' }, \
         { pattern = '([A-Z]+)-(\\d+)', href = 'j/${1}-$2' }]",
    ),
    (
        "links-context-dependent",
        "",
        "git.link_parsers = [{ pattern = '\\(#(\\d+)\\)$', href = 'i/$1' }, \
         { pattern = '\\b(\\w+)\\b: ', href = 'w/$1', text = '$1' }]",
    ),
    ("limit-commits", "|-u|-l|-x", "git.limit_commits = 3"),
    ("limit-commits-zero", "|-u", "git.limit_commits = 0"),
    ("limit-commits-one", "", "git.limit_commits = 1"),
    ("limit-commits-coerced", "", "git.limit_commits = '2'"),
    ("sort-newest", "|-u|--sort oldest|-x", "git.sort_commits = 'newest'"),
    ("time-order", "|-x|-l", "git.topo_order_commits = false\ngit.sort_commits = 'newest'"),
    ("include-paths", "|-u", "git.include_paths = ['files/1.txt']"),
    ("exclude-paths", "", "git.exclude_paths = ['files/1.txt', 'files/2*']"),
    (
        "include-and-exclude-paths",
        "|--include-path files/2.txt|--exclude-path files/2.txt",
        "git.include_paths = ['files/*']\ngit.exclude_paths = ['files/0.txt', '**/1.txt']",
    ),
    ("group-of-type", "|-x", "git.commit_parsers = []"),
];

/// What changes nothing on the histories here, and must not break anything.
pub(crate) const IDLE: &[Key<'_>] = &[
    ("recurse-submodules", "|-x", "git.recurse_submodules = true"),
    ("sort-oldest", "", "git.sort_commits = 'oldest'"),
    ("unknown-keys", "", "git.date_order = true\nchangelog.prepend = 'x'\n[[sections]]\na = 1"),
    ("trim-coerced", "", "changelog.trim = 'yes'"),
    ("offline", "", "remote.offline = true"),
    ("paths-that-match-nothing", "", "git.include_paths = []\ngit.exclude_paths = []"),
];
