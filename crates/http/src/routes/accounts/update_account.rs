//! `PATCH /v1/accounts/{account_id}`

use actix_web::patch;

use super::AccountPath;
use super::form::AccountForm;
use super::membership;
use crate::access::{Access, Demand as _, WriteAccounts};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::{Problem, ProblemCode};
use crate::views::account::AccountView;

/// Change an account
///
/// A JSON Merge Patch (RFC 7396) of names, locale, roles and organisation. DINUM changes all; a ministry admin those who
/// are agents and nothing else. Who loses a role or moves to another organisation must sign in again; the last active
/// DINUM admin keeps that role.
#[utoipa::path(
    tag = "accounts",
    operation_id = "update_account",
    params(AccountPath),
    request_body(content = AccountForm, content_type = "application/merge-patch+json"),
    responses((status = 409)),
    extensions(("x-required-permission" = json!(WriteAccounts::SLUG))),
)]
#[patch("/accounts/{account_id}")]
pub async fn update_account(
    access: Access<WriteAccounts>,
    path: Path<AccountPath>,
    if_match: IfMatch,
    patch: MergePatch<AccountForm>,
) -> Result<Reply<AccountView>, Problem> {
    let reach = access.actor().administrative_reach();
    let reply = access
        .write(async |unit| {
            let id = path.account_id.into();
            let account = unit.accounts().find(id, reach).await?.ok_or(Problem::not_found())?;
            let content = patch.applied_to(&AccountForm::from(&account))?;
            let broken = account.broken_by(&content, reach);
            let former = account.organisation.clone();
            let organisation =
                membership::organisation(unit, &content.membership, broken, reach, former.as_ref()).await?;
            if_match.require(account.version)?;
            if account.is_dinum_admin_no_more(&content.membership)
                && !unit.accounts().another_dinum_admin_than(id).await?
            {
                return Err(Problem::new(ProblemCode::LastDinumAdmin).into());
            }
            let fields = account.differences(&content);
            let weakened = account.is_weakened_by(&content.membership);
            let changed = account.with_content(content, organisation, unit.now());
            let account = unit.accounts().update(changed).await?;
            if fields.contains(&"roles") {
                unit.accounts().set_roles(id, &account.roles).await?;
            }
            if weakened {
                unit.sessions().revoke_all(id).await?;
            }
            let owner = account.organisation.as_ref().or(former.as_ref()).map(|owner| owner.id);
            unit.audited("account.changed", ("account", id.to_string()), owner, &fields, None).await?;
            Ok(Reply::versioned(account.version, &account.into())?)
        })
        .await?;
    access.state().gate().forget_principals();
    Ok(reply)
}
