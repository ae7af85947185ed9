//! Accounts of people: nobody signs in with them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use vmj_domain::access::Role;
use vmj_domain::account::{Locale, PersonSummary, Profile};
use vmj_domain::clock::Instant;
use vmj_domain::id::OrganisationId;
use vmj_domain::text::{Email, fold};
use vmj_persistence::{NewAccount, WriteTx};

use crate::DemoError;
use crate::dice::Dice;
use crate::error::checked;
use crate::names::{NAMES, name};

/// Somebody whose account is made.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub summary: PersonSummary,
    /// In which language they are written to.
    pub locale: Locale,
    /// Whether their address is proven.
    pub is_verified: bool,
}

impl From<&NewAccount> for Known {
    fn from(account: &NewAccount) -> Self {
        let Profile { given_name, family_name, locale } = account.profile.clone();
        let summary = PersonSummary { id: account.id, given_name, family_name, email: account.email.clone() };
        Self { summary, locale, is_verified: account.email_verified_at.is_some() }
    }
}

/// On which side somebody is.
#[derive(Clone, Copy, Debug)]
enum Side {
    Agent(OrganisationId),
    Student { verified: bool },
}

/// All who take part, by side and number; and those of them whose accounts are still to be written.
#[derive(Debug, Default)]
pub struct People {
    agents: HashMap<usize, Known>,
    students: HashMap<usize, Known>,
    new: Vec<(Instant, NewAccount)>,
}

impl People {
    /// The n-th agent, of this organisation; made at this instant, when they are not known yet.
    pub fn agent(
        &mut self,
        tx: &WriteTx,
        number: usize,
        organisation: OrganisationId,
        at: Instant,
    ) -> Result<Known, DemoError> {
        known(
            self.agents.entry(number),
            &mut self.new,
            || account(tx, number, Side::Agent(organisation), at),
            at,
        )
    }

    /// The n-th student; made at this instant, when they are not known yet.
    pub fn student(
        &mut self,
        tx: &WriteTx,
        number: usize,
        verified: bool,
        at: Instant,
    ) -> Result<Known, DemoError> {
        let side = Side::Student { verified };
        known(self.students.entry(number), &mut self.new, || account(tx, number, side, at), at)
    }

    /// Writes the accounts that are new.
    pub async fn write(&mut self, tx: &WriteTx) -> Result<(), DemoError> {
        Ok(tx.accounts().insert_many(&std::mem::take(&mut self.new)).await?)
    }
}

fn known(
    entry: Entry<'_, usize, Known>,
    new: &mut Vec<(Instant, NewAccount)>,
    account: impl FnOnce() -> Result<NewAccount, DemoError>,
    at: Instant,
) -> Result<Known, DemoError> {
    match entry {
        Entry::Occupied(known) => Ok(known.get().clone()),
        Entry::Vacant(place) => {
            let account = account()?;
            let known = place.insert(Known::from(&account)).clone();
            new.push((at, account));
            Ok(known)
        }
    }
}

fn account(tx: &WriteTx, number: usize, side: Side, at: Instant) -> Result<NewAccount, DemoError> {
    // Students have other names than agents, as long as there are enough.
    let (kind, letter, first_name) = match side {
        Side::Agent(_) => ("agent", 'a', 0),
        Side::Student { .. } => ("student", 'e', NAMES / 2),
    };
    let (given_name, family_name) = name(first_name + number)?;
    let address = format!("{}.{}.{letter}{number}", fold(given_name.as_str()), fold(family_name.as_str()));
    let locale = if Dice::of(kind, number).percent(5) { Locale::English } else { Locale::French };
    let (roles, organisation, verified) = match side {
        Side::Agent(organisation) => (vec![Role::Agent], Some(organisation), true),
        Side::Student { verified } => (vec![Role::Student], None, verified),
    };
    Ok(NewAccount {
        id: tx.new_id_at(at),
        email: checked(Email::parse, &format!("{}@example.fr", address.replace(' ', "-")))?,
        profile: Profile { given_name, family_name, locale },
        roles,
        organisation,
        password_hash: None,
        email_verified_at: verified.then_some(at),
        invited_at: None,
    })
}
