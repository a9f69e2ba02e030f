//! `versions.tf`: the name under which a Terraform module makes itself known.

use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::HCL;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::token::site;

/// Returns the sites in `module_name = "…/v1.2.3"`. What the module requires of others stays.
///
/// # Errors
/// None; the signature is that of every format.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &HCL);
    let names = source.words("module_name").into_iter().filter_map(|word| {
        let mut cursor = source.cursor(word.end);
        let is_assigned = cursor.blanks().eat_assignment();
        let inside = cursor.blanks().string().filter(|_| is_assigned)?;
        site(text, inside, "module_name", None)
    });
    Ok(names.collect())
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn every_name_of_the_module_is_found() {
        let text = "terraform {\n  required_version = \">= 1.2.3\"\n  provider_meta \"a\" {\n    \
            module_name = \"x/y/v1.2.3\"\n  }\n  provider_meta \"b\" {\n    \
            module_name = \"x/y/v1.2.3\" # v9.9.9\n  }\n}\n";
        let sites = locate(text).unwrap();
        assert_eq!(sites.len(), 2);
        assert!(sites.iter().all(|site| text[..site.span.start].ends_with("x/y/v")));
    }
}
