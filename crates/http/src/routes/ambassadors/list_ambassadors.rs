//! `GET /v1/editions/{edition_id}/ambassadors`

use actix_web::{HttpRequest, get};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::Reference;
use vmj_persistence::{AmbassadorFilter, AmbassadorKey, ReadTx, ambassador_key};

use super::list_order::ListAmbassadors;
use crate::access::{Access, Demand as _, ReadAmbassadors};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Path};
use crate::problem::Problem;
use crate::routes::editions::EditionPath;
use crate::routes::narrowing::{departments, job_profiles};
use crate::views::ambassador::{AmbassadorStateView, AmbassadorView};

/// List ambassadors
///
/// An agent sees the own, a ministry admin and an HR client those of the own organisation and of all below it,
/// DINUM all of the edition.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "list_ambassadors",
    params(EditionPath, PageQuery, ListAmbassadors),
    extensions(("x-required-permission" = json!(ReadAmbassadors::SLUG))),
)]
#[get("/editions/{edition_id}/ambassadors")]
pub async fn list_ambassadors(
    access: Access<ReadAmbassadors>,
    path: Path<EditionPath>,
    listing: Listing<ListAmbassadors>,
    request: HttpRequest,
) -> Result<Reply<Page<AmbassadorView>>, Problem> {
    let state = access.state();
    let edition = path.held(&access).await?;
    listing.checked()?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("ambassadors", edition, wanted));
    let keyset = page.keyset::<(String, Instant, Instant, Uuid)>(&list)?;
    let keyset = keyset.map(|(name, created_at, updated_at, id)| {
        let id = id.into();
        AmbassadorKey { name, created_at, updated_at, id }
    });
    let profiles = state.job_profiles().get(&access).await?;
    let filter = wanted.filter(&profiles.items, state.reference());
    let order = wanted.sort.unwrap_or_default().direction();
    let reach = access.actor().ambassador_reach();
    let (slice, total) = access
        .read(async |tx: &ReadTx| {
            let ambassadors = tx.ambassadors();
            let slice = ambassadors.list(edition.into(), reach, &filter, order, &keyset).await?;
            let total = if page.wants_total() {
                Some(ambassadors.count(edition.into(), reach, &filter).await?)
            } else {
                None
            };
            Ok((slice, total))
        })
        .await?;
    let key = |ambassador: &_| {
        let AmbassadorKey { name, created_at, updated_at, id } = ambassador_key(ambassador);
        (name, created_at, updated_at, Uuid::from(id))
    };
    let view = |ambassador| AmbassadorView::new(&ambassador, &profiles.items, state.reference());
    let page = Page::new(slice, keyset.limit, &list, total, key, view);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}

impl ListAmbassadors {
    /// In terms of the store: families and regions become what they are made of.
    fn filter(&self, profiles: &[JobProfile], reference: &Reference) -> AmbassadorFilter {
        let Self { sort: _, q, state, organisation_id, job_profile_code, job_family_code, .. } = self;
        let Self { department_code, region_code, format, .. } = self;
        let jobs = job_profiles(profiles, job_profile_code.as_deref(), job_family_code.as_deref());
        AmbassadorFilter {
            state: state.map(AmbassadorStateView::slug),
            organisation: organisation_id.map(Into::into),
            job_profiles: jobs.map(|jobs| jobs.iter().map(|job| job.code.clone()).collect()),
            departments: departments(reference, department_code.as_deref(), region_code.as_deref()),
            format: format.map(|format| format.0),
            name: q.clone(),
        }
    }
}
