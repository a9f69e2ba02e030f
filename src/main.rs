//! The `semflow` program: hands arguments and environment to the library.

use semflow::cli::defect::quiet_panics;
use semflow::cli::environment::Environment;

fn main() -> std::process::ExitCode {
    quiet_panics();
    #[expect(clippy::disallowed_methods, reason = "the arguments come in here and nowhere else")]
    let arguments = std::env::args_os();
    semflow::run(arguments, Environment::real()).into()
}
