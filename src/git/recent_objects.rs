//! The objects that were read last: neighbours in a history share most of what they hold.

use std::collections::HashMap;
use std::rc::Rc;

use git2::{Error, Odb, OdbObject, Oid};

/// How many bytes of objects are kept, twice: those read last, and those before them.
const KEPT_BYTES: usize = 8 << 20;

/// Objects of one database, the last ones in memory.
pub(super) struct RecentObjects<'o> {
    odb: &'o Odb<'o>,
    last: HashMap<Oid, Rc<OdbObject<'o>>>,
    before: HashMap<Oid, Rc<OdbObject<'o>>>,
    bytes: usize,
}

impl<'o> RecentObjects<'o> {
    pub(super) fn new(odb: &'o Odb<'o>) -> Self {
        Self { odb, last: HashMap::new(), before: HashMap::new(), bytes: 0 }
    }

    /// Reads an object.
    ///
    /// # Errors
    /// When it is not there or damaged.
    pub(super) fn read(&mut self, id: Oid) -> Result<Rc<OdbObject<'o>>, Error> {
        if let Some(object) = self.last.get(&id) {
            return Ok(Rc::clone(object));
        }
        let object = match self.before.remove(&id) {
            Some(object) => object,
            None => Rc::new(self.odb.read(id)?),
        };
        self.keep(id, &object);
        Ok(object)
    }

    fn keep(&mut self, id: Oid, object: &Rc<OdbObject<'o>>) {
        // One large file shall not push everything else out.
        if object.len() > KEPT_BYTES / 8 {
            return;
        }
        if self.bytes > KEPT_BYTES {
            self.before = std::mem::take(&mut self.last);
            self.bytes = 0;
        }
        self.bytes += object.len();
        self.last.insert(id, Rc::clone(object));
    }
}
