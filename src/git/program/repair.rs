//! Going on with a switch of the work tree that was cut off.
//!
//! `git read-tree -u` writes the files first and the index last. Where it was killed in between, the
//! index still tells of the old commit, and git takes each file that it has written itself for one
//! that the user has changed. The way back from there begins at the new commit, with an index of the
//! old one: so it is not asked, and told for each path what the work tree has.

use std::collections::BTreeSet;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::files;
use crate::files::place::{Standing, look};
use crate::files::temporary::TemporaryFolder;
use crate::git::program::git_path::{records, shown};
use crate::git::program::object_id::{FileMode, ObjectId};
use crate::git::program::runner::Git;
use crate::git::program::tree_reading::{Difference, Entry};
use crate::git::program::work_tree::{named, on_disk};

/// What became of one path.
enum Progress {
    /// Nothing yet, or nothing stands there: git can go on.
    Open,
    /// It is as the new commit has it.
    Done,
    /// Its writing was cut off: it is a beginning of the new content, or on the way back of the old.
    Torn,
    /// It is neither: somebody has changed it.
    Foreign,
}

impl Git {
    /// Takes index and work tree from one commit to another, where some files may have arrived already.
    ///
    /// # Errors
    /// When a file is neither as the old commit has it nor as the new one: then nothing is changed,
    /// and the failure names it. When the index is locked.
    pub fn repair(&self, old: ObjectId, new: ObjectId) -> Result<()> {
        let differences = self.differences(old, new)?;
        let (done, torn) = self.arrived(&differences)?;
        if let Some(top) = self.work_tree() {
            torn.iter().try_for_each(|path| files::place::remove(&on_disk(top, path)))?;
        }
        let arrived: BTreeSet<&[u8]> = done.iter().map(|of| of.path.as_slice()).collect();
        let is_open = |of: &&Difference| !arrived.contains(of.path.as_slice());
        let open: Vec<&Difference> = differences.iter().filter(is_open).collect();
        if !differences.is_empty() {
            let call = self.call("cannot put files that have arrived into the index");
            let call = call.args(["update-index", "-z", "--index-info"]);
            call.input([lines(&open, |of| of.old), lines(&done, |of| of.new)].concat()).bytes()?;
        }
        self.switch(old, new)
    }

