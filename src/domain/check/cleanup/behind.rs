//! What stands behind a message in its file, and stays there when the message is mended.

use crate::domain::check::cleanup::prefix::CommentPrefix;
use crate::domain::check::cleanup::scissors::Verbose;
use crate::domain::check::cleanup::text::{Cleanup, clean};

/// Returns the content of a message file once its message is another: git's comments and the diff
/// behind it stay. `None` where a comment stands amid the message, which nobody but git can tell
/// from text: it would be lost.
pub fn with_message(file: &str, message: &str, mended: &str) -> Option<String> {
    let behind = behind_message(file, message)?;
    let mended = mended.trim_end_matches('\n');
    let head = file.get(..file.len() - behind.len()).unwrap_or_default();
    Some(match head.contains("\r\n") {
        true => format!("{}\r\n{behind}", mended.replace('\n', "\r\n")),
        false => format!("{mended}\n{behind}"),
    })
}

/// Returns what stands behind the message, where the file up to there is the message and nothing
/// else.
fn behind_message<'f>(file: &'f str, message: &str) -> Option<&'f str> {
    if file == message {
        return Some("");
    }
    let message = message.trim_end();
    let last = message.lines().next_back()?;
    let prefix = CommentPrefix::default();
    let mut end = 0;
    for line in file.split_inclusive('\n') {
        end += line.len();
        if line.trim_end() == last {
            let (head, behind) = file.split_at_checked(end)?;
            let stored = clean(head, Cleanup::Whitespace, Verbose::Off, &prefix).text;
            if stored.trim_end() == message {
                return Some(behind);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::with_message;

    #[test]
    fn what_git_has_put_behind_a_message_stays() {
        let template = "\n# Please enter\n# ---- >8 ----\ndiff --git a b\n";
        let file = format!("feat:x\n\nbody\n{template}");
        let mended = with_message(&file, "feat:x\n\nbody\n", "feat: x\n\nbody\n");
        assert_eq!(mended, Some(format!("feat: x\n\nbody\n{template}")));
        let crlf = with_message("feat:x\r\n", "feat:x\n", "feat: x\n");
        assert_eq!(crlf.as_deref(), Some("feat: x\r\n"));
    }

    #[test]
    fn a_message_with_a_comment_in_it_is_not_written() {
        assert_eq!(with_message("feat:x\n\n# Heading\nmore\n", "feat:x\n\nmore\n", "y\n"), None);
    }
}
