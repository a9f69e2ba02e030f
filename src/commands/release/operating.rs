//! The run of a command on branches: the lock, the remote asked, the hooks of git-flow, and the plan
//! shown or carried out.

use crate::apply::operation::journal::Desk;
use crate::apply::operation::run::{Outcome, Works};
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::changelog::section::ComingRelease;
use crate::commands::release::arguments::Common;
use crate::commands::release::ground::Ground;
use crate::commands::release::{meaning, options, remote};
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::line::Line;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::history::commit::CommitId;
use crate::domain::version::version_tag::VersionTag;
use crate::failure::{Failure, Result};
use crate::files::lock::Lock;
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::git::repository::{Head, Repository};
use crate::plan::making::Point;
use crate::plan::operation::{FlowHook, Operation, Push, RefMove};
use crate::plan::preview::{Preview, Report};
use crate::plan::release::finish::HeadNow;
use crate::plan::release::messages::Names;
use crate::terminal::{Terminal, operation};

/// What a command wants to do.
pub(crate) struct Desired<'a> {
    /// Its words: `release finish`.
    pub(crate) verb: String,
    /// The kind of branches it is about.
    pub(crate) kind: BranchKind,
    /// What all of these commands take.
    pub(crate) common: &'a Common,
    /// Whether HEAD is to stay on its branch.
    pub(crate) stays: bool,
}

/// The run of a command.
pub(crate) struct Operating<'a> {
    /// What the project is.
    pub(crate) ground: Ground,
    /// Git at its work tree.
    pub(crate) git: Git,
    /// What is done, in words.
    pub(crate) verb: String,
    /// What all of these commands take.
    pub(crate) common: &'a Common,
    /// The world around the run.
    pub(crate) environment: &'a Environment,
    /// The flags of every command.
    pub(crate) global: &'a Global,
    /// The words that ask for the same once more.
    pub(crate) again: Vec<String>,
    kind: BranchKind,
    stays: bool,
    after: Vec<FlowHook>,
    desk: Desk,
    _lock: Option<Lock>,
}

impl<'a> Operating<'a> {
    /// Takes the lock, asks the remote, and reads the project.
    pub(crate) fn begin(
        desired: &Desired<'a>,
        global: &'a Global,
        environment: &'a Environment,
        terminal: &mut Terminal,
    ) -> Result<Self> {
        let folder = global.run_folder(environment)?;
        let repository = Repository::open(&folder, environment.path("GIT_DIR").as_deref())?;
        let git = Git::of(&repository);
        let desk = Desk::of(git.common_dir());
        let Desired { verb, kind, common, stays } = desired;
        let lock = match common.dry_run {
            true => None,
            false => Some(desk.lock(verb)?),
        };
        if let Some(journal) = desk.read()? {
            return Err(unfinished(&journal.operation));
        }
        let mut ground = Ground::read(*kind, global, environment, terminal)?;
        if options::fetches(common, ground.settings(), &ground.config)
            && remote::refresh(&ground, &git, terminal)?
        {
            ground = Ground::read(*kind, global, environment, terminal)?;
        }
        Ok(Self {
            ground,
            git,
            verb: verb.clone(),
            common,
            environment,
            global,
            again: Vec::new(),
            kind: *kind,
            stays: *stays,
            after: Vec::new(),
            desk,
            _lock: lock,
        })
    }

    /// Does something with another commit as HEAD.
    pub(crate) fn at<T>(
        &mut self,
        commit: CommitId,
        branch: Option<&str>,
        act: impl FnOnce(&Ground) -> Result<T>,
    ) -> Result<T> {
        let there = Head { id: commit, branch: branch.map(str::to_owned) };
        let home = std::mem::replace(&mut self.ground.project.head, there);
        let done = act(&self.ground);
        self.ground.project.head = home;
        done
    }

    /// Returns where HEAD is; `None` in a bare repository.
    pub(crate) fn head_now(&self) -> Option<HeadNow> {
        let head = &self.ground.project.head;
        self.git.work_tree()?;
        Some(HeadNow { branch: head.branch.clone(), commit: head.id, stays: self.stays })
    }

