//! What stands in the place of the hook, and whose it is. It is known by its text, a link by the name
//! of what it leads to; nothing is run for that.

use std::path::{Path, PathBuf};

use crate::domain::hook::manager::Manager;
use crate::domain::hook::script::HookScript;

/// What stands in the place of the hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Nothing,
    /// A symbolic link.
    Link {
        /// What it leads to, as it says.
        target: PathBuf,
        /// The text at its end; empty where there is none.
        text: String,
        /// Whether it ends at the program that runs.
        is_this_program: bool,
    },
    /// A file.
    File {
        /// Its text.
        text: String,
    },
    /// A folder or a device.
    Other,
}

/// The forms that semflow gives a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A link to the program, which knows by its name what it is asked for.
    Link,
    /// A script that runs the program.
    Script,
    /// A script that runs the hook that was there, then the program.
    Chain,
}

impl Form {
    /// Returns its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Script => "script",
            Self::Chain => "chain",
        }
    }
}

/// Whose the hook is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occupant {
    /// There is none.
    Nobody,
    /// Semflow's, as semflow has made it.
    Semflow {
        /// How.
        form: Form,
        /// The program it leads to: a path, or in a script a name that the shell looks up.
        program: PathBuf,
    },
    /// Somebody else's who runs semflow in it.
    Caller,
    /// Somebody else's.
    Foreign(Option<Manager>),
    /// What stands there can be no hook.
    Unusable,
}

impl Occupant {
    /// Returns whose the hook is that stands in a folder.
    pub fn of(entry: &Entry, folder: &Path) -> Self {
        match entry {
            Entry::Nothing => Self::Nobody,
            Entry::Other => Self::Unusable,
            Entry::Link { target, is_this_program, .. }
                if *is_this_program || is_named_semflow(target) =>
            {
                Self::Semflow { form: Form::Link, program: target.clone() }
            }
            Entry::Link { text, .. } | Entry::File { text } => Self::of_text(text, folder),
        }
    }

    fn of_text(text: &str, folder: &Path) -> Self {
        if let Some(script) = HookScript::read(text) {
            let form = if script.is_chain { Form::Chain } else { Form::Script };
            return Self::Semflow { form, program: script.program.into() };
        }
        let runs_semflow = |line: &str| {
            !line.trim_start().starts_with('#')
                && line.contains("semflow")
                && line.contains("hook run")
        };
        match text.lines().any(runs_semflow) {
            true => Self::Caller,
            false => Self::Foreign(Manager::of_hook(folder, text)),
        }
    }
}

fn is_named_semflow(target: &Path) -> bool {
    target.file_stem().is_some_and(|name| name == "semflow")
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Entry, Form, Occupant};
    use crate::domain::hook::manager::Manager;
    use crate::domain::hook::script::HookScript;

    fn of(entry: &Entry) -> Occupant {
        Occupant::of(entry, Path::new("/r/.git/hooks"))
    }

    fn link(target: &str, text: &str, is_this_program: bool) -> Entry {
        Entry::Link { target: PathBuf::from(target), text: text.to_owned(), is_this_program }
    }

    #[test]
    fn a_link_is_semflows_by_the_name_or_the_file_it_leads_to() {
        let ours = |program: &str| Occupant::Semflow { form: Form::Link, program: program.into() };
        assert_eq!(of(&link("/gone/semflow", "", false)), ours("/gone/semflow"));
        assert_eq!(of(&link("/bin/semflow.exe", "", false)), ours("/bin/semflow.exe"));
        assert_eq!(of(&link("/bin/sf", "", true)), ours("/bin/sf"));
        assert_eq!(of(&link("../../hook.sh", "", false)), Occupant::Foreign(None));
    }

    #[test]
    fn a_text_is_semflows_a_callers_a_managers_or_somebodys() {
        let script = HookScript { program: "semflow".to_owned(), is_chain: true }.text();
        let file = |text: &str| of(&Entry::File { text: text.to_owned() });
        let ours = Occupant::Semflow { form: Form::Chain, program: "semflow".into() };
        assert_eq!(file(&script), ours);
        assert_eq!(file(&format!("{script}echo done\n")), Occupant::Caller);
        assert_eq!(file("# semflow hook run\nexit 0\n"), Occupant::Foreign(None));
        assert_eq!(file("call_lefthook run"), Occupant::Foreign(Some(Manager::Lefthook)));
        assert_eq!(of(&link("x", &script, false)), ours);
        assert_eq!(of(&Entry::Nothing), Occupant::Nobody);
        assert_eq!(of(&Entry::Other), Occupant::Unusable);
    }
}
