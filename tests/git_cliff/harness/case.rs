//! One run to compare: a history, files beside it, arguments and variables.

use crate::histories::catalogue::History;

use super::repository::WORK_TREE;

/// What both programs are run on.
#[derive(Clone, Debug)]
#[must_use = "a case has to be compared"]
pub(crate) struct Case {
    /// What the history and the arguments say of it, or a word of its own.
    pub(crate) label: String,
    pub(crate) history: History,
    /// Repositories beside the first one, by the names of their folders.
    pub(crate) neighbours: Vec<(&'static str, History)>,
    /// Paths below the folder that holds the repository, and what the files hold.
    pub(crate) files: Vec<(String, String)>,
    /// `<<REV>>` in an argument or a file stands for the full id of a revision.
    pub(crate) arguments: Vec<String>,
    pub(crate) variables: Vec<(&'static str, String)>,
    /// Where the programs run, below the folder that holds the repository.
    pub(crate) folder: String,
    pub(crate) stdin: String,
    /// Whether git-cliff finds a configuration.
    pub(crate) is_configured: bool,
}

impl Case {
    /// Returns a run in the work tree, without a configuration; blanks part the arguments.
    pub(crate) fn new(history: History, arguments: &str) -> Self {
        Self {
            label: String::new(),
            history,
            neighbours: Vec::new(),
            files: Vec::new(),
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
            variables: Vec::new(),
            folder: WORK_TREE.to_owned(),
            stdin: String::new(),
            is_configured: false,
        }
    }

    /// The name that tells it from the other cases of its theme.
    pub(crate) fn name(&self) -> String {
        let mut name = format!("{:?}", self.history);
        for part in std::iter::once(&self.label).chain(&self.arguments) {
            if !part.is_empty() {
                name.push(' ');
                name.extend(part.chars().take(60).flat_map(char::escape_default));
            }
        }
        name
    }

    /// What the history and the arguments do not say.
    pub(crate) fn labelled(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    /// One more argument, blanks and all.
    pub(crate) fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// A `cliff.toml` in the work tree.
    pub(crate) fn configured(self, text: &str) -> Self {
        self.file("cliff.toml", text).finds_configuration()
    }

    /// git-cliff does find a configuration.
    pub(crate) fn finds_configuration(mut self) -> Self {
        self.is_configured = true;
        self
    }

    /// A file in the work tree.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.beside(&format!("{WORK_TREE}/{path}"), text)
    }

    /// A file below the folder that holds the repository and the home folder.
    pub(crate) fn beside(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    /// A variable of the environment.
    pub(crate) fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Runs in another folder; `.` is the one that holds the repository.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.folder);
        self
    }

    /// One more repository beside the first.
    pub(crate) fn neighbour(mut self, name: &'static str, history: History) -> Self {
        self.neighbours.push((name, history));
        self
    }

    /// What the programs can read.
    pub(crate) fn reading(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }
}
