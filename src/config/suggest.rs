//! The name somebody probably meant.

/// How alike two names must be, from 0 to 1.
const ALIKE: f64 = 0.8;

/// Returns the candidate that is most like `name`, if one is like it at all.
pub(super) fn nearest<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let name = name.to_lowercase().replace('-', "_");
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_most_alike_name_is_proposed() {
        let names = ["skip_tags", "sort_commits", "split_commits"];
        assert_eq!(nearest("sort_commit", names), Some("sort_commits"));
        assert_eq!(nearest("Skip-Tags", names), Some("skip_tags"));
    }

    #[test]
    fn a_name_like_no_other_proposes_nothing() {
        assert_eq!(nearest("zebra", ["skip_tags", "sort_commits"]), None);
        assert_eq!(nearest("", ["skip_tags"]), None);
        assert_eq!(nearest("anything", []), None);
    }
}
