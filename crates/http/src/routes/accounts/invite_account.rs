//! `POST /v1/accounts`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::access::Reach;
use vmj_domain::account::AccountContent;
use vmj_domain::text::Email;
use vmj_persistence::{NewAccount, StoreError};

use super::form::AccountForm;
use super::membership;
use crate::access::{Access, Demand as _, WriteAccounts};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Violations};
use crate::problem::Problem;
use crate::routes::registration::letters;
use crate::views::account::{AccountView, LocaleView, RoleView};

/// Who is invited.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "agent@example.fr", "given_name": "Camille", "family_name": "Exemple", "locale": "fr", "roles": ["agent"], "organisation_id": "019ab5a0-0000-7000-8000-000000000000"}))]
pub struct InviteAccount {
    /// Where the invitation is sent; the address to sign in with.
    #[validate(length(max = Email::MAX_LENGTH))]
    #[schema(format = "email", max_length = 254, example = "agent@example.fr")]
    email: String,
    /// Given name.
    #[schema(min_length = 1, max_length = 100, example = "Camille")]
    given_name: String,
    /// Family name.
    #[schema(min_length = 1, max_length = 100, example = "Exemple")]
    family_name: String,
    /// Language of messages.
    locale: LocaleView,
    /// Roles held, each once. A ministry admin gives `agent` only.
    #[schema(min_items = 1, max_items = 4, example = json!(["agent"]))]
    roles: Vec<RoleView>,
    /// The organisation: needed by an agent or ministry admin, refused for a mere student.
    #[serde(default)]
    organisation_id: Option<Uuid>,
}

impl InviteAccount {
    fn content(&self) -> AccountForm {
        AccountForm {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            locale: self.locale,
            roles: self.roles.clone(),
            organisation_id: self.organisation_id,
        }
    }
}

impl Parse for InviteAccount {
    type Value = (Email, AccountContent);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let email = violations.take("/email", Email::parse(&self.email));
        let content = violations.nested(&self.content());
        Some((email?, content?))
    }
}

/// Invite somebody
///
/// Makes an account and sends a link by which the person chooses a password, within seven days. DINUM gives any role; a
/// ministry admin the role of agent, in the own organisation or below it.
#[utoipa::path(
    tag = "accounts",
    operation_id = "invite_account",
    extensions(("x-required-permission" = json!(WriteAccounts::SLUG))),
)]
#[post("/accounts")]
pub async fn invite_account(
    access: Access<WriteAccounts>,
    body: Json<InviteAccount>,
) -> Result<Created<AccountView>, Problem> {
    let reach = access.actor().administrative_reach();
    access
        .write(async |unit| {
            let (email, AccountContent { profile, membership }) = body.checked()?;
            let broken = membership.broken(reach);
            let organisation = membership::organisation(unit, &membership, broken, reach, None).await?;
            unit.first_time(body.fingerprint()).await?;
            let account = NewAccount {
                id: unit.new_id(),
                email,
                profile,
                roles: membership.roles,
                organisation: organisation.map(|organisation| organisation.id),
                password_hash: None,
                email_verified_at: None,
                invited_at: Some(unit.now()),
            };
            unit.accounts().insert(&account).await.map_err(taken)?;
            let subject = ("account", account.id.to_string());
            unit.audited("account.invited", subject, account.organisation, &[], None).await?;
            let account =
                unit.accounts().find(account.id, Reach::Everything).await?.ok_or(Problem::not_found())?;
            letters::invite(unit, &access.state().settings().front_url, &account).await?;
            let location = format!("/v1/accounts/{}", account.id);
            Ok(Created::versioned(account.version, location, &account.into())?)
        })
        .await
}

fn taken(error: StoreError) -> Problem {
    match error {
        StoreError::Duplicate(_) => Problem::already_exists("/email"),
        error => error.into(),
    }
}
