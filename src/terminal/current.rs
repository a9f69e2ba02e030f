//! How the current version is printed.

use serde_json::json;

use crate::domain::history::commit::CommitId;
use crate::domain::version::version_tag::VersionTag;

/// The release that HEAD is at or descends from.
pub struct CurrentVersionAnswer<'a> {
    /// Its tag.
    pub tag: &'a VersionTag,
    /// Where HEAD is.
    pub head: CommitId,
}

impl CurrentVersionAnswer<'_> {
    /// Returns the version, or its tag, or all that is known as JSON, with a newline at its end.
    pub fn render(&self, is_json: bool, is_tag: bool) -> String {
        if is_json {
            let answer = json!({
                "version": self.tag.version.to_string(),
                "tag": self.tag.name.as_str(),
                "commit": self.tag.commit.to_string(),
                "at_head": self.tag.commit == self.head,
            });
            return format!("{answer:#}\n");
        }
        if is_tag {
            return format!("{}\n", self.tag.name);
        }
        format!("{}\n", self.tag.version)
    }
}
