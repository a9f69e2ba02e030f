//! All that is known of the hook of a repository, and what keeps it from being run.

use std::path::PathBuf;

use crate::domain::hook::folder::HooksFolder;
use crate::domain::hook::manager::{Manager, Sighting};
use crate::domain::hook::occupant::{Entry, Form, Occupant};

/// The program that semflow's hook leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookProgram {
    /// Where it is; `None` where it is not there.
    pub path: Option<PathBuf>,
    /// Whether it is the program that runs now.
    pub is_this: bool,
}

/// All that is known of the hook of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is seen on the disk, apart from the others"
)]
pub struct HookSite {
    /// Where git looks for hooks.
    pub folder: HooksFolder,
    /// The folders on the way there that are missing, outermost first.
    pub missing: Vec<PathBuf>,
    /// Whether something else than a folder stands in its place.
    pub is_blocked: bool,
    /// What stands in the place of the hook.
    pub entry: Entry,
    /// Whose it is.
    pub occupant: Occupant,
    /// Whether it is marked as a program to run.
    pub is_executable: bool,
    /// Whether the file system forbids to run what lies there.
    pub is_forbidden: bool,
    /// Whether a hook that semflow has put aside is there.
    pub has_chained: bool,
    /// The program, where the hook is semflow's.
    pub program: Option<HookProgram>,
    /// The managers that the work tree shows.
    pub sightings: Vec<Sighting>,
}

/// Why a hook that is there is not run, or says no to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The repository has no work tree.
    Bare,
    /// `core.hooksPath` switches hooks off.
    Off,
    /// The hook is not marked as a program to run.
    NotExecutable,
    /// The file system is mounted `noexec`.
    Forbidden,
    /// The program is not there.
    NoProgram,
    /// The first line of a script ends as on Windows, so there is no such shell.
    WindowsLineEnds,
}

impl Problem {
    /// Returns its word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Off => "hooks-off",
            Self::NotExecutable => "not-executable",
            Self::Forbidden => "noexec",
            Self::NoProgram => "program-missing",
            Self::WindowsLineEnds => "windows-line-ends",
        }
    }

    /// Returns what it means.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bare => "a bare repository: git makes no commits here, so it never runs the hook",
            Self::Off => "`core.hooksPath` switches all hooks off",
            Self::NotExecutable => "git passes over the hook: it is not marked as executable",
            Self::Forbidden => "the file system is mounted `noexec`: nothing on it can be run",
            Self::NoProgram => "the program that the hook leads to is not there",
            Self::WindowsLineEnds => "the lines of the script end as on Windows: no shell runs it",
        }
    }

    /// Returns what mends it; nothing where nothing is wrong.
    pub const fn remedy(self) -> Option<&'static str> {
        match self {
            Self::Bare => None,
            Self::Off => Some("`git config --show-origin core.hooksPath` says where"),
            Self::NotExecutable => Some("`chmod +x` it, or run `semflow hook install`"),
            Self::Forbidden => Some("`core.hooksPath` can name a folder on another file system"),
            Self::NoProgram => Some("`semflow hook install` leads it to this one"),
            Self::WindowsLineEnds => {
                Some("`semflow hook install` writes it anew; `commit-msg text eol=lf` keeps it so")
            }
        }
    }
}

/// Who has git run semflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Semflow's own hook.
    Own(Form),
    /// Somebody's hook that runs it.
    Caller,
    /// A manager whose configuration names it.
    Manager(Manager),
}

impl HookSite {
    /// Returns how semflow is run when a commit is made, problems aside; `None` where it is not.
    pub fn way(&self) -> Option<Way> {
        match &self.occupant {
            Occupant::Semflow { form, .. } => Some(Way::Own(*form)),
            Occupant::Caller => Some(Way::Caller),
            Occupant::Foreign(Some(manager)) => self
                .sightings
                .iter()
                .any(|seen| seen.manager == *manager && seen.names_semflow)
                .then_some(Way::Manager(*manager)),
            Occupant::Nobody | Occupant::Foreign(None) | Occupant::Unusable => None,
        }
    }

    /// Returns what keeps the hook that is there from doing its work.
    pub fn problems(&self) -> Vec<Problem> {
        let is_there = !matches!(self.entry, Entry::Nothing | Entry::Other);
        let has_program = self.program.as_ref().is_none_or(|program| program.path.is_some());
        let text = match &self.entry {
            Entry::Link { text, .. } | Entry::File { text } => text.as_str(),
            Entry::Nothing | Entry::Other => "",
        };
        let first_line = text.split('\n').next().unwrap_or_default();
        [
            (Problem::Bare, self.folder.work_tree.is_none()),
            (Problem::Off, self.folder.is_off()),
            (Problem::NoProgram, !has_program),
            (Problem::NotExecutable, is_there && has_program && !self.is_executable),
            (Problem::Forbidden, is_there && self.is_forbidden),
            (Problem::WindowsLineEnds, first_line.starts_with("#!") && first_line.ends_with('\r')),
        ]
        .into_iter()
        .filter_map(|(problem, is_so)| is_so.then_some(problem))
        .collect()
    }

    /// Whether semflow is run when a commit is made. In a bare repository none is, and nothing is
    /// wrong with that.
    pub fn is_installed(&self) -> bool {
        self.way().is_some() && self.problems().iter().all(|problem| *problem == Problem::Bare)
    }
}
