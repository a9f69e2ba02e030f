//! Where semflow means to differ from git-cliff even under `--compat strict`; `docs/git-cliff.md`
//! tells them to people.

const EMPTIED: &str = "git-cliff empties a file that it then does not write";
const FORM: &str = "git-cliff refuses a configuration by the ending of its name";
const LENIENT: &str = "git-cliff wants every field of a context";
const TYPO: &str = "git-cliff looks at a misspelled order only where it is used, and crashes";
const ACCEPTED: &str = "git-cliff refuses what can be understood, or is not used yet";

/// The name of a case and the reason. A case that does not differ any more fails its test.
pub(crate) const KNOWN_DIFFERENCES: &[(&str, &str)] = &[
    ("bump: Tags --bumped-version -o OUT.md", EMPTIED),
    ("keys of bump: Linear output --bumped-version", EMPTIED),
    ("keys of bump: Untagged output --bumped-version", EMPTIED),
    ("keys of bump: OneTag output --bumped-version", EMPTIED),
    ("keys of bump: Released output --bumped-version", EMPTIED),
    ("keys of changelog: Linear output --bumped-version", EMPTIED),
    ("keys of changelog: Released output --bumped-version", EMPTIED),
    ("keys of changelog: Untagged output --bumped-version", EMPTIED),
    (
        "combinations: Tags previous HEAD~3..HEAD --bumped-version --limit-tags 3 --topo-order -o OUT.md --strip footer --no-exec",
        EMPTIED,
    ),
    ("mistakes: OneTag bad-sort --sort newest", TYPO),
    ("mistakes: OneTag bad-bump-type-case", ACCEPTED),
    ("mistakes: OneTag bad-timeout", ACCEPTED),
    ("forms: OneTag 4 x.json -c x.json", FORM),
    ("forms: OneTag 4 x.json by variable", FORM),
    ("forms: OneTag 10 x -c x", FORM),
    ("forms: OneTag 10 x by variable", FORM),
    ("forms: OneTag 12 x.txt -c x.txt", FORM),
    ("forms: OneTag 12 x.txt by variable", FORM),
    ("forms: OneTag 14 x.TOML -c x.TOML", FORM),
    ("forms: OneTag 14 x.TOML by variable", FORM),
    ("from context: Untagged lacking --from-context -", LENIENT),
    ("from context: OneTag odd 3 --from-context -", LENIENT),
    ("output: Linear static -u -o OUT.md --tag-pattern ^nothing --bump", EMPTIED),
    ("output: Linear variable -u -o OUT.md --tag-pattern ^nothing --bump", EMPTIED),
    ("output: Linear failing -o OUT.md", EMPTIED),
    ("output: Linear failing -o NEW.md", EMPTIED),
    ("output: Linear failing -u -p OUT.md", EMPTIED),
    ("output: Linear set --bumped-version", EMPTIED),
    ("output: Linear set -l -p", EMPTIED),
    ("output: Released static -u -o OUT.md --tag-pattern ^nothing --bump", EMPTIED),
    ("output: Released variable -u -o OUT.md --tag-pattern ^nothing --bump", EMPTIED),
    ("output: Released failing -o OUT.md", EMPTIED),
    ("output: Released failing -o NEW.md", EMPTIED),
    ("output: Released failing -u -p OUT.md", EMPTIED),
    ("output: Released set --bumped-version", EMPTIED),
    ("output: Released set -l -p", EMPTIED),
];
