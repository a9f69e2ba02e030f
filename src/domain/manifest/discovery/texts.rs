//! The files of a project as texts, each read once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::manifest::discovery::folders::{is_passed_over, join, name_of};
use crate::domain::manifest::edit::readable;
use crate::domain::manifest::tree::Tree;
use crate::failure::Result;

/// The files of a project.
pub(super) struct Texts<'a> {
    tree: &'a dyn Tree,
    files: Vec<&'a str>,
    read: RefCell<HashMap<String, Option<Rc<str>>>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(tree: &'a dyn Tree) -> Result<Self> {
        let mut files: Vec<&str> = tree.files()?.iter().map(String::as_str).collect();
        files.sort_unstable();
        Ok(Self { tree, files, read: RefCell::default() })
    }

    /// Returns all files, sorted.
    pub(super) fn files(&self) -> &[&'a str] {
        &self.files
    }

    /// Returns the files below a folder, sorted: they stand together.
    pub(super) fn below(&self, folder: &str) -> &[&'a str] {
        if folder.is_empty() {
            return &self.files;
        }
        let prefix = format!("{folder}/");
        let start = self.files.partition_point(|path| *path < prefix.as_str());
        let files = self.files.get(start..).unwrap_or_default();
        let count = files.iter().take_while(|path| path.starts_with(&prefix)).count();
        files.get(..count).unwrap_or_default()
    }

    /// Whether there is a file at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.binary_search(&path).is_ok()
    }

    /// Returns the path of a file of this name in a folder, if there is one.
    pub(super) fn beside(&self, folder: &str, name: &str) -> Option<String> {
        join(folder, name).filter(|path| self.has(path))
    }

    /// Returns the files below a folder that are not passed over and have a name like this.
    pub(super) fn named(
        &self,
        folder: &str,
        is_named: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = &'a str> {
        let files = self.below(folder).iter().copied();
        files.filter(move |path| is_named(name_of(path)) && !is_passed_over(path, folder))
    }

    /// Returns the text of a file, if there is one.
    pub(super) fn text(&self, path: &str) -> Result<Option<Rc<str>>> {
        if let Some(known) = self.read.borrow().get(path) {
            return Ok(known.clone());
        }
        let bytes = if self.has(path) { self.tree.read(path)? } else { None };
        let text: Option<Rc<str>> = bytes.map(|bytes| readable(&bytes).into());
        self.read.borrow_mut().insert(path.to_owned(), text.clone());
        Ok(text)
    }
}
