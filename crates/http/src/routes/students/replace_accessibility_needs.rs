//! `PUT /v1/students/{student_id}/accessibility-needs`

use actix_web::put;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::edition::Operation;
use vmj_domain::student::{AccessibilityNeeds, ConsentVersion, Student};
use vmj_domain::text::Prose;

use super::StudentPath;
use crate::access::{Access, Demand as _, WriteAccessibilityNeeds};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::{admit, edition_of};
use crate::views::code::ConsentVersionCode;
use crate::views::student::AccessibilityNeedsView;

/// What a student needs, and the consent to saying so.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"needs": "Un ascenseur, et une place assise pour les présentations.", "consent_version": "2026-11"}))]
pub struct AccessibilityNeedsForm {
    /// In the student's own words. No diagnosis is asked for.
    #[schema(
        min_length = 1,
        max_length = 4000,
        example = "Un ascenseur, et une place assise pour les présentations."
    )]
    needs: String,
    /// The words to which the student consents: DINUM and, once the duo is confirmed, the host read the needs, until
    /// seven days after the day.
    consent_version: ConsentVersionCode,
}

impl Parse for AccessibilityNeedsForm {
    type Value = (Prose, ConsentVersion);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        Some((violations.take("/needs", Prose::parse(&self.needs))?, self.consent_version.0))
    }
}

/// Say what one needs
///
/// With a consent of its own. `If-Match` takes the tag of the student, or of an earlier answer.
#[utoipa::path(
    tag = "students",
    operation_id = "replace_accessibility_needs",
    params(StudentPath),
    responses((status = 409)),
    extensions(("x-required-permission" = json!(WriteAccessibilityNeeds::SLUG))),
)]
#[put("/students/{student_id}/accessibility-needs")]
pub async fn replace_accessibility_needs(
    access: Access<WriteAccessibilityNeeds>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: Json<AccessibilityNeedsForm>,
) -> Result<Reply<AccessibilityNeedsView>, Problem> {
    access
        .write(async |unit| {
            let student = path.load_own(unit, access.actor()).await?;
            let (needs, consent_version) = body.checked()?;
            if_match.require(student.version)?;
            let edition = edition_of(unit, student.edition.id).await?;
            admit(&edition, Operation::Decide, access.actor(), None, unit.now())?;
            let needs = AccessibilityNeeds { needs, consent_version, consented_at: unit.now() };
            unit.students().set_needs(student.id, &needs).await?;
            let student = Student { updated_at: unit.now(), ..student };
            let student = unit.students().update_row(student).await?;
            Ok(Reply::versioned(student.version, &AccessibilityNeedsView::from(&needs))?)
        })
        .await
}
