//! git-cliff's configurations by name, written anew: what they print is the same to the byte.

/// A configuration that comes with semflow.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// Its text, in TOML.
    pub text: &'static str,
}

macro_rules! built_in {
    ($name:literal) => {
        BuiltIn {
            name: $name,
            text: include_str!(concat!("../../../templates/cliff/", $name, ".toml")),
        }
    };
}

/// What git-cliff takes where a configuration says nothing.
pub const DEFAULT: BuiltIn = built_in!("default");

/// The configurations that `-c NAME` and `--init NAME` take, by name.
pub const NAMED: [BuiltIn; 13] = [
    built_in!("azure-devops-keepachangelog"),
    built_in!("cocogitto"),
    built_in!("detailed"),
    built_in!("github"),
    built_in!("github-keepachangelog"),
    built_in!("gitlab"),
    built_in!("gitlab-keepachangelog"),
    built_in!("keepachangelog"),
    built_in!("minimal"),
    built_in!("scoped"),
    built_in!("scopesorted"),
    built_in!("statistics"),
    built_in!("unconventional"),
];

/// Returns the configuration of this name, `.toml` at its end or not. `default` is one, too.
pub fn find(name: &str) -> Option<BuiltIn> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    NAMED.into_iter().chain([DEFAULT]).find(|one| one.name == name)
}

#[cfg(test)]
mod tests {
    use super::{NAMED, find};

    #[test]
    fn a_configuration_is_found_with_and_without_its_ending() {
        assert_eq!(find("minimal").unwrap().name, "minimal");
        assert_eq!(find("minimal.toml").unwrap().name, "minimal");
        assert!(find("cliff.toml").is_none());
        assert!(NAMED.map(|one| one.name).is_sorted());
    }
}
