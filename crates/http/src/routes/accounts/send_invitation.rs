//! `POST /v1/accounts/{account_id}/invitation`

use actix_web::{HttpRequest, post};

use super::AccountPath;
use crate::access::{Access, Demand as _, WriteAccounts};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::routes::registration::letters;
use crate::views::account::AccountView;

/// Send an invitation again
///
/// Sends a new link; those sent before are worth nothing any more. Refused once the invitation was accepted.
#[utoipa::path(
    tag = "accounts",
    operation_id = "send_invitation",
    params(AccountPath),
    extensions(("x-required-permission" = json!(WriteAccounts::SLUG))),
)]
#[post("/accounts/{account_id}/invitation")]
pub async fn send_invitation(
    access: Access<WriteAccounts>,
    path: Path<AccountPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<AccountView>, Problem> {
    let reach = access.actor().administrative_reach();
    access
        .write(async |unit| {
            let id = path.account_id.into();
            let account = unit.accounts().find(id, reach).await?.ok_or(Problem::not_found())?;
            unit.first_time(of_request(&request)).await?;
            if_match.honour(account.version)?;
            let account = unit.accounts().update(account.invite_again(unit.now())?).await?;
            letters::invite(unit, &access.state().settings().front_url, &account).await?;
            let organisation = account.membership().organisation;
            let subject = ("account", id.to_string());
            unit.audited("account.invited", subject, organisation, &["invited_at"], None).await?;
            Ok(Reply::versioned(account.version, &account.into())?)
        })
        .await
}
