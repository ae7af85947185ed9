//! `GET /v1/matching-runs/{run_id}/vacancies`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_persistence::{VacancyFilter, VacancyRow};

use super::MatchingRunPath;
use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::narrowing::departments;
use crate::views::matching_plan::MatchingVacancyView;

/// What to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListMatchingVacancies {
    /// At this organisation or below it.
    #[serde(default)]
    organisation_id: Option<Uuid>,
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
}

impl Parse for ListMatchingVacancies {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List the ambassadors with a free seat
///
/// Each with how many seats the plan leaves free, and why: nobody wished for it, nobody is within reach, or all who are were
/// better served elsewhere.
#[utoipa::path(
    tag = "matching",
    operation_id = "list_matching_vacancies",
    params(MatchingRunPath, PageQuery, ListMatchingVacancies),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/vacancies")]
pub async fn list_matching_vacancies(
    access: Access<WriteMatchingRuns>,
    path: Path<MatchingRunPath>,
    listing: Listing<ListMatchingVacancies>,
    request: HttpRequest,
) -> Result<Reply<Page<MatchingVacancyView>>, Problem> {
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("matching-vacancies", path.run_id, wanted));
    let ListMatchingVacancies { organisation_id, department_code, region_code } = wanted;
    let reference = access.state().reference();
    let filter = VacancyFilter {
        organisation: organisation_id.map(Into::into),
        departments: departments(reference, department_code.as_deref(), region_code.as_deref()),
    };
    let page = access
        .read(async |tx| {
            let run = path.find(tx, access.actor()).await?.id;
            listing.checked()?;
            let keyset = page.keyset::<Uuid>(&list)?.map(Into::into);
            let slice = tx.matching().vacancies(run, None, &filter, &keyset).await?;
            let wants_total = page.wants_total();
            let total = if wants_total {
                Some(tx.matching().count_vacancies(run, None, &filter).await?)
            } else {
                None
            };
            let key = |row: &VacancyRow| Uuid::from(row.vacant.ambassador);
            let view = |row: VacancyRow| MatchingVacancyView::from(&row);
            Ok(Page::new(slice, keyset.limit, &list, total, key, view))
        })
        .await?;
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
