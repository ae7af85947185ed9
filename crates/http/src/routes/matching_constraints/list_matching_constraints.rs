//! `GET /v1/editions/{edition_id}/matching-constraints`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::matching::Constraint;

use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::EditionPath;
use crate::views::matching_constraint::MatchingConstraintView;

/// Nothing narrows it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListMatchingConstraints {}

impl Parse for ListMatchingConstraints {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List locks and exclusions
///
/// What DINUM has decided about pairs of the edition, the oldest first.
#[utoipa::path(
    tag = "matching",
    operation_id = "list_matching_constraints",
    params(EditionPath, PageQuery),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[get("/editions/{edition_id}/matching-constraints")]
pub async fn list_matching_constraints(
    access: Access<WriteMatchingRuns>,
    path: Path<EditionPath>,
    listing: Listing<ListMatchingConstraints>,
    request: HttpRequest,
) -> Result<Reply<Page<MatchingConstraintView>>, Problem> {
    let edition = path.held(&access).await?;
    listing.checked()?;
    let list = list_fingerprint(&("matching-constraints", edition));
    let keyset = listing.page.keyset::<Uuid>(&list)?.map(Into::into);
    let page = access
        .read(async |tx| {
            let matching = tx.matching();
            let slice = matching.constraints(edition.into(), &keyset).await?;
            let wants_total = listing.page.wants_total();
            let total =
                if wants_total { Some(matching.count_constraints(edition.into()).await?) } else { None };
            let key = |constraint: &Constraint| Uuid::from(constraint.id);
            let view = |constraint: Constraint| MatchingConstraintView::from(&constraint);
            Ok(Page::new(slice, keyset.limit, &list, total, key, view))
        })
        .await?;
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
