//! `POST /v1/registrations`

use actix_web::post;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::access::{Reach, Role};
use vmj_domain::account::Profile;
use vmj_domain::text::{Email, PersonName};
use vmj_persistence::NewAccount;

use super::letters;
use crate::access::passwords::{MAX_LENGTH, MIN_LENGTH};
use crate::access::{Access, Demand as _, Interruption, Public, Unit};
use crate::contract::reply::Accepted;
use crate::extract::{Json, Parse, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::views::account::LocaleView;
use crate::views::registration::MessageOnItsWayView;

/// Who registers.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "etudiant@example.fr", "password": "correct horse battery staple", "given_name": "Camille", "family_name": "Exemple", "locale": "fr"}))]
pub struct CreateRegistration {
    /// The address to sign in with; its mail proves it.
    #[validate(length(max = Email::MAX_LENGTH))]
    #[schema(format = "email", max_length = 254, example = "etudiant@example.fr")]
    email: String,
    /// The password to sign in with.
    #[validate(length(min = MIN_LENGTH, max = MAX_LENGTH))]
    #[schema(
        format = "password",
        min_length = 12,
        max_length = 128,
        example = "correct horse battery staple"
    )]
    password: String,
    /// Given name.
    #[validate(length(min = 1, max = PersonName::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Camille")]
    given_name: String,
    /// Family name.
    #[validate(length(min = 1, max = PersonName::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Exemple")]
    family_name: String,
    /// Language of messages.
    locale: LocaleView,
}

impl Parse for CreateRegistration {
    type Value = (Email, SecretString, Profile);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let email = violations.take("/email", Email::parse(&self.email));
        let given_name = violations.take("/given_name", PersonName::parse(&self.given_name));
        let family_name = violations.take("/family_name", PersonName::parse(&self.family_name));
        let profile =
            Profile { given_name: given_name?, family_name: family_name?, locale: self.locale.into() };
        Some((email?, self.password.clone().into(), profile))
    }
}

/// Register as a student
///
/// Makes an account with the role of student, and sends a link that proves the address, good for thirty minutes. The
/// answer is the same when the address has an account already: then a message to it says so, and nothing changes.
#[utoipa::path(
    tag = "registration",
    operation_id = "create_registration",
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[post("/registrations")]
pub async fn create_registration(
    access: Access<Public>,
    body: Json<CreateRegistration>,
) -> Result<Accepted<MessageOnItsWayView>, Problem> {
    let (email, password, profile) = body.checked()?;
    access.spend_sign_in()?;
    let state = access.state();
    // Whether it is needed or not: the time must not tell which addresses are known.
    let password_hash = state.gate().passwords().hash(password).await?;
    let front_url = &state.settings().front_url;
    let register = async |unit: &Unit<'_>| {
        if let Some(account) = unit.accounts().find_by_email(&email).await? {
            return Ok(letters::tell_that_it_exists(unit, front_url, &account).await?);
        }
        let id = unit.new_id();
        let account = NewAccount {
            id,
            email: email.clone(),
            profile: profile.clone(),
            roles: vec![Role::Student],
            organisation: None,
            password_hash: Some(password_hash.clone()),
            email_verified_at: None,
            invited_at: None,
        };
        unit.accounts().insert(&account).await?;
        let account = unit.accounts().find(id, Reach::Everything).await?.ok_or(Problem::not_found())?;
        Ok::<_, Interruption>(letters::ask_for_proof(unit, front_url, &account).await?)
    };
    match access.write_unkept(&register).await {
        // The same address at the same moment: by now it is known.
        Err(problem) if problem.code == ProblemCode::AlreadyExists => access.write_unkept(&register).await?,
        outcome => outcome?,
    }
    Accepted::plain(&MessageOnItsWayView::from(&email))
}
