//! The imperative mood: a description says what the commit does to the code, as git's own messages
//! do (`SubmittingPatches` of git: "describe your changes in imperative mood").
//!
//! Only words of a list are judged, so that no noun is taken for a verb.

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;

/// Verbs that changes are described with, in the imperative.
const VERBS: &[&str] = &[
    "abort",
    "accept",
    "adapt",
    "add",
    "adjust",
    "align",
    "allow",
    "amend",
    "annotate",
    "append",
    "apply",
    "archive",
    "assert",
    "assign",
    "attach",
    "automate",
    "avoid",
    "await",
    "backport",
    "batch",
    "bind",
    "block",
    "bump",
    "bundle",
    "cache",
    "call",
    "cancel",
    "capture",
    "catch",
    "centralize",
    "change",
    "check",
    "clarify",
    "clean",
    "clear",
    "clone",
    "close",
    "collapse",
    "collect",
    "combine",
    "compare",
    "complete",
    "compress",
    "compute",
    "configure",
    "connect",
    "consolidate",
    "convert",
    "copy",
    "correct",
    "count",
    "cover",
    "create",
    "customize",
    "debounce",
    "declare",
    "decouple",
    "decrease",
    "dedupe",
    "deduplicate",
    "define",
    "delay",
    "delegate",
    "delete",
    "deploy",
    "deprecate",
    "derive",
    "describe",
    "detect",
    "disable",
    "discard",
    "display",
    "document",
    "download",
    "drop",
    "duplicate",
    "emit",
    "enable",
    "encode",
    "enforce",
    "enhance",
    "ensure",
    "escape",
    "evaluate",
    "exclude",
    "execute",
    "expand",
    "expose",
    "extend",
    "extract",
    "fetch",
    "filter",
    "finalize",
    "fix",
    "flatten",
    "flush",
    "force",
    "format",
    "forward",
    "free",
    "generate",
    "guard",
    "handle",
    "hide",
    "honor",
    "honour",
    "ignore",
    "implement",
    "import",
    "improve",
    "include",
    "increase",
    "indent",
    "infer",
    "inherit",
    "initialize",
    "inject",
    "inline",
    "insert",
    "install",
    "integrate",
    "introduce",
    "invalidate",
    "invoke",
    "isolate",
    "join",
    "limit",
    "link",
    "list",
    "load",
    "localize",
    "lock",
    "log",
    "lower",
    "map",
    "mark",
    "match",
    "measure",
    "mend",
    "merge",
    "migrate",
    "minify",
    "mock",
    "modify",
    "modernize",
    "move",
    "normalize",
    "normalise",
    "notify",
    "optimize",
    "optimise",
    "omit",
    "order",
    "organize",
    "override",
    "parse",
    "pass",
    "patch",
    "perform",
    "permit",
    "persist",
    "pin",
    "polish",
    "populate",
    "port",
    "prefer",
    "prepare",
    "prevent",
    "print",
    "process",
    "promote",
    "propagate",
    "protect",
    "provide",
    "prune",
    "publish",
    "pull",
    "push",
    "raise",
    "reduce",
    "refactor",
    "reference",
    "refine",
    "refresh",
    "refuse",
    "register",
    "reject",
    "relax",
    "release",
    "reload",
    "remove",
    "rename",
    "render",
    "reorder",
    "reorganize",
    "replace",
    "report",
    "request",
    "require",
    "resolve",
    "restore",
    "restructure",
    "restrict",
    "retry",
    "return",
    "reuse",
    "revert",
    "reword",
    "rework",
    "rotate",
    "round",
    "sanitize",
    "save",
    "scale",
    "select",
    "separate",
    "serialize",
    "share",
    "shorten",
    "silence",
    "simplify",
    "skip",
    "sort",
    "specify",
    "stabilize",
    "start",
    "stop",
    "store",
    "stream",
    "strip",
    "style",
    "support",
    "suppress",
    "swap",
    "switch",
    "sync",
    "synchronize",
    "test",
    "throttle",
    "throw",
    "tidy",
    "toggle",
    "track",
    "translate",
    "treat",
    "trim",
    "tune",
    "tweak",
    "unify",
    "update",
    "upgrade",
    "upload",
    "use",
    "validate",
    "verify",
    "warn",
    "wire",
    "wrap",
];

