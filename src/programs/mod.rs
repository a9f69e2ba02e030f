//! Running programs that a configuration names: the one folder that starts a shell, and only for a
//! `replace_command` of git-cliff, which is a command line of one.

pub mod shell;
