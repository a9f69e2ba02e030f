//! The flags that are about neither tags, ranges, paths nor files.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::History;

const BODY: &str = r#"changelog.header = '''# {{ remote | json_encode }}
'''
changelog.body = '''
{{ version | default(value="next") }}{% for commit in commits %} {{ commit.message }};{% endfor %}
'''
changelog.footer = "the end of {{ releases | length }}"
"#;

const FLAGS: &[&str] = &[
    "--strip header",
    "--strip footer",
    "--strip all",
    "-s all -u",
    "--strip body",
    "--sort newest",
    "--sort oldest",
    "--sort other",
    "-b {{version}}",
    "--body text",
    "-b",
    "-b {{no_such}}",
    "--body-file body.tera",
    "--body-file no-such.tera",
    "--body-file body.tera -b {{version}}",
    "-w files --body-file body.tera",
    "-x -b {{no_such}}",
    "--no-exec",
    "--github-repo o/r",
    "--github-repo https://github.com/o/r",
    "--github-repo https://github.com/o/r.git",
    "--github-repo r",
    "--github-repo o/r/",
    "--github-repo",
    "--github-token secret",
    "--github-repo o/r --github-token secret",
    "--gitlab-repo o/p/r",
    "--gitea-repo o/r --gitea-token secret",
    "--bitbucket-repo o/r",
    "--azure-devops-repo o/p/r",
    "--http-timeout 5",
    "--http-timeout 0",
    "--http-timeout soon",
    "--http-timeout -1",
    "--use-native-tls",
    "-v",
    "-vv",
    "--verbose --verbose",
    "--no-such-flag",
    "-u -u",
    "-t v1 -t v2",
    "-t",
    "-t=v2",
    "--tag=-x",
    "--tag -x",
    "a b",
    "--bump=minor",
    "--bump minor major",
    "--topo-order --use-branch-tags",
    "--config-url",
    "--with-tag-message -u",
    "--with-tag-message=text -l",
    "-ul",
    "-lx",
    "-ut v9.9.9",
    "--limit-tags x",
    "--limit-tags -1",
    "--tag-pattern (",
    "--skip-tags (",
    "--skip-tags",
    "--ignore-tags (",
    "--count-tags (",
    "--repository nowhere",
    "-r ..",
    "--debug",
    "-vu",
    "--unrel",
    "--offline",
    "--skip-commit",
];

#[test]
fn flags() {
    let mut cases = Vec::new();
    for flags in FLAGS {
        for history in [History::Linear, History::Released, History::Untagged] {
            let case = Case::new(history, flags).file("body.tera", "{{ version }}\n  of a file\n");
            let case = case.file("files/body.tera", "below\n");
            cases.push(case.clone().labelled("no configuration"));
            cases.push(case.configured(BODY));
        }
    }
    for body in [
        "",
        " ",
        "a\\nb",
        "{{ version }}\n  x  \n",
        "{% for c in commits %}\n- {{ c.message }}\n{% endfor %}",
        "-x",
    ] {
        for flags in ["-b", "-u --body", "-l -b"] {
            let case = Case::new(History::Linear, flags).argument(body);
            cases.push(case.configured(BODY).labelled("body"));
        }
    }
    for tag in ["", " ", "v9 9", "ünï", "core/v9.9.9", "not-a-version", "v1.0.0", "v0.1.0"] {
        for flags in ["-t", "-u -t", "--bump -t"] {
            for history in
                [History::Linear, History::Released, History::Untagged, History::OneCommit]
            {
                let case = Case::new(history, flags).argument(tag);
                cases.push(case.configured(BODY).labelled("tag"));
            }
        }
    }
    let outside = Case::new(History::Linear, "").configured(BODY).within("elsewhere");
    cases.push(outside.labelled("no repository"));
    assert_same("flags", &cases);
}

/// Other kinds of repository.
#[test]
fn repositories() {
    let mut cases = Vec::new();
    for flags in ["", "-u", "-l", "-x", "--include-path files/1.txt", "-w files"] {
        let detached = Case::new(History::Merges, flags).configured(BODY).labelled("detached");
        cases.push(detached.file(".git/HEAD", "<<v1.0.1^{}>>\n"));
        let branch = Case::new(History::Merges, flags).configured(BODY).labelled("branch");
        cases.push(branch.file(".git/HEAD", "ref: refs/heads/release/1.0\n"));
        let unborn = Case::new(History::Merges, flags).configured(BODY).labelled("unborn branch");
        cases.push(unborn.file(".git/HEAD", "ref: refs/heads/none\n"));
        let inside = Case::new(History::Merges, flags).beside("cliff.toml", BODY);
        cases.push(inside.finds_configuration().within("repository/.git").labelled("inside"));
        let remote = "[core]\nrepositoryformatversion = 0\nbare = false\n[remote \"origin\"]\n\
                      url = https://gitlab.com/group/project.git\nfetch = +refs/heads/*:refs/remotes/origin/*\n\
                      [branch \"main\"]\nremote = origin\nmerge = refs/heads/main\n";
        let upstream = Case::new(History::OneTag, flags).configured(BODY).labelled("upstream");
        let upstream = upstream.file(".git/config", remote);
        cases.push(upstream.file(".git/refs/remotes/origin/main", "<<HEAD>>\n"));
        for (name, url) in [
            ("ssh", "git@github.com:owner/project.git"),
            ("ssh url", "ssh://git@github.com/owner/project"),
            ("path", "/some/where"),
        ] {
            let one = Case::new(History::OneTag, flags).configured(BODY).labelled(name);
            let config = remote.replace("https://gitlab.com/group/project.git", url);
            let one = one.file(".git/config", &config);
            cases.push(one.file(".git/refs/remotes/origin/main", "<<HEAD>>\n"));
        }
        let shallow = Case::new(History::Linear, flags).configured(BODY).labelled("shallow");
        cases.push(shallow.file(".git/shallow", "<<HEAD~4>>\n"));
        let bare = Case::new(History::Linear, &format!("-r .git {flags}")).configured(BODY);
        cases.push(bare.labelled("git folder"));
    }
    assert_same("repositories", &cases);
}
