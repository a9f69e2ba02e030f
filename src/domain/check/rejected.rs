//! What rejected messages are called where they are kept.

/// The folder below that of git.
pub const FOLDER: &str = "semflow";

/// The message that was rejected last.
pub const FILE: &str = "rejected.txt";

/// How many are kept.
pub const MOST: usize = 10;

/// Returns the name of the message that was rejected so many rejections ago.
pub fn older(rejections: usize) -> String {
    match rejections {
        0 => FILE.to_owned(),
        _ => format!("rejected-{rejections}.txt"),
    }
}
