//! The values of a YAML text.

/// A value and where it starts: a line from one, a column from zero.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its line.
    pub(super) line: usize,
    /// Its column, in characters.
    pub(super) column: usize,
    /// The value.
    pub(super) content: Content,
    /// How many lists and mappings lie within each other here.
    pub(super) depth: usize,
    /// How many values there are here.
    pub(super) size: usize,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// No value.
    Nothing,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Another number, with how it is written.
    Broken(f64, String),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in its order.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// Its name.
    pub(super) name: String,
    /// Its line.
    pub(super) line: usize,
    /// Its column, in characters.
    pub(super) column: usize,
}

impl Node {
    /// Returns a value without any below it.
    pub(super) fn new(line: usize, column: usize, content: Content) -> Self {
        let depth = usize::from(matches!(content, Content::List(_) | Content::Map(_)));
        Self { line, column, content, depth, size: 1 }
    }

    /// Returns the value as a key, if it can be one.
    pub(super) fn into_key(self) -> Option<Key> {
        let name = match self.content {
            Content::Text(text) | Content::Broken(_, text) => text,
            Content::Whole(number) => number.to_string(),
            Content::Flag(flag) => flag.to_string(),
            Content::Nothing | Content::List(_) | Content::Map(_) => return None,
        };
        Some(Key { name, line: self.line, column: self.column })
    }
}

/// Returns what a bare word means.
pub(super) fn untagged(word: &str) -> Content {
    if matches!(word, "" | "~" | "null") {
        return Content::Nothing;
    }
    let flag = flag(word).map(Content::Flag);
    let number = || whole(word).map(Content::Whole);
    let broken = || broken(word).map(|number| Content::Broken(number, word.to_owned()));
    flag.or_else(number).or_else(broken).unwrap_or_else(|| Content::Text(word.to_owned()))
}

/// Returns what a bare word means under one of YAML's own tags; what contradicts its tag is
/// nothing.
pub(super) fn tagged(word: &str, tag: &str) -> Content {
    let content = match tag {
        "bool" => flag(word).map(Content::Flag),
        "int" => word.parse().ok().map(Content::Whole),
        "float" => broken(word).map(|number| Content::Broken(number, word.to_owned())),
        "null" => None,
        _ => Some(Content::Text(word.to_owned())),
    };
    content.unwrap_or(Content::Nothing)
}

fn flag(word: &str) -> Option<bool> {
    match word {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn whole(word: &str) -> Option<i64> {
    let prefixed = |prefix, radix| {
        word.strip_prefix(prefix).and_then(|digits| i64::from_str_radix(digits, radix).ok())
    };
    prefixed("0x", 16).or_else(|| prefixed("0o", 8)).or_else(|| word.parse().ok())
}

fn broken(word: &str) -> Option<f64> {
    match word {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        // Rust would read `inf` and `nan` as numbers
        _ if word.bytes().any(|byte| byte.is_ascii_digit()) => word.parse().ok(),
        _ => None,
    }
}
