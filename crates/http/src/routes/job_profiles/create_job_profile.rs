//! `POST /v1/job-profiles`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::job_profile::{JobProfile, JobProfileContent};
use vmj_domain::text::Slug;
use vmj_domain::version::Version;

use super::content::{JobProfileForm, check_family};
use crate::access::{Access, Demand as _, WriteJobProfiles};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Violations};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// A new job profile.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "platform-engineer", "family_code": "infrastructure", "label_fr": "Ingénieure / Ingénieur plateforme", "label_en": "Platform engineer"}))]
pub struct CreateJobProfile {
    /// Names it for ever: lower-case letters and digits joined by single hyphens.
    #[validate(length(min = 1, max = Slug::MAX_LENGTH))]
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "platform-engineer"
    )]
    code: String,
    /// Its family, one of `/v1/job-families`.
    #[schema(max_length = 64, example = "infrastructure")]
    family_code: String,
    /// French label.
    #[schema(min_length = 1, max_length = 200, example = "Ingénieure / Ingénieur plateforme")]
    label_fr: String,
    /// English label.
    #[schema(min_length = 1, max_length = 200, example = "Platform engineer")]
    label_en: String,
    /// The same job in ROME 4.0, where there is one.
    #[serde(default)]
    #[schema(max_length = 5, pattern = "^[A-Z][0-9]{4}$", example = "M1810")]
    rome_code: Option<String>,
}

impl CreateJobProfile {
    fn content(&self) -> JobProfileForm {
        JobProfileForm {
            family_code: self.family_code.clone(),
            label_fr: self.label_fr.clone(),
            label_en: self.label_en.clone(),
            rome_code: self.rome_code.clone(),
        }
    }
}

impl Parse for CreateJobProfile {
    type Value = (Slug, JobProfileContent);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let code = violations.take("/code", Slug::parse(&self.code));
        let content = violations.nested(&self.content());
        Some((code?, content?))
    }
}

/// Create a job profile
///
/// Its code names it for ever; its labels may change.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "create_job_profile",
    extensions(("x-required-permission" = json!(WriteJobProfiles::SLUG))),
)]
#[post("/job-profiles")]
pub async fn create_job_profile(
    access: Access<WriteJobProfiles>,
    body: Json<CreateJobProfile>,
) -> Result<Created<JobProfileView>, Problem> {
    let reply = access
        .write(async |unit| {
            let (code, content) = body.checked()?;
            check_family(access.state().reference(), &content)?;
            unit.first_time(body.fingerprint()).await?;
            if unit.job_profiles().find(&code).await?.is_some() {
                return Err(Problem::already_exists("/code").into());
            }
            let profile = JobProfile {
                code,
                content,
                retired_at: None,
                version: Version::FIRST,
                updated_at: unit.now(),
            };
            unit.job_profiles().insert(&profile).await?;
            unit.audited("job_profile.created", ("job_profile", profile.code.to_string()), None, &[], None)
                .await?;
            let location = format!("/v1/job-profiles/{}", profile.code);
            Ok(Created::versioned(profile.version, location, &JobProfileView::from(&profile))?)
        })
        .await?;
    access.state().job_profiles().expire();
    Ok(reply)
}
