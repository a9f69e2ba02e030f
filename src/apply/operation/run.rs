//! Carrying an operation out, from the first object to the end, and going on with one that stopped.

use crate::apply::operation::build::{Built, Workshop, build};
use crate::apply::operation::conflict::{give_back, hand_over, hand_over_again, take_up};
use crate::apply::operation::hooks::Hooks;
use crate::apply::operation::journal::{Desk, Journal, Phase};
use crate::apply::operation::meaning::Meaning;
use crate::apply::operation::moving::{
    has_moved_nothing, keep_index, move_all, remove_leftovers, restore_index, stay, take_back,
    take_tree_back,
};
use crate::apply::operation::pushing;
use crate::apply::operation::standing::{is_as_it_ended, is_on_the_way};
use crate::apply::operation::undo::stop;
use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;
use crate::plan::operation::Operation;
use crate::plan::preview::{Conflict, Preview};

/// How an operation ended.
#[derive(Debug)]
pub struct Outcome {
    /// The operation, its objects made.
    pub operation: Operation,
    /// What its objects came to; a conflict says that it is with the user now.
    pub preview: Preview,
    /// Whether it was pushed.
    pub is_pushed: bool,
    /// Why it was not pushed, where it should have been: all else is done.
    pub refused: Option<Failure>,
}

/// What operations are carried out with.
pub struct Works<'a> {
    /// Git at the work tree.
    pub git: &'a Git,
    /// Where journals are.
    pub desk: &'a Desk,
    /// What is known of files whose conflicts are resolved by what they mean.
    pub meaning: &'a Meaning<'a>,
    /// Whether hooks run.
    pub runs_hooks: bool,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub now: i64,
}

