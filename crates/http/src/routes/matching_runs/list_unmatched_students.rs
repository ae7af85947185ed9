//! `GET /v1/matching-runs/{run_id}/unmatched`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_persistence::{UnmatchedFilter, UnmatchedRow};

use super::MatchingRunPath;
use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::code::UnmatchedReasonCode;
use crate::views::matching_plan::MatchingUnmatchedView;

/// What to list.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListUnmatchedStudents {
    /// For this reason.
    #[serde(default)]
    #[param(inline)]
    reason: Option<UnmatchedReasonCode>,
    /// This student.
    #[serde(default)]
    student_id: Option<Uuid>,
}

impl Parse for ListUnmatchedStudents {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List the students without a place
///
/// Each with the first reason that holds, how many competed for the seats within reach, and what would have helped.
#[utoipa::path(
    tag = "matching",
    operation_id = "list_unmatched_students",
    params(MatchingRunPath, PageQuery, ListUnmatchedStudents),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/unmatched")]
pub async fn list_unmatched_students(
    access: Access<WriteMatchingRuns>,
    path: Path<MatchingRunPath>,
    listing: Listing<ListUnmatchedStudents>,
    request: HttpRequest,
) -> Result<Reply<Page<MatchingUnmatchedView>>, Problem> {
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("matching-unmatched", path.run_id, wanted));
    let ListUnmatchedStudents { reason, student_id } = *wanted;
    let filter =
        UnmatchedFilter { reason: reason.map(|reason| reason.0), student: student_id.map(Into::into) };
    let page = access
        .read(async |tx| {
            let run = path.find(tx, access.actor()).await?.id;
            listing.checked()?;
            let keyset = page.keyset::<Uuid>(&list)?.map(Into::into);
            let slice = tx.matching().unmatched(run, filter, &keyset).await?;
            let wants_total = page.wants_total();
            let total =
                if wants_total { Some(tx.matching().count_unmatched(run, filter).await?) } else { None };
            let key = |row: &UnmatchedRow| Uuid::from(row.unmatched.student);
            let view = |row: UnmatchedRow| MatchingUnmatchedView::from(&row);
            Ok(Page::new(slice, keyset.limit, &list, total, key, view))
        })
        .await?;
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
