//! What trees hold, and in what two of them differ.

use crate::failure::Result;
use crate::git::program::git_path::{os_path, records};
use crate::git::program::object_id::{FileMode, ObjectId};
use crate::git::program::runner::{Git, strange};

/// How many bytes of paths one run of git is asked for: Windows ends a command line at 32,767.
const MOST_PATH_BYTES: usize = 16_000;

/// A file, link or submodule in a tree, without its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of entry it is.
    pub mode: FileMode,
    /// Its content.
    pub id: ObjectId,
}

/// An entry and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEntry {
    /// The path from the top of the tree.
    pub path: Vec<u8>,
    /// What stands there.
    pub entry: Entry,
}

/// A path that is not the same in two trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path from the top of the trees.
    pub path: Vec<u8>,
    /// What stands there in the first.
    pub old: Option<Entry>,
    /// What stands there in the second.
    pub new: Option<Entry>,
}

impl Git {
    /// Returns all files of a tree or a commit, in git's order.
    ///
    /// # Errors
    /// When a tree cannot be read.
    pub fn list(&self, tree: ObjectId) -> Result<Vec<TreeEntry>> {
        let what = format!("cannot list the files of {tree}");
        let tree = tree.to_string();
        let arguments = ["ls-tree", "-r", "-z", "--full-tree", &tree];
        entries(&what, &self.call(&what).args(arguments).bytes()?)
    }

    /// Returns those of the paths that stand in a tree or a commit; folders count, too.
    ///
    /// # Errors
    /// When a tree cannot be read.
    pub fn entries_at(&self, tree: ObjectId, paths: &[&[u8]]) -> Result<Vec<TreeEntry>> {
        let what = format!("cannot look up files of {tree}");
        let mut found = Vec::new();
        for part in parts(paths) {
            let call = self.call(&what).args(["ls-tree", "-z", "--full-tree", &tree.to_string()]);
            let call = call.args(["--"]).args(part.iter().map(|path| os_path(path)));
            found.extend(entries(&what, &call.bytes()?)?);
        }
        // git-ls-tree lists what lies below a path that ends in a slash.
        found.retain(|entry| paths.contains(&entry.path.as_slice()));
        Ok(found)
    }

    /// Returns the content of a file in a tree or a commit; `None` where no file stands there, or
    /// something else does.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn blob_at(&self, tree: ObjectId, path: &[u8]) -> Result<Option<Vec<u8>>> {
        let found = self.entries_at(tree, &[path])?;
        let file = found.iter().find(|found| found.entry.mode.is_file());
        file.map(|found| self.blob(found.entry.id)).transpose()
    }

    /// Returns in what two trees or commits differ, in git's order; a rename is a file that went and
    /// one that came.
    ///
    /// # Errors
    /// When a tree cannot be read.
    pub fn differences(&self, old: ObjectId, new: ObjectId) -> Result<Vec<Difference>> {
        let what = format!("cannot compare {old} with {new}");
        let flags =
            ["-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none"];
        let call = self.call(&what).args(["diff-tree"]).args(flags);
        let answer = call.args([old.to_string(), new.to_string()]).bytes()?;
        let records: Vec<&[u8]> = records(&answer).collect();
        let pairs = records.as_chunks::<2>().0.iter();
        let differences: Option<Vec<_>> =
            pairs.map(|[state, path]| difference(state, path)).collect();
        differences.ok_or_else(|| strange(what, &answer))
    }

    /// Returns the tree of a commit.
    ///
    /// # Errors
    /// When there is no such commit.
    pub fn tree_of(&self, commit: ObjectId) -> Result<ObjectId> {
        let call = self.call(format!("cannot read the tree of {commit}"));
        call.args(["rev-parse", "--verify", "--quiet", &format!("{commit}^{{tree}}")]).id()
    }
}

