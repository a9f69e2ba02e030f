//! `semflow release start`, `semflow hotfix start`

use semver::Version;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::release::arguments::Start;
use crate::commands::release::ground::{Ground, names};
use crate::commands::release::operating::{Desired, Operating};
use crate::commands::release::options;
use crate::commands::release::outlook::without_foreign_flags;
use crate::commands::release::preflight::Preflight;
use crate::commands::version_question::VersionQuestion;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::line::Line;
use crate::domain::flow::problems::{Problem, refuse};
use crate::domain::history::commit::CommitId;
use crate::domain::version::bump::Bump;
use crate::domain::version::policy::{core, parse_asked, raise};
use crate::failure::{Failure, Result};
use crate::plan::release::start;
use crate::terminal::Terminal;

/// Runs the command.
pub(crate) fn run(
    kind: BranchKind,
    command: &Start,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let desired = Desired {
        verb: format!("{} start", kind.as_str()),
        kind,
        common: &command.common,
        stays: false,
    };
    let mut operating = Operating::begin(&desired, global, environment, terminal)?;
    let (base, at) = base(&operating.ground, kind, command)?;
    let rest = name(&mut operating, kind, command, base.as_ref(), at, terminal)?;
    let rest = filtered(&operating, kind, rest)?;
    let branch = operating.ground.branch_for(kind, &rest);
    let named = operating.ground.flow.rules.classify(&branch);

    let doing = format!("start {branch}");
    let mut preflight = Preflight::new(&operating);
    preflight.look_around(None)?;
    preflight.lines(base.as_ref().into_iter().filter(|line| line.local.is_some()));
    check_name(&operating.ground, kind, &branch, &mut preflight)?;
    refuse(&doing, preflight.problems)?;

    operating.again = command.words(kind, &rest);
    operating.before("start", &named)?;
    let push = options::switch(command.push, command.no_push).unwrap_or(false);
    let version = named.version(operating.ground.tags.family());
    let plan = start::plan(&start::Start {
        verb: operating.verb.clone(),
        version: version.map(|version| version.to_string()),
        branch,
        at,
        base,
        head: operating.head_now(),
        remote: operating.push_remote(push)?,
    });
    operating.carry_out(plan, terminal)
}

/// Returns the branch to start from, and the commit.
fn base(ground: &Ground, kind: BranchKind, command: &Start) -> Result<(Option<Line>, CommitId)> {
    if let Some(from) = &command.from {
        let line = ground.line(from)?;
        let tip = line.as_ref().and_then(Line::tip);
        let at = tip.map_or_else(|| ground.project.repository.resolve(from), Ok)?;
        return Ok((line, at));
    }
    let line = match kind {
        BranchKind::Hotfix => ground.production()?,
        _ => match ground.base_branch(BranchKind::Integration)? {
            Some(line) => line,
            None => ground.production()?,
        },
    };
    let at = line.tip().ok_or_else(|| {
        Failure::state(format!("the branch {} is nowhere", line.name))
            .hint("`--from REF` names a commit to start from")
    })?;
    Ok((Some(line), at))
}

/// Returns what stands behind the prefix of the new branch: the version as a tag is written, unless a
/// name was given.
fn name(
    operating: &mut Operating<'_>,
    kind: BranchKind,
    command: &Start,
    base: Option<&Line>,
    at: CommitId,
    terminal: &mut Terminal,
) -> Result<String> {
    let ground = &operating.ground;
    if let Some(name) = &command.name {
        let rest = name.strip_prefix(&ground.branch_for(kind, "")).unwrap_or(name);
        let Ok(version) = parse_asked(rest, ground.tags.family()) else {
            return Ok(rest.to_owned());
        };
        let version = core(&version);
        let rest = ground.tag_of(&version);
        // A branch that is there already is told of in other words.
        let is_new = ground.line(&ground.branch_for(kind, &rest))?.is_none();
        if let Some(line) = base.filter(|_| is_new) {
            refuse_lower(operating, &version, line, at, terminal)?;
        }
        return Ok(rest);
    }
    let question = VersionQuestion {
        major: command.major,
        minor: command.minor,
        branch: base.map(|line| line.name.clone()),
        ..VersionQuestion::default()
    };
    let environment = operating.environment;
    operating.at(at, base.map(|line| line.name.as_str()), |ground| {
        let Ground { project, tags, .. } = ground;
        let answered = question.answer(project, tags, true, environment, terminal)?;
        let mut version = core(&answered.decision.next);
        let previous = answered.decision.previous.as_ref().map(|tag| &tag.version);
        // A hotfix corrects what is out: nothing on the production branch asks for a version yet.
        if kind == BranchKind::Hotfix && previous.is_some_and(|previous| version <= *previous) {
            version = raise(&version, Bump::Patch);
        }
        while kind == BranchKind::Hotfix && ground.is_claimed(&version) {
            version = raise(&version, Bump::Patch);
        }
        Ok(ground.tag_of(&version))
    })
}

