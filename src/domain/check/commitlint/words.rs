//! A text split into words, as lodash's `words` does it: the case names of commitlint rest on it.

use crate::domain::check::commitlint::text::{is_space, is_word};

/// Returns the words of a text, without accents and apostrophes.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain: Vec<char> =
        text.chars().flat_map(without_accent).filter(|c| !is_apostrophe(*c)).collect();
    let mut words = Vec::new();
    let mut rest = plain.as_slice();
    while !rest.is_empty() {
        let length = word_length(rest);
        let (word, behind) = rest.split_at(length.unwrap_or(1));
        if length.is_some() {
            words.push(word.iter().collect());
        }
        rest = behind;
    }
    words
}

/// Returns the ASCII letters for a letter of Latin-1 or Latin Extended-A, nothing for a combining
/// mark, and any other character as it is.
fn without_accent(c: char) -> impl Iterator<Item = char> {
    let plain: &'static str = match c {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ð' | 'Ď' | 'Đ' => "D",
        'ð' | 'ď' | 'đ' => "d",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ĥ' | 'Ħ' => "H",
        'ĥ' | 'ħ' => "h",
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => "I",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'Ĵ' => "J",
        'ĵ' => "j",
        'Ķ' => "K",
        'ķ' | 'ĸ' => "k",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ŀ' | 'Ł' => "L",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' | 'Ŋ' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' | 'ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'Ŕ' | 'Ŗ' | 'Ř' => "R",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ſ' => "s",
        'Ţ' | 'Ť' | 'Ŧ' => "T",
        'ţ' | 'ť' | 'ŧ' => "t",
        'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'Ŵ' => "W",
        'ŵ' => "w",
        'Ý' | 'Ŷ' | 'Ÿ' => "Y",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        'Æ' => "Ae",
        'æ' => "ae",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        'Œ' => "Oe",
        'œ' => "oe",
        'ß' => "ss",
        'Þ' => "Th",
        'þ' => "th",
        _ => "",
    };
    let kept = (plain.is_empty() && !is_combining(c)).then_some(c);
    plain.chars().chain(kept)
}

const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Returns how many characters the word has that starts a text. The patterns are tried in this
/// order, the first that fits counts.
fn word_length(text: &[char]) -> Option<usize> {
    capitalised(text)
        .or_else(|| upper_or_other(text))
        .or_else(|| behind_capital(text, |c| is_lower(c) || is_other(c)))
        .or_else(|| some(run(text, is_upper)))
        .or_else(|| ordinal(text))
        .or_else(|| some(run(text, |c| c.is_ascii_digit())))
        .or_else(|| emoji(text))
}

/// Small letters, behind a capital letter or not, up to a break, a capital letter or the end.
fn capitalised(text: &[char]) -> Option<usize> {
    let length = behind_capital(text, is_lower)?;
    text.get(length).is_none_or(|c| is_break(*c) || is_upper(*c)).then_some(length)
}

/// Capital letters and letters of other scripts, up to a break, a capitalised word or the end.
fn upper_or_other(text: &[char]) -> Option<usize> {
    let whole = run(text, |c| is_upper(c) || is_other(c));
    (1..=whole).rev().find(|length| match text.get(*length..).unwrap_or_default() {
        [] => true,
        [next, ..] if is_break(*next) => true,
        [next, second, ..] => is_upper(*next) && (is_lower(*second) || is_other(*second)),
        [_] => false,
    })
}

/// `1st` or `1ST`, not in the midst of a word.
fn ordinal(text: &[char]) -> Option<usize> {
    let digits = run(text, |c| c.is_ascii_digit());
    let last = text.get(digits.checked_sub(1)?)?;
    let suffix = match last {
        '1' => ['s', 't'],
        '2' => ['n', 'd'],
        '3' => ['r', 'd'],
        _ => ['t', 'h'],
    };
    let tail = text.get(digits..)?;
    let next = tail.get(2).copied();
    let goes_on = |other_case: fn(&char) -> bool| {
        next.is_some_and(|c| is_word(c) && c != '_' && !other_case(&c))
    };
    let is_small = tail.starts_with(&suffix) && !goes_on(char::is_ascii_uppercase);
    let is_large = tail.starts_with(&suffix.map(|c| c.to_ascii_uppercase()))
        && !goes_on(char::is_ascii_lowercase);
    (is_small || is_large).then_some(digits + suffix.len())
}

