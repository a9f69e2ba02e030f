//! Any text is a configuration or a failure that says where and why.
#![no_main]

use libfuzzer_sys::fuzz_target;
use semflow::config::parse::parse;

fuzz_target!(|text: &str| {
    if let Err(failure) = parse(text, "cliff.toml") {
        assert!(!failure.what.is_empty());
        assert!(failure.place.is_some_and(|place| place.starts_with("cliff.toml")));
    }
});
