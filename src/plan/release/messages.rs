//! The messages of the commits, merges and tags that a release makes.

/// The templates of the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    /// Of the release commit.
    pub commit: String,
    /// Of the merge into the production branch.
    pub merge: String,
    /// Of a back-merge.
    pub back_merge: String,
    /// Of a tag: its first line.
    pub tag: String,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            commit: "chore(release): {version}".to_owned(),
            merge: "Merge branch '{branch}' into {into}".to_owned(),
            back_merge: "Merge tag '{tag}' into {into}".to_owned(),
            tag: "{tag}".to_owned(),
        }
    }
}

/// What a message may name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a> {
    /// The version.
    pub version: &'a str,
    /// The tag.
    pub tag: &'a str,
    /// The branch that is merged.
    pub branch: &'a str,
    /// The branch that it is merged into.
    pub into: &'a str,
}

impl Names<'_> {
    /// Returns a template with the names in their places.
    pub fn fill(&self, template: &str) -> String {
        let mut filled = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, from)) = split_at_brace(rest) {
            filled.push_str(before);
            let known = [
                ("{version}", self.version),
                ("{tag}", self.tag),
                ("{branch}", self.branch),
                ("{into}", self.into),
            ];
            let found =
                known.iter().find_map(|(name, value)| Some((*value, from.strip_prefix(name)?)));
            // A brace that begins no name stays.
            let (value, behind) = found.unwrap_or(("{", from.get(1..).unwrap_or_default()));
            filled.push_str(value);
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }
}

fn split_at_brace(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(text.find('{')?)
}

/// Returns a message with the trailer by which a squashed merge of it is known later
/// (`domain/flow/merged.rs` reads it).
pub fn with_release_trailer(message: &str, tag: &str) -> String {
    format!("{}\n\nRelease: {tag}\n", message.trim_end())
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_take_their_places_and_nothing_is_filled_twice() {
        let names = Names { version: "1.2.0", tag: "{version}", branch: "b", into: "main" };
        assert_eq!(names.fill("{tag}: {version} {into}{x}{"), "{version}: 1.2.0 main{x}{");
    }
}
