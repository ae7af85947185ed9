//! Who is to become an ambassador.

use vmj_domain::access::{Actor, Role};
use vmj_domain::account::{Account, AccountStatus, PersonSummary};
use vmj_domain::broken::Rule;
use vmj_domain::edition::Edition;
use vmj_domain::id::AccountId;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::place::national_day;

use crate::access::Unit;
use crate::problem::{Problem, ProblemCode};

/// The agent: oneself, or somebody within the caller's reach.
///
/// # Errors
/// 422 when there is no such account within reach; 409 when it may not take part in this edition.
pub async fn subject(
    unit: &Unit<'_>,
    actor: &Actor,
    edition: &Edition,
    account: Option<AccountId>,
) -> Result<(PersonSummary, OrganisationSummary), Problem> {
    let reach = actor.ambassador_reach();
    let own = actor.account().filter(|own| account.is_none_or(|account| account == *own));
    let found = match (own, account) {
        (Some(own), _) => unit.accounts().find(own, vmj_domain::access::Reach::Everything).await?,
        (None, Some(account)) => unit.accounts().find(account, reach.others).await?,
        (None, None) => return Err(vec![Rule::Missing.at("/account_id")].into()),
    };
    let account = found.ok_or_else(|| Problem::from(vec![Rule::Unknown.at("/account_id")]))?;
    let organisation = organisation(&account).ok_or_else(not_eligible)?;
    let organisations = unit.organisations();
    if !organisations.hold_active(organisation.id, national_day(unit.now())).await?
        || !organisations.takes_part(edition.id, organisation.id).await?
    {
        return Err(not_eligible());
    }
    let Account { id, email, profile, .. } = account;
    let agent = PersonSummary { id, given_name: profile.given_name, family_name: profile.family_name, email };
    Ok((agent, organisation))
}

/// The organisation of an agent who may act.
fn organisation(account: &Account) -> Option<OrganisationSummary> {
    let agent = account.roles.contains(&Role::Agent) && account.status == AccountStatus::Active;
    account.organisation.clone().filter(|_| agent)
}

fn not_eligible() -> Problem {
    Problem::new(ProblemCode::NotEligibleToRegister).with_detail(
        "Il faut un compte actif, de rôle « agent », d’une organisation en vigueur qui participe à l’édition.",
        "It takes an active account with the role “agent”, of an organisation in force that takes part in the edition.",
    )
}
