//! Makes a repository to measure with: `cargo run --release --example generate_repository -- DIR
//! COMMITS [TAG_EVERY]`. A million commits take less than a minute and some 300 MB.
#![expect(clippy::disallowed_methods, reason = "a program of its own, which changes the disk")]
#![expect(clippy::disallowed_types, reason = "it runs git")]
#![expect(clippy::print_stderr, reason = "it says what it is called with")]

use std::path::Path;
use std::process::ExitCode;

use crate::generate::{Shape, generate};

#[path = "../benches/generate/mod.rs"]
mod generate;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<usize>().ok());
    let (Some(folder), Some(commits), 2 | 3) = (arguments.first(), number(1), arguments.len())
    else {
        eprintln!("usage: generate_repository DIR COMMITS [TAG_EVERY]");
        return ExitCode::from(2);
    };
    let mut shape = Shape::busy(commits);
    shape.tag_every = number(2).unwrap_or(shape.tag_every);
    match generate(Path::new(folder), shape) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(4)
        }
    }
}