/// Divides paths among as many command lines as they need.
fn parts<'p>(paths: &'p [&'p [u8]]) -> Vec<&'p [&'p [u8]]> {
    let mut length = 0;
    let mut parts = Vec::new();
    let mut rest = paths;
    let mut index = 0;
    while let Some(path) = rest.get(index) {
        length += path.len() + 3;
        if length > MOST_PATH_BYTES && index > 0 {
            let (part, after) = rest.split_at(index);
            parts.push(part);
            (rest, index, length) = (after, 0, 0);
        } else {
            index += 1;
        }
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// Reads `<mode> <type> <object>\t<path>` (git-ls-tree, "Output Format").
fn entries(what: &str, answer: &[u8]) -> Result<Vec<TreeEntry>> {
    let entry = |record: &[u8]| {
        let tab = record.iter().position(|byte| *byte == b'\t')?;
        let (state, path) = record.split_at(tab);
        let mut words = state.split(|byte| *byte == b' ');
        let mode = FileMode::from_octal(words.next()?)?;
        let id = ObjectId::from_hex_bytes(words.nth(1)?)?;
        let path = path.strip_prefix(b"\t")?.to_vec();
        Some(TreeEntry { path, entry: Entry { mode, id } })
    };
    let entries: Option<Vec<TreeEntry>> = records(answer).map(entry).collect();
    entries.ok_or_else(|| strange(what, answer))
}

/// Reads `:<mode> <mode> <object> <object> <status>` (git-diff-tree, "Raw output format").
fn difference(state: &[u8], path: &[u8]) -> Option<Difference> {
    let mut words = state.strip_prefix(b":")?.split(|byte| *byte == b' ');
    let modes = [FileMode::from_octal(words.next()?), FileMode::from_octal(words.next()?)];
    let ids = [ObjectId::from_hex_bytes(words.next()?)?, ObjectId::from_hex_bytes(words.next()?)?];
    let [old, new] = [(modes[0], ids[0]), (modes[1], ids[1])]
        .map(|(mode, id)| mode.map(|mode| Entry { mode, id }));
    Some(Difference { path: path.to_vec(), old, new })
}

#[cfg(test)]
mod tests {
    use super::{MOST_PATH_BYTES, parts};
    use crate::git::program::object_id::{FileMode, ObjectId};
    use crate::git::program::sample::Sample;

    #[test]
    fn paths_are_divided_so_that_each_command_line_is_short_enough() {
        let long = vec![b'x'; MOST_PATH_BYTES / 2 + 1];
        let paths: [&[u8]; 4] = [&long, &long, b"a", b"b"];
        let lengths: Vec<usize> = parts(&paths).iter().map(|part| part.len()).collect();
        assert_eq!(lengths, [1, 3]);
        assert!(parts(&[]).is_empty());
        let too_long = vec![b'x'; MOST_PATH_BYTES + 1];
        assert_eq!(parts(&[&too_long, &too_long]).len(), 2);
    }

    #[test]
    fn a_file_is_read_by_its_exact_path() {
        let sample = Sample::new();
        sample.write("dir/*.txt", "star");
        sample.write("dir/b.txt", "b");
        let commit = sample.commit("files");
        let git = sample.engine();
        assert_eq!(git.blob_at(commit, b"dir/*.txt").unwrap(), Some(b"star".to_vec()));
        assert_eq!(git.blob_at(commit, b"dir/c.txt").unwrap(), None);
        assert_eq!(git.blob_at(commit, b"dir").unwrap(), None);
        let found = git.entries_at(commit, &[b"dir", b"a", b"none"]).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].entry.mode, FileMode::FOLDER);
    }

    #[test]
    fn differences_name_what_came_went_and_changed() {
        let sample = Sample::new();
        let old = sample.head();
        sample.write("b \"ü\n", "b");
        sample.git(&["rm", "-q", "a"]);
        let new = sample.commit("changed");
        let found = sample.engine().differences(old, new).unwrap();
        assert_eq!(found.len(), 2);
        assert!(found[0].path == b"a" && found[0].new.is_none());
        let came = found[1].new.unwrap();
        assert_eq!(found[1].path, "b \"ü\n".as_bytes());
        assert!(found[1].old.is_none() && came.mode == FileMode::REGULAR);
        let all = sample.engine().differences(ObjectId::EMPTY_TREE, new).unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(sample.engine().list(new).unwrap().len(), 1);
    }
}
