//! The version as other ecosystems write it: valid there, and below its release there as it is in
//! SemVer.
//!
//! A pre-release is usually `label.number`, but whatever SemVer allows has a form. What an
//! ecosystem has no word for is kept where it cannot disturb the order, or left out.

use semver::{BuildMetadata, Version};

use crate::domain::version::policy::core;

/// How long the tag of an image may be (OCI Distribution Specification 1.1, "Pulling manifests").
pub const LONGEST_OCI_TAG: usize = 128;

/// Returns the version for Python: `1.3.0rc1`, `1.1.0.dev2+jira.123.login` (PEP 440, normalized).
///
/// The stages there are alpha, beta and rc, each with other spellings; those of one stage are
/// counted together. Any other label makes a development release, which is below every stage, and
/// becomes a local segment, because the number alone would be the same on two branches. Build
/// metadata joins the local segment. Numbers in it lose leading zeros, as in every Python tool.
pub fn pep440(version: &Version) -> String {
    let pre = version.pre.as_str();
    let stage = Stage::of(pre);
    let (suffix, text) = match python_stage(&stage.word) {
        _ if pre.is_empty() => (String::new(), ""),
        Some(letters) => (format!("{letters}{}", without_zeros(stage.number)), stage.rest),
        None => {
            let (text, number) = text_and_number(pre);
            (format!(".dev{number}"), text)
        }
    };
    let local: Vec<_> = words(text).chain(words(version.build.as_str())).map(local_word).collect();
    let plus = if local.is_empty() { "" } else { "+" };
    format!("{}{suffix}{plus}{}", core(version), local.join("."))
}

/// Returns the version for NuGet: SemVer without the build metadata, which NuGet takes no notice
/// of when it tells two packages apart.
///
/// NuGet reads numbers up to 2147483647; a higher one in `major.minor.patch` has no form there.
pub fn nuget(version: &Version) -> String {
    Version { build: BuildMetadata::EMPTY, ..version.clone() }.to_string()
}

/// Returns the version for Maven: `1.3.0-rc-1`, `1.1.0-alpha-0-JIRA-123-login-2`.
///
/// A qualifier that Maven does not know sorts after the release (`ComparableVersion`). So `alpha-0`
/// goes before it, which is below the release and below the first alpha. `a`, `b` and `m` are spelt
/// out, because Maven knows them only right before a digit. Build metadata is left out: Maven would
/// compare it.
pub fn maven(version: &Version) -> String {
    let pre = version.pre.as_str();
    let stage = Stage::of(pre);
    let (qualifier, number, text) = match maven_qualifier(&stage.word) {
        _ if pre.is_empty() => ("", "", ""),
        Some(qualifier) => (qualifier, stage.number, stage.rest),
        None => ("alpha", "0", pre),
    };
    let mut form = core(version).to_string();
    for word in [qualifier, number].into_iter().chain(words(text)).filter(|word| !word.is_empty()) {
        form.push('-');
        form.push_str(word);
    }
    form
}

/// Returns the version for Debian: `1.3.0~rc.1`, `1.3.0+build.5` (deb-version(7)).
///
/// `~` sorts before everything, also before the end. A `-` would start the Debian revision, so it
/// becomes a dot.
pub fn debian(version: &Version) -> String {
    let mut form = core(version).to_string();
    for (sign, text) in [('~', version.pre.as_str()), ('+', version.build.as_str())] {
        if !text.is_empty() {
            form.push(sign);
            form.push_str(&text.replace('-', "."));
        }
    }
    form
}

/// Returns any text as the tag of an image: `[A-Za-z0-9_][A-Za-z0-9._-]{0,127}` (OCI Distribution
/// Specification 1.1). A text that is a tag stays as it is.
///
/// `+` becomes `_`, as Helm writes the versions of charts: `_` cannot stand in a version, so the
/// version can be read back. Other characters become one `-` between those that are kept. Where
/// nothing is left, the tag is `_`.
pub fn oci_tag(text: &str) -> String {
    let mut tag = String::new();
    let mut is_parted = false;
    for sign in text.chars().map(|sign| if sign == '+' { '_' } else { sign }) {
        let is_kept = sign.is_ascii_alphanumeric()
            || sign == '_'
            || (matches!(sign, '.' | '-') && !tag.is_empty());
        if !is_kept {
            is_parted = true;
            continue;
        }
        if is_parted && sign != '-' && !tag.is_empty() && !tag.ends_with('-') {
            tag.push('-');
        }
        tag.push(sign);
        is_parted = false;
    }
    tag.truncate(LONGEST_OCI_TAG);
    if tag.is_empty() { "_".to_owned() } else { tag }
}

