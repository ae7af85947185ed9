//! Secrets sent by mail: each is good for one purpose, once, for a time.

use chrono::TimeDelta;

use crate::clock::Instant;
use crate::code::codes;
use crate::id::{AccountId, OneTimeTokenId};

codes! {
    /// What a one-time token proves.
    TokenPurpose {
        /// That an invited person reads the mail of the address, and may choose a password.
        Invitation => "invitation",
        /// That whoever registered an address reads its mail.
        EmailVerification => "email_verification",
    }
}

impl TokenPurpose {
    /// How long it is good for.
    #[must_use]
    pub const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Invitation => TimeDelta::days(7),
            Self::EmailVerification => TimeDelta::minutes(30),
        }
    }
}

/// What is stored of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneTimeToken {
    /// Its id.
    pub id: OneTimeTokenId,
    /// Whose.
    pub account: AccountId,
    /// What it proves.
    pub purpose: TokenPurpose,
    /// From then on it is worth nothing.
    pub expires_at: Instant,
    /// When it was used, if it was.
    pub used_at: Option<Instant>,
}

impl OneTimeToken {
    /// Whether it proves this, now.
    #[must_use]
    pub fn proves(&self, purpose: TokenPurpose, now: Instant) -> bool {
        self.purpose == purpose && self.used_at.is_none() && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenPurpose::{EmailVerification, Invitation};

    #[test]
    fn a_token_proves_one_thing_once_for_a_time() {
        let start = Instant::UNIX_EPOCH;
        let (end, moment) = (start + EmailVerification.lifetime(), TimeDelta::microseconds(1));
        // used at, asked for, now → proven
        let cases = [
            (None, EmailVerification, start, true),
            (None, EmailVerification, end - moment, true),
            (None, EmailVerification, end, false),
            (None, Invitation, start, false),
            (Some(start), EmailVerification, start, false),
        ];
        for (used_at, purpose, now, proven) in cases {
            let token = OneTimeToken {
                id: uuid::Uuid::nil().into(),
                account: uuid::Uuid::nil().into(),
                purpose: EmailVerification,
                expires_at: end,
                used_at,
            };
            assert_eq!(token.proves(purpose, now), proven, "{token:?} {purpose:?} at {now}");
        }
    }
}
