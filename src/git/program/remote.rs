//! Asking a remote for its refs, and fetching some of them.

use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::{Git, strange};

impl Git {
    /// Returns where refs of a remote are, by their full names; `None` for each that is not there. An
    /// annotated tag is the object of the tag.
    ///
    /// # Errors
    /// When the remote cannot be reached.
    pub fn ls_remote(&self, remote: &str, names: &[&str]) -> Result<Vec<Option<ObjectId>>> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let what = format!("cannot ask `{remote}` for its refs");
        let call = self.call(&what).with_users_programs().hint(reach(remote));
        let answer = call.args(["ls-remote", "--quiet", "--", remote]).args(names).bytes()?;
        let mut found = Vec::new();
        for line in answer.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let id = line.get(..40).and_then(ObjectId::from_hex_bytes);
            let id = id.ok_or_else(|| strange(&what, line))?;
            found.push((id, line.get(41..).unwrap_or_default()));
        }
        // git-ls-remote takes the names for the ends of names.
        let id_of = |name: &&str| found.iter().find(|(_, found)| *found == name.as_bytes());
        Ok(names.iter().map(|name| id_of(name).map(|(id, _)| *id)).collect())
    }

    /// Fetches these refs and no others, whatever is configured for the remote; git shows its progress
    /// on standard error.
    ///
    /// # Errors
    /// When the remote cannot be reached, has no such ref, or a ref here cannot be moved that far.
    pub fn fetch(&self, remote: &str, refspecs: &[&str]) -> Result<()> {
        if refspecs.is_empty() {
            return Ok(());
        }
        let call = self.call(format!("cannot fetch from `{remote}`")).with_users_programs();
        let flags = ["--no-tags", "--no-prune", "--no-prune-tags", "--recurse-submodules=no"];
        let call = call.in_sight().args(["fetch"]).args(flags).args(["--", remote]).args(refspecs);
        match call.run()?.code {
            Some(0) => Ok(()),
            code => Err(Failure::world(format!("cannot fetch from `{remote}`"))
                .because(ended(code))
                .hint(reach(remote))),
        }
    }
}

pub(super) fn ended(code: Option<i32>) -> String {
    match code {
        Some(code) => format!("git ended with exit code {code}: its own words stand above"),
        None => "git was stopped by a signal".to_owned(),
    }
}

pub(super) fn reach(remote: &str) -> String {
    format!("`git ls-remote {remote}` says whether the remote can be reached")
}

#[cfg(test)]
mod tests {
    use crate::git::program::sample::Sample;

    #[test]
    fn refs_of_a_remote_are_told_by_their_exact_names() {
        let sample = Sample::with_remote();
        sample.git(&["tag", "-a", "-m", "one", "v1"]);
        sample.git(&["push", "-q", "origin", "v1", "main:refs/other/refs/heads/topic"]);
        let git = sample.engine();
        let names = ["refs/heads/topic", "refs/tags/v1", "refs/heads/main", "v1"];
        let tag = sample.id("refs/tags/v1");
        let expected = [None, Some(tag), Some(sample.head()), None];
        assert_eq!(git.ls_remote("origin", &names).unwrap(), expected);
        assert!(git.ls_remote("origin", &[]).unwrap().is_empty());
        let failure = git.ls_remote("nowhere", &names).unwrap_err();
        assert!(failure.causes.iter().any(|cause| cause.contains("nowhere")), "{failure:?}");
    }

    #[test]
    fn only_what_was_named_is_fetched_and_nothing_is_pruned() {
        let sample = Sample::with_remote();
        let first = sample.head();
        sample.commit("second");
        sample.git(&["tag", "v1"]);
        sample.git(&["push", "-q", "origin", "main", "v1", "main:other"]);
        sample.git(&["tag", "-d", "v1"]);
        let tracking = "refs/remotes/origin/";
        for name in ["main", "gone"] {
            sample.git(&["update-ref", &format!("{tracking}{name}"), &first.to_string()]);
        }
        sample.git(&["update-ref", "-d", &format!("{tracking}other")]);
        sample.git(&["config", "fetch.prune", "true"]);
        sample.git(&["config", "remote.origin.tagOpt", "--tags"]);
        let git = sample.engine();
        git.fetch("origin", &["+refs/heads/main:refs/remotes/origin/main"]).unwrap();
        let names = ["main", "gone", "other"].map(|name| format!("{tracking}{name}"));
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.push("refs/tags/v1");
        let expected = [Some(sample.head()), Some(first), None, None];
        assert_eq!(git.read_refs(&names).unwrap(), expected);
        let failure = git.fetch("origin", &["refs/heads/none:refs/heads/none"]).unwrap_err();
        assert_eq!(failure.what, "cannot fetch from `origin`");
    }
}
