//! Which git runs here, and whether it is new enough.

use std::fmt;

use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;

/// The first two numbers of a version of git; its third brings nothing new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GitVersion(pub u32, pub u32);

impl GitVersion {
    /// Returns the version in the answer of `git version`; builds of vendors have more behind it.
    fn parse(answer: &str) -> Option<Self> {
        let is_sign = |sign: char| !sign.is_ascii_digit();
        let mut numbers = answer.strip_prefix("git version ")?.split(is_sign);
        let major = numbers.next()?.parse().ok()?;
        Some(Self(major, numbers.next()?.parse().ok()?))
    }
}

impl fmt::Display for GitVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl Git {
    /// Returns which git runs here.
    ///
    /// # Errors
    /// When git cannot be run, or says something else.
    pub fn version(&self) -> Result<GitVersion> {
        let text = self.call("cannot ask git for its version").args(["version"]).text()?;
        GitVersion::parse(&text).ok_or_else(|| {
            Failure::world("git does not say which version it is")
                .because(&text)
                .hint("`git version` has to begin with `git version`")
        })
    }

    /// Requires a version of git for what is then done with it.
    ///
    /// # Errors
    /// When git is older.
    pub fn require(&self, least: GitVersion, what_for: &str) -> Result<()> {
        let version = self.version()?;
        if version >= least {
            return Ok(());
        }
        Err(Failure::world(format!("git is too old to {what_for}"))
            .because(format!("this is git {version}, and git {least} or newer is needed"))
            .hint(format!("install git {least} or newer, or put one first on the PATH")))
    }
}

#[cfg(test)]
mod tests {
    use super::GitVersion;

    #[test]
    fn a_version_is_read_from_the_answers_of_vendors_too() {
        for (answer, version) in [
            ("git version 2.39.5", Some(GitVersion(2, 39))),
            ("git version 2.39.5 (Apple Git-154)", Some(GitVersion(2, 39))),
            ("git version 2.47.1.windows.1", Some(GitVersion(2, 47))),
            ("git version 3.0-rc1", Some(GitVersion(3, 0))),
            ("hub version 2", None),
        ] {
            assert_eq!(GitVersion::parse(answer), version, "{answer}");
        }
        assert!(GitVersion(2, 9) < GitVersion(2, 38) && GitVersion(3, 0) > GitVersion(2, 38));
    }
}