/// A pre-release by its first word, which is a stage where an ecosystem knows the word.
struct Stage<'a> {
    /// The word in lower case.
    word: String,
    /// Its number; empty where there is none.
    number: &'a str,
    /// What comes after both.
    rest: &'a str,
}

impl<'a> Stage<'a> {
    /// Splits `rc.1.x`, and the spellings `rc1` and `rc-1` where nothing follows: `b2.7` is rather
    /// the seventh version of a branch `b2`.
    fn of(pre: &'a str) -> Self {
        let (word, number, rest) = match pre.split_once('.') {
            None => {
                let word = pre.trim_end_matches(|sign: char| sign.is_ascii_digit());
                let number = pre.strip_prefix(word).unwrap_or_default();
                (word.strip_suffix('-').unwrap_or(word), number, "")
            }
            Some((word, rest)) => match rest.split_once('.').unwrap_or((rest, "")) {
                (number, rest) if is_number(number) => (word, number, rest),
                _ => (word, "", rest),
            },
        };
        Self { word: word.to_ascii_lowercase(), number, rest }
    }
}

/// Returns the letters of a stage (PEP 440, "Pre-release spelling").
fn python_stage(word: &str) -> Option<&'static str> {
    match word {
        "a" | "alpha" => Some("a"),
        "b" | "beta" => Some("b"),
        "c" | "rc" | "pre" | "preview" => Some("rc"),
        _ => None,
    }
}

/// Returns the qualifier for a stage that Maven sorts below the release.
fn maven_qualifier(word: &str) -> Option<&'static str> {
    match word {
        "a" | "alpha" => Some("alpha"),
        "b" | "beta" => Some("beta"),
        "m" | "milestone" => Some("milestone"),
        "rc" | "cr" => Some("rc"),
        // In capitals it is also what Maven knows a snapshot by.
        "snapshot" => Some("SNAPSHOT"),
        _ => None,
    }
}

/// Returns a pre-release without the number at its end, and the number, or 0.
fn text_and_number(pre: &str) -> (&str, &str) {
    match pre.rsplit_once('.') {
        _ if is_number(pre) => ("", pre),
        Some((text, number)) if is_number(number) => (text, number),
        _ => (pre, "0"),
    }
}

/// Returns the parts of a text that other ecosystems part with one sign only.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '-']).filter(|word| !word.is_empty())
}

