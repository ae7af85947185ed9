//! `GET /v1/editions`

use std::cmp::Reverse;

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
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
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
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
/// All that were ever open, latest day first; DINUM also sees the others.
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
        let Listing { page, wanted } = &listing;
        let is_wanted = |edition: &&Edition| {
            sees(access.actor(), edition)
                && wanted.state.is_none_or(|state| EditionStateView::from(&edition.state) == state)
        };
        let mut chosen: Vec<_> = loaded.items.iter().filter(is_wanted).collect();
        let page = match wanted.sort.unwrap_or_default() {
            EditionOrder::DayDescending => page_of(&chosen, page, wanted, |edition| Reverse(key(edition))),
            EditionOrder::Day => {
                chosen.reverse();
                page_of(&chosen, page, wanted, key)
            }
        }?;
        let links = page.links(request.path(), request.query_string());
        Ok((page, links))
    };
    if is_dinum(access.actor()) {
        return Published::unshared(loaded.version, view);
    }
    access.state().published().answer(&request, loaded.version, view)
}

/// Its place in the list, the earliest day first.
fn key(edition: &Edition) -> (NaiveDate, Uuid) {
    (edition.parameters.day, edition.id.into())
}

fn page_of<K: Serialize + DeserializeOwned + PartialOrd>(
    chosen: &[&Edition],
    page: &PageQuery,
    wanted: &ListEditions,
    key: impl Fn(&Edition) -> K,
) -> Result<Page<EditionView>, Problem> {
    let list = list_fingerprint(&("editions", wanted));
    let keyset = page.keyset::<K>(&list)?;
    let total = page.wants_total().then_some(chosen.len() as u64);
    let slice = slice_in_memory(chosen, &keyset, &key);
    Ok(Page::new(slice, keyset.limit, &list, total, |edition| key(edition), EditionView::from))
}
