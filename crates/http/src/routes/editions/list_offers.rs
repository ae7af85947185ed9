//! `GET /v1/editions/{edition_id}/offers`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::EditionPath;
use crate::access::{Access, Demand as _, Public};
use crate::contract::code::Code;
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery, slice_in_memory};
use crate::contract::published::FromMemory;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::code::FormatCode;
use crate::views::offer::OfferView;

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOffers {
    /// Of this job.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data-engineer")]
    job_profile_code: Option<String>,
    /// Of jobs of this family.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data")]
    job_family_code: Option<String>,
    /// Of this ministry or administration.
    #[serde(default)]
    organisation_id: Option<Uuid>,
    /// In this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "75")]
    department_code: Option<String>,
    /// In this region or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "11")]
    region_code: Option<String>,
    /// Where one meets so.
    #[serde(default)]
    #[param(inline)]
    format: Option<FormatCode>,
}

impl Parse for ListOffers {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListOffers {
    fn wants(&self, offer: &OfferView) -> bool {
        let is =
            |wanted: &Option<String>, present: &str| wanted.as_deref().is_none_or(|code| code == present);
        is(&self.job_profile_code, &offer.job_profile.code)
            && is(&self.job_family_code, &offer.job_profile.family_code)
            && self.organisation_id.is_none_or(|id| id == offer.organisation.id)
            && is(&self.department_code, &offer.department_code)
            && is(&self.region_code, &offer.region_code)
            && self.format.is_none_or(|format| format == offer.format)
    }
}

/// List what can be wished for
///
/// Places of approved ambassadors by job, ministry, department and format, without a word about people: numbers
/// below 5 are `few`. At most ten seconds old.
#[utoipa::path(
    tag = "editions",
    operation_id = "list_offers",
    params(EditionPath, PageQuery, ListOffers),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/editions/{edition_id}/offers")]
pub async fn list_offers(
    access: Access<Public>,
    path: Path<EditionPath>,
    listing: Result<Listing<ListOffers>, Problem>,
    request: HttpRequest,
) -> Result<FromMemory<Page<OfferView>>, Problem> {
    let edition = path.held(&access).await?;
    let listing = listing?;
    listing.checked()?;
    let Listing { page, wanted } = &listing;
    let offered = access.state().offers().get(&access, edition).await?;
    access.state().published().answer_of_reading(&request, offered.reading, || {
        let list = list_fingerprint(&("offers", edition, wanted));
        let keyset = page.keyset::<(String, String, String, Code<_>)>(&list)?;
        let chosen: Vec<_> = offered.items.iter().filter(|offer| wanted.wants(offer)).collect();
        let total = page.wants_total().then_some(chosen.len() as u64);
        let key = |offer: &OfferView| {
            let OfferView { job_profile, organisation, department_code, format, .. } = offer;
            (job_profile.code.clone(), organisation.code.clone(), department_code.clone(), *format)
        };
        let slice = slice_in_memory(&chosen, &keyset, key);
        let page = Page::new(slice, keyset.limit, &list, total, |offer| key(offer), Clone::clone);
        let links = page.links(request.path(), request.query_string());
        Ok((page, links))
    })
}
