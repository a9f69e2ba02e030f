//! Tree objects: reading them from the object database and comparing two of them in place.
//!
//! libgit2 compares two trees by walking through all of both, however little differs. Here only
//! folders are read that differ and that somebody asks for.

use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::rc::Rc;

use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid};

use crate::failure::{Failure, Result};
use crate::git::recent_objects::RecentObjects;

/// What a mode tells of the kind of an entry, and the kinds (`object.h` in git).
const KIND: u32 = 0o170_000;
const TREE: u32 = 0o040_000;
const GITLINK: u32 = 0o160_000;

/// An entry of a tree object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    mode: u32,
    name: &'t [u8],
    id: &'t [u8; 20],
}

impl<'t> Entry<'t> {
    /// Returns the name of the object.
    pub(super) fn id(&self) -> &'t [u8; 20] {
        self.id
    }

    /// Whether it is a submodule.
    pub(super) fn is_gitlink(&self) -> bool {
        self.kind() == GITLINK
    }

    fn is_tree(&self) -> bool {
        self.kind() == TREE
    }

    fn kind(&self) -> u32 {
        self.mode & KIND
    }

    /// Compares as git sorts a tree: a folder as if its name ended in `/`.
    fn order(&self, other: &Entry<'_>) -> Ordering {
        let slash = |entry: &Entry<'_>| entry.is_tree().then_some(b'/');
        let common = self.name.len().min(other.name.len());
        let next = |entry: &Entry<'_>| entry.name.get(common).copied().or(slash(entry));
        self.name
            .get(..common)
            .cmp(&other.name.get(..common))
            .then_with(|| next(self).cmp(&next(other)))
            .then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

/// One file as two trees hold it, or a submodule; a folder never is one.
pub(super) struct Delta<'d> {
    /// Its path from the top, separated by `/`.
    pub(super) path: &'d [u8],
    /// What the old tree holds.
    pub(super) old: Option<Entry<'d>>,
    /// What the new tree holds.
    pub(super) new: Option<Entry<'d>>,
}

/// What somebody wants to know of two trees.
pub(super) struct Visitor<'v> {
    /// Whether the folder at this path is looked into.
    pub(super) enters: &'v dyn Fn(&[u8]) -> bool,
    /// Sees each file that differs, in the order of git, until it has seen enough. A file that
    /// became a link or a submodule is seen twice, as libgit2 has it: gone, and new.
    pub(super) meets: &'v mut dyn FnMut(&Delta<'_>) -> ControlFlow<()>,
}

/// The trees of one object database.
pub(super) struct Trees<'o> {
    /// Where they are read from, and other objects may be.
    pub(super) objects: RecentObjects<'o>,
}

impl<'o> Trees<'o> {
    pub(super) fn new(odb: &'o Odb<'o>) -> Self {
        Self { objects: RecentObjects::new(odb) }
    }

    /// Shows the visitor what differs between two trees; `None` is an empty one.
    ///
    /// # Errors
    /// When a tree is not there or damaged.
    pub(super) fn compare(
        &mut self,
        old: Option<Oid>,
        new: Option<Oid>,
        visitor: &mut Visitor<'_>,
    ) -> Result<()> {
        let mut path = Vec::new();
        // Not by recursion: trees can be nested deeper than a stack is long.
        let mut open = vec![self.open([old, new], 0)?];
        while let Some(pair) = open.last() {
            path.truncate(pair.path_length);
            let Some([before, after]) = pair.next()? else {
                open.pop();
                continue;
            };
            let Some(entry) = before.or(after).filter(|_| before != after) else { continue };
            if !path.is_empty() {
                path.push(b'/');
            }
            path.extend_from_slice(entry.name);
            if !entry.is_tree() {
                if show(&path, before, after, visitor).is_break() {
                    break;
                }
            } else if (visitor.enters)(&path) {
                let inner = [before, after].map(|side| side.and_then(|side| oid(side.id)));
                open.push(self.open(inner, path.len())?);
            }
        }
        Ok(())
    }

