//! `semflow release finish`, `semflow hotfix finish`

use semver::Version;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::release::arguments::Finish;
use crate::commands::release::files::Files;
use crate::commands::release::ground::Ground;
use crate::commands::release::merged::find_merged;
use crate::commands::release::operating::{Desired, Operating};
use crate::commands::release::options;
use crate::commands::release::outlook::Outlook;
use crate::commands::release::preflight::Preflight;
use crate::commands::release::resume;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::line::Line;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::problems::refuse;
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::plan::making::FileChange;
use crate::plan::operation::Operation;
use crate::plan::release::{candidate, finish};
use crate::terminal::Terminal;

/// Runs the command.
pub(crate) fn run(
    kind: BranchKind,
    command: &Finish,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    if command.resume || command.abort {
        let no_push = command.no_push;
        return resume::run(kind, command.abort, no_push, global, environment, terminal);
    }
    let desired = Desired {
        verb: format!("{} finish", kind.as_str()),
        kind,
        common: &command.common,
        stays: command.stay,
    };
    let mut operating = Operating::begin(&desired, global, environment, terminal)?;
    let named = topic(&operating.ground, kind, command)?;
    operating.again = command.words(kind, &named.name);
    operating.before("finish", &named)?;
    operating.look_again("finish", terminal)?;
    let operation = decide(&mut operating, kind, &named, command, terminal)?;
    operating.carry_out(operation, terminal)
}

/// Returns the topic branch. One whose merge a pull request has made may be gone: then the version
/// tells what it was called.
fn topic(ground: &Ground, kind: BranchKind, command: &Finish) -> Result<NamedBranch> {
    let found = ground.topic(kind, command.name.as_deref());
    match (&command.name, command.merged) {
        (Some(name), true) if found.is_err() => {
            let rest = name.strip_prefix(&ground.branch_for(kind, "")).unwrap_or(name);
            Ok(ground.flow.rules.classify(&ground.branch_for(kind, rest)))
        }
        _ => found,
    }
}

fn decide(
    operating: &mut Operating<'_>,
    kind: BranchKind,
    named: &NamedBranch,
    command: &Finish,
    terminal: &mut Terminal,
) -> Result<Operation> {
    let doing = format!("finish {}", named.name);
    let line = operating.ground.line(&named.name)?;
    let outlook = match line.as_ref().and_then(Line::tip) {
        Some(tip) => operating.outlook(named, tip, command.allow_underbump, terminal),
        None => Outlook::by_name(named, &operating.ground),
    };
    let ground = &operating.ground;
    let mut preflight = Preflight::new(operating);
    let is_out = preflight.is_out(named)?;
    let outlook = match is_out {
        true => outlook.or_else(|_| Outlook::by_name(named, ground)).ok(),
        false => preflight.take(outlook),
    };
    let Some(outlook) = outlook else {
        preflight.look_around(line.as_ref())?;
        return refuse(&doing, preflight.problems).and_then(|()| Err(nothing(&doing)));
    };
    let version = outlook.version;
    let tag = ground.tag_of(&version);
    let target = outlook.target;
    let topic = line.clone().unwrap_or_else(|| Line::nowhere(&named.name));
    let merged_as = find_merged(ground, &topic, &target, &version, &tag, command.merged)?;
    let followers =
        match command.no_back_merge || operating.ground.config.no_back_merge == Some(true) {
            true => Vec::new(),
            false => followers(operating, kind, &version, &target, &topic)?,
        };

    preflight.look_around(line.as_ref())?;
    preflight.lines(std::iter::once(&target).chain(&followers));
    if !is_out {
        preflight.tag(&tag, &version)?;
    }
    if merged_as.is_none() {
        preflight.has_something(&topic, &target, command.merged)?;
        topic.tip().into_iter().for_each(|tip| preflight.version_files(tip));
    }
    refuse(&doing, preflight.problems)?;

    let tip = topic.tip().or(merged_as).ok_or_else(|| nothing(&doing))?;
    let files = match merged_as {
        Some(_) => Vec::new(),
        None => Files::new(operating, &topic.name, tip, &version, &tag).release(terminal)?,
    };
    if command.pr && merged_as.is_none() {
        return for_pull_request(operating, named, topic, &version, tag, files);
    }
    let settled = Settled { version, tag, topic, target, followers, merged_as };
    planned(operating, command, settled, files)
}

