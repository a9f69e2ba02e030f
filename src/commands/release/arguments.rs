//! `semflow release` and `semflow hotfix`: the commands below them and their flags.

use clap::{Args, Subcommand};

/// Start, tag and finish releases by Git Flow
///
/// Everything is computed before anything is changed: the version files and the changelog, the merge
/// into the production branch, the annotated tag, the back-merges. Then all refs move at once, or none
/// does. `--dry-run` shows the plan.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  \
        semflow release start                release/v1.2.0 off develop, the version computed\n  \
        semflow release rc --push            tag v1.2.0-rc.1 and publish it\n  \
        semflow release finish --dry-run     what finishing would change\n  \
        semflow release finish --push        merge, tag, merge back, publish\n  \
        semflow release undo                 take the last finish back, while it is only here"
)]
pub struct Release {
    /// What to do.
    #[command(subcommand)]
    pub command: ReleaseCommand,
}

/// Start and finish hotfixes by Git Flow
///
/// A hotfix starts from the production branch, or from a support branch, and ends there with a tag. It
/// is merged back into the integration branch and into a release that is on its way.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  \
        semflow hotfix start                 hotfix/v1.2.1 off main, the version computed\n  \
        semflow hotfix start --from support/1.x\n  \
        semflow hotfix finish --dry-run      what finishing would change\n  \
        semflow hotfix finish --push         merge, tag, merge back, publish"
)]
pub struct Hotfix {
    /// What to do.
    #[command(subcommand)]
    pub command: ReleaseCommand,
}

/// The commands below `semflow release` and `semflow hotfix`.
#[derive(Debug, Subcommand)]
pub enum ReleaseCommand {
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Start(Start),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Rc(Candidate),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Finish(Box<Finish>),
    /// Show what is under way: a conflict to resolve, a push to repeat
    Status,
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Continue(Continue),
    /// Give back branches, index and work tree as they were
    Abort,
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Undo(Undo),
}

/// Branch off a release or a hotfix and check it out
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow release start                the version is computed from the commits\n  \
        semflow release start 2.0.0\n  \
        semflow hotfix start --from support/1.x"
)]
pub struct Start {
    /// The version, or the name of the branch behind its prefix; computed when left out
    #[arg(value_name = "VERSION")]
    pub name: Option<String>,
    /// Branch off REF in the place of the usual branch
    #[arg(long, value_name = "REF")]
    pub from: Option<String>,
    /// Raise the major version, whatever the commits say
    #[arg(long, conflicts_with_all = ["name", "minor"])]
    pub major: bool,
    /// Raise the minor version, whatever the commits say
    #[arg(long, conflicts_with = "name")]
    pub minor: bool,
    /// Push the new branch
    #[arg(long, overrides_with = "no_push")]
    pub push: bool,
    /// Do not push
    #[arg(long, hide = true)]
    pub no_push: bool,
    /// What all of these commands take.
    #[command(flatten)]
    pub common: Common,
}

/// Tag the next candidate on the branch: v1.2.0-rc.1, then v1.2.0-rc.2
#[derive(Clone, Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow release rc                   the number comes from the tags there are\n  \
        semflow release rc --push            and the branch and the tag are published"
)]
pub struct Candidate {
    /// The version or the branch; that of HEAD, or the only one that is open
    #[arg(value_name = "VERSION")]
    pub name: Option<String>,
    /// Push the branch and the tag
    #[arg(long, overrides_with = "no_push")]
    pub push: bool,
    /// Do not push
    #[arg(long)]
    pub no_push: bool,
    /// How the tag is signed.
    #[command(flatten)]
    pub signing: SigningFlags,
    /// What all of these commands take.
    #[command(flatten)]
    pub common: Common,
}

/// What says how a release is planned, and does nothing on the way on or back. `--no-push` does.
const OF_A_PLAN: [&str; 16] = [
    "name",
    "push",
    "pr",
    "merged",
    "keep",
    "no_keep",
    "no_back_merge",
    "stay",
    "allow_underbump",
    "sign",
    "no_sign",
    "local_user",
    "dry_run",
    "fetch",
    "no_fetch",
    "no_verify",
];

