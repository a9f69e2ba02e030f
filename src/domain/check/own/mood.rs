//! The imperative mood: a description says what the commit does to the code, as git's own messages
//! do (`SubmittingPatches` of git: "describe your changes in imperative mood").
//!
//! Only words of a list are judged, so that no noun is taken for a verb.

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::check::own::verbs::{IRREGULAR, NOUNS, VERBS};

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
    let at = span.start..span.start + length;
    let edit = Edit::new(at.clone(), verb);
    let told = Violation::new(at, format!("imperative mood: `{verb}`"));
    vec![told.mended_by(Certainty::Meant, vec![edit])]
}

/// Whether a word in small letters is a verb in the imperative.
pub fn is_imperative(word: &str) -> bool {
    is_among(VERBS, word) || IRREGULAR.iter().any(|(_, verb)| *verb == word)
}

/// Returns the imperative of a verb in another form.
fn imperative(word: &str) -> Option<&'static str> {
    if let Ok(at) = IRREGULAR.binary_search_by(|(form, _)| (*form).cmp(word)) {
        return IRREGULAR.get(at).map(|(_, verb)| *verb);
    }
    let ending = ["ed", "ing", "s"].into_iter().find(|ending| word.ends_with(ending))?;
    if is_among(NOUNS, word) || is_among(VERBS, word) {
        return None;
    }
    let stem = word.strip_suffix(ending)?;
    let verb = |verb: &str| VERBS.binary_search(&verb).ok().and_then(|at| VERBS.get(at)).copied();
    verb(stem)
        .or_else(|| verb(stem.strip_suffix('e').filter(|root| adds_e(root, ending))?))
        .or_else(|| verb(&format!("{stem}e")).filter(|_| ending != "s"))
        .or_else(|| verb(undoubled(stem)?).filter(|_| ending != "s"))
        .or_else(|| {
            let turned = if ending == "s" { "ie" } else { "i" };
            let root = stem.strip_suffix(turned).filter(|_| ending != "ing")?;
            verb(&format!("{root}y"))
        })
}

/// Whether a verb takes `es`: `pass(es)`.
fn adds_e(root: &str, ending: &str) -> bool {
    ending == "s" && root.ends_with(['s', 'x', 'z', 'h'])
}

/// Returns a stem without the letter that its ending doubled: `stopp(ed)`.
fn undoubled(stem: &str) -> Option<&str> {
    let last = stem.chars().next_back()?;
    let root = stem.strip_suffix(last)?;
    let is_doubled =
        root.ends_with(last) && !matches!(last, 'a' | 'e' | 'i' | 'o' | 'u' | 'w' | 'x' | 'y');
    is_doubled.then_some(root)
}

fn is_among(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
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
            ("feat: Adds x", Some("imperative mood: `add`")),
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
