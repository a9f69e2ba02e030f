//! How other ecosystems compare versions, as far as the versions go that are written for them:
//! the forms are proved against it.

use std::cmp::Ordering;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::strategy::Strategy;
use regex::Regex;
use semver::Version;

/// The words in a pre-release that mean something somewhere, and two that mean nothing.
const WORDS: [&str; 21] = [
    "alpha",
    "beta",
    "rc",
    "RC",
    "cr",
    "c",
    "a",
    "b",
    "m",
    "milestone",
    "pre",
    "preview",
    "dev",
    "post",
    "snapshot",
    "ga",
    "final",
    "release",
    "sp",
    "JIRA-123-login",
    "pr44",
];

/// Any SemVer version.
pub(super) fn versions() -> impl Strategy<Value = Version> {
    let identifier = prop_oneof![
        select(&WORDS[..]).prop_map(str::to_owned),
        (select(&WORDS[..]), "-?[0-9]{1,3}").prop_map(|(word, number)| format!("{word}{number}")),
        "0|[1-9][0-9]{0,24}",
        "[0-9A-Za-z-]{0,4}[A-Za-z-][0-9A-Za-z-]{0,4}",
    ];
    let pre = vec(identifier, 0..4);
    let build = vec("[0-9A-Za-z-]{1,7}", 0..3);
    let number = || prop_oneof![0..3_u64, any::<u64>()];
    (number(), number(), number(), pre, build).prop_map(|(major, minor, patch, pre, build)| {
        let pre = pre.join(".").parse().unwrap();
        let build = build.join(".").parse().unwrap();
        Version { major, minor, patch, pre, build }
    })
}

/// Compares two normalized versions as PEP 440 says, "Summary of permitted suffixes and relative
/// ordering" and "Local version identifiers".
pub(super) fn pep440(left: &str, right: &str) -> Ordering {
    pep440_key(left).cmp(&pep440_key(right))
}

/// Whether a version is a normalized one without epoch and post-release (PEP 440, appendix B, and
/// "Normalization").
pub(super) fn is_pep440(version: &str) -> bool {
    pep440_pattern().is_match(version)
}

fn pep440_pattern() -> Regex {
    let number = "(?:0|[1-9][0-9]*)";
    let local = format!("(?:{number}|[0-9]*[a-z][a-z0-9]*)");
    Regex::new(&format!(
        "^({number}\\.{number}\\.{number})(?:(a|b|rc|\\.dev)({number}))?\
         (?:\\+({local}(?:\\.{local})*))?$"
    ))
    .unwrap()
}

type Pep440Key = (Vec<Number>, usize, Number, Vec<LocalPart>);

fn pep440_key(version: &str) -> Pep440Key {
    let parts = pep440_pattern().captures(version).expect(version);
    let text = |group: usize| parts.get(group).map_or("", |part| part.as_str());
    let stage = [".dev", "a", "b", "rc", ""].iter().position(|stage| *stage == text(2)).unwrap();
    let local = text(4).split('.').filter(|part| !part.is_empty()).map(LocalPart::of);
    let release = text(1).split('.').map(Number::of);
    (release.collect(), stage, Number::of(text(3)), local.collect())
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum LocalPart {
    Text(String),
    Number(Number),
}

impl LocalPart {
    fn of(part: &str) -> Self {
        match part.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Self::Number(Number::of(part)),
            false => Self::Text(part.to_owned()),
        }
    }
}

/// A number of any length: without leading zeros, the longer one is higher.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Number(usize, String);

impl Number {
    fn of(digits: &str) -> Self {
        let digits = digits.trim_start_matches('0');
        Self(digits.len(), digits.to_owned())
    }
}

/// Compares two upstream versions by the steps of deb-version(7), "Sorting algorithm".
pub(super) fn debian(mut left: &str, mut right: &str) -> Ordering {
    while !(left.is_empty() && right.is_empty()) {
        let text = |version: &str| version.find(|sign: char| sign.is_ascii_digit());
        let (left_text, left_rest) = left.split_at(text(left).unwrap_or(left.len()));
        let (right_text, right_rest) = right.split_at(text(right).unwrap_or(right.len()));
        let by_text = debian_text(left_text).cmp(&debian_text(right_text));
        let number = |version: &str| version.find(|sign: char| !sign.is_ascii_digit());
        let (left_number, left_rest) =
            left_rest.split_at(number(left_rest).unwrap_or(left_rest.len()));
        let (right_number, right_rest) =
            right_rest.split_at(number(right_rest).unwrap_or(right_rest.len()));
        let by_number = Number::of(left_number).cmp(&Number::of(right_number));
        if by_text.then(by_number).is_ne() {
            return by_text.then(by_number);
        }
        (left, right) = (left_rest, right_rest);
    }
    Ordering::Equal
}

