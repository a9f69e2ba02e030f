//! What long work says of itself: one line that is drawn over, on a terminal only, and only where
//! the work takes longer than a person waits without a word.

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long work may take before it says anything.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is drawn.
const RHYTHM: Duration = Duration::from_millis(100);

/// Back to the start of the line, and clear it (ECMA-48, CR and EL).
const CLEAR: &str = "\r\x1b[K";

/// The line of a piece of work; it goes with this value.
#[derive(Default)]
pub struct Progress {
    state: Arc<State>,
    drawer: Mutex<Option<Drawer>>,
}

/// The thread that draws, and what ends it when it is dropped.
type Drawer = (Sender<()>, JoinHandle<()>);

#[derive(Default)]
struct State {
    task: Mutex<&'static str>,
    done: AtomicUsize,
    total: AtomicUsize,
    is_drawn: AtomicBool,
}

impl Progress {
    /// Returns the line of work that is about to begin, on standard error.
    pub(super) fn shown() -> Self {
        let state = Arc::new(State::default());
        let (sender, receiver) = channel();
        let seen = Arc::clone(&state);
        let draw = move || {
            let mut wait = PATIENCE;
            while receiver.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = RHYTHM;
                let line = seen.line();
                if !line.is_empty() {
                    seen.is_drawn.store(true, Ordering::Relaxed);
                    write(&format!("{CLEAR}{line}"));
                }
            }
            if seen.is_drawn.load(Ordering::Relaxed) {
                write(CLEAR);
            }
        };
        Self { state, drawer: Mutex::new(Some((sender, std::thread::spawn(draw)))) }
    }

    /// Says what is done now, and of how many parts it has; zero for unknown.
    pub fn begin(&self, task: &'static str, total: usize) {
        *self.state.task.lock().unwrap_or_else(PoisonError::into_inner) = task;
        self.state.total.store(total, Ordering::Relaxed);
        self.state.done.store(0, Ordering::Relaxed);
    }

    /// Says that one more part is done.
    pub fn tick(&self) {
        self.state.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Takes the line away until the next task begins, so that something can be printed.
    pub fn pause(&self) {
        self.begin("", 0);
        let drawer = self.drawer.lock().unwrap_or_else(PoisonError::into_inner);
        if drawer.is_some() && self.state.is_drawn.swap(false, Ordering::Relaxed) {
            write(CLEAR);
        }
    }

    /// Takes the line away for good, before the answer is printed.
    pub fn end(&self) {
        let drawer = self.drawer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((sender, drawer)) = drawer {
            drop(sender);
            // A line that could not be drawn is no reason to fail.
            drawer.join().ok();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

impl State {
    fn line(&self) -> String {
        let task = *self.task.lock().unwrap_or_else(PoisonError::into_inner);
        let (done, total) = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        match total {
            0 if task.is_empty() => String::new(),
            0 => format!("{task} …"),
            _ => format!("{task}: {done} of {total}"),
        }
    }
}

fn write(text: &str) {
    let mut stderr = std::io::stderr();
    // There is nobody left to tell when stderr is gone.
    stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).ok();
}

#[cfg(test)]
mod tests {
    use super::Progress;

    #[test]
    fn a_line_tells_the_task_and_how_much_of_it_is_done() {
        let progress = Progress::default();
        progress.begin("reading the history", 0);
        assert_eq!(progress.state.line(), "reading the history …");
        progress.begin("rendering releases", 12);
        progress.tick();
        assert_eq!(progress.state.line(), "rendering releases: 1 of 12");
    }

    #[test]
    fn short_work_says_nothing_and_ends_at_once() {
        drop(Progress::shown());
    }
}
