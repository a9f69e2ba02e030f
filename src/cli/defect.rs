//! The last line of defence: a panic is a defect of semflow, and it ends a run as a failure does.
//!
//! It decides nothing about panics: they are not allowed anywhere, and this is for the one that is
//! there in spite of it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

use crate::failure::{Failure, Result};

/// Where the first panic happened, which only the hook is told.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Keeps a panic from printing by itself: [`contained`] says it. For the whole process, so only
/// `main` may call this.
pub fn quiet_panics() {
    set_hook(Box::new(note_place));
}

/// Returns what `work` returns.
///
/// # Errors
/// When it panics, on whichever thread of its own.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T> {
    // What a panic left half done is never looked at again: the run ends.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
        defect(panic.as_ref(), place)
    })
}

fn note_place(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let mut first = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
    *first = first.take().or(place);
}

fn defect(panic: &(dyn Any + Send), place: Option<String>) -> Failure {
    let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message.as_str(),
        _ => "no message",
    };
    let failure = Failure::bug("semflow has met a defect of its own").because(message);
    match place {
        Some(place) => failure.at(place),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::{contained, defect};
    use crate::failure::FailureKind;

    #[test]
    fn work_that_does_not_panic_returns_what_it_returns() {
        assert_eq!(contained(|| 7), Ok(7));
    }

    #[test]
    fn a_panic_becomes_a_failure_with_its_message_and_a_way_to_report_it() {
        for message in ["plain", "from 2 parts"] {
            let failure = contained(|| match message {
                "plain" => panic!("plain"),
                _ => panic!("from {} parts", message.len() - 10),
            });
            let failure = failure.map(|(): ()| ()).unwrap_err();
            assert_eq!(failure.kind, FailureKind::Bug);
            assert_eq!(failure.causes, [message]);
            assert!(failure.hints[0].contains("report"), "{failure:?}");
        }
    }

    #[test]
    fn a_panic_on_a_thread_of_the_work_is_contained_too() {
        let failure = contained(|| rayon::join(|| (), || panic!("far away")));
        assert_eq!(failure.map(|_: ((), ())| ()).unwrap_err().causes, ["far away"]);
    }

    #[test]
    fn the_place_of_a_panic_is_the_place_of_the_failure() {
        let failure = defect(&"boom", Some("src/a.rs:1:2".to_owned()));
        assert_eq!(failure.to_string(), "src/a.rs:1:2: semflow has met a defect of its own");
        assert_eq!(defect(&7, None).causes, ["no message"]);
    }
}
