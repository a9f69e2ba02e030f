//! Any text is a context or a failure that says where; what was read is printed and read alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use semflow::domain::cliff::json::{from_json, to_json};

fuzz_target!(|text: &str| {
    match from_json(text, "context") {
        Ok(releases) => {
            let printed = to_json(&releases).expect("releases have a JSON form");
            let again = from_json(&printed, "context").expect("what is printed can be read");
            assert_eq!(to_json(&again).expect("releases have a JSON form"), printed);
        }
        Err(failure) => assert!(failure.place.is_some_and(|place| place.starts_with("context:"))),
    }
});