/// Each sign with its rank: `~`, the end, letters, the others.
fn debian_text(text: &str) -> Vec<(u8, char)> {
    let rank = |sign: char| match sign {
        '~' => (0, sign),
        sign if sign.is_ascii_alphabetic() => (2, sign),
        sign => (3, sign),
    };
    text.chars().map(rank).chain([(1, ' ')]).collect()
}

/// Compares two versions as `ComparableVersion` of Maven 3 does.
pub(super) fn maven(left: &str, right: &str) -> Ordering {
    compare(Some(&maven_items(left)), Some(&maven_items(right)))
}

#[derive(Clone, Debug)]
enum MavenItem {
    Number(Number),
    Word(String),
    List(Vec<MavenItem>),
}

impl MavenItem {
    fn of(token: &str, is_before_digit: bool) -> Self {
        if token.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Number(Number::of(token));
        }
        Self::Word(match (token, is_before_digit) {
            ("a", true) => "alpha".to_owned(),
            ("b", true) => "beta".to_owned(),
            ("m", true) => "milestone".to_owned(),
            ("cr", _) => "rc".to_owned(),
            ("ga" | "final" | "release", _) => String::new(),
            (word, _) => word.to_owned(),
        })
    }
}

/// A dash, and a change between letters and digits, starts a list within the list.
fn maven_items(version: &str) -> MavenItem {
    let version = version.to_ascii_lowercase();
    let mut lists = vec![Vec::new()];
    let mut token = String::new();
    for sign in version.chars() {
        let is_part = matches!(sign, '.' | '-');
        let turns = token
            .chars()
            .last()
            .is_some_and(|last| !is_part && last.is_ascii_digit() != sign.is_ascii_digit());
        if is_part || turns {
            let is_before_digit = turns && sign.is_ascii_digit();
            lists.last_mut().unwrap().push(MavenItem::of(&token, is_before_digit));
            token.clear();
        }
        if turns || sign == '-' {
            lists.push(Vec::new());
        }
        if !is_part {
            token.push(sign);
        }
    }
    if !token.is_empty() {
        lists.last_mut().unwrap().push(MavenItem::of(&token, false));
    }
    let mut inner = None;
    for mut list in lists.into_iter().rev() {
        list.extend(inner);
        inner = Some(MavenItem::List(without_nulls(list)));
    }
    inner.unwrap()
}

/// Drops what equals nothing, from the end up to the first thing that is neither that nor a list.
fn without_nulls(mut list: Vec<MavenItem>) -> Vec<MavenItem> {
    for index in (0..list.len()).rev() {
        let is_null = match &list[index] {
            MavenItem::List(inner) => inner.is_empty(),
            item => compare(Some(item), None).is_eq(),
        };
        if is_null {
            list.remove(index);
        } else if !matches!(list[index], MavenItem::List(_)) {
            break;
        }
    }
    list
}

fn compare(left: Option<&MavenItem>, right: Option<&MavenItem>) -> Ordering {
    use MavenItem::{List, Number as Digits, Word};
    match (left, right) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => compare(right, left).reverse(),
        (Some(Digits(number)), None) => number.cmp(&Number::of("")),
        (Some(Word(word)), None) => qualifier(word).cmp(&qualifier("")),
        (Some(List(items)), None) => {
            let by_item = items.iter().map(|item| compare(Some(item), None));
            by_item.fold(Ordering::Equal, Ordering::then)
        }
        (Some(Digits(left)), Some(Digits(right))) => left.cmp(right),
        (Some(Word(left)), Some(Word(right))) => qualifier(left).cmp(&qualifier(right)),
        (Some(List(left)), Some(List(right))) => {
            let pairs = 0..left.len().max(right.len());
            let by_item = pairs.map(|index| compare(left.get(index), right.get(index)));
            by_item.fold(Ordering::Equal, Ordering::then)
        }
        (Some(left), Some(right)) => maven_rank(left).cmp(&maven_rank(right)),
    }
}

fn maven_rank(item: &MavenItem) -> usize {
    match item {
        MavenItem::Word(_) => 0,
        MavenItem::List(_) => 1,
        MavenItem::Number(_) => 2,
    }
}

/// The known qualifiers in their order, then the unknown ones by their letters.
fn qualifier(word: &str) -> (usize, &str) {
    let known = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
    match known.iter().position(|known| *known == word) {
        Some(rank) => (rank, ""),
        None => (known.len(), word),
    }
}
