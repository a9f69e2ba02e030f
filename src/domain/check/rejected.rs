//! Where messages that were not committed are kept: their names, and how they make room.
//!
//! They lie in the folder `semflow` of the work tree's own git folder. `rejected.txt` is the newest
//! and what `semflow commit --retry` and `--fix` are about; those before it are `rejected-1.txt` up
//! to `rejected-9.txt`, for people to look into.

/// The folder below the git folder of a work tree.
pub const FOLDER: &str = "semflow";

/// How many messages are kept.
pub const KEPT: usize = 10;

/// Returns the name of the file with the message that so many others came after.
pub fn name(age: usize) -> String {
    match age {
        0 => "rejected.txt".to_owned(),
        age => format!("rejected-{age}.txt"),
    }
}

/// Returns which files take another name, in order, so that no newest one is left: from, to. Only
/// as many move as have to, and the oldest gives way where all places are taken.
pub fn moves(is_there: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    let free = (0..KEPT).find(|age| !is_there(&name(*age))).unwrap_or(KEPT - 1);
    (1..=free).rev().map(|age| (name(age - 1), name(age))).collect()
}

/// Whether two messages are one: white space at their ends is git's business.
pub fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.trim_ascii() == other.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::{KEPT, moves, name};

    fn moved(there: &[usize]) -> Vec<(String, String)> {
        let names: Vec<_> = there.iter().map(|age| name(*age)).collect();
        moves(&|file| names.iter().any(|name| name == file))
    }

    #[test]
    fn the_messages_before_make_room_and_no_further() {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(moved(&[]), []);
        assert_eq!(moved(&[1, 2]), []);
        assert_eq!(moved(&[0]), [pair("rejected.txt", "rejected-1.txt")]);
        let two =
            [pair("rejected-1.txt", "rejected-2.txt"), pair("rejected.txt", "rejected-1.txt")];
        assert_eq!(moved(&[0, 1, 3]), two);
    }

    #[test]
    fn the_oldest_of_ten_gives_way() {
        let all: Vec<usize> = (0..KEPT).collect();
        let moves = moved(&all);
        assert_eq!(moves.len(), 9);
        assert_eq!(moves[0], ("rejected-8.txt".to_owned(), "rejected-9.txt".to_owned()));
    }
}
