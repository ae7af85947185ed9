//! `GET /v1/editions`

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::edition::Edition;

use super::{is_dinum, sees};
use crate::access::{Access, Demand as _, Public};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery, slice_in_memory};
use crate::contract::published::{FromMemory, Published};
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::edition::{EditionStateView, EditionView};

/// An order of editions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum EditionOrder {
    /// Latest day first.
    #[default]
    #[serde(rename = "-day")]
    DayDescending,
    /// Earliest day first.
    #[serde(rename = "day")]
    Day,
}

/// What to list.
#[derive(Clone, Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListEditions {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    sort: Option<EditionOrder>,
    /// In this state.
    #[serde(default)]
    #[param(inline)]
    state: Option<EditionStateView>,
}

impl Parse for ListEditions {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List editions
///
/// All that were ever open, latest day first; DINUM also sees drafts.
#[utoipa::path(
    tag = "editions",
    operation_id = "list_editions",
    params(PageQuery, ListEditions),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/editions")]
pub async fn list_editions(
    access: Access<Public>,
    listing: Listing<ListEditions>,
    request: HttpRequest,
) -> Result<FromMemory<Page<EditionView>>, Problem> {
    listing.checked()?;
    let loaded = access.state().editions().get(&access).await?;
    let view = || {
        let Listing { page, wanted: ListEditions { sort, state } } = &listing;
        let order = sort.unwrap_or_default();
        let list = list_fingerprint(&("editions", order, state));
        let keyset = page.keyset::<(NaiveDate, Uuid)>(&list)?;
        let wanted = |edition: &&Edition| {
            sees(access.actor(), edition)
                && state.is_none_or(|state| EditionStateView::from(&edition.state) == state)
        };
        let mut chosen: Vec<_> = loaded.items.iter().filter(wanted).collect();
        if order == EditionOrder::Day {
            chosen.reverse();
        }
        let total = page.wants_total().then_some(chosen.len() as u64);
        let key = |edition: &Edition| (edition.parameters.day, Uuid::from(edition.id));
        let slice = slice_in_memory(&chosen, &keyset, key);
        let page = Page::new(slice, keyset.limit, &list, total, |edition| key(edition), EditionView::from);
        let links = page.links(request.path(), request.query_string());
        Ok((page, links))
    };
    if is_dinum(access.actor()) {
        return Published::unshared(loaded.version, view);
    }
    access.state().published().answer(&request, loaded.version, view)
}
