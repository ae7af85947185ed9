//! `GET /v1/reference/regions`

use actix_web::{HttpRequest, get};

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::FromMemory;
use crate::problem::Problem;
use crate::views::reference::{List, RegionView};

/// List regions
///
/// The regions and overseas collectivities of the official geographic code, by code.
#[utoipa::path(tag = "reference", operation_id = "list_regions", extensions(("x-required-permission" = json!(Public::SLUG))))]
#[get("/reference/regions")]
pub async fn list_regions(
    access: Access<Public>,
    request: HttpRequest,
) -> Result<FromMemory<List<RegionView>>, Problem> {
    let state = access.state();
    state.published().answer(&request, EMBEDDED, || {
        Ok((List { items: state.reference().regions.iter().map(RegionView::from).collect() }, None))
    })
}
