//! Sessions: refresh tokens that rotate, and the detection of a stolen one.
//!
//! Source: RFC 9700 section 4.14.2. Every use of a refresh token makes the next one; using one twice means
//! that two parties hold it, so the whole family (the session) is revoked.

use chrono::TimeDelta;

use crate::clock::Instant;

/// How long sessions live.
#[derive(Clone, Copy, Debug)]
pub struct SessionPolicy {
    /// From sign-in to the end, whatever happens.
    pub lifetime: TimeDelta,
    /// Without a renewal.
    pub idle: TimeDelta,
}

/// What is stored of the refresh token that was presented, and of its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshState {
    /// When the token was made: the session was last used then.
    pub issued_at: Instant,
    /// When it was exchanged, if it was.
    pub used_at: Option<Instant>,
    /// When the session began.
    pub session_started_at: Instant,
    /// When the session was revoked, if it was.
    pub session_revoked_at: Option<Instant>,
}

/// What to do with a presented refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// Mark it used and hand out the next.
    Rotate,
    /// It was used before: revoke the session.
    Reused,
    /// Too old, or its session was revoked: refuse.
    Dead,
}

impl SessionPolicy {
    /// Decides on a renewal. Reuse wins over age: a stolen token is reported however old.
    #[must_use]
    pub fn renewal(&self, state: &RefreshState, now: Instant) -> Renewal {
        if state.session_revoked_at.is_some() {
            Renewal::Dead
        } else if state.used_at.is_some() {
            Renewal::Reused
        } else if now >= state.session_started_at + self.lifetime || now >= state.issued_at + self.idle {
            Renewal::Dead
        } else {
            Renewal::Rotate
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renewal_table() {
        let start = Instant::UNIX_EPOCH;
        let hours = TimeDelta::hours;
        let policy = SessionPolicy { lifetime: hours(10), idle: hours(2) };
        // issued, used, revoked, now → decision
        let cases = [
            (0, None, None, 1, Renewal::Rotate),
            (0, None, None, 2, Renewal::Dead),
            (9, None, None, 10, Renewal::Dead),
            (0, Some(1), None, 1, Renewal::Reused),
            (0, Some(1), None, 99, Renewal::Reused),
            (0, Some(1), Some(1), 1, Renewal::Dead),
            (0, None, Some(1), 1, Renewal::Dead),
        ];
        for (issued, used, revoked, now, decision) in cases {
            let state = RefreshState {
                issued_at: start + hours(issued),
                used_at: used.map(|h| start + hours(h)),
                session_started_at: start,
                session_revoked_at: revoked.map(|h| start + hours(h)),
            };
            assert_eq!(policy.renewal(&state, start + hours(now)), decision, "{state:?} at {now}");
        }
    }
}
