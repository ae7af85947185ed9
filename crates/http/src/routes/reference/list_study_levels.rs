//! `GET /v1/reference/study-levels`

use actix_web::{HttpRequest, get};

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::FromMemory;
use crate::problem::Problem;
use crate::views::reference::{List, StudyLevelView};

/// List study levels
///
/// The years of higher education that an edition may be open to.
#[utoipa::path(tag = "reference", operation_id = "list_study_levels", extensions(("x-required-permission" = json!(Public::SLUG))))]
#[get("/reference/study-levels")]
pub async fn list_study_levels(
    access: Access<Public>,
    request: HttpRequest,
) -> Result<FromMemory<List<StudyLevelView>>, Problem> {
    let state = access.state();
    state.published().answer(&request, EMBEDDED, || {
        Ok((List { items: state.reference().study_levels.iter().map(StudyLevelView::from).collect() }, None))
    })
}
