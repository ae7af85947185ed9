//! The clock of the machine.

use chrono::Utc;
use vmj_domain::clock::{Clock, Instant, to_microseconds};

/// The system's clock, for everything but tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where time enters the program")]
    fn now(&self) -> Instant {
        to_microseconds(Utc::now())
    }
}