/// A dingbat, a flag or a character beyond the first plane, with what joins it.
fn emoji(text: &[char]) -> Option<usize> {
    let mut length =
        symbol(text).or_else(|| text.first().is_some_and(|c| is_dingbat(*c)).then_some(1))?;
    length += modifiers(text.get(length..)?);
    while let Some(['\u{200d}', joined @ ..]) = text.get(length..) {
        let Some(one) = symbol(joined).or_else(|| some(joined.len().min(1))) else { break };
        length += 1 + one + modifiers(joined.get(one..)?);
    }
    Some(length)
}

fn symbol(text: &[char]) -> Option<usize> {
    let is_flag = |c: &char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    match text {
        [first, second, ..] if is_flag(first) && is_flag(second) => Some(2),
        [first, ..] if is_beyond(*first) => Some(1),
        _ => None,
    }
}

fn modifiers(text: &[char]) -> usize {
    let variation = text.first().is_some_and(|c| matches!(c, '\u{fe0e}' | '\u{fe0f}'));
    let at = usize::from(variation);
    let tone =
        text.get(at).is_some_and(|c| is_combining(*c) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}'));
    at + usize::from(tone)
}

fn behind_capital(text: &[char], is_letter: fn(char) -> bool) -> Option<usize> {
    let capital = usize::from(text.first().is_some_and(|c| is_upper(*c)));
    some(run(text.get(capital..)?, is_letter)).map(|length| capital + length)
}

fn run(text: &[char], is_part: impl Fn(char) -> bool) -> usize {
    text.iter().take_while(|c| is_part(**c)).count()
}

fn some(length: usize) -> Option<usize> {
    (length > 0).then_some(length)
}

const fn is_lower(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ')
}

const fn is_upper(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ')
}

const fn is_dingbat(c: char) -> bool {
    matches!(c, '\u{2700}'..='\u{27bf}')
}

const fn is_beyond(c: char) -> bool {
    c.len_utf16() == 2
}

const fn is_break(c: char) -> bool {
    let is_ascii_break = c.is_ascii() && !c.is_ascii_alphanumeric();
    is_ascii_break
        || is_space(c)
        || matches!(c, '\u{80}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{206f}' | '\u{180e}')
}

/// Whether it is a letter or sign of the first plane that none of the others is.
const fn is_other(c: char) -> bool {
    let has_class = is_break(c) || is_lower(c) || is_upper(c) || is_dingbat(c) || is_beyond(c);
    !has_class && !c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::words;

    #[test]
    fn words_end_at_spaces_capitals_and_numbers() {
        let rows: &[(&str, &[&str])] = &[
            ("", &[]),
            ("add the thing", &["add", "the", "thing"]),
            ("addTheThing", &["add", "The", "Thing"]),
            ("HTTPRequest", &["HTTP", "Request"]),
            ("v1.2", &["v", "1", "2"]),
            ("1st and 22ND, 3rdX", &["1st", "and", "22ND", "3rd", "X"]),
            ("11th", &["11", "th"]),
            ("don't", &["dont"]),
            ("Ünder_wörp", &["Under", "worp"]),
            ("straße", &["strasse"]),
            ("а б", &["а", "б"]),
            ("提交Commit", &["提交", "Commit"]),
            ("a👍🏽b", &["a", "👍🏽", "b"]),
            ("👩‍👩‍👧 🇩🇪🇫🇷", &["👩‍👩‍👧", "🇩🇪", "🇫🇷"]),
            ("✂️x", &["✂️", "x"]),
        ];
        for (text, expected) in rows {
            assert_eq!(&words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_words_without_spaces(text in "\\PC{0,20}") {
            prop_assert!(words(&text).iter().all(|word| !word.is_empty() && !word.contains(' ')));
        }
    }
}
