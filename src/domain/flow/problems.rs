//! What stands in the way of an operation: all of it is told together.

use crate::failure::{Failure, Result};

/// One thing that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What: a lowercase sentence without a full stop.
    pub what: String,
    /// Where: a branch, a tag, a file.
    pub place: Option<String>,
    /// Why, in the words of those who know.
    pub causes: Vec<String>,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Problem {
    /// Returns the problem with the first thing that can be done about it.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), place: None, causes: Vec::new(), hints: vec![hint.into()] }
    }

    /// Returns the problem with its place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Returns the problem with one more thing that can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let Failure { what, place, causes, hints, .. } = failure;
        Self { what, place, causes, hints }
    }
}

/// Goes on where nothing stands in the way.
///
/// # Errors
/// When something does; the failure tells all of it.
pub fn refuse(doing: &str, problems: Vec<Problem>) -> Result<()> {
    let Some(first) = problems.first().cloned() else { return Ok(()) };
    if problems.len() == 1 {
        // no hint: each problem has its own.
        let failure = Failure::state(format!("cannot {doing}: {}", first.what));
        let failure = match first.place {
            Some(place) => failure.at(place),
            None => failure,
        };
        let failure = first.causes.into_iter().fold(failure, Failure::because);
        return Err(first.hints.into_iter().fold(failure, Failure::hint));
    }
    // no hint: each problem has its own.
    let mut failure =
        Failure::state(format!("cannot {doing}: {} things stand in the way", problems.len()));
    for problem in problems {
        failure = failure.because(match problem.place {
            Some(place) => format!("{place}: {}", problem.what),
            None => problem.what,
        });
        failure = problem.causes.into_iter().fold(failure, Failure::because);
        for hint in problem.hints {
            if !failure.hints.contains(&hint) {
                failure = failure.hint(hint);
            }
        }
    }
    Err(failure)
}

#[cfg(test)]
mod tests {
    use super::{Failure, Problem, refuse};

    #[test]
    fn all_that_stands_in_the_way_is_told_at_once() {
        assert_eq!(refuse("finish", Vec::new()), Ok(()));
        let one = Problem::new("the tag is there", "delete it").at("v1.0.0");
        let failure = refuse("finish", vec![one.clone()]).unwrap_err();
        let words = Failure::world("cannot sign").because("no such key").hint("choose another");
        let told = refuse("finish", vec![one.clone(), words.into()]).unwrap_err();
        assert_eq!(told.causes, ["v1.0.0: the tag is there", "cannot sign", "no such key"]);
        assert_eq!(failure.what, "cannot finish: the tag is there");
        let two = vec![one, Problem::new("main diverged", "merge it")];
        let failure = refuse("finish", two).unwrap_err();
        assert_eq!(failure.causes, ["v1.0.0: the tag is there", "main diverged"]);
        assert_eq!(failure.hints, ["delete it", "merge it"]);
    }
}
