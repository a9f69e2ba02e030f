//! `semflow release rc`, `semflow hotfix rc`

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::release::arguments::Candidate;
use crate::commands::release::files::Files;
use crate::commands::release::operating::{Desired, Operating};
use crate::commands::release::options;
use crate::commands::release::preflight::Preflight;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::line::Line;
use crate::domain::flow::problems::refuse;
use crate::failure::{Failure, Result};
use crate::plan::making::FileChange;
use crate::plan::operation::Operation;
use crate::plan::release::candidate;
use crate::terminal::Terminal;

/// Runs the command.
pub(crate) fn run(
    kind: BranchKind,
    command: &Candidate,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let desired = Desired {
        verb: format!("{} rc", kind.as_str()),
        kind,
        common: &command.common,
        stays: false,
    };
    let mut operating = Operating::begin(&desired, global, environment, terminal)?;
    let named = operating.ground.topic(kind, command.name.as_deref())?;
    let doing = format!("tag a candidate of {}", named.name);
    let line = operating.ground.line(&named.name)?.unwrap_or_else(|| Line::nowhere(&named.name));
    let tip = line.tip().ok_or_else(|| {
        Failure::state(format!("the branch {} is nowhere", named.name))
            .hint("`git branch --all` shows what there is")
    })?;
    let outlook = operating.outlook(&named, tip, false, terminal);

    let mut preflight = Preflight::new(&operating);
    let outlook = preflight.take(outlook);
    preflight.look_around(Some(&line))?;
    let Some(outlook) = outlook else {
        return refuse(&doing, preflight.problems).map(|()| ExitCode::Done);
    };
    let version = outlook.candidate;
    let tag = operating.ground.tag_of(&version);
    if let Some(found) =
        operating.ground.tags.of_version(&version).find(|found| found.commit == tip)
    {
        refuse(&doing, preflight.problems)?;
        let (settings, config) = (operating.ground.settings(), &operating.ground.config);
        let push = options::switch(command.push, command.no_push);
        let pushes = options::pushes(push, settings, config);
        let branch = line.local.is_some().then_some(&line);
        return operating.tagged_already(found, branch, pushes, terminal);
    }
    preflight.tag(&tag, &version)?;
    preflight.version_files(tip);
    refuse(&doing, preflight.problems)?;

    operating.again = command.words(kind, &named.name);
    operating.before("branch", &named)?;
    let writes = operating.ground.settings().candidate_commits.unwrap_or(true);
    let files = match writes {
        true => Files::new(&mut operating, &named.name, tip, &version, &tag).versions(terminal)?,
        false => Vec::new(),
    };
    let plan = planned(&mut operating, command, line, (version.to_string(), tag), files)?;
    operating.carry_out(plan, terminal)
}

fn planned(
    operating: &mut Operating<'_>,
    command: &Candidate,
    topic: Line,
    (version, tag): (String, String),
    files: Vec<FileChange>,
) -> Result<Operation> {
    let tip = topic.tip().ok_or_else(|| Failure::bug("a branch that was found has no tip"))?;
    let messages = options::messages(operating.ground.settings());
    let tag_message =
        operating.tag_message(&messages.tag, Some(&topic.name), tip, &version, &tag)?;
    let (settings, config) = (operating.ground.settings(), &operating.ground.config);
    let signing = options::signing(&command.signing, settings, config);
    let push = options::switch(command.push, command.no_push);
    let pushes = options::pushes(push, settings, config);
    let plan = candidate::plan(&candidate::Candidate {
        verb: operating.verb.clone(),
        topic,
        version,
        tag,
        files,
        messages,
        tagging: Some((tag_message, signing)),
        head: operating.head_now(),
        remote: operating.push_remote(pushes)?,
    });
    plan.ok_or_else(|| Failure::bug("a branch that was found has no tip"))
}
