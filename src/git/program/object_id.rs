//! The name of an object of any kind, and the mode of an entry of a tree.

use std::fmt;

use crate::domain::history::commit::CommitId;

/// The SHA-1 name of an object: a blob, a tree, a commit or a tag.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(CommitId);

impl ObjectId {
    /// The tree that holds nothing; git knows it without having it.
    pub const EMPTY_TREE: Self = Self(CommitId::from_bytes([
        0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92,
        0x88, 0xfb, 0xee, 0x49, 0x04,
    ]));

    /// The name that stands for no object (git-update-ref).
    pub const NONE: Self = Self(CommitId::from_bytes([0; 20]));

    /// Returns the id that forty ASCII hexadecimal digits spell; anything else is `None`.
    pub fn from_hex_bytes(digits: &[u8]) -> Option<Self> {
        CommitId::from_hex_bytes(digits).map(Self)
    }

    /// Returns the id as that of a commit, which the caller knows it to be.
    pub const fn as_commit(self) -> CommitId {
        self.0
    }

    /// Returns the id; `None` for the name that stands for no object.
    pub fn if_any(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

impl From<CommitId> for ObjectId {
    fn from(id: CommitId) -> Self {
        Self(id)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What kind of entry stands in a tree (git-fast-import, `filemodify`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileMode(u32);

impl FileMode {
    /// A file.
    pub const REGULAR: Self = Self(0o100_644);
    /// A file that can be run.
    pub const EXECUTABLE: Self = Self(0o100_755);
    /// A symbolic link.
    pub const LINK: Self = Self(0o120_000);
    /// A commit of a submodule.
    pub const SUBMODULE: Self = Self(0o160_000);
    /// A folder.
    pub const FOLDER: Self = Self(0o040_000);

    /// Returns the mode that octal digits spell; zero, which stands for no entry, is `None`.
    pub fn from_octal(digits: &[u8]) -> Option<Self> {
        let digits = std::str::from_utf8(digits).ok()?;
        u32::from_str_radix(digits, 8).ok().filter(|mode| *mode != 0).map(Self)
    }

    /// Whether it is a file with content: neither a link nor a submodule nor a folder.
    pub fn is_file(self) -> bool {
        self == Self::REGULAR || self == Self::EXECUTABLE
    }
}

impl fmt::Display for FileMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06o}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{FileMode, ObjectId};

    #[test]
    fn the_empty_tree_has_the_name_that_git_gives_it() {
        let name = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
        assert_eq!(ObjectId::EMPTY_TREE.to_string(), name);
        assert_eq!(ObjectId::from_hex_bytes(name.as_bytes()), Some(ObjectId::EMPTY_TREE));
        assert_eq!(ObjectId::NONE.if_any(), None);
    }

    #[test]
    fn a_mode_is_read_as_it_is_written() {
        for mode in [FileMode::REGULAR, FileMode::EXECUTABLE, FileMode::LINK, FileMode::FOLDER] {
            assert_eq!(FileMode::from_octal(mode.to_string().as_bytes()), Some(mode));
        }
        assert_eq!(FileMode::from_octal(b"000000"), None);
        assert!(FileMode::EXECUTABLE.is_file() && !FileMode::LINK.is_file());
    }
}
