//! Pairings, and the two of each, past the API and its rules.

mod forms;
mod many;
mod proposal;

use sea_orm::{ConnectionTrait as _, Statement};
use vmj_domain::access::{AmbassadorReach, PairingReach, Reach, Role, StudentReach};
use vmj_domain::account::PersonSummary;
use vmj_domain::ambassador::{Ambassador, AmbassadorState};
use vmj_domain::clock::Instant;
use vmj_domain::edition::{Edition, EditionSummary};
use vmj_domain::id::{AccountId, PairingId};
use vmj_domain::pairing::{Answers, Author, Change, Pairing, PairingState, PendingDate};
use vmj_domain::student::{Decider, Student, StudentState};
use vmj_domain::version::Version;
use vmj_persistence::{Participation, StoreError, WriteTx};

use crate::app::{FRONT_URL, TestApp};
use crate::client::Caller;
use crate::people::fresh_email;

use forms::{ambassador_form, student_form};
pub use many::due_proposals;
use proposal::department;
pub use proposal::proposal;

const ALL: PairingReach = PairingReach { own: None, others: Reach::Everything };

impl TestApp {
    /// Somebody's caller.
    pub async fn db_caller(&self, account: AccountId) -> Caller {
        self.bearer(self.db_token(account).await)
    }

    /// An eligible student of an edition: this account; unless `change` makes them another.
    pub async fn db_guest(
        &self,
        edition: &Edition,
        account: AccountId,
        change: impl Fn(&mut Student),
    ) -> Student {
        let insert = async |tx: &WriteTx| {
            let mut student = Student {
                id: tx.new_id(),
                edition: EditionSummary::from(edition),
                person: person(tx, account).await?,
                email_verified: true,
                form: student_form(),
                state: StudentState::Eligible { decider: Decider::Dinum },
                state_changed_at: tx.now(),
                version: Version::FIRST,
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            change(&mut student);
            tx.participations().claim(edition.id, account, Participation::Student).await?;
            tx.students().insert(&student).await?;
            tx.students().find(student.id, StudentReach::Everything).await
        };
        self.store.write::<_, StoreError>(insert).await.expect("written").expect("a student")
    }

    /// An approved ambassador of an edition: this account, in Rennes; unless `change` makes them another. Their commune
    /// decides the department.
    pub async fn db_host(
        &self,
        edition: &Edition,
        account: AccountId,
        change: impl Fn(&mut Ambassador),
    ) -> Ambassador {
        let insert = async |tx: &WriteTx| {
            let organisation = tx.accounts().find(account, Reach::Everything).await?;
            let mut ambassador = Ambassador {
                id: tx.new_id(),
                edition: EditionSummary::from(edition),
                agent: person(tx, account).await?,
                organisation: organisation.and_then(|it| it.organisation).expect("an organisation"),
                form: ambassador_form(),
                state: AmbassadorState::Approved,
                state_changed_at: tx.now(),
                version: Version::FIRST,
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            change(&mut ambassador);
            let department = ambassador.form.site.commune_code.as_deref().map(department);
            tx.participations().claim(edition.id, account, Participation::Ambassador).await?;
            tx.ambassadors().insert(&ambassador, department).await?;
            let all = AmbassadorReach { own: None, others: Reach::Everything };
            tx.ambassadors().find(ambassador.id, all).await
        };
        self.store.write::<_, StoreError>(insert).await.expect("written").expect("an ambassador")
    }

    /// A pairing of a new student and a new ambassador of DINUM, as [`TestApp::db_pairing_of`] makes it.
    pub async fn db_pairing(&self, edition: &Edition, change: impl Fn(&mut Pairing)) -> Pairing {
        let dinum = self.db_organisation("dinum").await;
        let agent = self.db_account(&fresh_email(), &[Role::Agent], Some(dinum)).await;
        let ambassador = self.db_host(edition, agent, |_| {}).await;
        self.db_pairing_with(edition, &ambassador, change).await
    }

    /// A pairing of a new student with this ambassador.
    pub async fn db_pairing_with(
        &self,
        edition: &Edition,
        ambassador: &Ambassador,
        change: impl Fn(&mut Pairing),
    ) -> Pairing {
        let account = self.db_account(&fresh_email(), &[Role::Student], None).await;
        let student = self.db_guest(edition, account, |_| {}).await;
        self.db_pairing_of(edition, &student, ambassador, change).await
    }

    /// A pairing of these two: proposed by DINUM for the day of the edition in the first seat, to be answered within a
    /// week; unless `change` makes it another. Its history and messages are those of a proposal, whatever its state.
    pub async fn db_pairing_of(
        &self,
        edition: &Edition,
        student: &Student,
        ambassador: &Ambassador,
        change: impl Fn(&mut Pairing),
    ) -> Pairing {
        let insert = async |tx: &WriteTx| {
            let mut pairing = proposal(tx, edition, student, ambassador);
            change(&mut pairing);
            tx.pairings().insert(&Change::proposal(pairing.clone(), Author::Dinum), FRONT_URL).await?;
            tx.pairings().find(pairing.id, ALL).await
        };
        self.store.write::<_, StoreError>(insert).await.expect("written").expect("a pairing")
    }

    /// A pairing as it now is.
    pub async fn db_pairing_now(&self, id: PairingId) -> Pairing {
        let found = self.store.read::<_, StoreError>(async |tx| tx.pairings().find(id, ALL).await).await;
        found.expect("read").expect("a pairing")
    }

    /// What happened to a pairing and by whom, oldest first; in any order within a millisecond.
    pub async fn db_history(&self, id: PairingId) -> Vec<String> {
        let database = self.db().await;
        let sql = format!(
            "SELECT kind || ' ' || author FROM pairing_events WHERE pairing_id = {} ORDER BY id",
            self.db_uuid(id)
        );
        let statement = Statement::from_string(database.get_database_backend(), sql);
        let rows = database.query_all_raw(statement).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
    }
}

/// Both accepted, and no other date is asked for.
#[must_use]
pub fn confirmed(at: Instant) -> PairingState {
    PairingState::Confirmed { answers: both(at), pending: None }
}

/// Both accepted, and another date is asked for: by the system, when the edition was postponed.
#[must_use]
pub fn confirmed_but(
    at: Instant,
    date: chrono::NaiveDate,
    asked_by: Author,
    deadline: Instant,
) -> PairingState {
    let pending = PendingDate {
        date,
        asked_by,
        student_accepts: asked_by == Author::Student,
        ambassador_accepts: asked_by == Author::Ambassador,
        deadline,
    };
    PairingState::Confirmed { answers: both(at), pending: Some(pending) }
}

fn both(at: Instant) -> Answers {
    Answers { student: Some(at), ambassador: Some(at) }
}

async fn person(tx: &WriteTx, id: AccountId) -> Result<PersonSummary, StoreError> {
    let account = tx.accounts().find(id, Reach::Everything).await?.expect("an account");
    Ok(PersonSummary {
        id,
        given_name: account.profile.given_name,
        family_name: account.profile.family_name,
        email: account.email,
    })
}
