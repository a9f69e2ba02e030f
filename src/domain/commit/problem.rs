//! Why a header is not conventional.

use std::fmt;

/// What keeps the first line of a message from being `type(scope)!: description`
/// (Conventional Commits 1.0.0, rules 1, 4, 5 and 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The message has no text.
    Empty,
    /// The line starts with white space.
    LeadingSpace,
    /// A carriage return stands inside the line.
    CarriageReturn,
    /// An emoji stands before or after the type, and the project does not want that.
    Emoji,
    /// The line starts with `:` or `(`: there is a place for a type, but no type.
    EmptyType,
    /// The line starts with something else than a letter.
    InvalidType,
    /// The type is in brackets: `[feat]: x`.
    BracketedType,
    /// The type is in quotation marks: `"feat": x`.
    QuotedType,
    /// Something stands before the type: `PROJ-1 feat: x`.
    TextBeforeType,
    /// There is no `type: ` at all.
    MissingType,
    /// A space stands before the scope: `feat (a): x`.
    SpaceBeforeScope,
    /// The scope is in brackets: `feat[a]: x`.
    BracketedScope,
    /// Nothing stands between the parentheses.
    EmptyScope,
    /// Parentheses stand inside the scope.
    NestedScope,
    /// The scope has no closing parenthesis.
    UnclosedScope,
    /// Text, or a second scope, follows the scope.
    TextAfterScope,
    /// The `!` stands before the scope: `feat!(a): x`.
    MarkBeforeScope,
    /// There is more than one `!`.
    RepeatedMark,
    /// A space stands before the colon, or before the `!`.
    SpaceBeforeColon,
    /// The colon is the full-width `：`.
    FullWidthColon,
    /// No space follows the colon, or another white space than the ASCII one.
    MissingSpace,
    /// The line starts with an address: `https://…`.
    Url,
    /// Nothing follows the colon.
    EmptyDescription,
    /// The commit waits to be squashed into another: `fixup! …`, `squash! …`, `amend! …`.
    Autosquash,
    /// The subject is the one that git or a forge writes for a merge.
    Merge,
    /// The subject is the one that git or a forge writes for a revert: `Revert "…"`.
    Revert,
}

impl Problem {
    /// Returns what is wrong with the line, without a full stop.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Empty => "the message is empty",
            Self::LeadingSpace => "the line starts with white space",
            Self::CarriageReturn => "a carriage return stands inside the line",
            Self::Emoji => "an emoji stands next to the type",
            Self::EmptyType => "the type is missing before the colon",
            Self::InvalidType => "a type starts with a letter",
            Self::BracketedType => "the type is in brackets",
            Self::QuotedType => "the type is in quotation marks",
            Self::TextBeforeType => "something stands before the type",
            Self::MissingType => "there is no type in front of the description",
            Self::SpaceBeforeScope => "a space stands before the scope",
            Self::BracketedScope => "the scope is in brackets",
            Self::EmptyScope => "the scope is empty",
            Self::NestedScope => "the scope holds parentheses",
            Self::UnclosedScope => "the scope is not closed",
            Self::TextAfterScope => "something stands between the scope and the colon",
            Self::MarkBeforeScope => "the `!` stands before the scope",
            Self::RepeatedMark => "there is more than one `!`",
            Self::SpaceBeforeColon => "a space stands before the colon",
            Self::FullWidthColon => "the colon is a full-width one",
            Self::MissingSpace => "no space follows the colon",
            Self::Url => "the line starts with an address",
            Self::EmptyDescription => "the description is empty",
            Self::Autosquash => "the commit waits to be squashed into another",
            Self::Merge => "this is the subject of a merge",
            Self::Revert => "this is the subject of a revert",
        }
    }

    /// Returns what to do about it, without a full stop.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Empty | Self::EmptyType | Self::InvalidType | Self::MissingType | Self::Url => {
                "write `type: description`, for example `fix: handle an empty file`"
            }
            Self::LeadingSpace => "remove the white space",
            Self::CarriageReturn => "end the line with a line feed",
            Self::Emoji => "move it behind the colon: `feat: ✨ description`",
            Self::BracketedType => "remove the brackets: `feat: description`",
            Self::QuotedType => "remove the quotation marks: `feat: description`",
            Self::TextBeforeType => {
                "start with the type, and name an issue in a footer: `Refs: PROJ-1`"
            }
            Self::SpaceBeforeScope => "remove the space: `feat(scope): description`",
            Self::BracketedScope => "use parentheses: `feat(scope): description`",
            Self::EmptyScope => "name a scope or remove the `()`",
            Self::NestedScope => "remove the inner parentheses",
            Self::UnclosedScope => "close it: `feat(scope): description`",
            Self::TextAfterScope => "put the colon right behind the scope, and list scopes in it",
            Self::MarkBeforeScope => "put the `!` right before the colon: `feat(scope)!: …`",
            Self::RepeatedMark => "write one `!`",
            Self::SpaceBeforeColon => "remove the space",
            Self::FullWidthColon => "write an ASCII `:` and a space",
            Self::MissingSpace => "put one space behind the colon",
            Self::EmptyDescription => "say on the same line what the change does",
            Self::Autosquash => "run `git rebase --interactive --autosquash`",
            Self::Merge => "leave it: the merged commits say what changed",
            Self::Revert => "leave it: a revert is read as it is",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what())
    }
}
