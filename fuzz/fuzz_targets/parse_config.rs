//! Any text is a configuration or a failure that says where and why: alone, over git-cliff's
//! defaults, and as YAML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use semflow::config::layers::{Layer, LayerKind};
use semflow::config::parse::{parse, parse_layers};
use semflow::config::yaml::yaml_to_toml;
use semflow::domain::cliff::built_in::DEFAULT;

fuzz_target!(|text: &str| {
    if let Err(failure) = parse(text, "cliff.toml") {
        assert!(!failure.what.is_empty());
        assert!(failure.place.is_some_and(|place| place.starts_with("cliff.toml")));
    }
    let own = Layer { text, place: "cliff.toml", kind: LayerKind::Project };
    let base = Layer { text: DEFAULT.text, place: DEFAULT.name, kind: LayerKind::Base };
    let _ = parse_layers(&[own, base]);
    if let Ok(toml) = yaml_to_toml(text, "cliff.yaml") {
        let _ = parse(&toml, "cliff.yaml");
    }
});
