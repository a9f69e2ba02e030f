//! What `[release]` says, as plain values.

/// How releases are made: semflow's `[release]`. `None` leaves it to git-flow's configuration, then
/// to what is usual.
#[derive(Clone, Debug, Default)]
pub struct Release {
    /// The changelog that a release writes; an empty one for none.
    pub changelog: Option<String>,
    /// Whether version files are written.
    pub version_files: Option<bool>,
    /// The message of the release commit.
    pub commit_message: Option<String>,
    /// The message of a merge into the production branch.
    pub merge_message: Option<String>,
    /// The message of a back-merge.
    pub back_merge_message: Option<String>,
    /// The first line of the message of a tag.
    pub tag_message: Option<String>,
    /// Whether tags are signed.
    pub sign: Option<bool>,
    /// Whether the remote is asked before anything is planned.
    pub fetch: Option<bool>,
    /// Whether all is pushed at the end.
    pub push: Option<bool>,
    /// Whether the topic branch stays.
    pub keep: Option<bool>,
    /// Whether several releases may be open.
    pub several: Option<bool>,
    /// Whether a candidate has a commit that writes its version into the version files.
    pub candidate_commits: Option<bool>,
}
