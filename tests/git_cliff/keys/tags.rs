//! The keys below `[git]` that are about tags.

use super::key::Key;

/// What does something.
pub(crate) const KEYS: &[Key<'_>] = &[
    ("tag-pattern", "|-u|-l|--current|-x", "git.tag_pattern = '^v[0-9]+\\.[0-9]+\\.0$'"),
    ("tag-pattern-glob", "|-u", "git.tag_pattern = 'v[0-9]*'"),
    ("tag-pattern-none", "|-u|-l", "git.tag_pattern = '^zzz'"),
    ("tag-pattern-one", "|-u|-l", "git.tag_pattern = 'v1.0.0$'"),
    ("tag-pattern-package", "|-l", "git.tag_pattern = '^core/'"),
    ("skip-tags", "|-u|-l|-x", "git.skip_tags = 'rc|beta|v0.1.0'"),
    ("skip-tags-all", "|-u", "git.skip_tags = '.*'"),
    ("skip-tags-newest", "|-l", "git.skip_tags = 'v1.0.0|v2.0.0|v1.2.0'"),
    ("ignore-tags", "|-u|-l|-x", "git.ignore_tags = 'rc|beta|v0.2.0'"),
    ("ignore-tags-all", "|-u|-l", "git.ignore_tags = '.*'"),
    ("ignore-tags-newest", "|-l|-u", "git.ignore_tags = 'v1.0.0|v2.0.0|v1.2.0'"),
    ("count-tags", "|-u|-l|-x", "git.count_tags = '^v[0-9]+\\.[0-9]+\\.0'"),
    ("count-and-ignore-tags", "", "git.count_tags = '^v'\ngit.ignore_tags = '1'"),
    ("count-and-skip-tags", "", "git.count_tags = '^v1'\ngit.skip_tags = '^v0'"),
    ("skip-and-ignore-tags", "", "git.skip_tags = 'v1'\ngit.ignore_tags = 'v1.0.0|v0'"),
    ("limit-tags", "|-u|-l|<<HEAD~6>>..HEAD|-x", "git.limit_tags = 2"),
    ("limit-tags-one", "|-u", "git.limit_tags = 1"),
    ("limit-tags-coerced", "", "git.limit_tags = '3'"),
    ("limit-tags-and-ignore", "", "git.limit_tags = 3\ngit.ignore_tags = 'v1'"),
    ("topo-order", "|-u|-l|-x", "git.topo_order = true"),
    ("use-branch-tags", "|-u|-l", "git.use_branch_tags = true"),
    ("branch-tags-in-topo-order", "|-u|-l", "git.use_branch_tags = true\ngit.topo_order = true"),
];

/// What changes nothing on the histories here, and must not break anything.
pub(crate) const IDLE: &[Key<'_>] = &[
    ("skip-tags-empty", "|-u", "git.skip_tags = ''"),
    ("skip-tags-blank", "", "git.skip_tags = ' '"),
    ("skip-tags-false", "", "git.skip_tags = false"),
    ("ignore-tags-empty", "|-u", "git.ignore_tags = ''"),
    ("ignore-tags-blank", "", "git.ignore_tags = '  '"),
    ("count-tags-empty", "", "git.count_tags = ''"),
    ("limit-tags-many", "|-u", "git.limit_tags = 100"),
    ("limit-tags-zero", "|-u", "git.limit_tags = 0"),
    ("tag-pattern-empty", "", "git.tag_pattern = ''"),
];