    /// Returns the remote to push to.
    pub(crate) fn push_remote(&self, pushes: bool) -> Result<Option<String>> {
        match (&self.ground.flow.remote, pushes) {
            (_, false) => Ok(None),
            (Some(remote), true) => Ok(Some(remote.clone())),
            (None, true) => Err(Failure::usage("there is no remote to push to")
                .hint("`git remote add origin URL` adds one")
                .hint("`--no-push` leaves the push undone")),
        }
    }

    /// Returns the message of a tag: its first line, and the release notes. A filter of gitflow-avh has
    /// the last word.
    pub(crate) fn tag_message(
        &mut self,
        template: &str,
        branch: Option<&str>,
        commit: CommitId,
        version: &str,
        tag: &str,
    ) -> Result<String> {
        let (global, environment) = (self.global, self.environment);
        let notes = self.at(commit, branch, |ground| {
            let Ground { project, tags, .. } = ground;
            ComingRelease { project, tags, tag, global, environment }.notes()
        })?;
        let first =
            Names { version, tag, branch: branch.unwrap_or_default(), into: "" }.fill(template);
        let message = match notes.trim() {
            "" => format!("{first}\n"),
            notes => format!("{first}\n\n{notes}\n"),
        };
        if !self.runs_hooks() {
            return Ok(message);
        }
        let kind = self.kind.as_str();
        let filter = match self.verb.ends_with(" rc") {
            true => format!("filter-flow-{kind}-branch-tag-message"),
            false => format!("filter-flow-{kind}-finish-tag-message"),
        };
        let filtered = self.git.run_flow_filter(&filter, &[&message, version])?;
        let text = filtered.map(|filtered| filtered.text).filter(|text| !text.trim().is_empty());
        Ok(text.map_or(message, |text| format!("{text}\n")))
    }

    /// Runs the hook of gitflow-avh that may refuse an action, and remembers the one that follows.
    pub(crate) fn before(&mut self, action: &str, branch: &NamedBranch) -> Result<()> {
        if !self.runs_hooks() {
            return Ok(());
        }
        let kind = self.kind.as_str();
        let remote = self.ground.flow.remote.clone().unwrap_or_default();
        let base = self.ground.production().map(|line| line.name).unwrap_or_default();
        let arguments =
            vec![branch.rest.clone(), remote.clone(), branch.name.clone(), base.clone()];
        let variables = [
            ("BRANCH", branch.name.clone()),
            ("BRANCH_NAME", branch.rest.clone()),
            ("BRANCH_TYPE", kind.to_owned()),
            ("BASE_BRANCH", base),
            ("ORIGIN", remote),
            ("VERSION", branch.rest.clone()),
        ];
        let variables: Vec<_> =
            variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let words: Vec<_> = arguments.iter().map(String::as_str).collect();
        let named = variables.iter();
        let git = named.fold(self.git.clone(), |git, (name, value)| git.with_variable(name, value));
        git.run_flow_hook(&format!("pre-flow-{kind}-{action}"), &words)?;
        let name = format!("post-flow-{kind}-{action}");
        self.after.push(FlowHook { name, arguments, variables });
        Ok(())
    }

    /// Reads the project once more where a hook has run: what it commits is a part of the release.
    pub(crate) fn look_again(&mut self, action: &str, terminal: &mut Terminal) -> Result<()> {
        let hook = format!("pre-flow-{}-{action}", self.kind.as_str());
        if self.runs_hooks() && self.git.flow_program(&hook)?.is_some() {
            self.ground = Ground::read(self.kind, self.global, self.environment, terminal)?;
        }
        Ok(())
    }

