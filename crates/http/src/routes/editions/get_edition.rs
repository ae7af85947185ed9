//! `GET /v1/editions/{edition_id}`

use actix_web::get;
use vmj_domain::edition::Edition;

use super::{EditionPath, sees};
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::{FromMemory, Published};
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// Read an edition
///
/// Its day, rules and windows, what it offers and who takes part. What was never opened is seen by DINUM only.
#[utoipa::path(
    tag = "editions",
    operation_id = "get_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/editions/{edition_id}")]
pub async fn get_edition(
    access: Access<Public>,
    path: Path<EditionPath>,
) -> Result<FromMemory<EditionView>, Problem> {
    let loaded = access.state().editions().get(&access).await?;
    let edition = loaded.items.iter().find(|edition| edition.id == path.edition_id.into());
    let edition = edition.filter(|edition| sees(access.actor(), edition)).ok_or(Problem::not_found())?;
    if !edition.is_public() {
        return Published::unshared(edition.version.get(), || Ok((EditionView::from(edition), None)));
    }
    show(&access, loaded.version, edition)
}

/// An edition that everybody sees.
///
/// # Errors
/// The view cannot be written.
pub fn show(
    access: &Access<Public>,
    catalogue: i64,
    edition: &Edition,
) -> Result<FromMemory<EditionView>, Problem> {
    let path = format!("/v1/editions/{}", edition.id);
    access.state().published().resource(path, catalogue, edition.version, || EditionView::from(edition))
}
