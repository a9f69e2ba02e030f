//! What the pages are made with beside the reports.

/// What the pages are made with beside the reports.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that have nothing to do with each other"
)]
pub struct Options<'o> {
    /// The columns that a page may take.
    pub width: usize,
    /// Whether a page for people has colours.
    pub is_coloured: bool,
    /// Whether warnings reject a message.
    pub is_strict: bool,
    /// Whether a message with notes alone gets a page.
    pub shows_notes: bool,
    /// The file where a rejected message is kept.
    pub saved: Option<&'o str>,
    /// Whether a commit was to get another message, and not a new commit its first.
    pub amends: bool,
    /// The types that the project uses.
    pub types: Option<Types<'o>>,
    /// What else people are told to read when a message is rejected.
    pub help_url: Option<&'o str>,
}

/// The types that a project uses.
#[derive(Clone, Copy, Debug)]
pub struct Types<'o> {
    /// Their names.
    pub names: &'o [String],
    /// Where they are set, `cliff.toml:4`; `None` where they are those that most projects use.
    pub place: Option<&'o str>,
}

/// The columns of a page where nobody knows how wide the terminal is.
const USUAL_WIDTH: usize = 80;

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            width: USUAL_WIDTH,
            is_coloured: false,
            is_strict: false,
            shows_notes: false,
            saved: None,
            amends: false,
            types: None,
            help_url: None,
        }
    }
}
