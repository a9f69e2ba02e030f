//! Whole commands on generated repositories: `cargo bench`, or `cargo bench -- changelog`.
#![expect(clippy::disallowed_methods, reason = "the generator makes folders")]
#![expect(clippy::disallowed_types, reason = "the generator runs git")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::Criterion;
use semflow::cli::environment::Environment;
use semflow::cli::exit_code::ExitCode;
use semflow::terminal::Stream;

use crate::generate::{Shape, generate};

mod generate;

const COMMITS: usize = 10_000;

fn main() {
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(20)
        .measurement_time(Duration::from_secs(8));
    let folder = tempfile::tempdir().unwrap();
    let (tagged, untagged) = (folder.path().join("tagged"), folder.path().join("untagged"));
    // One release is old, so that half of the commits lie in its range.
    let far = Shape { tag_every: COMMITS / 2 + 1, ..Shape::busy(COMMITS) };
    generate(&tagged, Shape::busy(COMMITS)).unwrap();
    generate(&untagged, far).unwrap();
    for (name, repository, command) in [
        ("next-version/last release near", &tagged, "next-version"),
        ("next-version/last release far", &untagged, "next-version"),
        ("current-version", &tagged, "current-version"),
        ("changelog/whole", &tagged, "changelog"),
        ("changelog/json", &tagged, "changelog --json"),
        ("changelog/unreleased", &tagged, "changelog --unreleased"),
    ] {
        criterion.bench_function(name, |bencher| bencher.iter(|| run(repository, command)));
    }
    criterion.final_summary();
}

fn run(repository: &Path, command: &str) {
    let environment = Environment {
        folder: repository.to_owned(),
        program: PathBuf::from("semflow"),
        variables: HashMap::new(),
        now: 1_800_000_000,
        stdout: Stream { is_terminal: false, writer: Box::new(std::io::sink()) },
        stderr: Stream { is_terminal: false, writer: Box::new(std::io::sink()) },
    };
    let arguments = ["semflow", "--quiet"].into_iter().chain(command.split(' '));
    assert_eq!(semflow::run(arguments.map(Into::into), environment), ExitCode::Done);
}