impl Works<'_> {
    /// Makes the objects of an operation outside the repository: nothing changes.
    ///
    /// # Errors
    /// When git cannot make one.
    pub fn rehearse(&self, operation: &mut Operation) -> Result<Preview> {
        let git = self.git.quarantined()?;
        let workshop = Workshop { git: &git, hooks: Hooks::none(), meaning: self.meaning };
        let built = build(&workshop, operation)?;
        if built.preview.conflict.is_none()
            && let Some(switch) = &operation.switch
            && let Some(to) = operation.id(switch.to)
        {
            git.check_switch(switch.at.into(), to.into())?;
        }
        Ok(built.preview)
    }

    /// Carries an operation out.
    ///
    /// # Errors
    /// When something fails: then nothing has changed.
    pub fn carry_out(&self, operation: Operation) -> Result<Outcome> {
        let journal = Journal {
            phase: Phase::Moving,
            git_dir: self.git.own_dir().to_string_lossy().into_owned(),
            runs_hooks: self.runs_hooks,
            begun: self.now,
            operation,
        };
        self.proceed(journal)
    }

    /// Goes on with an operation that stopped.
    ///
    /// # Errors
    /// When it cannot go on yet; it is as it was then.
    pub fn go_on(&self, mut journal: Journal) -> Result<Outcome> {
        match journal.phase {
            Phase::HandingOver(_) => {
                remove_leftovers(self.git, &journal)?;
                self.hand_over_again(journal)
            }
            Phase::Merging(place) => {
                remove_leftovers(self.git, &journal)?;
                let Some(made) = take_up(self.git, &journal, place)? else {
                    return self.hand_over_again(journal);
                };
                if let Some(making) = journal.operation.objects.get_mut(place) {
                    making.id = Some(made);
                }
                if let Some(switch) = &mut journal.operation.switch {
                    switch.at = made;
                }
                self.desk.write(&journal)?;
                self.proceed(journal)
            }
            Phase::Moving => {
                remove_leftovers(self.git, &journal)?;
                self.move_and_push(journal, Preview::default(), true)
            }
            Phase::Pushing => {
                remove_leftovers(self.git, &journal)?;
                self.push(journal, Preview::default(), true)
            }
            Phase::Undoing => Err(Failure::bug("an undo goes on by itself")),
        }
    }

    /// Takes an operation back: branches, index and work tree are as they were.
    ///
    /// # Errors
    /// When somebody went on from where it has put a branch.
    pub fn abort(&self, journal: &Journal) -> Result<()> {
        remove_leftovers(self.git, journal)?;
        match journal.phase {
            Phase::HandingOver(place) | Phase::Merging(place) => {
                give_back(self.git, self.desk, journal, place)?;
            }
            Phase::Moving | Phase::Pushing => {
                match journal.phase {
                    Phase::Pushing => is_as_it_ended(self.git, journal)?,
                    _ => is_on_the_way(self.git, &journal.operation)?,
                }
                // Cut off, it is half way as any other move is: nothing may be pushed from there.
                self.desk.write(&Journal { phase: Phase::Moving, ..journal.clone() })?;
                match has_moved_nothing(self.git, &journal.operation)? {
                    // A branch that is elsewhere was moved by somebody else, and stays there.
                    true => take_tree_back(self.git, &journal.operation)?,
                    false => take_back(self.git, &journal.operation)?,
                }
                if journal.operation.switch.is_some() {
                    restore_index(self.git, self.desk)?;
                }
            }
            Phase::Undoing => return stop(self.git, self.desk, journal),
        }
        self.desk.forget()
    }

    fn proceed(&self, mut journal: Journal) -> Result<Outcome> {
        let hooks = if journal.runs_hooks { Hooks::all() } else { Hooks::none() };
        let workshop = Workshop { git: self.git, hooks, meaning: self.meaning };
        let Built { preview, settled } = build(&workshop, &mut journal.operation)?;
        if let Some(conflict) = &preview.conflict {
            hand_over(self.git, self.desk, &mut journal, conflict, &settled)?;
            let operation = journal.operation;
            return Ok(Outcome { operation, preview, is_pushed: false, refused: None });
        }
        let is_begun = matches!(journal.phase, Phase::Merging(_));
        if let Some(switch) = &journal.operation.switch
            && let Some(to) = journal.operation.id(switch.to)
        {
            self.git.check_switch(switch.at.into(), to.into())?;
        }
        if !is_begun {
            keep_index(self.git, self.desk, &journal.operation)?;
        }
        journal.phase = Phase::Moving;
        self.desk.write(&journal)?;
        self.move_and_push(journal, preview, false)
    }

    /// From here on the journal leads on. Where the first move is refused, nothing has moved yet, and
    /// the journal goes.
    fn move_and_push(
        &self,
        mut journal: Journal,
        preview: Preview,
        is_resumed: bool,
    ) -> Result<Outcome> {
        if let Err(failure) = move_all(self.git, &journal, is_resumed) {
            let is_at_home =
                journal.operation.switch.as_ref().is_none_or(|switch| switch.at == switch.home);
            return match (has_moved_nothing(self.git, &journal.operation)?, is_at_home) {
                (true, true) => {
                    stay(self.git, &journal.operation)?;
                    self.desk.forget()?;
                    Err(failure.hint("nothing has changed: run it again for a new plan"))
                }
                (true, false) => Err(failure.hint(
                    "`--abort` gives everything back as it was; then run it again for a new plan",
                )),
                (false, _) => {
                    Err(failure.hint("`--continue` goes on from here, `--abort` takes it back"))
                }
            };
        }
        if journal.operation.push.is_none() {
            self.desk.finish()?;
            return self.ended(journal.operation, preview, false, None);
        }
        journal.phase = Phase::Pushing;
        self.desk.write(&journal)?;
        self.push(journal, preview, is_resumed)
    }

    fn push(&self, journal: Journal, preview: Preview, is_resumed: bool) -> Result<Outcome> {
        let Some(push) = &journal.operation.push else {
            self.desk.finish()?;
            return self.ended(journal.operation, preview, false, None);
        };
        let pushed = match is_resumed {
            true => pushing::push_the_rest(self.git, &journal.operation, push, journal.runs_hooks),
            false => pushing::push(self.git, &journal.operation, push, journal.runs_hooks),
        };
        match pushed {
            Ok(()) => {
                self.desk.finish()?;
                self.ended(journal.operation, preview, true, None)
            }
            Err(refused) => {
                let operation = journal.operation;
                Ok(Outcome { operation, preview, is_pushed: false, refused: Some(refused) })
            }
        }
    }

    fn ended(
        &self,
        operation: Operation,
        preview: Preview,
        is_pushed: bool,
        refused: Option<Failure>,
    ) -> Result<Outcome> {
        if self.runs_hooks {
            Hooks::all().after(self.git, &operation)?;
        }
        Ok(Outcome { operation, preview, is_pushed, refused })
    }

    /// Hands over a merge that was on its way, or is gone.
    fn hand_over_again(&self, mut journal: Journal) -> Result<Outcome> {
        let hooks = if journal.runs_hooks { Hooks::all() } else { Hooks::none() };
        let workshop = Workshop { git: self.git, hooks, meaning: self.meaning };
        let Built { preview, settled } = build(&workshop, &mut journal.operation)?;
        let Some(conflict) = &preview.conflict else { return Err(no_conflict()) };
        hand_over_again(self.git, self.desk, &mut journal, conflict, &settled)?;
        Err(handed_over_again(conflict))
    }
}

fn handed_over_again(conflict: &Conflict) -> Failure {
    let what = "the merge was given up or cut off, so it was handed over once more";
    let failure = Failure::state(what)
        .hint("resolve the files, `git add` them, then `semflow release continue`")
        .hint("`semflow release abort` gives everything back as it was");
    conflict.paths.iter().fold(failure, Failure::because)
}

fn no_conflict() -> Failure {
    Failure::state("the merge that was to be resolved has no conflict any more")
        .because("how git merges was changed since")
        .hint("`semflow release abort` takes all of it back; then begin anew")
}
