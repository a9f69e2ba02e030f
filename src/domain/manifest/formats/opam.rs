//! `*.opam`: the field `version:`.

use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::OPAM;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::token::{only, site};

/// Returns the site of the field `version:`, which a package may do without.
///
/// # Errors
/// The field is there twice.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &OPAM);
    let fields = source.words("version").into_iter().filter(|word| {
        source.indentation(word.start).is_some() && source.open_brackets(word.start).is_empty()
    });
    let sites = fields.filter_map(|word| {
        let mut cursor = source.cursor(word.end);
        let is_field = cursor.blanks().eat(":");
        let inside = cursor.space().string().filter(|_| is_field)?;
        site(text, inside, "version", None)
    });
    only(sites.collect())
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_field_is_found() {
        for text in [
            "opam-version: \"2.0\"\nversion: \"1.2.3\"\n",
            "# version: \"9\"\r\nversion:\"1.2.3\" (* 9 *)\r\ndescription: \"\"\"\r\nversion: 9\"\"\"\r\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
        assert_eq!(locate("opam-version: \"2.0\"\n"), Ok(vec![]));
    }
}
