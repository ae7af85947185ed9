//! The life of a token signing key: `next → active → retiring → expired`, all derived from two instants.
//!
//! A key is published before it signs, so that every server and every verifier knows it in time, and stays
//! published until the last token that it signed has expired. So a rotation refuses no valid token.

use chrono::TimeDelta;

use crate::clock::Instant;

/// When a key signs and until when it verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeySchedule {
    /// From when on it signs.
    pub activates_at: Instant,
    /// Until when tokens that it signed are accepted; `None` while it has no successor.
    pub expires_at: Option<Instant>,
}

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPhase {
    /// Published, does not sign yet.
    Next,
    /// May sign.
    Active,
    /// Past its expiry: unknown to everyone.
    Expired,
}

/// How long a new key is published before it signs: more than any server caches the key set.
pub const PUBLICATION_DELAY: TimeDelta = TimeDelta::seconds(60);

impl KeySchedule {
    /// A key that signs at once: the first of a deployment.
    #[must_use]
    pub const fn first(now: Instant) -> Self {
        Self { activates_at: now, expires_at: None }
    }

    /// The successor of the present key.
    #[must_use]
    pub fn successor(now: Instant) -> Self {
        Self { activates_at: now + PUBLICATION_DELAY, expires_at: None }
    }

    /// The same key once `successor` is there: it verifies until its last token, signed just before the
    /// successor took over, has expired.
    #[must_use]
    pub fn succeeded_by(self, successor: Self, token_lifetime: TimeDelta, leeway: TimeDelta) -> Self {
        let expires_at =
            self.expires_at.unwrap_or(successor.activates_at + PUBLICATION_DELAY + token_lifetime + leeway);
        Self { expires_at: Some(expires_at), ..self }
    }

    /// Where the key is at an instant.
    #[must_use]
    pub fn phase(&self, now: Instant) -> KeyPhase {
        if self.expires_at.is_some_and(|end| now >= end) {
            KeyPhase::Expired
        } else if now < self.activates_at {
            KeyPhase::Next
        } else {
            KeyPhase::Active
        }
    }
}

impl KeyPhase {
    /// The stable name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Active => "active",
            Self::Expired => "expired",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotation_leaves_no_gap() {
        let start = Instant::UNIX_EPOCH;
        let lifetime = TimeDelta::minutes(10);
        let new = KeySchedule::successor(start);
        let old = KeySchedule::first(start).succeeded_by(new, lifetime, TimeDelta::zero());
        for second in 0..3600 {
            let now = start + TimeDelta::seconds(second);
            let signs = [old, new].into_iter().filter(|key| key.phase(now) == KeyPhase::Active);
            let signer = signs.max_by_key(|key| key.activates_at);
            assert!(signer.is_some(), "nobody signs at {second}");
            let valid_until = now + lifetime - TimeDelta::seconds(1);
            assert!(signer.is_some_and(|key| key.phase(valid_until) != KeyPhase::Expired), "{second}");
        }
        assert_eq!(
            old.succeeded_by(KeySchedule::successor(start + lifetime), lifetime, TimeDelta::zero()),
            old
        );
    }
}
