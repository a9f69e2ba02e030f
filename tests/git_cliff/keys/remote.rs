//! The keys below `[remote]`, shown by a header.

use super::key::Key;

/// What does something; a header shows all of it.
pub(crate) const KEYS: &[Key<'_>] = &[
    ("github", "|--github-repo x/y|-u", "remote.github = { owner = 'o', repo = 'r' }\n"),
    (
        "github-all",
        "",
        "remote.github = { owner = 'o', repo = 'r', token = 'secret', api_url = 'https://a', \
         http_timeout = '5s', native_tls = true }\n",
    ),
    ("github-no-repo", "", "remote.github = { owner = 'o' }\n"),
    ("github-no-owner", "", "remote.github = { repo = 'o' }\n"),
    ("github-empty", "", "remote.github = { owner = '', repo = '' }\n"),
    (
        "github-other-timeouts",
        "",
        "remote.github = { owner = 'o', repo = 'r', \
      http_timeout = '1m 30s' }",
    ),
    ("gitlab", "|--gitlab-repo a/b/c", "remote.gitlab = { owner = 'o/p', repo = 'r' }\n"),
    ("gitea", "", "remote.gitea = { owner = 'o', repo = 'r', api_url = 'https://g' }\n"),
    ("bitbucket", "", "remote.bitbucket = { owner = 'o', repo = 'r' }\n"),
    ("azure-devops", "", "remote.azure_devops = { owner = 'o/p', repo = 'r' }\n"),
    (
        "two-forges",
        "-x|",
        "[remote.github]\nowner = 'o'\nrepo = 'r'\n[remote.gitea]\n\
      owner = 'p'\nrepo = 's'\n",
    ),
];

/// What stands above each of them.
pub(crate) const SHOWN: &str = "changelog.header = '''
{% for forge, values in remote %}{{ forge }}: {{ values | json_encode() }}
{% endfor %}{{ remote.github.owner }}/{{ remote.github.repo }} {{ remote.github.is_custom }}
{{ remote.gitlab.owner }}/{{ remote.gitlab.repo }} {{ remote.azure_devops.owner }}'''
";
