//! Paths as git has them, bytes with `/` between the parts, and as the system takes them.

use std::ffi::OsString;

/// Returns a path of git as an argument or a path of the system.
#[cfg(unix)]
pub(super) fn os_path(path: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(path.to_vec())
}

/// Returns a path of git as an argument or a path of the system. Git keeps names in UTF-8 where the
/// system has them in UTF-16.
#[cfg(not(unix))]
pub(super) fn os_path(path: &[u8]) -> OsString {
    String::from_utf8_lossy(path).into_owned().into()
}

/// Returns a path for people to read.
pub(super) fn shown(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

/// Returns the records that NUL ends.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    let is_empty = bytes.is_empty();
    bytes.split(|byte| *byte == 0).filter(move |_| !is_empty)
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn each_nul_ends_a_record_and_nothing_is_no_record() {
        let parts: Vec<&[u8]> = records(b"a\0\0b\0").collect();
        assert_eq!(parts, [b"a".as_slice(), b"", b"b"]);
        assert_eq!(records(b"").count(), 0);
    }
}
