//! `GET /v1/me`

use actix_web::get;
use vmj_domain::access::Reach;

use crate::access::{Access, Demand as _, ReadMe};
use crate::contract::reply::Reply;
use crate::problem::Problem;
use crate::views::account::Me;

/// Read one's own account
///
/// Who is signed in, in which organisation, with which roles, and what these allow.
#[utoipa::path(tag = "me", operation_id = "get_me", extensions(("x-required-permission" = json!(ReadMe::SLUG))))]
#[get("/me")]
pub async fn get_me(access: Access<ReadMe>) -> Result<Reply<Me>, Problem> {
    let own = access.actor().account().ok_or(Problem::not_found())?;
    let account = access.read(async |tx| Ok(tx.accounts().find(own, Reach::Everything).await?)).await?;
    let account = account.ok_or(Problem::not_found())?;
    Reply::versioned(account.version, &Me::new(account, access.actor()))
}
