//! A clock that tests set.

use std::sync::Mutex;

use chrono::{TimeDelta, TimeZone as _, Utc};
use vmj_domain::clock::{Clock, Instant};

/// Stands still until it is moved.
#[derive(Debug)]
pub struct TestClock(Mutex<Instant>);

impl Default for TestClock {
    /// Monday 2 November 2026, 09:00 UTC.
    fn default() -> Self {
        Self(Mutex::new(Utc.with_ymd_and_hms(2026, 11, 2, 9, 0, 0).single().expect("a valid instant")))
    }
}

impl TestClock {
    /// Lets time pass.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().expect("clock") += by;
    }

    /// Moves to an instant, written as RFC 3339. Servers remember by their clock: go forward only.
    pub fn set(&self, instant: &str) {
        *self.0.lock().expect("clock") = instant.parse().expect("an instant");
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        *self.0.lock().expect("clock")
    }
}
