//! Messages about accounts, put into the outbox in the transaction of what they tell.

use vmj_domain::account::Account;
use vmj_domain::message::{Message, NewMessage, SecretLink};
use vmj_domain::one_time_token::TokenPurpose;
use vmj_persistence::StoreError;

use crate::access::Unit;
use crate::access::opaque::OpaqueToken;

/// Asks an invited person to choose a password.
pub async fn invite(unit: &Unit<'_>, front_url: &str, account: &Account) -> Result<(), StoreError> {
    let link = link(unit, account, TokenPurpose::Invitation, &format!("{front_url}/invitation")).await?;
    let given_name = account.profile.given_name.clone();
    push(unit, account, Message::AccountInvitation { given_name, link }).await
}

/// Asks whoever registered an address to prove that they read its mail.
pub async fn ask_for_proof(unit: &Unit<'_>, front_url: &str, account: &Account) -> Result<(), StoreError> {
    let page = format!("{front_url}/email-verification");
    let link = link(unit, account, TokenPurpose::EmailVerification, &page).await?;
    let given_name = account.profile.given_name.clone();
    push(unit, account, Message::EmailVerification { given_name, link }).await
}

/// Tells the owner of an address that somebody tried to register it.
pub async fn tell_that_it_exists(
    unit: &Unit<'_>,
    front_url: &str,
    account: &Account,
) -> Result<(), StoreError> {
    let given_name = account.profile.given_name.clone();
    let sign_in_url = format!("{front_url}/sign-in");
    push(unit, account, Message::AccountExists { given_name, sign_in_url }).await
}

/// What the database keeps of a one-time token.
pub fn token_hash(token: &str) -> Vec<u8> {
    OpaqueToken::hash("one-time token", token)
}

/// A link to a page of the site with a new token, in the fragment: browsers send it to no server.
async fn link(
    unit: &Unit<'_>,
    account: &Account,
    purpose: TokenPurpose,
    page: &str,
) -> Result<SecretLink, StoreError> {
    let token = OpaqueToken::new();
    let hash = token_hash(token.as_str());
    let expires_at = unit.one_time_tokens().issue(account.id, purpose, hash).await?;
    Ok(SecretLink { url: format!("{page}#token={}", token.as_str()), expires_at })
}

async fn push(unit: &Unit<'_>, account: &Account, message: Message) -> Result<(), StoreError> {
    let new = NewMessage {
        account: Some(account.id),
        recipient: account.email.clone(),
        locale: account.profile.locale,
        message,
    };
    unit.outbox().push(&new).await
}