/// What is known of a release once nothing stands in its way.
struct Settled {
    version: Version,
    tag: String,
    topic: Line,
    target: Line,
    followers: Vec<Line>,
    merged_as: Option<CommitId>,
}

fn planned(
    operating: &mut Operating<'_>,
    command: &Finish,
    settled: Settled,
    files: Vec<FileChange>,
) -> Result<Operation> {
    let Settled { version, tag, topic, target, followers, merged_as } = settled;
    let messages = options::messages(operating.ground.settings());
    let released = merged_as.or(topic.tip()).ok_or_else(|| nothing("finish"))?;
    let tag_message = operating.tag_message(
        &messages.tag,
        Some(&topic.name),
        released,
        &version.to_string(),
        &tag,
    )?;
    let (settings, config) = (operating.ground.settings(), &operating.ground.config);
    let keep = options::switch(command.keep, command.no_keep);
    let push = options::switch(command.push, command.no_push);
    let pushes = command.pr || options::pushes(push, settings, config);
    let finish = finish::Finish {
        verb: operating.verb.clone(),
        topic,
        version: version.to_string(),
        tag,
        target,
        followers,
        files,
        merged_as,
        messages,
        tag_message,
        signing: options::signing(&command.signing, settings, config),
        keeps: options::keeps(keep, settings, config),
        head: operating.head_now(),
        remote: operating.push_remote(pushes)?,
        back_merges_by_pull_request: command.pr,
    };
    finish::plan(&finish).ok_or_else(|| nothing("finish"))
}

/// Returns the plan that leaves the merge to a pull request: the release commit, pushed.
fn for_pull_request(
    operating: &Operating<'_>,
    named: &NamedBranch,
    topic: Line,
    version: &Version,
    tag: String,
    files: Vec<FileChange>,
) -> Result<Operation> {
    let candidate = candidate::Candidate {
        verb: format!("{} finish --pr", named.kind.as_str()),
        topic,
        version: version.to_string(),
        tag,
        files,
        messages: options::messages(operating.ground.settings()),
        tagging: None,
        head: operating.head_now(),
        remote: operating.push_remote(true)?,
    };
    candidate::plan(&candidate).ok_or_else(|| nothing("finish"))
}

fn nothing(doing: &str) -> Failure {
    Failure::state(format!("cannot {doing}: the branch is neither here nor on the remote"))
        .hint("`git branch --all` shows what there is")
}

/// Returns the branches that a release is merged back into, in order; the integration branch last,
/// because that is where one goes on working. A hotfix comes into every release that is on its way,
/// too. A support line is on its own.
fn followers(
    operating: &Operating<'_>,
    kind: BranchKind,
    version: &Version,
    target: &Line,
    topic: &Line,
) -> Result<Vec<Line>> {
    let ground = &operating.ground;
    if ground.flow.rules.classify(&target.name).kind == BranchKind::Support {
        return Ok(Vec::new());
    }
    let mut names: Vec<String> = Vec::new();
    if kind == BranchKind::Hotfix {
        let is_later = |named: &NamedBranch| {
            named.version(ground.tags.family()).is_none_or(|other| other > *version)
        };
        let open = ground.open(BranchKind::Release);
        let own_line = open.into_iter().filter(|named| is_later(named));
        for named in own_line {
            if !ground.is_for_support(&named, operating.environment)? {
                names.push(named.name);
            }
        }
    }
    for kind in [BranchKind::Staging, BranchKind::Integration] {
        names.extend(ground.named(kind).into_iter().map(|named| named.name));
    }
    names.retain(|name| *name != target.name && *name != topic.name);
    let lines: Vec<_> = names.iter().map(|name| ground.line(name)).collect::<Result<_>>()?;
    Ok(lines.into_iter().flatten().collect())
}
