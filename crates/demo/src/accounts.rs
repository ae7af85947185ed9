//! The accounts that sign in, one a role, and the administrators who decide.

use chrono::TimeDelta;
use vmj_domain::access::{Actor, Role};
use vmj_domain::account::{Locale, Profile};
use vmj_domain::clock::Instant;
use vmj_domain::id::{OrganisationId, SessionId};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::{Email, PersonName};
use vmj_persistence::{NewAccount, WriteTx};

use crate::DemoError;
use crate::error::checked;
use crate::names::{NAMES, name};
use crate::organisations::Unit;
use crate::people::Known;

/// The password of the accounts that sign in.
pub const PASSWORD: &str = "vis-mon-job-demo";

/// An account that signs in with [`PASSWORD`].
#[derive(Clone, Copy, Debug)]
pub struct DemoAccount {
    /// As what.
    pub role: Role,
    /// Its address.
    pub email: &'static str,
    given_name: &'static str,
    family_name: &'static str,
}

/// One a role. The student has a draft in the open edition; the agent is an approved ambassador of it, with free seats,
/// in the ministry of the ministry admin.
pub const ACCOUNTS: [DemoAccount; 4] = [
    DemoAccount {
        role: Role::Student,
        email: "etudiant.demo@example.fr",
        given_name: "Camille",
        family_name: "Exemple-Étudiant",
    },
    DemoAccount {
        role: Role::Agent,
        email: "agent.demo@example.fr",
        given_name: "Dominique",
        family_name: "Exemple-Agent",
    },
    DemoAccount {
        role: Role::MinistryAdmin,
        email: "ministere.demo@example.fr",
        given_name: "Claude",
        family_name: "Exemple-Ministère",
    },
    DemoAccount {
        role: Role::DinumAdmin,
        email: "dinum.demo@example.fr",
        given_name: "Sacha",
        family_name: "Exemple-Dinum",
    },
];

/// The administration of the agent and the ministry admin.
const MINISTRY: &str = "interieur";

/// Who is who.
#[derive(Debug)]
pub struct Cast {
    /// The student who signs in.
    pub student: Known,
    /// The agent who signs in, and where they work.
    pub agent: (Known, Unit),
    dinum: Actor,
    ministries: Vec<(&'static str, Actor)>,
}

impl Cast {
    /// DINUM, as it acts.
    pub const fn dinum(&self) -> &Actor {
        &self.dinum
    }

    /// The admin of an administration, as they act.
    pub fn ministry(&self, administration: &str) -> Result<&Actor, DemoError> {
        let found = self.ministries.iter().find(|(code, _)| *code == administration);
        let found = found.map(|(_, actor)| actor);
        found.ok_or_else(|| DemoError::Defect(format!("nobody decides for {administration}")))
    }
}

/// Makes the accounts that sign in, and an admin for each administration.
pub async fn make(
    tx: &WriteTx,
    password_hash: &str,
    administrations: &[(&'static str, OrganisationSummary)],
    units: &[Unit],
    at: Instant,
) -> Result<Cast, DemoError> {
    let defect = || DemoError::Defect("no ministry".to_owned());
    let unit = units.iter().find(|unit| unit.administration == MINISTRY).ok_or_else(defect)?;
    let ministry = administrations.iter().find(|(code, _)| *code == MINISTRY).ok_or_else(defect)?;
    // Each at an instant of its own, so that they keep their order.
    let mut instants = (0..).map(|second| at + TimeDelta::seconds(second));
    let mut new = Vec::new();
    for account in ACCOUNTS {
        let organisation = match account.role {
            Role::Student | Role::DinumAdmin => None,
            Role::Agent => Some(unit.organisation.id),
            Role::MinistryAdmin => Some(ministry.1.id),
        };
        let DemoAccount { role, email, given_name, family_name } = account;
        let names = (checked(PersonName::parse, given_name)?, checked(PersonName::parse, family_name)?);
        let at = instants.next().unwrap_or(at);
        let account = made(tx, (role, organisation), email, names, at)?;
        new.push((at, NewAccount { password_hash: Some(password_hash.to_owned()), ..account }));
    }
    let [(_, student), (_, agent), (_, referent), (_, dinum)] = &new[..] else { return Err(defect()) };
    let (student, agent) = (Known::from(student), Known::from(agent));
    let dinum = actor(tx, dinum);
    let mut ministries = vec![(MINISTRY, actor(tx, referent))];
    let others = administrations.iter().filter(|(code, _)| *code != MINISTRY);
    for (number, (code, organisation)) in others.enumerate() {
        let email = format!("referent.{code}@example.fr");
        let at = instants.next().unwrap_or(at);
        let role = (Role::MinistryAdmin, Some(organisation.id));
        let admin = made(tx, role, &email, name(NAMES - 1 - number)?, at)?;
        ministries.push((code, actor(tx, &admin)));
        new.push((at, admin));
    }
    tx.accounts().insert_many(&new).await?;
    Ok(Cast { student, agent: (agent, unit.clone()), dinum, ministries })
}

fn made(
    tx: &WriteTx,
    (role, organisation): (Role, Option<OrganisationId>),
    email: &str,
    (given_name, family_name): (PersonName, PersonName),
    at: Instant,
) -> Result<NewAccount, DemoError> {
    Ok(NewAccount {
        id: tx.new_id_at(at),
        email: checked(Email::parse, email)?,
        profile: Profile { given_name, family_name, locale: Locale::French },
        roles: vec![role],
        organisation,
        password_hash: None,
        email_verified_at: Some(at),
        invited_at: None,
    })
}

fn actor(tx: &WriteTx, account: &NewAccount) -> Actor {
    Actor::Account {
        id: account.id,
        session: tx.new_id::<SessionId>(),
        roles: account.roles.clone(),
        organisation: account.organisation,
    }
}
