//! A message read as a Conventional Commit, by the grammar that git-cliff uses: `git-conventional`.

/// What a conventional message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conventional {
    /// The type.
    pub kind: String,
    /// The scope.
    pub scope: Option<String>,
    /// The description.
    pub description: String,
    /// What stands between header and footers.
    pub body: Option<String>,
    /// The footers.
    pub footers: Vec<Footer>,
    /// The description of the breaking change, if it is one.
    pub breaking_description: Option<String>,
}

/// A footer of a conventional message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// What stands before the separator.
    pub token: String,
    /// The separator, `:` or ` #`.
    pub separator: &'static str,
    /// What stands behind it.
    pub value: String,
    /// Whether it tells of a breaking change.
    pub breaking: bool,
}

impl Conventional {
    /// Returns what a message says; `None` where it is not conventional.
    pub fn parse(message: &str) -> Option<Self> {
        let parsed = git_conventional::Commit::parse(message).ok()?;
        let footer = |footer: &git_conventional::Footer<'_>| Footer {
            token: footer.token().as_str().to_owned(),
            separator: footer.separator().as_str(),
            value: footer.value().to_owned(),
            breaking: footer.breaking(),
        };
        Some(Self {
            kind: parsed.type_().as_str().to_owned(),
            scope: parsed.scope().map(|scope| scope.as_str().to_owned()),
            description: parsed.description().to_owned(),
            body: parsed.body().map(str::to_owned),
            footers: parsed.footers().iter().map(footer).collect(),
            breaking_description: parsed.breaking_description().map(str::to_owned),
        })
    }

    /// Whether it tells of a breaking change.
    pub fn is_breaking(&self) -> bool {
        self.breaking_description.is_some()
    }
}

impl Footer {
    /// Returns the footer as rules see it: without space behind the separator, as git-cliff prints
    /// it.
    pub fn text(&self) -> String {
        [&self.token, self.separator, &self.value].concat()
    }
}