/// Merge, tag, merge back and delete the topic branch: all of it, or nothing
///
/// The plan is made in the object database, conflicts of merges included; then all refs move in one
/// transaction. Conflicts of version files and of the changelog are resolved by what they mean. Any other
/// is for you: HEAD is detached, git has the merge, and no branch has moved; resolve it and
/// `--continue`.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow release finish --dry-run     the plan: commits, merges, refs, file changes\n  \
        semflow release finish 1.2.0 --push  finish release/v1.2.0 and publish it\n  \
        semflow release finish --continue    after a conflict, a refused push, a crash\n  \
        semflow release finish --pr          protected branches: push, and open a pull request\n  \
        semflow release finish --merged      after it was merged: tag, merge back"
)]
pub struct Finish {
    /// The version or the branch; that of HEAD, or the only one that is open
    #[arg(value_name = "VERSION")]
    pub name: Option<String>,
    /// Push the branches and the tag, all of them or none
    #[arg(long, overrides_with = "no_push", help_heading = "The remote")]
    pub push: bool,
    /// Do not push
    #[arg(long, help_heading = "The remote")]
    pub no_push: bool,
    /// Push the topic branch and leave the merge to a pull request; with --merged, the back-merge
    #[arg(long, help_heading = "The remote")]
    pub pr: bool,
    /// A pull request has merged it, squashed or not: tag that, and merge back
    #[arg(long, help_heading = "The remote")]
    pub merged: bool,
    /// Keep the topic branch
    #[arg(long, overrides_with = "no_keep")]
    pub keep: bool,
    /// Delete the topic branch
    #[arg(long)]
    pub no_keep: bool,
    /// Do not merge back
    #[arg(long)]
    pub no_back_merge: bool,
    /// Stay on the branch that is checked out, if it is still there
    #[arg(long)]
    pub stay: bool,
    /// Go on with what was stopped, with the options that it was begun with
    #[arg(long = "continue", conflicts_with_all = OF_A_PLAN, help_heading = "On the way")]
    pub resume: bool,
    /// Take back what was stopped
    #[arg(long, conflicts_with_all = OF_A_PLAN, help_heading = "On the way")]
    #[arg(conflicts_with_all = ["resume", "no_push"])]
    pub abort: bool,
    /// Let a release branch hold more than its version may
    #[arg(long, help_heading = "Safety")]
    pub allow_underbump: bool,
    /// How the tag is signed.
    #[command(flatten)]
    pub signing: SigningFlags,
    /// What all of these commands take.
    #[command(flatten)]
    pub common: Common,
}

/// Go on with what was stopped: by a conflict, a refused push or a crash
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow release continue             once the conflict is resolved and added\n  \
    semflow release continue --no-push   keep what is finished here, and push later")]
pub struct Continue {
    /// Leave the push undone and call it finished
    #[arg(long)]
    pub no_push: bool,
}

/// Take the last release, candidate, tag or start back, while it is only here
#[derive(Clone, Debug, Args)]
#[command(after_help = "Example:\n  semflow release undo --dry-run     which refs would go back")]
pub struct Undo {
    /// Show what would go back
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask the remote whether it has any of it
    #[arg(long)]
    pub no_fetch: bool,
}

/// What all commands that change branches take.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Common {
    /// Show the plan and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Ask the remote for its branches first
    #[arg(long, overrides_with = "no_fetch", help_heading = "The remote")]
    pub fetch: bool,
    /// Take the branches of the remote as they were fetched last
    #[arg(long, help_heading = "The remote")]
    pub no_fetch: bool,
    /// Run no hooks
    #[arg(long, help_heading = "Safety")]
    pub no_verify: bool,
}

/// Whether a tag is signed.
#[derive(Clone, Debug, Default, Args)]
pub struct SigningFlags {
    /// Sign the tag
    #[arg(long, overrides_with = "no_sign", help_heading = "The tag")]
    pub sign: bool,
    /// Do not sign the tag
    #[arg(long, help_heading = "The tag")]
    pub no_sign: bool,
    /// Sign the tag with this key
    #[arg(short = 'u', long, value_name = "KEY", help_heading = "The tag")]
    pub local_user: Option<String>,
}