fn local_word(word: &str) -> String {
    match is_number(word) {
        true => without_zeros(word).to_owned(),
        false => word.to_ascii_lowercase(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a row of digits without leading zeros: 0 for none.
fn without_zeros(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => "0",
        number => number,
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use proptest::sample::select;
    use regex::Regex;
    use semver::{BuildMetadata, Version};

    use super::{core, debian, maven, nuget, oci_tag, pep440};
    use crate::domain::version::foreign_orders::{self, is_pep440, versions};

    type Form = fn(&Version) -> String;
    type Order = fn(&str, &str) -> Ordering;

    const ORDERED: [(Form, Order); 4] = [
        (pep440, foreign_orders::pep440),
        (maven, foreign_orders::maven),
        (debian, foreign_orders::debian),
        (nuget, semver_order),
    ];

    fn semver_order(left: &str, right: &str) -> Ordering {
        version(left).cmp_precedence(&version(right))
    }

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    fn assert_written(form: Form, rows: &[(&str, &str)]) {
        for (semver, written) in rows {
            assert_eq!(form(&version(semver)), *written, "{semver}");
        }
    }

    #[test]
    fn python_has_letters_for_three_stages_and_development_releases_for_the_rest() {
        assert_written(
            pep440,
            &[
                ("1.3.0", "1.3.0"),
                ("1.3.0-alpha.1", "1.3.0a1"),
                ("1.3.0-beta.20", "1.3.0b20"),
                ("1.3.0-rc.1", "1.3.0rc1"),
                ("1.3.0-c.1", "1.3.0rc1"),
                ("1.3.0-preview.1", "1.3.0rc1"),
                ("1.3.0-RC.1", "1.3.0rc1"),
                ("1.3.0-rc1", "1.3.0rc1"),
                ("1.3.0-rc-01", "1.3.0rc1"),
                ("1.3.0-beta", "1.3.0b0"),
                ("1.3.0-rc.1.x-Y", "1.3.0rc1+x.y"),
                ("1.1.0-JIRA-123-login.2", "1.1.0.dev2+jira.123.login"),
                ("1.1.0-pr44.3", "1.1.0.dev3+pr44"),
                ("1.1.0-b2.7", "1.1.0.dev7+b2"),
                ("1.1.0-5", "1.1.0.dev5"),
                ("1.1.0-5.6", "1.1.0.dev6+5"),
                ("1.1.0-nightly", "1.1.0.dev0+nightly"),
                ("1.1.0---", "1.1.0.dev0"),
            ],
        );
    }

    #[test]
    fn python_keeps_build_metadata_in_the_local_segment() {
        assert_written(
            pep440,
            &[
                ("1.3.0+build.007", "1.3.0+build.7"),
                ("1.3.0-rc.1+sha-A1B2", "1.3.0rc1+sha.a1b2"),
                ("1.3.0-login.2+44", "1.3.0.dev2+login.44"),
            ],
        );
    }

    #[test]
    fn nuget_has_no_build_metadata() {
        assert_written(
            nuget,
            &[("1.3.0+44", "1.3.0"), ("1.3.0-JIRA-1.2+44", "1.3.0-JIRA-1.2"), ("2.0.0", "2.0.0")],
        );
    }

    #[test]
    fn maven_gets_a_qualifier_that_it_knows() {
        assert_written(
            maven,
            &[
                ("1.3.0", "1.3.0"),
                ("1.3.0-alpha.1", "1.3.0-alpha-1"),
                ("1.3.0-m.2", "1.3.0-milestone-2"),
                ("1.3.0-M2", "1.3.0-milestone-2"),
                ("1.3.0-CR.1", "1.3.0-rc-1"),
                ("1.3.0-rc.1.x-y+44", "1.3.0-rc-1-x-y"),
                ("1.3.0-beta", "1.3.0-beta"),
                ("1.3.0-snapshot", "1.3.0-SNAPSHOT"),
                ("1.1.0-JIRA-123-login.2", "1.1.0-alpha-0-JIRA-123-login-2"),
                ("1.1.0-5", "1.1.0-alpha-0-5"),
                ("1.1.0-final.1", "1.1.0-alpha-0-final-1"),
                ("1.1.0---", "1.1.0-alpha-0"),
                ("1.3.0+44", "1.3.0"),
            ],
        );
    }

    #[test]
    fn debian_gets_no_dash() {
        assert_written(
            debian,
            &[
                ("1.3.0", "1.3.0"),
                ("1.3.0-rc.1", "1.3.0~rc.1"),
                ("1.1.0-JIRA-123-login.2", "1.1.0~JIRA.123.login.2"),
                ("1.3.0-rc.1+sha-a1", "1.3.0~rc.1+sha.a1"),
                ("1.3.0+44", "1.3.0+44"),
            ],
        );
    }

    #[test]
    fn any_text_becomes_the_tag_of_an_image() {
        for (text, tag) in [
            ("v1.3.0-rc.1", "v1.3.0-rc.1"),
            ("1.3.0+build.5", "1.3.0_build.5"),
            ("feature/x", "feature-x"),
            ("@scope/app@1.0.0", "scope-app-1.0.0"),
            ("fix: ä // ß!", "fix"),
            ("a / - b", "a-b"),
            ("a--b.", "a--b."),
            (".-a", "a"),
            ("", "_"),
            ("日本", "_"),
        ] {
            assert_eq!(oci_tag(text), tag, "{text}");
        }
        assert_eq!(oci_tag(&"x".repeat(200)).len(), 128);
    }

    #[test]
    fn stages_and_their_numbers_are_in_order_everywhere() {
        let labels = ["alpha.1", "alpha.2", "alpha.10", "beta.1", "rc.1"];
        let mut row: Vec<_> = labels.iter().map(|l| version(&format!("1.3.0-{l}"))).collect();
        row.push(version("1.3.0"));
        for (form, order) in ORDERED {
            for pair in row.windows(2) {
                let (lower, higher) = (form(&pair[0]), form(&pair[1]));
                assert_eq!(order(&lower, &higher), Ordering::Less, "{lower} < {higher}");
            }
        }
    }

    #[test]
    fn the_versions_of_one_branch_are_in_order_everywhere() {
        for (form, order) in ORDERED {
            for label in ["JIRA-123-login", "pr44", "final", "5"] {
                let written = |number| form(&version(&format!("1.1.0-{label}.{number}")));
                let (two, ten) = (written(2), written(10));
                assert_eq!(order(&two, &ten), Ordering::Less, "{two} < {ten}");
            }
        }
    }

    #[test]
    fn the_orders_of_others_are_what_their_documents_say() {
        for (order, row) in [
            (
                foreign_orders::pep440 as Order,
                &["1.0.0.dev4", "1.0.0a1", "1.0.0rc1", "1.0.0", "1.0.0+a", "1.0.0+5"][..],
            ),
            (
                foreign_orders::maven,
                &["1-alpha2", "1-beta", "1-m1", "1-CR1", "1-SNAPSHOT", "1-ga", "1-sp", "1-x"],
            ),
            (foreign_orders::maven, &["1-1", "1.1", "1.1-1", "1.1.1-rc"]),
            (foreign_orders::debian, &["1~~", "1~~a", "1~", "1", "1a", "1.9", "1.10"]),
        ] {
            for pair in row.windows(2) {
                assert_eq!(order(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            }
        }
        assert_eq!(foreign_orders::maven("1.0.0-final", "1"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn every_version_has_a_valid_form(version in versions()) {
            prop_assert!(is_pep440(&pep440(&version)), "{}", pep440(&version));
            prop_assert_eq!(
                Version::parse(&nuget(&version)).unwrap(),
                Version { build: BuildMetadata::EMPTY, ..version.clone() }
            );
            for (pattern, form) in [
                (r"^\d+\.\d+\.\d+(-[0-9A-Za-z]+)*$", maven(&version)),
                (r"^\d+\.\d+\.\d+[A-Za-z0-9.+~]*$", debian(&version)),
                ("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", oci_tag(&version.to_string())),
            ] {
                prop_assert!(Regex::new(pattern).unwrap().is_match(&form), "{form}");
            }
        }

        #[test]
        fn a_pre_release_is_below_its_release_everywhere(version in versions()) {
            for (form, order) in ORDERED {
                let (written, release) = (form(&version), form(&core(&version)));
                if version.pre.is_empty() {
                    prop_assert!(order(&written, &release).is_ge(), "{written} >= {release}");
                } else {
                    prop_assert!(order(&written, &release).is_lt(), "{written} < {release}");
                }
            }
        }

        #[test]
        fn versions_with_known_stages_are_ordered_as_in_semver(
            (left, right) in (0..3_u64, 0..3_u64),
            (left_stage, right_stage) in (
                select(vec!["-alpha.", "-beta.", "-rc.", ""]),
                select(vec!["-alpha.", "-beta.", "-rc.", ""]),
            ),
            (left_number, right_number) in (any::<u8>(), any::<u8>()),
        ) {
            let written = |patch: u64, stage: &str, number: u8| {
                let number = if stage.is_empty() { String::new() } else { number.to_string() };
                version(&format!("1.0.{patch}{stage}{number}"))
            };
            let left = written(left, left_stage, left_number);
            let right = written(right, right_stage, right_number);
            for (form, order) in ORDERED {
                let (lower, higher) = (form(&left), form(&right));
                prop_assert_eq!(order(&lower, &higher), left.cmp(&right), "{} {}", lower, higher);
            }
        }

        #[test]
        fn every_text_becomes_a_tag_and_a_tag_stays(
            text in any::<String>(),
            tag in "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}",
        ) {
            let made = oci_tag(&text);
            let pattern = Regex::new("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$").unwrap();
            prop_assert!(pattern.is_match(&made), "{made}");
            prop_assert_eq!(oci_tag(&tag), tag);
        }
    }
}