    fn open(&mut self, [old, new]: [Option<Oid>; 2], path_length: usize) -> Result<Pair<'o>> {
        // Only the modes of two folders may differ.
        let [old, new] = if old == new { [None, None] } else { [old, new] };
        Ok(Pair { old: self.cursor(old)?, new: self.cursor(new)?, path_length })
    }

    fn cursor(&mut self, id: Option<Oid>) -> Result<Cursor<'o>> {
        let tree = id.map(|id| self.read(id)).transpose()?;
        Ok(Cursor { id, tree, at: Cell::new(0) })
    }

    fn read(&mut self, id: Oid) -> Result<Rc<OdbObject<'o>>> {
        let tree = self.objects.read(id).map_err(|error| unread(id, &error))?;
        if tree.kind() == ObjectType::Tree { Ok(tree) } else { Err(damaged(Some(id))) }
    }
}

/// Two trees that are being compared.
struct Pair<'o> {
    old: Cursor<'o>,
    new: Cursor<'o>,
    /// The length of the path of their folder.
    path_length: usize,
}

impl Pair<'_> {
    /// Returns what comes next in the order of git, both sides where they hold the same name.
    fn next(&self) -> Result<Option<[Option<Entry<'_>>; 2]>> {
        let (old, new) = (self.old.peek()?, self.new.peek()?);
        let order = match (&old, &new) {
            (None, None) => return Ok(None),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.order(new),
        };
        let old = old.filter(|_| order.is_le()).map(|(entry, rest)| self.old.take(entry, rest));
        let new = new.filter(|_| order.is_ge()).map(|(entry, rest)| self.new.take(entry, rest));
        Ok(Some([old, new]))
    }
}

/// A place in a tree object, which holds for each entry its mode in octal digits, a space, its
/// name, a NUL and the twenty bytes of its id.
struct Cursor<'o> {
    id: Option<Oid>,
    tree: Option<Rc<OdbObject<'o>>>,
    at: Cell<usize>,
}

impl Cursor<'_> {
    /// Returns the entry at this place and how many bytes follow it.
    fn peek(&self) -> Result<Option<(Entry<'_>, usize)>> {
        let data = self.data();
        match data.get(self.at.get()..) {
            None | Some([]) => Ok(None),
            Some(rest) => parse_entry(rest).map(Some).ok_or_else(|| damaged(self.id)),
        }
    }

    fn take<'t>(&self, entry: Entry<'t>, rest: usize) -> Entry<'t> {
        self.at.set(self.data().len() - rest);
        entry
    }

    fn data(&self) -> &[u8] {
        self.tree.as_deref().map(OdbObject::data).unwrap_or_default()
    }
}

fn parse_entry(data: &[u8]) -> Option<(Entry<'_>, usize)> {
    let space = data.iter().take(8).position(|byte| *byte == b' ').filter(|length| *length > 0)?;
    let (digits, rest) = data.split_at_checked(space)?;
    let mode = digits.iter().try_fold(0, |mode, digit| match digit {
        b'0'..=b'7' => Some(mode << 3 | u32::from(digit - b'0')),
        _ => None,
    })?;
    let rest = rest.get(1..)?;
    let end = rest.iter().position(|byte| *byte == 0).filter(|length| *length > 0)?;
    let (name, rest) = rest.split_at_checked(end)?;
    let (id, rest) = rest.get(1..)?.split_first_chunk()?;
    Some((Entry { mode, name, id }, rest.len()))
}

fn show(
    path: &[u8],
    old: Option<Entry<'_>>,
    new: Option<Entry<'_>>,
    visitor: &mut Visitor<'_>,
) -> ControlFlow<()> {
    if let (Some(before), Some(after)) = (&old, &new)
        && before.kind() != after.kind()
    {
        (visitor.meets)(&Delta { path, old, new: None })?;
        return (visitor.meets)(&Delta { path, old: None, new });
    }
    (visitor.meets)(&Delta { path, old, new })
}

fn oid(bytes: &[u8; 20]) -> Option<Oid> {
    Oid::from_bytes(bytes).ok()
}

fn unread(id: Oid, error: &git2::Error) -> Failure {
    let missing = error.code() == ErrorCode::NotFound;
    let what = if missing {
        "a folder that a commit holds is not in this repository"
    } else {
        "cannot read a folder that a commit holds"
    };
    Failure::world(what)
        .at(format!("tree {id}"))
        .because(error.message())
        .hint("`git fsck` tells what is damaged, `git fetch --refetch` fetches it anew")
}

fn damaged(id: Option<Oid>) -> Failure {
    let place = id.map_or_else(String::new, |id| format!("tree {id}"));
    Failure::world("a folder that a commit holds is damaged")
        .at(place)
        .hint("`git fsck` tells what is damaged, `git fetch --refetch` fetches it anew")
}
