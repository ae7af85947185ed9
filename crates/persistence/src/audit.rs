//! The audit log: written in the transaction of what it tells.

mod read;

use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_domain::audit::ActorKind;
use vmj_domain::clock::Instant;
use vmj_domain::id::{AuditEventId, OrganisationId};
use vmj_domain::text::Reason;

pub use read::AuditFilter;

use crate::StoreError;
use crate::bulk;
use crate::entity::{audit_event, audit_event_text};
use crate::tx::{new_id, repository};

repository! {
    /// Audit events.
    AuditRepository
}

/// One event. It names fields, never their values.
#[derive(Clone, Debug)]
pub struct AuditRecord<'a> {
    /// Who did it.
    pub actor: &'a Actor,
    /// What was done: `account.suspended`.
    pub action: &'static str,
    /// The kind of thing it was done to: `account`.
    pub subject_kind: &'static str,
    /// Its id or code.
    pub subject: String,
    /// The organisation whose admins may read the event.
    pub organisation: Option<OrganisationId>,
    /// The fields that changed.
    pub fields: &'a [&'static str],
    /// Why.
    pub reason: Option<&'a Reason>,
    /// The request that did it.
    pub request_id: Option<&'a str>,
}

impl AuditRepository<'_, DatabaseTransaction> {
    /// Appends an event.
    ///
    /// # Errors
    /// The store fails.
    pub async fn append(&self, record: &AuditRecord<'_>) -> Result<(), StoreError> {
        self.append_all(std::slice::from_ref(record)).await
    }

    /// Appends events, in a number of statements that does not depend on how many there are.
    ///
    /// # Errors
    /// The store fails.
    pub async fn append_all(&self, records: &[AuditRecord<'_>]) -> Result<(), StoreError> {
        self.insert(records.iter().map(|record| row(self.now, record))).await
    }

    /// Appends events, each at an instant of its own.
    ///
    /// # Errors
    /// The store fails.
    pub async fn append_many(&self, records: &[(Instant, AuditRecord<'_>)]) -> Result<(), StoreError> {
        self.insert(records.iter().map(|(at, record)| row(*at, record))).await
    }

    async fn insert(&self, rows: impl Iterator<Item = Row>) -> Result<(), StoreError> {
        let (rows, texts): (Vec<_>, Vec<_>) = rows.unzip();
        bulk::insert(rows, self.connection).await?;
        bulk::insert(texts.into_iter().flatten(), self.connection).await
    }
}

/// An event, and apart from it why.
type Row = (audit_event::ActiveModel, Option<audit_event_text::ActiveModel>);

fn row(at: Instant, record: &AuditRecord<'_>) -> Row {
    let AuditRecord { actor, action, subject_kind, subject, organisation, fields, reason, request_id } =
        record;
    let (actor_kind, actor_id) = match actor {
        Actor::Anonymous => (ActorKind::System, None),
        Actor::Account { id, .. } => (ActorKind::Account, Some(Uuid::from(*id))),
        Actor::HrClient { id, .. } => (ActorKind::HrClient, Some(Uuid::from(*id))),
    };
    let id: AuditEventId = new_id(at);
    let event = audit_event::ActiveModel {
        id: Set(id.into()),
        at: Set(at),
        actor_kind: Set(actor_kind.slug().to_owned()),
        actor_id: Set(actor_id),
        action: Set((*action).to_owned()),
        subject_kind: Set((*subject_kind).to_owned()),
        subject: Set(subject.clone()),
        organisation_id: Set(organisation.map(Uuid::from)),
        fields: Set(fields.join(" ")),
        request_id: Set(request_id.map(str::to_owned)),
    };
    let text = reason.map(|reason| audit_event_text::ActiveModel {
        audit_event_id: Set(id.into()),
        reason: Set(reason.to_string()),
    });
    (event, text)
}
