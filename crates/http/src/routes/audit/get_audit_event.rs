//! `GET /v1/audit-events/{audit_event_id}`

use actix_web::get;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::access::{Access, Demand as _, ReadAuditEvents};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::audit::AuditEventView;

/// Names an event.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AuditEventPath {
    /// The event.
    audit_event_id: Uuid,
}

/// Read an audit event
///
/// DINUM reads all; a ministry admin those about the own organisation and all below it.
#[utoipa::path(
    tag = "audit",
    operation_id = "get_audit_event",
    params(AuditEventPath),
    extensions(("x-required-permission" = json!(ReadAuditEvents::SLUG))),
)]
#[get("/audit-events/{audit_event_id}")]
pub async fn get_audit_event(
    access: Access<ReadAuditEvents>,
    path: Path<AuditEventPath>,
) -> Result<Reply<AuditEventView>, Problem> {
    let reach = access.actor().administrative_reach();
    let event = access.read(async |tx| Ok(tx.audit().find(path.audit_event_id.into(), reach).await?)).await?;
    Reply::plain(&event.ok_or(Problem::not_found())?.into())
}
