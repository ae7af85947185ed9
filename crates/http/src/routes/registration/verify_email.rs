//! `POST /v1/email-verifications`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::one_time_token::TokenPurpose;

use super::letters::token_hash;
use super::proof::redeem;
use crate::access::opaque::MAX_LENGTH;
use crate::access::{Access, Demand as _, Public, Unit};
use crate::contract::reply::NoContent;
use crate::extract::{Json, Parse, Violations};
use crate::problem::Problem;

/// What proves an address.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"token": "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl"}))]
pub struct VerifyEmail {
    /// As the link of the message has it, after `#token=`.
    #[validate(length(min = 1, max = MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl")]
    token: String,
}

impl Parse for VerifyEmail {
    type Value = Vec<u8>;

    fn parse(&self, _: &mut Violations) -> Option<Self::Value> {
        Some(token_hash(&self.token))
    }
}

/// Prove an address
///
/// Exchanges the token of the link, once. A token that is unknown, expired, used or for something else is refused, always
/// in the same words.
#[utoipa::path(
    tag = "registration",
    operation_id = "verify_email",
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[post("/email-verifications")]
pub async fn verify_email(access: Access<Public>, body: Json<VerifyEmail>) -> Result<NoContent, Problem> {
    let token = body.checked()?;
    access.spend_sign_in()?;
    let front_url = &access.state().settings().front_url;
    let prove =
        async |unit: &Unit<'_>| redeem(unit, front_url, &token, TokenPurpose::EmailVerification).await;
    access.write_unkept(prove).await?;
    Ok(NoContent)
}
