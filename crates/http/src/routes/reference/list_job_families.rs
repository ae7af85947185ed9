//! `GET /v1/job-families`

use actix_web::{HttpRequest, get};

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::FromMemory;
use crate::problem::Problem;
use crate::views::reference::{JobFamilyView, List};

/// List job families
///
/// The families of the State's digital jobs, in the order of its job board.
#[utoipa::path(tag = "job-profiles", operation_id = "list_job_families", extensions(("x-required-permission" = json!(Public::SLUG))))]
#[get("/job-families")]
pub async fn list_job_families(
    access: Access<Public>,
    request: HttpRequest,
) -> Result<FromMemory<List<JobFamilyView>>, Problem> {
    let state = access.state();
    state.published().answer(&request, EMBEDDED, || {
        Ok((List { items: state.reference().job_families.iter().map(JobFamilyView::from).collect() }, None))
    })
}
