//! `POST /v1/invitation-acceptances`

use actix_web::post;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::one_time_token::TokenPurpose;

use super::letters::token_hash;
use super::proof::redeem;
use crate::access::{Access, Demand as _, Public, opaque, passwords};
use crate::contract::reply::NoContent;
use crate::extract::{Json, Parse, Violations};
use crate::problem::Problem;

/// What proves the address of an invited person, and the password chosen.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"token": "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl", "password": "correct horse battery staple"}))]
pub struct AcceptInvitation {
    /// As the link of the message has it, after `#token=`.
    #[validate(length(min = 1, max = opaque::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl")]
    token: String,
    /// The password to sign in with.
    #[validate(length(min = passwords::MIN_LENGTH, max = passwords::MAX_LENGTH))]
    #[schema(
        format = "password",
        min_length = 12,
        max_length = 128,
        example = "correct horse battery staple"
    )]
    password: String,
}

impl Parse for AcceptInvitation {
    type Value = (Vec<u8>, SecretString);

    fn parse(&self, _: &mut Violations) -> Option<Self::Value> {
        Some((token_hash(&self.token), self.password.clone().into()))
    }
}

/// Accept an invitation
///
/// Exchanges the token of the link, once, for an account with this password and a proven address. A token that is
/// unknown, expired, used or for something else is refused, always in the same words.
#[utoipa::path(
    tag = "registration",
    operation_id = "accept_invitation",
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[post("/invitation-acceptances")]
pub async fn accept_invitation(
    access: Access<Public>,
    body: Json<AcceptInvitation>,
) -> Result<NoContent, Problem> {
    let (token, password) = body.checked()?;
    access.spend_sign_in()?;
    let password_hash = access.state().gate().passwords().hash(password).await?;
    access
        .write_unkept(async |unit| {
            let account =
                redeem(unit, &access.state().settings().front_url, &token, TokenPurpose::Invitation).await?;
            Ok(unit.accounts().set_password(account.id, password_hash.clone()).await?)
        })
        .await?;
    Ok(NoContent)
}
