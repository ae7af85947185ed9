//! `PATCH /v1/me`

use actix_web::patch;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::access::Reach;
use vmj_domain::account::Profile;
use vmj_domain::text::PersonName;

use crate::access::{Access, Demand as _, WriteMe};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Parse, Violations};
use crate::problem::Problem;
use crate::views::account::{LocaleView, Me};

/// What a person may change of the own account.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"given_name": "Camille", "family_name": "Exemple", "locale": "en"}))]
pub struct ProfileForm {
    /// Given name.
    #[validate(length(min = 1, max = PersonName::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Camille")]
    given_name: String,
    /// Family name.
    #[validate(length(min = 1, max = PersonName::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Exemple")]
    family_name: String,
    /// Language of messages.
    locale: LocaleView,
}

impl From<&Profile> for ProfileForm {
    fn from(profile: &Profile) -> Self {
        let Profile { given_name, family_name, locale } = profile;
        Self {
            given_name: given_name.to_string(),
            family_name: family_name.to_string(),
            locale: (*locale).into(),
        }
    }
}

impl Parse for ProfileForm {
    type Value = Profile;

    fn parse(&self, violations: &mut Violations) -> Option<Profile> {
        let given_name = violations.take("/given_name", PersonName::parse(&self.given_name));
        let family_name = violations.take("/family_name", PersonName::parse(&self.family_name));
        Some(Profile { given_name: given_name?, family_name: family_name?, locale: self.locale.into() })
    }
}

/// Change one's own account
///
/// A JSON Merge Patch (RFC 7396) of names and locale. The e-mail address and the roles are not one's own to change.
#[utoipa::path(
    tag = "me",
    operation_id = "update_me",
    request_body(content = ProfileForm, content_type = "application/merge-patch+json"),
    extensions(("x-required-permission" = json!(WriteMe::SLUG))),
)]
#[patch("/me")]
pub async fn update_me(
    access: Access<WriteMe>,
    if_match: IfMatch,
    patch: MergePatch<ProfileForm>,
) -> Result<Reply<Me>, Problem> {
    let own = access.actor().account().ok_or(Problem::not_found())?;
    access
        .write(async |unit| {
            let account = unit.accounts().find(own, Reach::Everything).await?.ok_or(Problem::not_found())?;
            let profile = patch.applied_to(&ProfileForm::from(&account.profile))?;
            if_match.require(account.version)?;
            let account = unit.accounts().update(account.with_profile(profile, unit.now())).await?;
            Ok(Reply::versioned(account.version, &Me::new(account, access.actor()))?)
        })
        .await
}
