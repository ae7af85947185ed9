//! `POST /v1/accounts/{account_id}/suspension`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::access::Role;
use vmj_domain::text::Reason;

use super::AccountPath;
use crate::access::{Access, Demand as _, WriteAccounts};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::views::account::AccountView;

/// Why an account is suspended.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Départ de l’administration"}))]
pub struct SuspendAccount {
    /// Kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Départ de l’administration")]
    reason: String,
}

impl Parse for SuspendAccount {
    type Value = Reason;

    fn parse(&self, violations: &mut Violations) -> Option<Reason> {
        violations.take("/reason", Reason::parse(&self.reason))
    }
}

/// Suspend an account
///
/// The person can do nothing any more, within seconds on every server: all sessions end. The last active DINUM
/// admin cannot be suspended.
#[utoipa::path(
    tag = "accounts",
    operation_id = "suspend_account",
    params(AccountPath),
    extensions(("x-required-permission" = json!(WriteAccounts::SLUG))),
)]
#[post("/accounts/{account_id}/suspension")]
pub async fn suspend_account(
    access: Access<WriteAccounts>,
    path: Path<AccountPath>,
    if_match: IfMatch,
    body: Json<SuspendAccount>,
) -> Result<Reply<AccountView>, Problem> {
    let reach = access.actor().administrative_reach();
    let reply = access
        .write(async |unit| {
            let id = path.account_id.into();
            let account = unit.accounts().find(id, reach).await?.ok_or(Problem::not_found())?;
            let reason = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(account.version)?;
            if account.roles.contains(&Role::DinumAdmin)
                && !unit.accounts().another_dinum_admin_than(id).await?
            {
                return Err(Problem::new(ProblemCode::LastDinumAdmin).into());
            }
            let organisation = account.membership().organisation;
            let account = unit.accounts().update(account.suspend(reason.clone(), unit.now())?).await?;
            unit.sessions().revoke_all(id).await?;
            let subject = ("account", id.to_string());
            unit.audited("account.suspended", subject, organisation, &["status"], Some(&reason)).await?;
            Ok(Reply::versioned(account.version, &account.into())?)
        })
        .await?;
    access.state().gate().forget_principals();
    Ok(reply)
}
