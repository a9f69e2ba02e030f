//! `dune-project`: the stanza `(version …)`.

use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::DUNE;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::token::{only, site};

/// Returns the site of the stanza `(version …)`, which a project may do without.
///
/// # Errors
/// There are two of them.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &DUNE);
    let stanzas = source.words("version").into_iter().filter(|word| {
        source.before(word.start) == Some(b'(') && source.open_brackets(word.start).len() == 1
    });
    let sites = stanzas.filter_map(|word| {
        let mut cursor = source.cursor(word.end);
        let start = cursor.space().at;
        let inside = cursor.string().unwrap_or_else(|| start..cursor.up_to(b")\r").at);
        site(text, inside, "version", None)
    });
    only(sites.collect())
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_stanza_is_found() {
        for text in [
            "(lang dune 2.0)\n(name x)\n(version 1.2.3)",
            "; (version 9.9.9)\r\n(version\r\n \"1.2.3\")\r\n",
            "(package (name a) (version 9.9.9))\n(version 1.2.3 )\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
        assert_eq!(locate("(lang dune 2.0)\n"), Ok(vec![]));
    }
}
