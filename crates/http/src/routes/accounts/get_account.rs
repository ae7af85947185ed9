//! `GET /v1/accounts/{account_id}`

use actix_web::get;

use super::AccountPath;
use crate::access::{Access, Demand as _, ReadAccounts};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::account::AccountView;

/// Read an account
///
/// DINUM reads all; a ministry admin those of the own organisation and of all below it.
#[utoipa::path(
    tag = "accounts",
    operation_id = "get_account",
    params(AccountPath),
    extensions(("x-required-permission" = json!(ReadAccounts::SLUG))),
)]
#[get("/accounts/{account_id}")]
pub async fn get_account(
    access: Access<ReadAccounts>,
    path: Path<AccountPath>,
) -> Result<Reply<AccountView>, Problem> {
    let reach = access.actor().administrative_reach();
    let account =
        access.read(async |tx| Ok(tx.accounts().find(path.account_id.into(), reach).await?)).await?;
    let account = account.ok_or(Problem::not_found())?;
    Reply::versioned(account.version, &account.into())
}
