//! JSON as it is written: no character of it steers a terminal or hides.

use std::fmt::Write;

use serde_json::Value;

use crate::terminal::sanitize::sanitize;

/// Returns the value as JSON in several lines, with a newline at its end. What a person cannot see
/// is written as `\u202e`; it reads back as what it was (RFC 8259, section 7).
pub(super) fn written(value: &Value) -> String {
    let text = format!("{value:#}\n");
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    let mut bytes = [0; 4];
    for sign in text.chars() {
        let alone: &str = sign.encode_utf8(&mut bytes);
        if sanitize(alone) == alone {
            safe.push(sign);
            continue;
        }
        for unit in sign.encode_utf16(&mut [0; 2]) {
            // Writing into a string cannot fail.
            write!(safe, "\\u{unit:04x}").ok();
        }
    }
    safe
}
