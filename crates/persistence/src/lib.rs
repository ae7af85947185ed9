//! The only place that knows the database.
//!
//! [`Store`] opens transactions: [`ReadTx`] for reading, [`WriteTx`] for changing. Both hand out one concrete
//! repository per aggregate. Repositories take and return domain values; rows never leave this crate.
//!
//! Conventions:
//! * Ownership is a parameter of the query, never a check after it.
//! * An update names the version that it read; nothing updated means [`StoreError::Stale`].
//! * A write transaction may run more than once (see [`Store::write`]): no effect outside the database inside it.
//! * SQL text is constant per call site, so that prepared statements are reused.

mod accounts;
mod ambassadors;
mod audit;
mod bulk;
mod catalogue;
mod cells;
mod codes;
mod connect;
mod editions;
mod entity;
mod error;
mod idempotency;
mod job_profiles;
mod lock;
mod matching;
mod one_time_tokens;
mod organisations;
mod outbox;
mod padded;
mod page;
mod pairings;
mod participations;
mod prefix;
mod prepare;
mod principals;
mod reasons;
mod schools;
mod sessions;
mod settings;
mod signing_keys;
mod site;
mod store;
mod students;
mod system;
mod tx;
mod wishes;

pub use accounts::{AccountFilter, AccountRepository, AccountSort, Credentials, NewAccount, account_key};
pub use ambassadors::{
    AmbassadorFilter, AmbassadorKey, AmbassadorRepository, AmbassadorSort, OfferCell, ambassador_key,
};
pub use audit::{AuditFilter, AuditRecord, AuditRepository};
pub use catalogue::{Catalogue, CatalogueRepository};
pub use editions::EditionRepository;
pub use error::{Retryable, StoreError};
pub use idempotency::{IdempotencyRepository, Slot, StoredAnswer};
pub use job_profiles::JobProfileRepository;
pub use matching::{
    Differences, MatchingRepository, MovedRow, PlacedRow, Places, ProposalFilter, ProposalRow,
    UnmatchedFilter, UnmatchedRow, VacancyFilter, VacancyRow,
};
pub use one_time_tokens::OneTimeTokenRepository;
pub use organisations::OrganisationRepository;
pub use outbox::OutboxRepository;
pub use page::{Direction, Keyset, Slice};
pub use pairings::{
    Awaiting, Due, PairingFilter, PairingKey, PairingRepository, PairingSort, PastPairing, Seats, pairing_key,
};
pub use participations::{Participation, ParticipationRepository};
pub use prepare::{MigrationState, Preparation};
pub use principals::{Principal, PrincipalRepository};
pub use schools::{SchoolFilter, SchoolRepository, school_key};
pub use sessions::{NewSession, PresentedToken, SessionRepository};
pub use settings::DatabaseSettings;
pub use signing_keys::{SigningKeyRepository, StoredKey};
pub use store::Store;
pub use students::{
    OldNeeds, Resolved, StudentFilter, StudentKey, StudentRepository, StudentSort, WishFilter, student_key,
};
pub use system::SystemClock;
pub use tx::{ReadTx, WriteTx};
