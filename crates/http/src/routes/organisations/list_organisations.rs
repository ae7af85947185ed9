//! `GET /v1/organisations`

use std::cmp::Reverse;

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::organisation::OrganisationStatus;
use vmj_domain::place::national_day;
use vmj_domain::text::fold;

use super::ListedOrganisation;
use crate::access::{Access, Demand as _, Public};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery, slice_in_memory};
use crate::contract::published::FromMemory;
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::organisation::{KindCode, OrganisationView, StatusCode};

/// An order of organisations.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
pub enum OrganisationOrder {
    /// By name, without regard to accents and case.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// The same, backwards.
    #[serde(rename = "-name")]
    NameDescending,
}

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOrganisations {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    sort: Option<OrganisationOrder>,
    /// In force today (the default), no longer, or not yet.
    #[serde(default)]
    #[param(inline)]
    state: Option<StatusCode>,
    /// Beginnings of words of its names, former ones included, or of its code, without regard to accents and case.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "num")]
    q: Option<String>,
    /// Of this kind.
    #[serde(default)]
    #[param(inline)]
    kind: Option<KindCode>,
    /// With this code.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "dinum")]
    code: Option<String>,
    /// With this SIRET.
    #[serde(default)]
    #[validate(length(max = 14))]
    #[param(max_length = 14, example = "13002526500013")]
    siret: Option<String>,
    /// Directly below this one.
    #[serde(default)]
    parent_id: Option<Uuid>,
    /// With nothing above it.
    #[serde(default)]
    #[param(default = false)]
    root_only: Option<bool>,
    /// This one, and all below it.
    #[serde(default)]
    within_id: Option<Uuid>,
}

impl Parse for ListOrganisations {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListOrganisations {
    /// Whether it is listed; `words` are those of `q`, folded.
    fn wants(&self, listed: &ListedOrganisation, words: &str, today: NaiveDate) -> bool {
        let organisation = &listed.organisation;
        let content = &organisation.content;
        let status = self.state.map_or(OrganisationStatus::Active, |state| state.0);
        organisation.status_on(today) == status
            && self.kind.is_none_or(|kind| kind.0 == content.kind)
            && self.code.as_deref().is_none_or(|code| code == organisation.code.as_str())
            && self
                .siret
                .as_deref()
                .is_none_or(|siret| content.siret.as_ref().is_some_and(|own| own.as_str() == siret))
            && self.parent_id.is_none_or(|parent| content.parent == Some(parent.into()))
            && (!self.root_only.unwrap_or_default() || content.parent.is_none())
            && self.within_id.is_none_or(|node| organisation.is_within(node.into()))
            && listed.is_named(words)
    }
}

/// List organisations
///
/// The tree of ministries and administrations, as a list: each with its parent, its root and its depth.
#[utoipa::path(
    tag = "organisations",
    operation_id = "list_organisations",
    params(PageQuery, ListOrganisations),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/organisations")]
pub async fn list_organisations(
    access: Access<Public>,
    listing: Listing<ListOrganisations>,
    request: HttpRequest,
) -> Result<FromMemory<Page<OrganisationView>>, Problem> {
    listing.checked()?;
    let today = national_day(access.now());
    let loaded = access.state().organisations().get(&access).await?;
    access.state().published().answer_of_day(&request, loaded.version, today, || {
        let Listing { page, wanted } = &listing;
        let words = wanted.q.as_deref().map(fold).unwrap_or_default();
        let mut chosen: Vec<_> =
            loaded.items.iter().filter(|listed| wanted.wants(listed, &words, today)).collect();
        let page = match wanted.sort.unwrap_or_default() {
            OrganisationOrder::Name => page_of(&chosen, page, wanted, today, key),
            OrganisationOrder::NameDescending => {
                chosen.reverse();
                page_of(&chosen, page, wanted, today, |listed| Reverse(key(listed)))
            }
        }?;
        let links = page.links(request.path(), request.query_string());
        Ok((page, links))
    })
}

fn key(listed: &ListedOrganisation) -> (String, Uuid) {
    (listed.sort_name.clone(), listed.organisation.id.into())
}

fn page_of<K: Serialize + DeserializeOwned + PartialOrd>(
    chosen: &[&ListedOrganisation],
    page: &PageQuery,
    wanted: &ListOrganisations,
    today: NaiveDate,
    key: impl Fn(&ListedOrganisation) -> K,
) -> Result<Page<OrganisationView>, Problem> {
    let list = list_fingerprint(&("organisations", wanted));
    let keyset = page.keyset::<K>(&list)?;
    let total = page.wants_total().then_some(chosen.len() as u64);
    let slice = slice_in_memory(chosen, &keyset, &key);
    let view = |listed: &ListedOrganisation| OrganisationView::new(&listed.organisation, today);
    Ok(Page::new(slice, keyset.limit, &list, total, |listed| key(listed), view))
}
