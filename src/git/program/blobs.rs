//! Contents on their way into the object database and out of it.

use crate::failure::Result;
use crate::files::temporary::TemporaryFolder;
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::{Git, strange};

const NOT_STORED: &str = "cannot store a file in the repository";

impl Git {
    /// Stores contents as they are, without the filters that files of a work tree go through; returns
    /// their names in the same order.
    ///
    /// They are handed over as files, because git takes many files in one run and only one content.
    ///
    /// # Errors
    /// When an object cannot be written.
    pub fn store(&self, contents: &[&[u8]]) -> Result<Vec<ObjectId>> {
        if contents.is_empty() {
            return Ok(Vec::new());
        }
        if let [content] = contents {
            let call = self.call(NOT_STORED).args(["hash-object", "-w", "--stdin"]);
            return Ok(vec![call.input(*content).id()?]);
        }
        let folder = TemporaryFolder::new()?;
        let mut list = String::new();
        for (number, content) in contents.iter().enumerate() {
            let path = folder.write(&number.to_string(), content)?;
            list.push_str(&path.to_string_lossy());
            list.push('\n');
        }
        let call = self.call(NOT_STORED).args(["hash-object", "-w", "--no-filters"]);
        let answer = call.args(["--stdin-paths"]).input(list).bytes()?;
        let lines = answer.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let ids: Option<Vec<ObjectId>> = lines.map(ObjectId::from_hex_bytes).collect();
        let ids = ids.filter(|ids| ids.len() == contents.len());
        ids.ok_or_else(|| strange(NOT_STORED, &answer))
    }

    /// Returns a content as the repository has it.
    ///
    /// # Errors
    /// When there is no such object, or it is none of a file.
    pub fn blob(&self, id: ObjectId) -> Result<Vec<u8>> {
        let call = self.call(format!("cannot read the object {id}"));
        call.args(["cat-file", "blob", &id.to_string()]).bytes()
    }
}

#[cfg(test)]
mod tests {
    use crate::files::read::is_folder;
    use crate::git::program::sample::Sample;

    #[test]
    fn contents_are_stored_byte_for_byte_however_many_they_are() {
        let sample = Sample::new();
        sample.git(&["config", "core.autocrlf", "true"]);
        let contents: [&[u8]; 3] = [b"a\r\n\0b", b"", b"a\r\n\0b"];
        let git = sample.engine();
        let ids = git.store(&contents).unwrap();
        assert_eq!(ids[0], ids[2]);
        for (id, content) in ids.iter().zip(contents) {
            assert_eq!(git.blob(*id).unwrap(), content);
        }
        assert_eq!(git.store(&contents[..1]).unwrap(), ids[..1]);
        assert_eq!(git.store(&[]).unwrap(), []);
    }

    #[test]
    fn what_is_stored_in_a_quarantine_leaves_no_trace() {
        let sample = Sample::new();
        let before = sample.object_count();
        let git = sample.engine().quarantined().unwrap();
        let id = git.store(&[b"new"]).unwrap()[0];
        assert_eq!(git.blob(id).unwrap(), b"new");
        assert!(sample.engine().blob(id).is_err());
        assert_eq!(git.blob(sample.id("HEAD:a")).unwrap(), b"a\n");
        assert_eq!(sample.object_count(), before);
        let objects = git.objects();
        assert!(is_folder(&objects));
        drop(git);
        assert!(!is_folder(&objects));
    }
}
