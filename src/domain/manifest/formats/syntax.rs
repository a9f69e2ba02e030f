//! What is a comment and what is a string in the languages of version files.

/// What is a comment and what is a string.
pub(super) struct Syntax {
    /// What begins a comment up to the end of its line.
    pub(super) line_comments: &'static [&'static str],
    /// What begins a comment and what ends it.
    pub(super) block_comments: &'static [(&'static str, &'static str)],
    /// The quotes, longer marks before those they begin with.
    pub(super) quotes: &'static [Quote],
}

/// What a string stands in.
pub(super) struct Quote {
    /// What begins it and ends it.
    pub(super) mark: &'static str,
    /// Whether a backslash takes the meaning from the next character.
    pub(super) has_escapes: bool,
    /// Whether it may have several lines.
    pub(super) spans_lines: bool,
}

const fn short(mark: &'static str) -> Quote {
    Quote { mark, has_escapes: true, spans_lines: false }
}

const fn long(mark: &'static str) -> Quote {
    Quote { mark, has_escapes: true, spans_lines: true }
}

const TRIPLE: [Quote; 4] = [long("\"\"\""), long("'''"), short("\""), short("'")];

/// Python, and Starlark with it.
pub(super) const PYTHON: Syntax =
    Syntax { line_comments: &["#"], block_comments: &[], quotes: &TRIPLE };

/// Elixir.
pub(super) const ELIXIR: Syntax = PYTHON;

/// Ruby.
pub(super) const RUBY: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("=begin", "\n=end")],
    quotes: &[short("\""), short("'")],
};

/// Groovy and Kotlin, as Gradle is written in them.
pub(super) const GRADLE: Syntax =
    Syntax { line_comments: &["//"], block_comments: &[("/*", "*/")], quotes: &TRIPLE };

/// Go.
pub(super) const GO: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: &[Quote { mark: "`", has_escapes: false, spans_lines: true }, short("\""), short("'")],
};

/// The language of Terraform.
pub(super) const HCL: Syntax =
    Syntax { line_comments: &["#", "//"], block_comments: &[("/*", "*/")], quotes: &[short("\"")] };

/// The language of dune.
pub(super) const DUNE: Syntax =
    Syntax { line_comments: &[";"], block_comments: &[("#|", "|#")], quotes: &[short("\"")] };

/// The language of opam.
pub(super) const OPAM: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("(*", "*)")],
    quotes: &[long("\"\"\""), long("\"")],
};
