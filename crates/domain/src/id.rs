//! One identifier type per kind of thing, all UUIDv7 (RFC 9562): sortable by creation time.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person who can sign in.
    AccountId;
    /// An agent's participation in one edition.
    AmbassadorId;
    /// One entry of the audit log.
    AuditEventId;
    /// One occurrence of the operation.
    EditionId;
    /// A ministry's HR system that calls the API.
    HrClientId;
    /// A decision of DINUM about a pair, before any matching run.
    MatchingConstraintId;
    /// One computation of proposals.
    MatchingRunId;
    /// A secret sent by mail, good for one use.
    OneTimeTokenId;
    /// A ministry, administration or one of its parts.
    OrganisationId;
    /// A message waiting to be sent, or sent.
    OutboxMessageId;
    /// A duo.
    PairingId;
    /// Something that happened to a duo.
    PairingEventId;
    /// One refresh token of a session.
    RefreshTokenId;
    /// A school or university.
    SchoolId;
    /// One sign-in on one device: the family of its refresh tokens.
    SessionId;
    /// A student's participation in one edition.
    StudentId;
}

/// Composes a UUIDv7 from its two ingredients, both given by the caller.
#[must_use]
pub fn uuid_v7(now: crate::clock::Instant, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
