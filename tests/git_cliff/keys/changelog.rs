//! The keys below `[changelog]`.

use super::key::Key;

/// What does something.
pub(crate) const KEYS: &[Key<'_>] = &[
    (
        "header",
        "|-u|--strip header|--strip footer|--strip all",
        "changelog.header = \"# Changes\\n\"",
    ),
    ("header-empty", "", "changelog.header = \"\""),
    ("header-lines", "", "changelog.header = '''\n\n  # Changes\n\n    indented\n\n'''"),
    (
        "header-variables",
        "|-l|--strip header",
        "changelog.header = '''# {{ releases | length }} releases\n'''",
    ),
    (
        "header-only-if",
        "",
        "changelog.header = '''{% if releases %}# some{% else %}# none{% endif %}'''",
    ),
    ("header-literal-expression", "", "changelog.header = '''# {{ 1 + 1 }}'''"),
    ("header-literal-string", "", "changelog.header = '''# {{ \"a\" | upper }}'''"),
    ("header-set", "", "changelog.header = '''{% set x = \"y\" %}# text'''"),
    ("header-set-and-use", "", "changelog.header = '''{% set x = \"y\" %}# {{ x }}'''"),
    ("header-for", "", "changelog.header = '''# {% for i in range(end=3) %}{{ i }}{% endfor %}'''"),
    ("header-for-constant", "", "changelog.header = '''{% for i in [1, 2] %}x{% endfor %}'''"),
    (
        "header-for-releases",
        "|-u|--tag v9.9.9",
        "changelog.header = '''{% for r in releases %}{{ r.version }},{{ r.commits | length }};\
         {% endfor %}'''",
    ),
    (
        "header-macro",
        "",
        "changelog.header = '''{% macro m() %}# x{% endmacro m %}{{ self::m() }}'''",
    ),
    (
        "header-groups",
        "",
        "changelog.header = '''{{ commit_parsers_groups | join(sep=\", \") }}'''",
    ),
    (
        "header-marker",
        "",
        "changelog.header = '''# {{ releases | length }}'''\nchangelog.header_marker = '<!-- x -->'",
    ),
    (
        "header-marker-empty",
        "",
        "changelog.header = '''# {{ releases | length }}'''\nchangelog.header_marker = ''",
    ),
    (
        "header-marker-static",
        "",
        "changelog.header = '# x'\nchangelog.header_marker = '<!-- x -->'",
    ),
    (
        "header-release-fields",
        "",
        "changelog.header = '''{% for release in releases %}\
      {{ release.version }} {{ release.timestamp }} {{ release.statistics.commit_count }} \
      {% for commit in release.commits %}{{ commit.statistics.additions }}{% endfor %}{% endfor %}'''",
    ),
    ("footer", "|--strip footer|--strip header", "changelog.footer = \"the end\""),
    ("footer-empty", "", "changelog.footer = ''"),
    ("footer-lines", "", "changelog.footer = '''\n  the\n\n  end\n'''"),
    (
        "footer-releases",
        "|-u|-l|--tag v9.9.9",
        "changelog.footer = '''
{% for release in releases -%}
    {% if release.version -%}
        {% if release.previous.version -%}
            [{{ release.version | trim_start_matches(pat=\"v\") }}]: \
               x/compare/{{ release.previous.version }}..{{ release.version }}
        {% endif -%}
    {% else -%}
        [unreleased]: x/compare/{{ release.previous.version }}..HEAD
    {% endif -%}
{% endfor %}
'''",
    ),
    ("trim-false", "|-l", "changelog.trim = false"),
    ("trim-false-header", "", "changelog.trim = false\nchangelog.header = '''\n  # x\n\n'''"),
    ("trim-no", "", "changelog.trim = 'no'"),
    ("trim-zero", "", "changelog.trim = 0"),
    ("render-always-false", "-u|-u --bump|", "changelog.render_always = false"),
    ("format", "-o CHANGELOG.md|-o CHANGELOG|-o X.markdown|-o X.txt", "changelog.format = true"),
    (
        "format-and-postprocess",
        "-o X.md",
        "changelog.format = true\nchangelog.header = \"Title\\n=====\\n* one\\n* two\"\n\
         changelog.postprocessors = [{ pattern = 'feat', replace = '**feat**' }]",
    ),
    ("postprocessor", "", "changelog.postprocessors = [{ pattern = 'e(.)', replace = '<$1>' }]"),
    (
        "postprocessor-braces",
        "",
        "changelog.postprocessors = [{ pattern = '(?P<n>[a-f]+)', replace = '${n}_' }]",
    ),
    (
        "postprocessor-anchors",
        "",
        "changelog.header = \"# x\\n\"\nchangelog.footer = 'end'\n\
         changelog.postprocessors = [{ pattern = '^', replace = '>' }, \
         { pattern = '$', replace = '<' }]",
    ),
    (
        "postprocessor-lines",
        "",
        "changelog.postprocessors = [{ pattern = '(?m)^$', replace = '.' }, \
         { pattern = '\\n\\.\\n', replace = \"\\n\" }]",
    ),
    (
        "postprocessor-removes",
        "",
        "changelog.postprocessors = [{ pattern = '(?s).*', replace = '' }]",
    ),
    ("output", "|-o -|-o OTHER.md|--bumped-version|-x|-u", "changelog.output = 'OUT.md'"),
    ("output-in-folder", "", "changelog.output = 'docs/OUT.md'"),
    ("output-coerced", "", "changelog.output = 12"),
];

/// What runs programs of Unix.
pub(crate) const COMMANDS: &[Key<'_>] = &[
    (
        "postprocessor-command",
        "|--no-exec",
        "changelog.postprocessors = [{ pattern = '.*', replace_command = 'tr a-z A-Z' }]",
    ),
    (
        "postprocessor-command-fails",
        "",
        "changelog.postprocessors = [{ pattern = '.*', replace_command = 'false' }]",
    ),
    (
        "postprocessor-command-without-match",
        "",
        "changelog.postprocessors = [{ pattern = 'zzz', replace_command = 'tr a-z A-Z' }]",
    ),
    (
        "preprocessor-command",
        "|--no-exec|-x",
        "git.commit_preprocessors = [{ pattern = 'fe.t', replace_command = 'tr e E' }]",
    ),
    (
        "preprocessor-command-in-quotes",
        "",
        "git.commit_preprocessors = [{ pattern = '.*', replace_command = \"sed 's/feat: /fix: /'\" }]",
    ),
    (
        "preprocessor-command-sees-commit",
        "",
        "git.commit_preprocessors = [{ pattern = '^feat', \
         replace_command = 'printf \"feat: %s\" $COMMIT_SHA' }]",
    ),
    (
        "preprocessor-command-fails",
        "",
        "git.commit_preprocessors = [{ pattern = 'fix', replace_command = 'exit 3' }]",
    ),
    (
        "preprocessor-command-and-replace",
        "",
        "git.commit_preprocessors = [{ pattern = 'feat', replace = 'fix', \
         replace_command = 'tr a-z A-Z' }]",
    ),
];
