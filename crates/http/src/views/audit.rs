//! The audit log.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::audit::{ActorKind, AuditActor, AuditEvent};

use super::account::OrganisationSummaryView;
use crate::contract::code::Code;

/// The kind of who acted. A name without parameters: a derived schema asks a schema of each.
pub type ActorKindView = Code<ActorKind>;

/// Who acted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditActor)]
pub struct AuditActorView {
    /// A person, an HR system, or the server by itself.
    pub kind: ActorKindView,
    /// Which account or HR client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The name of a person whose account you may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 201, example = "Camille Exemple")]
    pub name: Option<String>,
}

/// The name of a field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 64, example = "roles")]
pub struct FieldName(pub String);

/// Somebody did something to a record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEvent)]
pub struct AuditEventView {
    /// Its id: events are in order of time.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: AuditActorView,
    /// What was done.
    #[schema(max_length = 64, example = "account.suspended")]
    pub action: String,
    /// The kind of thing it was done to.
    #[schema(max_length = 64, example = "account")]
    pub subject_kind: String,
    /// Its id or code.
    #[schema(max_length = 64, example = "019ab5a0-0000-7000-8000-000000000000")]
    pub subject: String,
    /// The organisation whose admins may read the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationSummaryView>,
    /// The fields that changed, never their values.
    #[schema(max_items = 100)]
    pub fields: Vec<FieldName>,
    /// Why, in the words of who did it; erased when the person it is about is erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "Départ de l’administration")]
    pub reason: Option<String>,
    /// The request that did it, as in the logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "019ab5a0-0000-7000-8000-000000000001")]
    pub request_id: Option<String>,
}

impl From<AuditEvent> for AuditEventView {
    fn from(event: AuditEvent) -> Self {
        let AuditEvent {
            id,
            at,
            actor: AuditActor { kind, id: actor_id, name },
            action,
            subject_kind,
            subject,
            organisation,
            fields,
            reason,
            request_id,
        } = event;
        Self {
            id: id.into(),
            at,
            actor: AuditActorView { kind: Code(kind), id: actor_id, name },
            action,
            subject_kind,
            subject,
            organisation: organisation.map(Into::into),
            fields: fields.into_iter().map(FieldName).collect(),
            reason,
            request_id,
        }
    }
}
