//! Where semflow means to differ from git-cliff even under `--compat strict`.

/// The name of a case and the reason. A case that does not differ any more fails its test.
pub(crate) const KNOWN_DIFFERENCES: &[(&str, &str)] = &[];
