//! The names of GitVersion's variables, for pipelines that come from there.

/// What GitVersion calls a value, and what it is called here.
const NAMES: [(&str, &str); 32] = [
    ("Major", "major"),
    ("Minor", "minor"),
    ("Patch", "patch"),
    ("MajorMinorPatch", "core"),
    ("PreReleaseTag", "prerelease"),
    ("PreReleaseTagWithDash", "prerelease_with_dash"),
    ("PreReleaseLabel", "label"),
    ("PreReleaseLabelWithDash", "label_with_dash"),
    ("PreReleaseLabelName", "label"),
    ("PreReleaseLabelNameWithDash", "label_with_dash"),
    ("PreReleaseNumber", "number"),
    ("WeightedPreReleaseNumber", "weighted_number"),
    ("BuildMetaData", "build"),
    ("FullBuildMetaData", "build"),
    ("SemVer", "version"),
    ("FullSemVer", "full_version"),
    ("InformationalVersion", "informational_version"),
    ("AssemblySemVer", "assembly_version"),
    ("AssemblySemFileVer", "assembly_file_version"),
    ("NuGetVersion", "nuget"),
    ("NuGetVersionV2", "nuget"),
    ("BranchName", "branch_name"),
    ("EscapedBranchName", "escaped_branch"),
    ("Sha", "commit"),
    ("ShortSha", "short_commit"),
    ("CommitDate", "commit_date"),
    ("UncommittedChanges", "uncommitted_changes"),
    ("VersionSourceDistance", "height"),
    ("CommitsSinceVersionSource", "height"),
    ("VersionSourceSha", "previous_commit"),
    ("VersionSourceSemVer", "previous_version"),
    ("VersionSourceIncrement", "bump"),
];

/// Returns what a variable of GitVersion is called here, whatever its case; `None` where it is no
/// variable of GitVersion, or nothing here has its meaning.
///
/// For `1.3.0-beta.99`, GitVersion 5 and 6 have `beta.99` in `PreReleaseTag` and `beta` in
/// `PreReleaseLabel`. GitVersion 7 calls them `PreReleaseLabel` and `PreReleaseLabelName`
/// (GitTools/GitVersion#5102). `PreReleaseLabel` means here what it means in version 6, the one in
/// use; `PreReleaseLabelName`, which only version 7 has, is `beta`.
///
/// `LegacySemVer` and the padded numbers of version 5 are missing: they were made for package feeds
/// that did not read SemVer 2.0.0.
pub fn canonical(name: &str) -> Option<&'static str> {
    let found = NAMES.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name));
    found.map(|(_, ours)| *ours)
}

/// Returns the names that GitVersion has for what is known here.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(theirs, _)| *theirs)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, canonical};

    #[test]
    fn a_name_of_gitversion_is_found_in_any_case() {
        for name in ["MajorMinorPatch", "majorminorpatch", "MAJORMINORPATCH"] {
            assert_eq!(canonical(name), Some("core"));
        }
        assert_eq!(canonical("NuGetVersionV2"), Some("nuget"));
    }

    #[test]
    fn the_label_is_that_of_version_6_and_has_the_name_of_version_7_too() {
        for (name, ours) in [
            ("PreReleaseTag", "prerelease"),
            ("PreReleaseLabel", "label"),
            ("PreReleaseLabelName", "label"),
            ("PreReleaseNumber", "number"),
        ] {
            assert_eq!(canonical(name), Some(ours));
        }
    }

    #[test]
    fn what_gitversion_does_not_know_or_nothing_here_means_is_no_name() {
        for name in ["", "core", "SemVer2", "LegacySemVer", "BuildMetaDataPadded"] {
            assert_eq!(canonical(name), None, "{name}");
        }
    }

    #[test]
    fn every_name_stands_there_once_and_ours_are_snake_case() {
        let is_snake = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        for (index, (theirs, ours)) in NAMES.iter().enumerate() {
            assert!(is_snake(ours), "{ours}");
            let is_same = |(other, _): &&(&str, &str)| other.eq_ignore_ascii_case(theirs);
            assert_eq!(NAMES.iter().position(|name| is_same(&name)), Some(index), "{theirs}");
        }
    }
}
