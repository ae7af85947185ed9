//! The audit log as it is read: who did what to whose record, when and why.

use crate::clock::Instant;
use crate::code::codes;
use crate::id::AuditEventId;
use crate::organisation::OrganisationSummary;
use uuid::Uuid;

codes! {
    /// The kind of who acted.
    ActorKind {
        /// The server by itself, its operator, or somebody without an account.
        System => "system",
        /// A person.
        Account => "account",
        /// An HR system.
        HrClient => "hr_client",
    }
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditActor {
    /// A person or a system.
    pub kind: ActorKind,
    /// Which account or HR client.
    pub id: Option<Uuid>,
    /// The name of a person whose account the reader may see.
    pub name: Option<String>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its id: events are in order of time.
    pub id: AuditEventId,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: AuditActor,
    /// What was done: `account.suspended`.
    pub action: String,
    /// The kind of thing it was done to: `account`.
    pub subject_kind: String,
    /// Its id or code.
    pub subject: String,
    /// The organisation whose admins may read the event.
    pub organisation: Option<OrganisationSummary>,
    /// The fields that changed, never their values.
    pub fields: Vec<String>,
    /// Why, until the words are erased with the person.
    pub reason: Option<String>,
    /// The request that did it.
    pub request_id: Option<String>,
}
