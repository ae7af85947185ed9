//! Messages to people: what is said, as data. Words and layout are made when a message is sent.

use chrono::{NaiveDate, TimeDelta};

use crate::account::Locale;
use crate::clock::Instant;
use crate::code::codes;
use crate::id::{AccountId, OutboxMessageId};
use crate::text::{Email, PersonName};

codes! {
    /// A kind of message.
    Template {
        /// Somebody made an account for the person, who must choose a password.
        AccountInvitation => "account_invitation",
        /// The person must prove that the address is theirs.
        EmailVerification => "email_verification",
        /// Somebody, perhaps the person, tried to register an address that has an account.
        AccountExists => "account_exists",
        /// Both are asked whether they want the duo.
        PairingProposed => "pairing_proposed",
        /// The duo is confirmed: the practical sheet can be read.
        PairingConfirmed => "pairing_confirmed",
        /// The duo was declined, has expired or was cancelled.
        PairingLost => "pairing_lost",
        /// Another date is asked for.
        PairingDateAsked => "pairing_date_asked",
        /// It has become the date.
        PairingDateChanged => "pairing_date_changed",
        /// It has not: the old one stays.
        PairingDateKept => "pairing_date_kept",
        /// Somebody is said to have been missing.
        PairingNoShow => "pairing_no_show",
        /// DINUM has decided who was missing.
        PairingContestSettled => "pairing_contest_settled",
    }
    /// What the two of a duo are told.
    PairingNotice {
        /// [`Template::PairingProposed`]
        Proposed => "proposed",
        /// [`Template::PairingConfirmed`]
        Confirmed => "confirmed",
        /// [`Template::PairingLost`]
        Lost => "lost",
        /// [`Template::PairingDateAsked`]
        DateAsked => "date_asked",
        /// [`Template::PairingDateChanged`]
        DateChanged => "date_changed",
        /// [`Template::PairingDateKept`]
        DateKept => "date_kept",
        /// [`Template::PairingNoShow`]
        NoShow => "no_show",
        /// [`Template::PairingContestSettled`]
        ContestSettled => "contest_settled",
    }
}

impl PairingNotice {
    /// The kind of message that tells it.
    #[must_use]
    pub const fn template(self) -> Template {
        match self {
            Self::Proposed => Template::PairingProposed,
            Self::Confirmed => Template::PairingConfirmed,
            Self::Lost => Template::PairingLost,
            Self::DateAsked => Template::PairingDateAsked,
            Self::DateChanged => Template::PairingDateChanged,
            Self::DateKept => Template::PairingDateKept,
            Self::NoShow => Template::PairingNoShow,
            Self::ContestSettled => Template::PairingContestSettled,
        }
    }
}

/// A link that carries a secret and dies.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretLink {
    /// Where it leads, secret included.
    pub url: String,
    /// From then on it is worth nothing.
    pub expires_at: Instant,
}

impl std::fmt::Debug for SecretLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretLink").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// What a message says: each kind has its own variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// [`Template::AccountInvitation`]
    AccountInvitation {
        /// How to address the person.
        given_name: PersonName,
        /// Where to choose a password.
        link: SecretLink,
    },
    /// [`Template::EmailVerification`]
    EmailVerification {
        /// How to address the person.
        given_name: PersonName,
        /// Where the address is proven.
        link: SecretLink,
    },
    /// [`Template::AccountExists`]
    AccountExists {
        /// How to address the person.
        given_name: PersonName,
        /// Where to sign in.
        sign_in_url: String,
    },
    /// Something about a duo.
    Pairing {
        /// What.
        notice: PairingNotice,
        /// How to address the person.
        given_name: PersonName,
        /// Where the duo is seen. No name of the other stands in a message.
        url: String,
        /// The date of the duo, or the one that is asked for.
        date: NaiveDate,
        /// Until when an answer is expected.
        deadline: Option<Instant>,
    },
}

impl Message {
    /// Its kind.
    #[must_use]
    pub const fn template(&self) -> Template {
        match self {
            Self::AccountInvitation { .. } => Template::AccountInvitation,
            Self::EmailVerification { .. } => Template::EmailVerification,
            Self::AccountExists { .. } => Template::AccountExists,
            Self::Pairing { notice, .. } => notice.template(),
        }
    }
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Whose account it is about: the message goes when the account goes.
    pub account: Option<AccountId>,
    /// Where it is sent.
    pub recipient: Email,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub message: Message,
}

/// A message that a sender holds for the time of its lease.
#[derive(Clone, Debug)]
pub struct LeasedMessage {
    /// Its id.
    pub id: OutboxMessageId,
    /// Where it is sent.
    pub recipient: Email,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub message: Message,
    /// How many senders have held it, this one included.
    pub attempts: u32,
}

/// How long to wait after so many vain attempts: a minute, then twice as long each time, six hours at most.
#[must_use]
pub fn pause_after(attempts: u32) -> TimeDelta {
    const LONGEST: TimeDelta = TimeDelta::hours(6);
    let doublings = attempts.saturating_sub(1).min(16);
    TimeDelta::minutes(1 << doublings).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit() {
        for (attempts, minutes) in [(0, 1), (1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (u32::MAX, 360)] {
            assert_eq!(pause_after(attempts), TimeDelta::minutes(minutes), "{attempts}");
        }
    }

    #[test]
    fn a_secret_link_does_not_show_itself() {
        let link = SecretLink {
            url: "https://example.fr/#token=secret".to_owned(),
            expires_at: Instant::UNIX_EPOCH,
        };
        assert!(!format!("{link:?}").contains("secret"));
    }
}
