//! What administrators write of an account: what PATCH patches, and the greater part of an invitation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::account::{Account, AccountContent, Membership, Profile};
use vmj_domain::text::PersonName;

use crate::extract::{Parse, Violations};
use crate::views::account::{LocaleView, RoleView};

/// Names, locale, roles and organisation of an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"given_name": "Camille", "family_name": "Exemple", "locale": "fr", "roles": ["agent"], "organisation_id": "019ab5a0-0000-7000-8000-000000000000"}))]
pub struct AccountForm {
    /// Given name.
    #[validate(length(min = 1, max = PersonName::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Camille")]
    pub given_name: String,
    /// Family name.
    #[validate(length(min = 1, max = PersonName::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Exemple")]
    pub family_name: String,
    /// Language of messages.
    pub locale: LocaleView,
    /// Roles held, each once.
    #[validate(length(max = Membership::MAX_ROLES))]
    #[schema(min_items = 1, max_items = 4, example = json!(["agent"]))]
    pub roles: Vec<RoleView>,
    /// The organisation: needed by an agent or ministry admin, refused for a mere student.
    #[serde(default)]
    pub organisation_id: Option<Uuid>,
}

impl Parse for AccountForm {
    type Value = AccountContent;

    fn parse(&self, violations: &mut Violations) -> Option<AccountContent> {
        let given_name = violations.take("/given_name", PersonName::parse(&self.given_name));
        let family_name = violations.take("/family_name", PersonName::parse(&self.family_name));
        let membership = Membership {
            roles: self.roles.iter().copied().map(Into::into).collect(),
            organisation: self.organisation_id.map(Into::into),
        };
        let profile =
            Profile { given_name: given_name?, family_name: family_name?, locale: self.locale.into() };
        Some(AccountContent { profile, membership })
    }
}

impl From<&Account> for AccountForm {
    fn from(account: &Account) -> Self {
        let Profile { given_name, family_name, locale } = &account.profile;
        let Membership { roles, organisation } = account.membership();
        Self {
            given_name: given_name.to_string(),
            family_name: family_name.to_string(),
            locale: (*locale).into(),
            roles: roles.into_iter().map(Into::into).collect(),
            organisation_id: organisation.map(Into::into),
        }
    }
}
