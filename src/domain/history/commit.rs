//! A commit as the repository holds it, decoded but not yet understood.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The SHA-1 name of a commit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId([u8; 20]);

impl CommitId {
    /// Returns the id with these twenty bytes.
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Returns the id that forty hexadecimal digits spell, in either case; anything else is `None`.
    pub fn from_hex(digits: &str) -> Option<Self> {
        Self::from_hex_bytes(digits.as_bytes())
    }

    /// Returns the id that forty ASCII hexadecimal digits spell, as a commit object holds them.
    pub fn from_hex_bytes(digits: &[u8]) -> Option<Self> {
        if digits.len() != 40 {
            return None;
        }
        let mut bytes = [0; 20];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
            let [high, low] = pair.map(hex_value);
            if high > 15 || low > 15 {
                return None;
            }
            *byte = high << 4 | low;
        }
        Some(Self(bytes))
    }

    /// Returns the twenty bytes of the id.
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// Returns the first seven hexadecimal digits, for people to read.
    pub fn short(&self) -> String {
        let mut digits = self.to_string();
        digits.truncate(7);
        digits
    }
}

/// Written as forty hexadecimal digits.
impl Serialize for CommitId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CommitId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::from_hex(&digits).ok_or_else(|| Error::custom(format!("`{digits}` is no object id")))
    }
}

/// Returns the value of a digit, more than 15 for what is none.
const fn hex_value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => u8::MAX,
    }
}

/// A map from commits, for histories that have many.
pub type CommitMap<V> = HashMap<CommitId, V, BuildHasherDefault<IdHasher>>;

/// A set of commits, likewise.
pub type CommitSet = HashSet<CommitId, BuildHasherDefault<IdHasher>>;

/// Takes the first bytes of an id for its hash: they are the output of SHA-1 already.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 = u64::from_le_bytes(*first);
        }
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Long histories print many of them: one write each, and no formatting of numbers.
        let digit =
            |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 });
        let digits: String =
            self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        f.write_str(&digits)
    }
}

impl fmt::Debug for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A name and an address, as the `author` and `committer` lines of commit objects carry them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Person {
    /// The name, decoded; empty where the line has none.
    pub name: String,
    /// The address between `<` and `>`.
    pub email: String,
}

/// Who made a commit, and when. The person is shared: a history has few people and many commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who it was.
    pub person: Arc<Person>,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub seconds: i64,
}

/// One commit with its decoded message and its links to the commits before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCommit {
    /// Its name.
    pub id: CommitId,
    /// Its parents in order; empty for a root and for the edge of a shallow clone.
    pub parents: Vec<CommitId>,
    /// Who wrote the change.
    pub author: Signature,
    /// Who put it into this history.
    pub committer: Signature,
    /// The message with line ends as they are stored, bytes that are no text replaced by U+FFFD.
    pub message: String,
}

impl RawCommit {
    /// Returns the first line of the message, without surrounding space.
    pub fn subject(&self) -> &str {
        self.message.trim_start().lines().next().unwrap_or_default().trim()
    }

    /// Whether the commit has more than one parent.
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::CommitId;

    #[test]
    fn an_id_survives_the_way_to_text_and_back() {
        let digits = "0123456789abcdef0123456789ABCDEF01234567";
        let id = CommitId::from_hex(digits).unwrap();
        assert_eq!(id.to_string(), digits.to_lowercase());
        assert_eq!(id.short(), "0123456");
    }

    #[test]
    fn text_that_is_no_id_is_refused() {
        assert_eq!(CommitId::from_hex("0123"), None);
        assert_eq!(CommitId::from_hex(&"g".repeat(40)), None);
    }
}
