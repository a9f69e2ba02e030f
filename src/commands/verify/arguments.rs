//! The arguments of `semflow verify`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::version::verification::CheckName;

/// Check that a tag, VERSION, every version file and the changelog agree
///
/// Looks at one tag: whether it names a version and is annotated, lies on a branch that may have it, is
/// above all versions before it, whether all version files of its commit say the same, the changelog has
/// its section, and it was merged back. Without a tag: that of the CI, or of HEAD, or else whether the
/// version files of the work tree agree. What a clone cannot tell is skipped, and said.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow verify v1.2.0                before it is published, or in the CI of the tag\n  \
    semflow verify                       the tag of the CI or of HEAD, else the work tree\n  \
    semflow verify --skip back-merge     where pull requests merge back later\n  \
    semflow verify --pre-push            in the hook pre-push: the tags that are pushed")]
pub struct Verify {
    /// The tag, or its version
    #[arg(value_name = "TAG")]
    pub tag: Option<String>,
    /// Leave out a check; may be given more than once
    #[arg(long, value_name = "CHECK", value_parser = checks())]
    pub skip: Vec<CheckName>,
    /// Read from stdin what git tells the hook pre-push, and verify the version tags in it
    #[arg(long, conflicts_with = "tag")]
    pub pre_push: bool,
}

fn checks() -> impl TypedValueParser<Value = CheckName> {
    let names = PossibleValuesParser::new(CheckName::ALL.iter().map(|(word, _)| *word));
    names.try_map(|word| {
        let found = CheckName::ALL.iter().find(|(known, _)| *known == word);
        found.map(|(_, name)| *name).ok_or("no such check")
    })
}
