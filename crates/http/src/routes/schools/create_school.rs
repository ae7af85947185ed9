//! `POST /v1/schools`

use actix_web::post;
use vmj_domain::school::School;
use vmj_domain::version::Version;

use super::content::{SchoolForm, check_uai};
use crate::access::{Access, Demand as _, WriteSchools};
use crate::contract::reply::Created;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// Create a school
///
/// Its UAI is nobody else's; its department is that of its commune.
#[utoipa::path(
    tag = "schools",
    operation_id = "create_school",
    extensions(("x-required-permission" = json!(WriteSchools::SLUG))),
)]
#[post("/schools")]
pub async fn create_school(
    access: Access<WriteSchools>,
    body: Json<SchoolForm>,
) -> Result<Created<SchoolView>, Problem> {
    let reference = access.state().reference();
    access
        .write(async |unit| {
            let content = body.checked()?.placed(reference)?;
            unit.first_time(body.fingerprint()).await?;
            check_uai(unit, &content, None).await?;
            let school = School {
                id: unit.new_id(),
                content,
                retired_at: None,
                version: Version::FIRST,
                created_at: unit.now(),
                updated_at: unit.now(),
            };
            unit.schools().insert(&school).await?;
            unit.audited("school.created", ("school", school.id.to_string()), None, &[], None).await?;
            let location = format!("/v1/schools/{}", school.id);
            Ok(Created::versioned(school.version, location, &SchoolView::new(&school, reference))?)
        })
        .await
}