/// Refuses a version that could not be finished: one that is below what is out where it starts. One
/// that is out itself is told in other words.
fn refuse_lower(
    operating: &mut Operating<'_>,
    version: &Version,
    line: &Line,
    at: CommitId,
    terminal: &mut Terminal,
) -> Result<()> {
    if operating.ground.tags.of_version(version).next().is_some() {
        return Ok(());
    }
    let question = VersionQuestion {
        version: Some(version.to_string()),
        branch: Some(line.name.clone()),
        ..VersionQuestion::default()
    };
    let environment = operating.environment;
    operating.at(at, Some(&line.name), |ground| {
        let Ground { project, tags, .. } = ground;
        let answered = question.answer(project, tags, true, environment, terminal);
        let answered = answered.map(drop).map_err(without_foreign_flags);
        answered.map_err(|failure| failure.hint("`--from REF` starts from another line"))
    })
}

/// Lets a filter of gitflow-avh change the version.
fn filtered(operating: &Operating<'_>, kind: BranchKind, rest: String) -> Result<String> {
    if !operating.runs_hooks() {
        return Ok(rest);
    }
    let filter = format!("filter-flow-{}-start-version", kind.as_str());
    let filtered = operating.git.run_flow_filter(&filter, &[&rest])?;
    let filtered = filtered.map(|filtered| filtered.text.trim().to_owned());
    Ok(filtered.filter(|text| !text.is_empty()).unwrap_or(rest))
}

fn check_name(
    ground: &Ground,
    kind: BranchKind,
    branch: &str,
    preflight: &mut Preflight<'_>,
) -> Result<()> {
    let word = kind.as_str();
    if ground.line(branch)?.is_some() {
        let problem = Problem::new(
            format!("the branch {branch} is there already"),
            format!("`git switch {branch}` goes on with it"),
        );
        preflight.problems.push(problem.at(branch.to_owned()));
    }
    let open = ground.open(kind);
    let several = ground.settings().several.or(ground.config.several).unwrap_or(false);
    let others: Vec<_> = open.into_iter().filter(|named| named.name != branch).collect();
    if !others.is_empty() && !several {
        let names = names(&others);
        let problem = Problem::new(
            format!("a {word} is on its way: {names}"),
            format!("finish it first: `semflow {word} finish`"),
        )
        .hint("`several = true` under `[release]` in cliff.toml allows more than one");
        preflight.problems.push(problem);
    }
    preflight.branch_name(branch)?;
    let named = ground.flow.rules.classify(branch);
    if let Some(version) = named.version(ground.tags.family()) {
        if let Some(found) = ground.tags.of_version(&version).find(|tag| tag.is_stable()) {
            let problem = Problem::new(
                format!("version {version} is out, as tag {}", found.name),
                format!("`semflow {word} start` without a version computes the next one"),
            );
            preflight.problems.push(problem);
        }
    } else if kind == BranchKind::Release {
        preflight.problems.push(Problem::new(
            format!("`{branch}` says no version"),
            "three numbers make a version: `semflow release start 1.2.0`",
        ));
    }
    Ok(())
}
