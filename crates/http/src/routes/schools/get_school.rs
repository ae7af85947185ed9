//! `GET /v1/schools/{school_id}`

use actix_web::get;

use super::SchoolPath;
use crate::access::{Access, Demand as _, Public};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// Read a school
///
/// Retired schools stay readable: past editions refer to them.
#[utoipa::path(
    tag = "schools",
    operation_id = "get_school",
    params(SchoolPath),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/schools/{school_id}")]
pub async fn get_school(
    access: Access<Public>,
    path: Path<SchoolPath>,
) -> Result<Reply<SchoolView>, Problem> {
    let id = path.school_id.into();
    let school =
        access.read(async |tx| Ok(tx.schools().find(id).await?)).await?.ok_or(Problem::not_found())?;
    let view = SchoolView::new(&school, access.state().reference());
    Ok(Reply::versioned(school.version, &view)?.public())
}