/// Forms that no rule makes, with the imperative.
const IRREGULAR: &[(&str, &str)] = &[
    ("began", "begin"),
    ("bound", "bind"),
    ("broke", "break"),
    ("brought", "bring"),
    ("building", "build"),
    ("builds", "build"),
    ("built", "build"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("did", "do"),
    ("found", "find"),
    ("gave", "give"),
    ("got", "get"),
    ("hid", "hide"),
    ("kept", "keep"),
    ("keeping", "keep"),
    ("keeps", "keep"),
    ("made", "make"),
    ("makes", "make"),
    ("making", "make"),
    ("ran", "run"),
    ("rewriting", "rewrite"),
    ("rewrites", "rewrite"),
    ("rewritten", "rewrite"),
    ("rewrote", "rewrite"),
    ("running", "run"),
    ("sending", "send"),
    ("sends", "send"),
    ("sent", "send"),
    ("shown", "show"),
    ("showed", "show"),
    ("threw", "throw"),
    ("took", "take"),
    ("went", "go"),
    ("writes", "write"),
    ("wrote", "write"),
    ("written", "write"),
];

/// Forms of a verb that are nouns as well: `docs: links to the guide`.
const NOUNS: &[&str] = &[
    "archives",
    "batches",
    "blocks",
    "bundles",
    "caches",
    "calls",
    "changes",
    "checks",
    "clones",
    "copies",
    "counts",
    "covers",
    "documents",
    "downloads",
    "duplicates",
    "filters",
    "fixes",
    "formats",
    "guards",
    "handles",
    "imports",
    "links",
    "lists",
    "loads",
    "locks",
    "logs",
    "maps",
    "marks",
    "matches",
    "measures",
    "merges",
    "mocks",
    "orders",
    "patches",
    "pins",
    "ports",
    "prints",
    "processes",
    "references",
    "releases",
    "reports",
    "requests",
    "returns",
    "shares",
    "streams",
    "styles",
    "supports",
    "tests",
    "tracks",
    "tweaks",
    "updates",
    "upgrades",
    "uploads",
    "uses",
    "building",
    "caching",
    "coding",
    "formatting",
    "handling",
    "indexing",
    "linking",
    "listing",
    "loading",
    "locking",
    "logging",
    "mapping",
    "matching",
    "merging",
    "parsing",
    "printing",
    "processing",
    "rendering",
    "sharing",
    "sorting",
    "streaming",
    "styling",
    "testing",
    "tracking",
    "typing",
    "versioning",
    "wiring",
    "wrapping",
    "streamed",
    "automated",
    "combined",
    "nested",
];

/// Returns the description that is told and not ordered: `added x`, `adds x`, `adding x`.
pub fn subject_mood(message: &Message<'_>) -> Vec<Violation> {
    let Some(span) = message.header.description.clone() else { return Vec::new() };
    let text = message.part(&span);
    let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text.get(..length).unwrap_or_default();
    let is_followed = text.get(length..).is_some_and(|rest| rest.starts_with(' '));
    let Some(verb) = imperative(&word.to_ascii_lowercase()).filter(|_| is_followed) else {
        return Vec::new();
    };
    let is_capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let verb = if is_capital { capitalised(verb) } else { verb.to_owned() };
    let at = span.start..span.start + length;
    let edit = Edit::new(at.clone(), verb.clone());
    let told = Violation::new(at, format!("imperative mood: `{verb}`"));
    vec![told.mended_by(Certainty::Meant, vec![edit])]
}

/// Whether a word in small letters is a verb in the imperative.
pub fn is_imperative(word: &str) -> bool {
    VERBS.contains(&word) || IRREGULAR.iter().any(|(_, verb)| *verb == word)
}

/// Returns the imperative of a verb in another form.
fn imperative(word: &str) -> Option<&'static str> {
    if let Some((_, verb)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return Some(verb);
    }
    if NOUNS.contains(&word) || VERBS.contains(&word) {
        return None;
    }
    let stems = [stem(word, "ed"), stem(word, "ing"), stem(word, "s")];
    stems
        .into_iter()
        .flatten()
        .find_map(|(stem, ending)| VERBS.iter().find(|verb| inflects(verb, stem, ending)).copied())
}

fn stem<'w>(word: &'w str, ending: &'static str) -> Option<(&'w str, &'static str)> {
    word.strip_suffix(ending).map(|stem| (stem, ending))
}

/// Whether a verb with an ending begins with this stem: `us(ed)`, `stopp(ed)`, `applie(s)`.
fn inflects(verb: &str, stem: &str, ending: &str) -> bool {
    let last = verb.chars().last().unwrap_or_default();
    let is_doubled = || {
        ending != "s"
            && stem.strip_suffix(last) == Some(verb)
            && !matches!(last, 'a' | 'e' | 'i' | 'o' | 'u' | 'w' | 'x' | 'y')
    };
    let drops_e = || ending != "s" && verb.strip_suffix('e') == Some(stem);
    let turns_y = || {
        let turned = if ending == "s" { "ie" } else { "i" };
        verb.strip_suffix('y').is_some_and(|root| stem.strip_suffix(turned) == Some(root))
            && ending != "ing"
    };
    let adds_e = || {
        ending == "s"
            && stem.strip_suffix('e') == Some(verb)
            && verb.ends_with(['s', 'x', 'z', 'h'])
    };
    stem == verb || is_doubled() || drops_e() || turns_y() || adds_e()
}

fn capitalised(verb: &str) -> String {
    let mut letters = verb.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{imperative, subject_mood};
    use crate::domain::check::own::message::Message;

    #[test]
    fn forms_of_a_verb_lead_to_its_imperative() {
        let rows = [
            ("added", Some("add")),
            ("adds", Some("add")),
            ("adding", Some("add")),
            ("fixed", Some("fix")),
            ("fixing", Some("fix")),
            ("used", Some("use")),
            ("using", Some("use")),
            ("stopped", Some("stop")),
            ("stopping", Some("stop")),
            ("applied", Some("apply")),
            ("applies", Some("apply")),
            ("applying", Some("apply")),
            ("passes", Some("pass")),
            ("removed", Some("remove")),
            ("made", Some("make")),
            ("rewrote", Some("rewrite")),
            ("add", None),
            ("process", None),
            ("speed", None),
            ("need", None),
            ("string", None),
            ("bed", None),
            ("tests", None),
            ("logging", None),
            ("users", None),
            ("", None),
        ];
        for (word, verb) in rows {
            assert_eq!(imperative(word), verb, "{word}");
        }
    }

    #[test]
    fn only_the_first_word_of_the_description_is_judged() {
        let rows = [
            ("feat: added x", Some("imperative mood: `add`")),
            ("feat: Adds x", Some("imperative mood: `Add`")),
            ("feat: add fixed x", None),
            ("feat: added", None),
            ("feat: fixed-size arrays", None),
            ("feat: API added", None),
            ("words", None),
        ];
        for (text, expected) in rows {
            let found = subject_mood(&Message::of(text));
            assert_eq!(found.first().map(|one| one.message.as_str()), expected, "{text}");
        }
    }
}
