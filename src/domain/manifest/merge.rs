//! Three sides of a file that declares versions, prepared so that a merge by lines meets no clash
//! where a version stands.

use std::collections::HashMap;

use crate::domain::manifest::edit::{Edit, splice};
use crate::domain::manifest::site::VersionSite;

/// What two sides have made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides<'a> {
    /// The file as both had it last.
    pub base: &'a [u8],
    /// The file on the branch that is merged into.
    pub ours: &'a [u8],
    /// The file on the branch that is merged.
    pub theirs: &'a [u8],
}

/// Where versions stand in the file of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SitesOfSides<'a> {
    /// The sites in `base`.
    pub base: &'a [VersionSite],
    /// The sites in `ours`.
    pub ours: &'a [VersionSite],
    /// The sites in `theirs`.
    pub theirs: &'a [VersionSite],
}

/// What to merge with `ours`, which stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The base with the versions of ours.
    pub base: Vec<u8>,
    /// Theirs with the versions of ours.
    pub theirs: Vec<u8>,
}

/// Returns base and theirs with what ours has at each site: then no side has changed a version, and
/// a merge by lines keeps that of ours and takes everything else that has changed.
///
/// Sites are the same where their fields are; of several with one name, the first is the first.
/// `None` where a side has a site that ours lacks, or lacks one.
pub fn with_versions_of_ours(sides: &Sides, sites: &SitesOfSides) -> Option<Aligned> {
    let aligned = |bytes, own| Some(splice(bytes, &edits(own, sites.ours)?));
    Some(Aligned {
        base: aligned(sides.base, sites.base)?,
        theirs: aligned(sides.theirs, sites.theirs)?,
    })
}

/// Returns the edits that put the versions of ours into another text; `None` where the sites do not
/// match one to one.
fn edits(sites: &[VersionSite], ours: &[VersionSite]) -> Option<Vec<Edit>> {
    let mut by_field = HashMap::<&str, Vec<&VersionSite>>::new();
    for site in ours.iter().rev() {
        by_field.entry(&site.field).or_default().push(site);
    }
    let mut edits = Vec::with_capacity(sites.len());
    for site in sites {
        let same = by_field.get_mut(site.field.as_str())?.pop()?;
        edits.push(Edit { span: site.span.clone(), text: same.text.clone() });
    }
    by_field.values().all(Vec::is_empty).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::{Aligned, Sides, SitesOfSides, with_versions_of_ours};
    use crate::domain::manifest::site::VersionSite;
    use crate::domain::manifest::spelling::Spelling;

    /// Returns what stands behind `version = ` in each section `[name]`, as `name.version`.
    fn sites(text: &str) -> Vec<VersionSite> {
        let (mut sites, mut section, mut at) = (Vec::new(), "", 0);
        for line in text.split_inclusive('\n') {
            if let Some(name) = line.trim_end().strip_prefix('[') {
                section = name.trim_end_matches(']');
            } else if let Some(version) = line.trim_end().strip_prefix("version = ") {
                sites.push(VersionSite {
                    span: at + 10..at + 10 + version.len(),
                    text: version.to_owned(),
                    field: format!("{section}.version"),
                    spelling: Spelling::SemVer,
                });
            }
            at += line.len();
        }
        sites
    }

    fn aligned(base: &str, ours: &str, theirs: &str) -> Option<(String, String)> {
        let sides =
            Sides { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
        let (in_base, in_ours, in_theirs) = (sites(base), sites(ours), sites(theirs));
        let sites = SitesOfSides { base: &in_base, ours: &in_ours, theirs: &in_theirs };
        let Aligned { base, theirs } = with_versions_of_ours(&sides, &sites)?;
        Some((String::from_utf8(base).unwrap(), String::from_utf8(theirs).unwrap()))
    }

    #[test]
    fn a_release_comes_back_to_a_develop_that_has_gone_on() {
        let base = "[package]\nversion = 1.1.0-dev\nedition = 2021\n";
        let ours = "[package]\nversion = 1.2.0-dev\nedition = 2021\n";
        let theirs = "[package]\r\nversion = 1.1.0\r\nedition = 2024\r\n";
        let (base, theirs) = aligned(base, ours, theirs).unwrap();
        assert_eq!(base, ours);
        assert_eq!(theirs, "[package]\r\nversion = 1.2.0-dev\r\nedition = 2024\r\n");
    }

    #[test]
    fn each_site_gets_what_ours_has_in_the_same_field() {
        let base = "[a]\nversion = 1.0.0\n[b]\nversion = 5.0.0\n";
        let ours = "[b]\nversion = 6.0.0\n[a]\nversion = 2.0.0\n";
        let theirs = "[a]\nversion = 1.0.1\n[b]\nversion = 5.0.0\n";
        let moved = "[a]\nversion = 2.0.0\n[b]\nversion = 6.0.0\n".to_owned();
        assert_eq!(aligned(base, ours, theirs), Some((moved.clone(), moved)));
    }

    #[test]
    fn fields_of_one_name_match_in_order() {
        let text = |one: u8, other: u8| format!("[a]\nversion = {one}\nversion = {other}\n");
        let found = aligned(&text(1, 2), &text(3, 4), &text(5, 6));
        assert_eq!(found, Some((text(3, 4), text(3, 4))));
    }

    #[test]
    fn a_file_that_leaves_its_version_to_others_stays() {
        let found = aligned("a\n", "b\n", "c\n");
        assert_eq!(found, Some(("a\n".to_owned(), "c\n".to_owned())));
    }

    #[test]
    fn sites_that_do_not_match_one_to_one_are_left_to_a_person() {
        let (one, other) = ("[a]\nversion = 1\n", "[b]\nversion = 1\n");
        let both = [one, other].concat();
        for (base, ours, theirs) in [
            (one, one, other),
            (other, one, one),
            (one, &both, one),
            (one, one, &both),
            (&both, one, one),
            ("", one, one),
            (one, one, "[a]\nversion = 1\nversion = 2\n"),
        ] {
            assert_eq!(aligned(base, ours, theirs), None, "{base} {ours} {theirs}");
        }
    }
}