    /// Returns what has arrived, and what has arrived in part.
    fn arrived<'d>(&self, all: &'d [Difference]) -> Result<(Vec<&'d Difference>, Vec<&'d [u8]>)> {
        let Some(top) = self.work_tree() else { return Ok((Vec::new(), Vec::new())) };
        let unlike_old = self.unlike(all, |difference| difference.old)?;
        let unlike_new = self.unlike(all, |difference| difference.new)?;
        let (mut done, mut torn, mut foreign) = (Vec::new(), Vec::new(), Vec::new());
        for difference in all {
            let path = difference.path.as_slice();
            let is_unlike = (unlike_old.contains(path), unlike_new.contains(path));
            match self.progress(top, difference, is_unlike)? {
                Progress::Open => {}
                Progress::Done => done.push(difference),
                Progress::Torn => torn.push(path),
                Progress::Foreign => foreign.push(shown(path)),
            }
        }
        if foreign.is_empty() {
            return Ok((done, torn));
        }
        let failure = Failure::state("files were changed since the work tree was left half way")
            .hint("move them away, or put them back with `git checkout HEAD -- PATH`, and go on");
        Err(named(failure, foreign))
    }

    fn progress(&self, top: &Path, of: &Difference, unlike: (bool, bool)) -> Result<Progress> {
        let (is_unlike_old, is_unlike_new) = unlike;
        let standing = look(&on_disk(top, &of.path))?;
        Ok(match (standing, of.old, of.new) {
            (None, ..) => Progress::Open,
            // A folder where a file was or comes: git looks at what is in it.
            (Some(Standing::Other), old, new) if ![old, new].into_iter().any(is_submodule) => {
                Progress::Open
            }
            (_, Some(_), _) if !is_unlike_old => Progress::Open,
            (_, _, Some(_)) if !is_unlike_new => Progress::Done,
            (Some(Standing::File(text)), old, new) => {
                let mut sides = new.into_iter().chain(old);
                let is_torn = sides.try_fold(false, |is_torn, side| {
                    Ok(is_torn || self.is_beginning(&text, of, side)?)
                })?;
                if is_torn { Progress::Torn } else { Progress::Foreign }
            }
            _ => Progress::Foreign,
        })
    }

    /// Whether a text is a beginning of what git would write to the work tree.
    fn is_beginning(&self, text: &[u8], of: &Difference, side: Entry) -> Result<bool> {
        if text.is_empty() {
            return Ok(true);
        }
        if !side.mode.is_file() {
            return Ok(false);
        }
        let call = self.call(format!("cannot read `{}`", shown(&of.path))).with_users_programs();
        let path = on_disk(Path::new(""), &of.path);
        let mut argument = std::ffi::OsString::from("--path=");
        argument.push(path);
        let call = call.args(["cat-file", "--filters"]).args([argument]);
        Ok(call.args([side.id.to_string()]).bytes()?.starts_with(text))
    }

    /// Returns the paths at which the work tree has something else than one side of the differences,
    /// as git compares them: with filters, line ends, links and modes.
    fn unlike(
        &self,
        all: &[Difference],
        side: fn(&Difference) -> Option<Entry>,
    ) -> Result<BTreeSet<Vec<u8>>> {
        let there: Vec<&Difference> = all.iter().filter(|of| side(of).is_some()).collect();
        let folder = TemporaryFolder::new()?;
        let index = folder.path().join("index");
        let what = "cannot compare the work tree";
        let call = self.call(what).args(["update-index", "-z", "--index-info"]).index(&index);
        call.input(lines(&there, side)).bytes()?;
        let call = self.call(what).with_users_programs().index(&index);
        call.args(["update-index", "-q", "--refresh"]).run()?;
        let call = self.call(what).with_users_programs().index(&index);
        let call = call.args(["diff-files", "-z", "--name-only", "--ignore-submodules=dirty"]);
        Ok(records(&call.bytes()?).map(<[u8]>::to_vec).collect())
    }
}

fn is_submodule(entry: Option<Entry>) -> bool {
    entry.is_some_and(|entry| entry.mode == FileMode::SUBMODULE)
}

