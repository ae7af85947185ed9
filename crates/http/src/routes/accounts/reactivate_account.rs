//! `POST /v1/accounts/{account_id}/reactivation`

use actix_web::{HttpRequest, post};

use super::AccountPath;
use crate::access::{Access, Demand as _, WriteAccounts};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::account::AccountView;

/// Reactivate an account
///
/// The person may sign in again.
#[utoipa::path(
    tag = "accounts",
    operation_id = "reactivate_account",
    params(AccountPath),
    extensions(("x-required-permission" = json!(WriteAccounts::SLUG))),
)]
#[post("/accounts/{account_id}/reactivation")]
pub async fn reactivate_account(
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
            let organisation = account.membership().organisation;
            let account = unit.accounts().update(account.reactivate(unit.now())?).await?;
            unit.audited("account.reactivated", ("account", id.to_string()), organisation, &["status"], None)
                .await?;
            Ok(Reply::versioned(account.version, &account.into())?)
        })
        .await
}
