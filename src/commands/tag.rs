//! `semflow tag`

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::release::arguments::{Common, SigningFlags};
use crate::commands::release::operating::{Desired, Operating};
use crate::commands::release::options;
use crate::commands::release::preflight::Preflight;
use crate::commands::release::words::Words;
use crate::commands::version_question::{Answered, VersionQuestion};
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::problems::refuse;
use crate::failure::{Failure, Result};
use crate::plan::release::tag;
use crate::terminal::Terminal;

/// Tag HEAD with its version, annotated with the release notes
///
/// Without a version, that of the next release from here; with `--pre rc`, the next candidate. The tag is
/// signed as git's configuration says (`tag.gpgSign`, `gpg.format`). Nothing else is changed: version
/// files are for `semflow bump`, branches for `semflow release`.
#[derive(Clone, Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow tag                          v1.2.0 on HEAD, if the commits ask for it\n  \
        semflow tag --pre rc --push          v1.2.0-rc.1, and publish it\n  \
        semflow tag 2.0.0 --dry-run          the tag and its message"
)]
pub struct Tag {
    /// The version; computed when left out
    #[arg(value_name = "VERSION", conflicts_with = "pre")]
    pub version: Option<String>,
    /// Tag a pre-release: LABEL.1, LABEL.2 …
    #[arg(long, value_name = "LABEL")]
    pub pre: Option<String>,
    /// The first line of the message
    #[arg(short, long, value_name = "TEXT", help_heading = "The tag")]
    pub message: Option<String>,
    /// Push the tag
    #[arg(long, overrides_with = "no_push", help_heading = "The remote")]
    pub push: bool,
    /// Do not push
    #[arg(long, help_heading = "The remote")]
    pub no_push: bool,
    /// Take a version that is not above the last release
    #[arg(long, help_heading = "Safety")]
    pub allow_downgrade: bool,
    /// How it is signed.
    #[command(flatten)]
    pub signing: SigningFlags,
    /// What all commands on branches take.
    #[command(flatten)]
    pub common: Common,
}

impl Tag {
    /// Returns the words that ask for the same once more.
    fn words(&self) -> Vec<String> {
        let pre = self.pre.as_ref().map(|label| format!("--pre={label}"));
        let message = self.message.as_ref().map(|message| format!("--message={message}"));
        Words::of_command("tag", self.version.as_deref())
            .flags(&[
                (self.push, "--push"),
                (self.no_push, "--no-push"),
                (self.allow_downgrade, "--allow-downgrade"),
            ])
            .signing(&self.signing)
            .common(&self.common)
            .and(pre)
            .and(message)
            .done()
    }
}

/// Runs the command.
pub(crate) fn run(
    command: &Tag,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let desired = Desired {
        verb: "tag".to_owned(),
        kind: BranchKind::Release,
        common: &command.common,
        stays: true,
    };
    let mut operating = Operating::begin(&desired, global, environment, terminal)?;
    operating.again = command.words();
    let question = VersionQuestion {
        version: command.version.clone(),
        pre: command.pre.clone(),
        allow_downgrade: command.allow_downgrade,
        ..VersionQuestion::default()
    };
    let ground = &operating.ground;
    let Answered { decision, .. } =
        question.answer(&ground.project, &ground.tags, true, environment, terminal)?;
    let version = decision.next;
    let commit = ground.project.head.id;
    let prefix = ground.tags.prefix_for_new(decision.previous.as_ref());
    let name = format!("{prefix}{version}");
    if let Some(found) = ground.tags.of_version(&version).find(|found| found.commit == commit) {
        let (settings, config) = (operating.ground.settings(), &operating.ground.config);
        let push = options::switch(command.push, command.no_push);
        let pushes = options::pushes(push, settings, config);
        return operating.tagged_already(found, None, pushes, terminal);
    }
    if !decision.changed && command.version.is_none() && command.pre.is_none() {
        return Err(Failure::no(format!("nothing to release since {version}"))
            .hint("`semflow tag VERSION` tags a version all the same"));
    }

    let mut preflight = Preflight::new(&operating);
    preflight.take(operating.git.can_commit());
    preflight.tag(&name, &version)?;
    refuse(&format!("tag {name}"), preflight.problems)?;

    let (settings, config) = (operating.ground.settings(), &operating.ground.config);
    let signing = options::signing(&command.signing, settings, config);
    let push = options::switch(command.push, command.no_push);
    let pushes = options::pushes(push, settings, config);
    let template = command.message.clone().unwrap_or(options::messages(settings).tag);
    let branch = operating.ground.project.head.branch.clone();
    let message =
        operating.tag_message(&template, branch.as_deref(), commit, &version.to_string(), &name)?;
    let plan = tag::plan(&tag::Tagging {
        verb: "tag".to_owned(),
        version: version.to_string(),
        tag: name,
        commit,
        message,
        signing,
        remote: operating.push_remote(pushes)?,
    });
    operating.carry_out(plan, terminal)
}
