//! What a project is used to: the types and scopes of its history, the most frequent first.

use std::collections::HashMap;

use crate::domain::commit::lexer::lex;

/// The types and scopes of a history, the most frequent first; of equals, the later used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// The types, in small letters.
    pub kinds: Vec<String>,
    /// The scopes.
    pub scopes: Vec<String>,
}

impl Habits {
    /// Returns those of subjects, newest first. A subject that is not conventional counts for
    /// nothing.
    pub fn of<'s>(subjects: impl Iterator<Item = &'s str>) -> Self {
        let (mut kinds, mut scopes) = (Counts::default(), Counts::default());
        for subject in subjects {
            let header = lex(subject);
            let (Some(kind), true) = (header.kind, header.slips.is_empty()) else { continue };
            if header.colon.is_none() {
                continue;
            }
            kinds.add(subject.get(kind).unwrap_or_default().to_lowercase());
            let scope = header.scope.and_then(|span| subject.get(span)).map(str::trim);
            scope.into_iter().filter(|scope| !scope.is_empty()).for_each(|s| scopes.add(s.into()));
        }
        Self { kinds: kinds.ordered(), scopes: scopes.ordered() }
    }

    /// Returns names, those of a list that is in use first, and the rest in the order given.
    pub fn first_used(used: &[String], names: &[String]) -> Vec<String> {
        let rank = |name: &String| {
            used.iter().position(|one| one.eq_ignore_ascii_case(name)).unwrap_or(usize::MAX)
        };
        let mut names = names.to_vec();
        names.sort_by_key(rank);
        names
    }
}

/// How often each name was met, and when first.
#[derive(Default)]
struct Counts(HashMap<String, (usize, usize)>);

impl Counts {
    fn add(&mut self, name: String) {
        let next = self.0.len();
        self.0.entry(name).or_insert((0, next)).0 += 1;
    }

    fn ordered(self) -> Vec<String> {
        let mut names: Vec<_> = self.0.into_iter().collect();
        names.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
        names.into_iter().map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Habits;

    #[test]
    fn what_is_used_most_comes_first_and_then_what_is_used_last() {
        let subjects =
            ["fix(b): x", "feat(a): x", "Merge it", "FEAT(a,c): y", "feat(a)!: z", "x : y"];
        let habits = Habits::of(subjects.into_iter());
        assert_eq!(habits.kinds, ["feat", "fix"]);
        assert_eq!(habits.scopes, ["a", "b", "a,c"]);
        let names = ["build", "feat", "fix"].map(str::to_owned);
        assert_eq!(Habits::first_used(&habits.kinds, &names), ["feat", "fix", "build"]);
    }
}
