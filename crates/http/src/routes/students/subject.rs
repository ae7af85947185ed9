//! Who is to become a student.

use vmj_domain::access::{Actor, Reach, Role};
use vmj_domain::account::{Account, AccountStatus, PersonSummary};
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::id::AccountId;

use crate::access::Unit;
use crate::problem::{Problem, ProblemCode};

/// The account, one's own or one that DINUM names; or why there is none.
///
/// # Errors
/// The store fails.
pub async fn find(
    unit: &Unit<'_>,
    actor: &Actor,
    account: Option<AccountId>,
) -> Result<Result<Account, Broken>, Problem> {
    let own = actor.account().filter(|own| account.is_none_or(|account| account == *own));
    let found = match (own, account) {
        (Some(own), _) if actor.is(Role::Student) => unit.accounts().find(own, Reach::Everything).await?,
        (_, Some(account)) => unit.accounts().find(account, actor.administrative_reach()).await?,
        (_, None) => return Ok(Err(Rule::Missing.at("/account_id"))),
    };
    Ok(found.ok_or_else(|| Rule::Unknown.at("/account_id")))
}

/// The person of an account, and whether their address is proven.
///
/// # Errors
/// 409 when it may not take part.
pub fn person(account: Account) -> Result<(PersonSummary, bool), Problem> {
    let Account { id, email, profile, roles, status, email_verified_at, .. } = account;
    if !roles.contains(&Role::Student) || status != AccountStatus::Active {
        return Err(not_eligible());
    }
    let person =
        PersonSummary { id, given_name: profile.given_name, family_name: profile.family_name, email };
    Ok((person, email_verified_at.is_some()))
}

fn not_eligible() -> Problem {
    Problem::new(ProblemCode::NotEligibleToRegister).with_detail(
        "Il faut un compte actif, de rôle « étudiant ».",
        "It takes an active account with the role “student”.",
    )
}
