//! What a rule asks for: a value of a configuration becomes one of the kind that the rule takes.

use crate::config::check::given::{Content, Field, Given};
use crate::config::check::near::meant;
use crate::config::check::setting::WHENS;
use crate::config::pattern::compiled;
use crate::domain::check::commitlint::cases::is_case_name;
use crate::domain::check::names::{CASES, RuleRow};
use crate::domain::check::setting::{Value, ValueKind, When};
use crate::failure::{Failure, Result};

/// The cases of a rule, each with its own `when` where it has one.
type Cases = Vec<(Option<When>, String)>;

/// A rule that is read, and the path of its key for messages.
#[derive(Clone, Copy)]
pub(super) struct Key<'k> {
    /// Its row of the catalogue.
    pub(super) row: &'static RuleRow,
    /// The path of its key.
    pub(super) path: &'k str,
}

impl Key<'_> {
    /// Returns what the rule asks for.
    pub(super) fn value(self, given: &Given<'_>) -> Result<Value> {
        match self.row.takes {
            ValueKind::Nothing => Err(given
                .place
                .failure(format!("`{}` takes no value", self.path))
                .hint(given.place.remedy(self.row.name, "\"error\""))),
            ValueKind::Number => self.number(given),
            ValueKind::Text => match given.text() {
                Some(text) => Ok(Value::Text(text.to_owned())),
                None => Err(self.unfit(given, "a text", "\"…\"")),
            },
            ValueKind::Texts => self.texts(given).map(Value::Texts),
            ValueKind::Patterns => self.patterns(given),
            ValueKind::Scopes => match given.fields() {
                Some(fields) => self.delimited_scopes(given, fields),
                None => self.texts(given).map(Value::Texts),
            },
            ValueKind::Cases | ValueKind::ScopeCases => self.cases(given),
        }
    }

    /// Returns the failure of a value that is none of those that are wanted.
    pub(super) fn unfit(self, given: &Given<'_>, wanted: &str, form: &str) -> Failure {
        let what = format!("`{}` must be {wanted}, not {}", self.path, given.described());
        given.place.failure(what).hint(given.place.remedy(self.row.name, form))
    }

    /// Refuses a key that a table does not have.
    pub(super) fn refuse_others(self, fields: &[Field<'_>], keys: &[&str]) -> Result<()> {
        match fields.iter().find(|field| !keys.contains(&field.name)) {
            None => Ok(()),
            Some(field) => Err(field
                .place
                .failure(format!("unknown key `{}.{}`", self.path, field.name))
                .hint(meant(field.name, keys))),
        }
    }

    fn number(self, given: &Given<'_>) -> Result<Value> {
        match given.content {
            Content::Whole(number) => usize::try_from(number).ok().map(Value::Number),
            _ => None,
        }
        .ok_or_else(|| self.unfit(given, "a whole number", "72"))
    }

    fn texts(self, given: &Given<'_>) -> Result<Vec<String>> {
        let form = "[\"…\", \"…\"]";
        let text = |item: &Given<'_>| match item.text() {
            Some(text) => Ok(text.to_owned()),
            None => Err(self.unfit(item, "a list of texts", form)),
        };
        given.items().iter().map(text).collect()
    }

    fn patterns(self, given: &Given<'_>) -> Result<Value> {
        let texts = self.texts(given)?;
        for (item, text) in given.items().iter().zip(&texts) {
            compiled(text, self.path, || item.place.position())?;
        }
        Ok(Value::Texts(texts))
    }

    /// commitlint: `{ scopes, delimiters }`; no delimiters are the usual ones.
    fn delimited_scopes(self, given: &Given<'_>, fields: &[Field<'_>]) -> Result<Value> {
        self.refuse_others(fields, &["scopes", "delimiters"])?;
        let Some(scopes) = field(fields, "scopes") else {
            return Err(self.unfit(given, "a table with `scopes`", "{ scopes = [\"…\"] }"));
        };
        let texts = self.texts(scopes)?;
        Ok(match self.delimiters(fields)? {
            None => Value::Texts(texts),
            delimiters => Value::Delimited { texts, delimiters },
        })
    }

    fn delimiters(self, fields: &[Field<'_>]) -> Result<Option<Vec<String>>> {
        let delimiters = field(fields, "delimiters").map(|given| self.texts(given)).transpose()?;
        Ok(delimiters.filter(|delimiters| !delimiters.is_empty()))
    }

    fn cases(self, given: &Given<'_>) -> Result<Value> {
        let has_delimiters = self.row.takes == ValueKind::ScopeCases;
        if let Some(fields) = given.fields()
            && field(fields, "case").is_none()
        {
            let keys: &[&str] =
                if has_delimiters { &["cases", "delimiters"] } else { &["cases", "when"] };
            self.refuse_others(fields, keys)?;
            let Some(listed) = field(fields, "cases") else {
                return Err(self.unfit(given, "a case", "\"lower-case\""));
            };
            let own = field(fields, "when").map(|when| self.when(when)).transpose()?;
            let mut cases = self.listed_cases(listed)?;
            for (when, _) in &mut cases {
                *when = when.or(own);
            }
            return Ok(Value::Cases { cases, delimiters: self.delimiters(fields)? });
        }
        Ok(Value::Cases { cases: self.listed_cases(given)?, delimiters: None })
    }

    fn listed_cases(self, given: &Given<'_>) -> Result<Cases> {
        given.items().iter().map(|item| self.case(item)).collect()
    }

    /// A case, or `{ when, case }`.
    fn case(self, given: &Given<'_>) -> Result<(Option<When>, String)> {
        if let Some(fields) = given.fields() {
            self.refuse_others(fields, &["case", "when"])?;
            let when = field(fields, "when").map(|when| self.when(when)).transpose()?;
            let name = field(fields, "case").filter(|case| case.text().is_some());
            return match name {
                Some(name) => Ok((when, self.case(name)?.1)),
                None => Err(self.unfit(given, "a case", "\"lower-case\"")),
            };
        }
        let Some(name) = given.text() else {
            return Err(self.unfit(given, "a case", "\"lower-case\""));
        };
        if is_case_name(name) {
            return Ok((None, name.to_owned()));
        }
        let what = format!("`{}` cannot be {name:?}", self.path);
        Err(given.place.failure(what).hint(meant(name, &CASES)))
    }

    /// Returns whether a rule must hold or must not.
    pub(super) fn when(self, given: &Given<'_>) -> Result<When> {
        let found = given.text().and_then(|text| WHENS.iter().find(|(word, _)| *word == text));
        found.map(|(_, when)| *when).ok_or_else(|| {
            let what =
                format!("`{}` is \"always\" or \"never\", not {}", self.path, given.described());
            given
                .place
                .failure(what)
                .hint(meant(given.text().unwrap_or_default(), &WHENS.map(|(word, _)| word)))
        })
    }
}

/// Returns the value of a key of a table.
pub(super) fn field<'f, 'a>(fields: &'f [Field<'a>], name: &str) -> Option<&'f Given<'a>> {
    fields.iter().find(|field| field.name == name).map(|field| &field.value)
}
