//! The files of a project, wherever they are read from.

use crate::failure::Result;

/// The files of a commit, or of a work tree.
pub trait Tree {
    /// Returns the bytes of a file; `None` where there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>>;

    /// Returns the paths of all files that are tracked, from the root, with `/` between folders.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn files(&self) -> Result<&[String]>;
}

#[cfg(test)]
pub(super) mod in_memory {
    use std::collections::BTreeMap;

    use super::Tree;
    use crate::failure::Result;

    /// Files that a test writes down.
    pub(in crate::domain::manifest) struct FileMap {
        texts: BTreeMap<String, String>,
        paths: Vec<String>,
    }

    impl FileMap {
        pub(in crate::domain::manifest) fn new(files: &[(&str, &str)]) -> Self {
            let texts: BTreeMap<String, String> =
                files.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
            Self { paths: texts.keys().cloned().collect(), texts }
        }
    }

    impl Tree for FileMap {
        fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
            Ok(self.texts.get(path).map(|text| text.clone().into_bytes()))
        }

        fn files(&self) -> Result<&[String]> {
            Ok(&self.paths)
        }
    }
}
