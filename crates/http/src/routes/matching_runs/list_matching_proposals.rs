//! `GET /v1/matching-runs/{run_id}/proposals`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::Reference;
use vmj_persistence::{ProposalFilter, ProposalRow};

use super::{MatchingRunPath, part_of};
use crate::access::{Access, Demand as _, ReadMatchingRuns};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::is_dinum;
use crate::routes::narrowing::{departments, job_profiles};
use crate::views::code::PlaceCode;
use crate::views::matching_plan::MatchingProposalView;

/// What to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListMatchingProposals {
    /// Whose ambassador is of this organisation or below it.
    #[serde(default)]
    organisation_id: Option<Uuid>,
    /// Showing this job.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data-engineer")]
    job_profile_code: Option<String>,
    /// Showing a job of this family.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data")]
    job_family_code: Option<String>,
    /// At a site in this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "75")]
    department_code: Option<String>,
    /// At a site in this region or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "11")]
    region_code: Option<String>,
    /// For the wish of this rank.
    #[serde(default)]
    #[validate(range(min = 1, max = 20))]
    #[param(minimum = 1, maximum = 20, example = 1)]
    wish_rank: Option<u32>,
    /// Where the two would meet.
    #[serde(default)]
    #[param(inline)]
    place: Option<PlaceCode>,
    /// Decided before the computation, or not.
    #[serde(default)]
    locked: Option<bool>,
    /// Made by hand after the computation, or not.
    #[serde(default)]
    by_hand: Option<bool>,
    /// Of this student.
    #[serde(default)]
    student_id: Option<Uuid>,
    /// Of this ambassador.
    #[serde(default)]
    ambassador_id: Option<Uuid>,
}

impl Parse for ListMatchingProposals {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListMatchingProposals {
    fn filter(&self, profiles: &[JobProfile], reference: &Reference) -> ProposalFilter {
        let Self { organisation_id, job_profile_code: job, job_family_code: family, .. } = self;
        let Self { department_code, region_code, wish_rank, place, .. } = self;
        let Self { locked, by_hand, student_id, ambassador_id, .. } = self;
        let jobs = job_profiles(profiles, job.as_deref(), family.as_deref());
        ProposalFilter {
            organisation: organisation_id.map(Into::into),
            job_profiles: jobs.map(|jobs| jobs.iter().map(|job| job.code.clone()).collect()),
            departments: departments(reference, department_code.as_deref(), region_code.as_deref()),
            wish_rank: *wish_rank,
            place: place.map(|place| place.0),
            locked: *locked,
            by_hand: *by_hand,
            student: student_id.map(Into::into),
            ambassador: ambassador_id.map(Into::into),
        }
    }
}

/// List the pairs of a matching run
///
/// Each with what it fulfils and why it is so: what every better wish would have cost all. A ministry admin reads those of
/// the own organisation and of all below it in a published run, without who the student is.
#[utoipa::path(
    tag = "matching",
    operation_id = "list_matching_proposals",
    params(MatchingRunPath, PageQuery, ListMatchingProposals),
    extensions(("x-required-permission" = json!(ReadMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/proposals")]
pub async fn list_matching_proposals(
    access: Access<ReadMatchingRuns>,
    path: Path<MatchingRunPath>,
    listing: Listing<ListMatchingProposals>,
    request: HttpRequest,
) -> Result<Reply<Page<MatchingProposalView>>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let profiles = state.job_profiles().get(&access).await?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("matching-proposals", path.run_id, wanted));
    let within = part_of(actor);
    let page = access
        .read(async |tx| {
            let run = path.find(tx, actor).await?.id;
            listing.checked()?;
            let keyset = page.keyset::<Uuid>(&list)?.map(Into::into);
            let filter = wanted.filter(&profiles.items, state.reference());
            let matching = tx.matching();
            let slice = matching.proposals(run, within, &filter, &keyset).await?;
            let wants_total = page.wants_total();
            let total =
                if wants_total { Some(matching.count_proposals(run, within, &filter).await?) } else { None };
            let key = |row: &ProposalRow| Uuid::from(row.proposed.student);
            let view = |row: ProposalRow| MatchingProposalView::new(&row, &profiles.items, is_dinum(actor));
            Ok(Page::new(slice, keyset.limit, &list, total, key, view))
        })
        .await?;
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
