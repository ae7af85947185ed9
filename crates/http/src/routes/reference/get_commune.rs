//! `GET /v1/reference/communes/{commune_code}`

use actix_web::{HttpRequest, get};
use serde::Deserialize;
use utoipa::IntoParams;

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::FromMemory;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::reference::CommuneView;

/// Names a commune.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct CommunePath {
    /// COG code, not a postal code.
    #[param(max_length = 5, example = "35238")]
    commune_code: String,
}

/// Read a commune
///
/// By its COG code.
#[utoipa::path(
    tag = "reference",
    operation_id = "get_commune",
    params(CommunePath),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/reference/communes/{commune_code}")]
pub async fn get_commune(
    access: Access<Public>,
    path: Path<CommunePath>,
    request: HttpRequest,
) -> Result<FromMemory<CommuneView>, Problem> {
    let state = access.state();
    let commune = state.reference().commune(&path.commune_code).ok_or(Problem::not_found())?;
    state.published().answer(&request, EMBEDDED, || Ok((CommuneView::from(commune), None)))
}
