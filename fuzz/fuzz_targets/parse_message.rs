//! Any bytes are a message that can be read, and each change in it has a type and a description.
#![no_main]

use libfuzzer_sys::fuzz_target;
use semflow::domain::commit::parse::{MessageContext, parse};
use semflow::domain::commit::policy::ParsePolicy;
use semflow::domain::history::commit::Person;

fuzz_target!(|input: (u8, &[u8])| {
    let (parents, bytes) = input;
    let message = String::from_utf8_lossy(bytes);
    let author = Person::default();
    let context = MessageContext { author: &author, parents: usize::from(parents % 3) };
    for change in parse(&message, context, &ParsePolicy::default()).changes() {
        assert!(!change.kind.is_empty());
        assert!(!change.description.trim().is_empty());
        assert!(!change.description.contains(['\n', '\r']));
    }
});
