//! Accounts: the people who can sign in.
//!
//! `active ⇄ suspended`. A suspended account keeps its data and loses every power at once.

mod membership;

use crate::access::Role;
use crate::clock::Instant;
use crate::id::AccountId;
use crate::organisation::OrganisationSummary;
use crate::text::{Email, PersonName, Reason};
use crate::transition::InvalidTransition;
use crate::version::Version;

pub use membership::{AccountContent, Membership};

/// The language in which a person is addressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// French, the default.
    #[default]
    French,
    /// English.
    English,
}

impl Locale {
    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The locale of a stored tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "fr" => Some(Self::French),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// Whether the person may sign in and act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountStatus {
    /// May sign in.
    Active,
    /// May not, until reactivated.
    Suspended {
        /// When it was suspended.
        since: Instant,
        /// Why, in the words of the admin.
        reason: Reason,
    },
}

impl AccountStatus {
    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended { .. } => "suspended",
        }
    }

    /// The transitions allowed from here.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Active => &["suspension"],
            Self::Suspended { .. } => &["reactivation"],
        }
    }
}

/// What a person may change of their own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Given name.
    pub given_name: PersonName,
    /// Family name.
    pub family_name: PersonName,
    /// Language of messages.
    pub locale: Locale,
}

/// Who a person is, for those who may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSummary {
    /// The account.
    pub id: AccountId,
    /// Given name.
    pub given_name: PersonName,
    /// Family name.
    pub family_name: PersonName,
    /// Where messages go.
    pub email: Email,
}

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Where messages go; unique when normalised.
    pub email: Email,
    /// Names and locale.
    pub profile: Profile,
    /// Whether it may act.
    pub status: AccountStatus,
    /// Roles held, in the order of [`Role::ALL`].
    pub roles: Vec<Role>,
    /// The organisation of an agent or ministry admin.
    pub organisation: Option<OrganisationSummary>,
    /// When it was proven that the person reads the mail of the address.
    pub email_verified_at: Option<Instant>,
    /// When it was last invited; absent when the person registered alone.
    pub invited_at: Option<Instant>,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl Account {
    /// Takes away the power to act.
    ///
    /// # Errors
    /// Already suspended.
    pub fn suspend(self, reason: Reason, now: Instant) -> Result<Self, InvalidTransition> {
        match self.status {
            AccountStatus::Active => {
                let status = AccountStatus::Suspended { since: now, reason };
                Ok(Self { status, updated_at: now, ..self })
            }
            AccountStatus::Suspended { .. } => Err(self.refusal()),
        }
    }

    /// Gives it back.
    ///
    /// # Errors
    /// Not suspended.
    pub fn reactivate(self, now: Instant) -> Result<Self, InvalidTransition> {
        match self.status {
            AccountStatus::Suspended { .. } => {
                Ok(Self { status: AccountStatus::Active, updated_at: now, ..self })
            }
            AccountStatus::Active => Err(self.refusal()),
        }
    }

    /// Notes that it is invited again.
    ///
    /// # Errors
    /// The invitation was accepted, there was none, or the account is suspended.
    pub fn invite_again(self, now: Instant) -> Result<Self, InvalidTransition> {
        let state = match (&self.status, self.email_verified_at, self.invited_at) {
            (AccountStatus::Suspended { .. }, _, _) => return Err(self.refusal()),
            (AccountStatus::Active, Some(_), _) => "verified",
            (AccountStatus::Active, None, None) => "registered",
            (AccountStatus::Active, None, Some(_)) => {
                return Ok(Self { invited_at: Some(now), updated_at: now, ..self });
            }
        };
        Err(InvalidTransition { state, allowed: self.status.transitions() })
    }

    /// Whether the link that proves the address may be sent again.
    ///
    /// # Errors
    /// The address is proven already.
    pub const fn check_unverified(&self) -> Result<(), InvalidTransition> {
        match self.email_verified_at {
            None => Ok(()),
            Some(_) => Err(InvalidTransition { state: "verified", allowed: self.status.transitions() }),
        }
    }

    /// The same account with its address proven; proven once, it stays so.
    #[must_use]
    pub fn verified(self, now: Instant) -> Self {
        Self { email_verified_at: self.email_verified_at.or(Some(now)), updated_at: now, ..self }
    }

    /// The same account with another profile.
    #[must_use]
    pub fn with_profile(self, profile: Profile, now: Instant) -> Self {
        Self { profile, updated_at: now, ..self }
    }

    const fn refusal(&self) -> InvalidTransition {
        InvalidTransition { state: self.status.slug(), allowed: self.status.transitions() }
    }
}