/// Returns what `git update-index --index-info` reads (git-update-index, "Using --index-info").
fn lines(differences: &[&Difference], side: fn(&Difference) -> Option<Entry>) -> Vec<u8> {
    let mut lines = Vec::new();
    for difference in differences {
        let line = match side(difference) {
            Some(entry) => format!("{} {}\t", entry.mode, entry.id),
            None => format!("0 {}\t", ObjectId::NONE),
        };
        lines.extend_from_slice(line.as_bytes());
        lines.extend_from_slice(&difference.path);
        lines.push(0);
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::sample::Sample;

    /// A work tree at the first of two commits, with line ends that a filter changes.
    fn sample() -> (Sample, ObjectId, ObjectId) {
        let sample = Sample::new();
        sample.write(".gitattributes", "*.txt text eol=crlf\n");
        sample.write("b.txt", "one\r\ntwo\r\n");
        sample.write("gone", "gone");
        let old = sample.commit("old");
        sample.write("a", "new\n");
        sample.write("b.txt", "one\r\ntwo\r\nthree\r\n");
        sample.write("d/c", "a long text\n");
        sample.git(&["rm", "-q", "gone"]);
        let new = sample.commit("new");
        sample.git(&["reset", "-q", "--hard", &old.to_string()]);
        (sample, old, new)
    }

    fn remove(sample: &Sample, path: &str) {
        crate::files::place::remove(&sample.top.join(path)).unwrap();
    }

    fn is_at(sample: &Sample, commit: ObjectId) -> bool {
        sample.git(&["diff", "--name-only", &commit.to_string()]).is_empty()
            && sample.git(&["diff", "--cached", "--name-only", &commit.to_string()]).is_empty()
            && sample.git(&["ls-files", "--others"]).is_empty()
    }

    #[test]
    fn a_switch_that_was_cut_off_goes_on_wherever_it_was() {
        let steps: [&dyn Fn(&Sample); 6] = [
            &|_| {},
            &|sample| remove(sample, "gone"),
            &|sample| sample.write("a", "new\n"),
            &|sample| sample.write("b.txt", "one\r\ntwo\r\nthree\r\n"),
            &|sample| sample.write("d/c", ""),
            &|sample| sample.write("d/c", "a long text\n"),
        ];
        for count in 0..=steps.len() {
            let (sample, old, new) = sample();
            steps.iter().take(count).for_each(|step| step(&sample));
            sample.engine().repair(old, new).unwrap();
            assert!(is_at(&sample, new), "after {count} steps");
            sample.engine().repair(old, new).unwrap();
            assert!(is_at(&sample, new), "again after {count} steps");
        }
    }

    #[test]
    fn a_file_that_was_cut_off_in_the_midst_is_written_again() {
        for text in ["one\r\ntwo\r\nth", "", "one\r"] {
            let (sample, old, new) = sample();
            sample.write("b.txt", text);
            sample.write("d/c", "a lo");
            sample.engine().repair(old, new).unwrap();
            assert!(is_at(&sample, new), "{text:?}");
        }
    }

    #[test]
    fn a_file_that_somebody_changed_is_named_and_left_alone() {
        for (path, text) in [("b.txt", "mine\r\n"), ("d/c", "mine\n"), ("gone", "mine")] {
            let (sample, old, new) = sample();
            sample.write("a", "new\n");
            sample.write(path, text);
            let failure = sample.engine().repair(old, new).unwrap_err();
            assert_eq!(failure.causes, [path]);
            assert_eq!(sample.read(path).as_deref(), Some(text));
            assert_eq!(sample.git(&["diff", "--cached", "--name-only"]), "");
        }
    }

    #[test]
    fn a_switch_goes_back_the_same_way() {
        let (sample, old, new) = sample();
        sample.engine().switch(old, new).unwrap();
        sample.write("a", "a\n");
        remove(&sample, "d/c");
        sample.engine().repair(new, old).unwrap();
        assert!(is_at(&sample, old));
    }

    #[cfg(unix)]
    #[test]
    fn a_git_that_was_killed_while_it_wrote_files_is_made_good() {
        let (sample, old, _) = sample();
        sample.write(".gitattributes", "c filter=deadly\n");
        for path in ["a", "c", "e"] {
            sample.write(path, "newest\n");
        }
        sample.git(&["rm", "-q", "gone"]);
        let new = sample.commit("newest");
        sample.git(&["reset", "-q", "--hard", &old.to_string()]);
        sample.git(&["config", "filter.deadly.smudge", "kill -9 $PPID"]);
        sample.git(&["config", "filter.deadly.clean", "cat"]);
        let git = sample.engine();
        let failure = git.switch(old, new).unwrap_err();
        assert_eq!(failure.causes, ["git was stopped by a signal"]);
        assert_eq!(sample.read("a").as_deref(), Some("newest\n"));
        assert_eq!(sample.read("e"), None);
        sample.git(&["config", "filter.deadly.smudge", "cat"]);
        let locked = git.repair(old, new).unwrap_err();
        assert!(format!("{locked:?}").contains("index.lock"), "{locked:?}");
        let locks = git.locks_since::<&str>(&[], 0);
        assert_eq!(locks.len(), 1, "{locks:?}");
        git.remove_locks(&locks).unwrap();
        git.repair(old, new).unwrap();
        assert!(is_at(&sample, new));
    }
}