    /// Tells of a tag that is there already. It is pushed where that is wanted, and its branch with it:
    /// who tagged first and asks for the push later has it.
    pub(crate) fn tagged_already(
        &self,
        found: &VersionTag,
        branch: Option<&Line>,
        pushes: bool,
        terminal: &mut Terminal,
    ) -> Result<ExitCode> {
        let mut operation = Operation::new(&self.verb);
        operation.version = Some(found.version.to_string());
        operation.tag = Some(found.name.to_string());
        operation.topic = branch.map(|line| line.name.clone());
        terminal.note(&format!("{} is there already, nothing has changed since", found.name));
        if let Some(remote) = self.push_remote(pushes)? {
            let mut names: Vec<_> = branch.map(Line::reference).into_iter().collect();
            names.push(format!("refs/tags/{}", found.name));
            let ids = self.git.read_refs(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
            for (name, id) in names.into_iter().zip(ids) {
                let Some(id) = id.map(ObjectId::as_commit) else { continue };
                operation.refs.push(RefMove { name, old: Some(id), new: Some(Point::Commit(id)) });
            }
            operation.push = Some(Push::of_all(remote, &operation.refs));
            return self.carry_out(operation, terminal);
        }
        let preview = Preview::default();
        let is_plan = self.common.dry_run;
        let report = Report { operation: &operation, preview: &preview, is_plan, is_pushed: false };
        match self.global.json {
            true => terminal.data(&operation::json(&report))?,
            false => terminal.data(&format!("{}\n", found.name))?,
        }
        Ok(ExitCode::Done)
    }

    /// Whether hooks run: not where nothing is changed, and not where the user wants none.
    pub(crate) fn runs_hooks(&self) -> bool {
        !self.common.dry_run && !self.common.no_verify
    }

    /// Shows the plan, or carries it out and tells what came of it.
    pub(crate) fn carry_out(
        &self,
        mut operation: Operation,
        terminal: &mut Terminal,
    ) -> Result<ExitCode> {
        operation.after.clone_from(&self.after);
        operation.again.clone_from(&self.again);
        let meaning = meaning::of(&self.ground.project.settings, &self.ground.project.repository);
        let works = Works {
            git: &self.git,
            desk: &self.desk,
            meaning: &meaning,
            runs_hooks: self.runs_hooks(),
            now: self.environment.now,
        };
        if self.common.dry_run {
            let preview = works.rehearse(&mut operation)?;
            let report = Report {
                operation: &operation,
                preview: &preview,
                is_plan: true,
                is_pushed: false,
            };
            return show_plan(&report, self.global, terminal);
        }
        let outcome = works.carry_out(operation)?;
        tell(outcome, self.global, terminal)
    }
}

fn show_plan(report: &Report<'_>, global: &Global, terminal: &mut Terminal) -> Result<ExitCode> {
    match global.json {
        true => terminal.data(&operation::json(report))?,
        false => terminal.data(&operation::plan(report))?,
    }
    Ok(match report.preview.conflict {
        Some(_) => ExitCode::State,
        None => ExitCode::Done,
    })
}

/// Tells what came of an operation.
pub(crate) fn tell(outcome: Outcome, global: &Global, terminal: &mut Terminal) -> Result<ExitCode> {
    let Outcome { operation, preview, is_pushed, refused } = outcome;
    let report = Report { operation: &operation, preview: &preview, is_plan: false, is_pushed };
    match global.json {
        true => terminal.data(&operation::json(&report))?,
        false if !terminal.is_quiet() => terminal.page(&operation::summary(&report)),
        false => {}
    }
    if let Some(conflict) = &preview.conflict {
        return Err(operation::conflict(conflict));
    }
    if !global.json
        && let Some(name) = operation.tag.as_ref().or(operation.topic.as_ref())
    {
        terminal.data(&format!("{name}\n"))?;
    }
    match refused {
        Some(failure) => Err(failure
            .hint(
                "`semflow release continue` pushes again, or plans anew where the remote has moved",
            )
            .hint("`semflow release continue --no-push` leaves it at that")
            .hint("`semflow release abort` takes all of it back")),
        None => Ok(ExitCode::Done),
    }
}

/// Refuses to begin while another operation is under way.
pub(crate) fn unfinished(operation: &Operation) -> Failure {
    let what = match &operation.topic {
        Some(topic) => format!("`{}` of {topic} is under way", operation.verb),
        None => format!("`{}` is under way", operation.verb),
    };
    Failure::state(what)
        .hint("`semflow release status` tells how far it is")
        .hint("`semflow release continue` goes on, `semflow release abort` takes it back")
}
