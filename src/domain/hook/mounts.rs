//! Whether programs may be run from where they lie, as Linux lists it in `/proc/self/mounts`
//! (`proc(5)`, `mount(8)`).

use std::path::Path;

/// Whether the file system that holds `path` is mounted so that nothing on it may be run. The last
/// of several at one place counts: it hides the others.
pub fn forbid_running(mounts: &str, path: &Path) -> bool {
    let mut best = (0, false);
    for line in mounts.lines() {
        let mut fields = line.split(' ').skip(1);
        let (Some(place), Some(options)) = (fields.next(), fields.nth(1)) else { continue };
        let place = unescaped(place);
        let depth = Path::new(&place).components().count();
        if path.starts_with(&place) && depth >= best.0 {
            best = (depth, options.split(',').any(|option| option == "noexec"));
        }
    }
    best.1
}

/// What would part the fields is written in octal digits.
fn unescaped(field: &str) -> String {
    let signs = [(r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")];
    signs.iter().fold(field.to_owned(), |field, (from, to)| field.replace(from, to))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::forbid_running;

    const MOUNTS: &str = "/dev/sda / ext4 rw,relatime 0 0\n\
        tmpfs /my\\040tmp tmpfs rw,nosuid,noexec 0 0\n\
        tmpfs /my\\040tmp/bin tmpfs rw 0 0\n\
        tmpfs /twice tmpfs rw,noexec 0 0\n\
        tmpfs /twice tmpfs rw 0 0\n";

    #[test]
    fn the_innermost_and_last_mount_says_whether_a_file_may_be_run() {
        for (path, is_forbidden) in [
            ("/home/r/.git/hooks/commit-msg", false),
            ("/my tmp/r/commit-msg", true),
            ("/my tmp/bin/semflow", false),
            ("/my tmpfs/semflow", false),
            ("/twice/semflow", false),
        ] {
            assert_eq!(forbid_running(MOUNTS, Path::new(path)), is_forbidden, "{path}");
        }
        assert!(!forbid_running("", Path::new("/a")));
    }
}
