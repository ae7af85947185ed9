//! One-time tokens, exchanged for what they prove.

use vmj_domain::access::Reach;
use vmj_domain::account::{Account, AccountStatus};
use vmj_domain::id::AccountId;
use vmj_domain::one_time_token::TokenPurpose;

use crate::access::{Interruption, Unit};
use crate::contract::language::Text;
use crate::problem::{Place, Problem, Violation};
use crate::routes::students::reconsider;

/// Uses a token up, and writes that the address of its account is proven.
///
/// # Errors
/// 422 for every token that proves nothing, whatever the reason.
pub async fn redeem(
    unit: &Unit<'_>,
    front_url: &str,
    token_hash: &[u8],
    purpose: TokenPurpose,
) -> Result<Account, Interruption> {
    let token = unit.one_time_tokens().find(token_hash).await?;
    let token = token.filter(|token| token.proves(purpose, unit.now())).ok_or_else(refusal)?;
    let account = unit.accounts().find(token.account, Reach::Everything).await?;
    let account = account.filter(|account| account.status == AccountStatus::Active).ok_or_else(refusal)?;
    unit.one_time_tokens().mark_used(token.id).await?;
    let account = unit.accounts().update(account.verified(unit.now())).await?;
    address_proven(unit, front_url, account.id).await?;
    Ok(account)
}

/// What else follows from a proven address, in the same transaction: students who waited for it are decided on again.
async fn address_proven(unit: &Unit<'_>, front_url: &str, account: AccountId) -> Result<(), Interruption> {
    let waiting = unit.students().waiting_of(account).await?;
    reconsider(unit, front_url, waiting).await?;
    Ok(())
}

fn refusal() -> Problem {
    let detail = Text::fixed(
        "Ce jeton est inconnu, expiré ou déjà utilisé. Demandez un nouveau lien.",
        "This token is unknown, expired or used already. Ask for a new link.",
    );
    let pointer = "/token".to_owned();
    Problem::invalid(vec![Violation { place: Place::Body, pointer, code: "invalid_token", detail }])
}
