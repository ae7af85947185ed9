//! `GET /v1/editions/current`

use actix_web::get;
use vmj_domain::edition::Edition;
use vmj_domain::place::national_day;

use super::get_edition::show;
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::FromMemory;
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// Read the current edition
///
/// The one nearest to today that is neither closed nor cancelled, else the latest closed; 404 before the first is
/// opened. Drafts do not count.
#[utoipa::path(
    tag = "editions",
    operation_id = "get_current_edition",
    responses((status = 404)),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/editions/current")]
pub async fn get_current_edition(access: Access<Public>) -> Result<FromMemory<EditionView>, Problem> {
    let loaded = access.state().editions().get(&access).await?;
    let edition = Edition::current(&loaded.items, national_day(access.now())).ok_or(Problem::not_found())?;
    show(&access, loaded.version, edition)
}
