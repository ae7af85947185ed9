//! Duos whose two sides can speak, at any stage of their life.

use chrono::TimeDelta;
use vmj_domain::access::{PairingReach, Reach, Role};
use vmj_domain::ambassador::Ambassador;
use vmj_domain::clock::Instant;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AccountId, PairingId};
use vmj_domain::pairing::{
    Answers, Author, CancellationReason, Change, Contest, Missing, Pairing, PairingEventKind, PairingState,
    Party,
};
use vmj_domain::student::Student;
use vmj_domain::text::Reason;
use vmj_persistence::{StoreError, WriteTx};

use crate::app::{FRONT_URL, TestApp};
use crate::client::Caller;
use crate::editions::date;
use crate::pairings::{confirmed, confirmed_but};
use crate::people::fresh_email;

const ALL: PairingReach = PairingReach { own: None, others: Reach::Everything };

/// The stages of a life: its states, and what of the other side they wait for.
pub const STAGES: [&str; 13] = [
    "proposed",
    "half_accepted",
    "confirmed",
    "asked_by_student",
    "asked_by_ambassador",
    "postponed",
    "declined",
    "expired",
    "cancelled",
    "held",
    "no_show",
    "contested",
    "settled",
];

/// The state at a stage that was reached at an instant. Whoever may say something has said it: the student accepted,
/// declined, was ill, and contests that both were missing. The other date is 24 November; answers have a week.
pub fn stage(name: &str, at: Instant) -> PairingState {
    let deadline = at + TimeDelta::days(7);
    let asked = |by| confirmed_but(at, date(11, 24), by, deadline);
    let contest =
        |settled_at| Contest { party: Party::Student, text: reason("Présente à 9 heures"), settled_at };
    let no_show = |contest| PairingState::NoShow { missing: Missing::Both, by: Author::Dinum, contest };
    let accepted = Answers::default().with(Party::Student, at);
    match name {
        "proposed" => PairingState::Proposed { answers: Answers::default(), deadline },
        "half_accepted" => PairingState::Proposed { answers: accepted, deadline },
        "confirmed" => confirmed(at),
        "asked_by_student" => asked(Author::Student),
        "asked_by_ambassador" => asked(Author::Ambassador),
        "postponed" => asked(Author::System),
        "declined" => PairingState::Declined {
            party: Party::Student,
            by: Author::Student,
            text: Some(reason("Trop loin")),
        },
        "expired" => PairingState::Expired { answers: accepted },
        "cancelled" => PairingState::Cancelled {
            by: Author::Student,
            reason: CancellationReason::Illness,
            text: Some(reason("Grippe")),
        },
        "held" => PairingState::Held,
        "no_show" => no_show(None),
        "contested" => no_show(Some(contest(None))),
        "settled" => no_show(Some(contest(Some(at)))),
        _ => unreachable!("{name}"),
    }
}

fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

/// A pairing and its two.
#[derive(Clone, Debug)]
pub struct Duo {
    /// The pairing.
    pub id: PairingId,
    /// The student.
    pub student: Student,
    /// The ambassador.
    pub ambassador: Ambassador,
}

impl Duo {
    /// Where it is read.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/v1/pairings/{}", self.id)
    }

    /// Where something is done to it.
    #[must_use]
    pub fn at(&self, act: &str) -> String {
        format!("/v1/pairings/{}/{act}", self.id)
    }
}

impl TestApp {
    /// A new eligible student of an edition.
    pub async fn db_candidate(&self, edition: &Edition, change: impl Fn(&mut Student)) -> Student {
        let account = self.db_account(&fresh_email(), &[Role::Student], None).await;
        self.db_guest(edition, account, change).await
    }

    /// A new approved ambassador of an organisation in an edition.
    pub async fn db_host_of(
        &self,
        edition: &Edition,
        organisation: &str,
        change: impl Fn(&mut Ambassador),
    ) -> Ambassador {
        let organisation = self.db_organisation(organisation).await;
        let account = self.db_account(&fresh_email(), &[Role::Agent], Some(organisation)).await;
        self.db_host(edition, account, change).await
    }

    /// A duo of a new student and a new ambassador of an organisation, proposed unless `change` makes it another.
    pub async fn db_duo(&self, edition: &Edition, organisation: &str, change: impl Fn(&mut Pairing)) -> Duo {
        let student = self.db_candidate(edition, |_| {}).await;
        let ambassador = self.db_host_of(edition, organisation, |_| {}).await;
        self.db_duo_of(edition, student, ambassador, change).await
    }

    /// A duo of these two.
    pub async fn db_duo_of(
        &self,
        edition: &Edition,
        student: Student,
        ambassador: Ambassador,
        change: impl Fn(&mut Pairing),
    ) -> Duo {
        let pairing = self.db_pairing_of(edition, &student, &ambassador, change).await;
        Duo { id: pairing.id, student, ambassador }
    }

    /// The student of a duo, signed in now.
    pub async fn student_of(&self, duo: &Duo) -> Caller {
        self.db_caller(duo.student.person.id).await
    }

    /// The agent of a duo, signed in now.
    pub async fn agent_of(&self, duo: &Duo) -> Caller {
        self.db_caller(duo.ambassador.agent.id).await
    }

    /// Makes anything of a pairing, past the rules. Its history tells of a note.
    pub async fn db_change_pairing(&self, id: PairingId, change: impl Fn(&mut Pairing)) -> Pairing {
        let update = async |tx: &WriteTx| {
            let mut pairing = tx.pairings().find(id, ALL).await?.expect("the pairing");
            change(&mut pairing);
            let change = Change { pairing, kind: PairingEventKind::Noted, by: Author::System };
            tx.pairings().update(change, FRONT_URL).await?;
            Ok(tx.pairings().find(id, ALL).await?.expect("the pairing"))
        };
        self.store.write::<_, StoreError>(update).await.expect("written")
    }

    /// Gives somebody a name of their own.
    pub async fn db_rename(&self, account: AccountId, given_name: &str, family_name: &str) {
        let account = self.db_uuid(account);
        let sql = format!(
            "UPDATE accounts SET given_name = '{given_name}', family_name = '{family_name}' WHERE id = {account}"
        );
        self.db_run(&sql).await;
    }
}
