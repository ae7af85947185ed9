//! `GET /v1/schools`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::id::SchoolId;
use vmj_persistence::{ReadTx, SchoolFilter, school_key};

use crate::access::{Access, Demand as _, Public};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// An order of schools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum SchoolOrder {
    /// By name, without regard to accents and case.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// The same, backwards.
    #[serde(rename = "-name")]
    NameDescending,
}

/// Whether a school is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchoolState {
    /// May be named by students.
    #[default]
    Active,
    /// Of past editions only.
    Retired,
}

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListSchools {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    sort: Option<SchoolOrder>,
    /// In use (the default), or retired.
    #[serde(default)]
    #[param(inline)]
    state: Option<SchoolState>,
    /// Beginning of a name, without regard to accents and case.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "institut")]
    q: Option<String>,
    /// With this UAI.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[param(max_length = 8, example = "0352756F")]
    uai: Option<String>,
    /// In this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "35")]
    department_code: Option<String>,
}

impl Parse for ListSchools {
    type Value = SchoolFilter;

    fn parse(&self, _: &mut Violations) -> Option<SchoolFilter> {
        let Self { sort: _, state, q, uai, department_code } = self.clone();
        let retired = state.unwrap_or_default() == SchoolState::Retired;
        Some(SchoolFilter { text: q, uai, department_code, retired })
    }
}

/// List schools
///
/// Schools and universities, by name.
#[utoipa::path(
    tag = "schools",
    operation_id = "list_schools",
    params(PageQuery, ListSchools),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/schools")]
pub async fn list_schools(
    access: Access<Public>,
    listing: Listing<ListSchools>,
    request: HttpRequest,
) -> Result<Reply<Page<SchoolView>>, Problem> {
    let filter = listing.checked()?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("schools", wanted));
    let keyset = page.keyset::<(String, Uuid)>(&list)?;
    let keyset = keyset.map(|(name, id)| (name, SchoolId::from(id)));
    let descending = wanted.sort.unwrap_or_default() == SchoolOrder::NameDescending;
    let (slice, total) = access
        .read(async |tx: &ReadTx| {
            let slice = tx.schools().list(&filter, descending, &keyset).await?;
            let total = if page.wants_total() { Some(tx.schools().count(&filter).await?) } else { None };
            Ok((slice, total))
        })
        .await?;
    let key = |school: &_| {
        let (name, id) = school_key(school);
        (name, Uuid::from(id))
    };
    let view = |school| SchoolView::new(&school, access.state().reference());
    let page = Page::new(slice, keyset.limit, &list, total, key, view);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links).public())
}
