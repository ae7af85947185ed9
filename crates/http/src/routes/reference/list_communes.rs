//! `GET /v1/reference/communes`

use actix_web::{HttpRequest, get};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;
use vmj_domain::reference::{Commune, CommuneQuery};

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery, slice_in_memory};
use crate::contract::published::FromMemory;
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::reference::CommuneView;

/// What to look for.
#[derive(Clone, Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListCommunes {
    /// Words of the name, without regard to accents, case and punctuation, or the beginning of a postal code.
    /// Whole names come first, then beginnings, the larger commune before the smaller.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "saint etienne")]
    q: Option<String>,
    /// With this postal code.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[param(max_length = 5, example = "35000")]
    postal_code: Option<String>,
    /// Of this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "35")]
    department_code: Option<String>,
}

impl Parse for ListCommunes {
    type Value = CommuneQuery;

    fn parse(&self, _: &mut Violations) -> Option<CommuneQuery> {
        let Self { q, postal_code, department_code } = self.clone();
        Some(CommuneQuery { text: q, postal_code, department_code })
    }
}

/// Search communes
///
/// The communes in force and the arrondissements of Paris, Lyon and Marseille; without `q`, by code.
#[utoipa::path(
    tag = "reference",
    operation_id = "list_communes",
    params(PageQuery, ListCommunes),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/reference/communes")]
pub async fn list_communes(
    access: Access<Public>,
    listing: Listing<ListCommunes>,
    request: HttpRequest,
) -> Result<FromMemory<Page<CommuneView>>, Problem> {
    let query = listing.checked()?;
    let state = access.state();
    state.published().answer(&request, EMBEDDED, || {
        let Listing { page, wanted: ListCommunes { q, postal_code, department_code } } = &listing;
        let list = list_fingerprint(&("communes", q, postal_code, department_code));
        let keyset = page.keyset::<String>(&list)?;
        let found = state.reference().search_communes(&query);
        let total = page.wants_total().then_some(found.len() as u64);
        let slice = slice_in_memory(&found, &keyset, |commune| commune.code.to_owned());
        let key = |commune: &&Commune| commune.code.to_owned();
        let page = Page::new(slice, keyset.limit, &list, total, key, CommuneView::from);
        let links = page.links(request.path(), request.query_string());
        Ok((page, links))
    })
}
