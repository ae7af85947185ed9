//! `GET /v1/audit-events`

use actix_web::{HttpRequest, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::audit::AuditEvent;
use vmj_domain::id::AuditEventId;
use vmj_persistence::AuditFilter;

use crate::access::{Access, Demand as _, ReadAuditEvents};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::audit::AuditEventView;

/// An order of audit events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum AuditEventOrder {
    /// Newest first.
    #[default]
    #[serde(rename = "-at")]
    Newest,
    /// Oldest first.
    #[serde(rename = "at")]
    Oldest,
}

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAuditEvents {
    /// The order; newest first when left out.
    #[serde(default)]
    #[param(inline)]
    sort: Option<AuditEventOrder>,
    /// Done by this account or HR client.
    #[serde(default)]
    actor_id: Option<Uuid>,
    /// This act.
    #[serde(default)]
    #[validate(length(min = 1, max = 64))]
    #[param(min_length = 1, max_length = 64, example = "account.suspended")]
    action: Option<String>,
    /// Done to things of this kind.
    #[serde(default)]
    #[validate(length(min = 1, max = 64))]
    #[param(min_length = 1, max_length = 64, example = "account")]
    subject_kind: Option<String>,
    /// Done to the thing of this id or code.
    #[serde(default)]
    #[validate(length(min = 1, max = 64))]
    #[param(min_length = 1, max_length = 64, example = "data-engineer")]
    subject: Option<String>,
    /// About this organisation or those below it.
    #[serde(default)]
    organisation_id: Option<Uuid>,
    /// At this instant or later.
    #[serde(default)]
    #[param(example = "2026-11-02T09:00:00Z")]
    since: Option<DateTime<Utc>>,
    /// Before this instant.
    #[serde(default)]
    #[param(example = "2026-12-02T09:00:00Z")]
    until: Option<DateTime<Utc>>,
}

impl Parse for ListAuditEvents {
    type Value = AuditFilter;

    fn parse(&self, _: &mut Violations) -> Option<AuditFilter> {
        let Self { sort: _, actor_id, action, subject_kind, subject, organisation_id, since, until } = self;
        Some(AuditFilter {
            actor: *actor_id,
            action: action.clone(),
            subject_kind: subject_kind.clone(),
            subject: subject.clone(),
            organisation: organisation_id.map(Into::into),
            since: *since,
            until: *until,
        })
    }
}

/// List audit events
///
/// Who did what to whose record, when and why. DINUM sees all; a ministry admin those about the own organisation and
/// all below it.
#[utoipa::path(
    tag = "audit",
    operation_id = "list_audit_events",
    params(PageQuery, ListAuditEvents),
    extensions(("x-required-permission" = json!(ReadAuditEvents::SLUG))),
)]
#[get("/audit-events")]
pub async fn list_audit_events(
    access: Access<ReadAuditEvents>,
    listing: Listing<ListAuditEvents>,
    request: HttpRequest,
) -> Result<Reply<Page<AuditEventView>>, Problem> {
    let filter = listing.checked()?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("audit_events", wanted));
    let keyset = page.keyset::<Uuid>(&list)?.map(AuditEventId::from);
    let newest_first = wanted.sort.unwrap_or_default() == AuditEventOrder::Newest;
    let reach = access.actor().administrative_reach();
    let (slice, total) = access
        .read(async |tx| {
            let slice = tx.audit().list(reach, &filter, newest_first, &keyset).await?;
            let total = if page.wants_total() { Some(tx.audit().count(reach, &filter).await?) } else { None };
            Ok((slice, total))
        })
        .await?;
    let key = |event: &AuditEvent| Uuid::from(event.id);
    let page = Page::new(slice, keyset.limit, &list, total, key, AuditEventView::from);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
