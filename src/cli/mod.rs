//! What was asked: arguments, exit codes, and the environment a run happens in.

pub mod arguments;
pub mod defect;
pub mod environment;
pub mod exit_code;
