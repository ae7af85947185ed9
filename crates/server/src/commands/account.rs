//! `account create`

use std::error::Error;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use vmj_domain::access::{Actor, Role};
use vmj_domain::account::{Locale, Profile};
use vmj_domain::clock::Instant;
use vmj_domain::id::{AccountId, OrganisationId};
use vmj_domain::text::{Email, PersonName};
use vmj_http::access::passwords::{MAX_LENGTH, MIN_LENGTH, Passwords};
use vmj_persistence::{AuditRecord, NewAccount, Store, StoreError};

use super::{Outcome, print, with_store};
use crate::cli::{Account, CreateAccount};
use crate::config::Settings;

/// Makes an account.
pub async fn run(settings: &Settings, Account::Create(request): Account) -> Outcome {
    let email = Email::parse(&request.email).map_err(|error| format!("--email {error}"))?;
    let profile = profile(&request)?;
    let roles = roles(&request)?;
    with_store(settings, async |store| {
        let organisation = organisation(store, request.organisation.as_deref()).await?;
        let password = password(request.password_file.as_deref())?;
        let hash = Passwords::new(1).hash(password).await.map_err(|_| "the password could not be hashed")?;
        // Whoever makes accounts here answers for their addresses.
        let account = |id, now| NewAccount {
            id,
            email: email.clone(),
            profile: profile.clone(),
            roles: roles.clone(),
            organisation,
            password_hash: Some(hash.clone()),
            email_verified_at: Some(now),
            invited_at: None,
        };
        print(&format!("created {}\n", insert(store, account).await?))
    })
    .await
}

async fn organisation(store: &Store, code: Option<&str>) -> Result<Option<OrganisationId>, Box<dyn Error>> {
    let Some(code) = code else { return Ok(None) };
    let found = store.read::<_, StoreError>(async |tx| tx.organisations().id_of(code).await).await?;
    Ok(Some(found.ok_or_else(|| format!("--organisation: there is no organisation {code}"))?))
}

async fn insert(
    store: &Store,
    account: impl Fn(AccountId, Instant) -> NewAccount,
) -> Result<AccountId, Box<dyn Error>> {
    let made = store
        .write::<_, StoreError>(async |tx| {
            let account = account(tx.new_id(), tx.now());
            tx.accounts().insert(&account).await?;
            tx.audit().append(&by_operator(account.id.to_string())).await?;
            Ok(account.id)
        })
        .await;
    made.map_err(|error| match error {
        StoreError::Duplicate(_) => "--email: an account has this address already".into(),
        error => error.into(),
    })
}

fn by_operator<'a>(subject: String) -> AuditRecord<'a> {
    AuditRecord {
        actor: &Actor::Anonymous,
        action: "account.created",
        subject_kind: "account",
        subject,
        organisation: None,
        fields: &[],
        reason: None,
        request_id: None,
    }
}

fn profile(request: &CreateAccount) -> Result<Profile, String> {
    Ok(Profile {
        given_name: PersonName::parse(&request.given_name)
            .map_err(|error| format!("--given-name {error}"))?,
        family_name: PersonName::parse(&request.family_name)
            .map_err(|error| format!("--family-name {error}"))?,
        locale: Locale::default(),
    })
}

fn roles(request: &CreateAccount) -> Result<Vec<Role>, String> {
    let parse = |name: &String| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.slug()).collect();
        Role::from_slug(name).ok_or_else(|| format!("--role {name}: expected one of {}", known.join(", ")))
    };
    let mut roles = request.roles.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    roles.sort_unstable();
    roles.dedup();
    let needs_organisation = roles.iter().any(|role| matches!(role, Role::Agent | Role::MinistryAdmin));
    if needs_organisation && request.organisation.is_none() {
        return Err("--organisation is needed by an agent or ministry admin".to_owned());
    }
    Ok(roles)
}

fn password(file: Option<&Path>) -> Result<SecretString, Box<dyn Error>> {
    let password: SecretString = match file {
        None => prompt()?,
        Some(path) if path == Path::new("-") => first_line(std::io::stdin().lock())?,
        Some(path) => {
            let file = std::fs::File::open(path)
                .map_err(|error| format!("--password-file {}: {error}", path.display()))?;
            first_line(std::io::BufReader::new(file))?
        }
    };
    let length = password.expose_secret().chars().count() as u64;
    if (MIN_LENGTH..=MAX_LENGTH).contains(&length) {
        return Ok(password);
    }
    Err(format!("the password must have {MIN_LENGTH} to {MAX_LENGTH} characters").into())
}

fn prompt() -> Result<SecretString, Box<dyn Error>> {
    let ask = |prompt| {
        rpassword::prompt_password(prompt)
            .map_err(|error| format!("the password cannot be asked for here ({error}): use --password-file"))
    };
    let first = ask("Password: ")?;
    if first != ask("Again: ")? {
        return Err("the two passwords differ".into());
    }
    Ok(first.into())
}

fn first_line(reader: impl std::io::BufRead) -> Result<SecretString, Box<dyn Error>> {
    let line = reader.lines().next().transpose()?.unwrap_or_default();
    Ok(line.trim_end_matches('\r').into())
}
