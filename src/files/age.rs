//! When a file was last written.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Returns when what stands at a path was last written, in seconds since 1970-01-01 00:00 UTC; `None`
/// where nothing stands there, or the system does not tell.
pub fn modified(path: &Path) -> Option<i64> {
    let modified = fs::symlink_metadata(path).ok()?.modified().ok()?;
    i64::try_from(modified.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::modified;

    #[test]
    fn a_file_that_was_written_has_a_time_and_one_that_is_not_there_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert_eq!(modified(&path), None);
        fs::write(&path, "a").unwrap();
        // 2020-01-01 00:00 UTC lies behind every run of this test.
        assert!(modified(&path).is_some_and(|time| time > 1_577_836_800));
    }
}
