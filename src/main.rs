//! The `semflow` program: hands arguments and environment to the library.

use std::ffi::OsString;

use semflow::cli::defect::quiet_panics;
use semflow::cli::environment::Environment;

fn main() -> std::process::ExitCode {
    quiet_panics();
    #[expect(clippy::disallowed_methods, reason = "the arguments come in here and nowhere else")]
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if let Some(file) = semflow::handed_message(&arguments) {
        return semflow::run_commit_msg(file).into();
    }
    semflow::run(arguments, Environment::real()).into()
}
