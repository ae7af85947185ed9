//! Students: forms as they are sent, and students in any state, past the rules.

use serde_json::{Value, json};
use vmj_domain::access::{Reach, Role, StudentReach};
use vmj_domain::account::{Locale, PersonSummary, Profile};
use vmj_domain::edition::{Edition, EditionSummary};
use vmj_domain::id::{AccountId, EditionId, StudentId};
use vmj_domain::place::{Format, Language};
use vmj_domain::student::{
    Criterion, Decider, Ineligibility, Student, StudentForm, StudentSchool, StudentState, Wish,
};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::{Email, Label, PersonName, PhoneNumber, Prose, Reason, Slug};
use vmj_domain::version::Version;
use vmj_persistence::{NewAccount, Participation, StoreError, WriteTx};

use crate::app::TestApp;
use crate::client::{Answer, Caller};
use crate::people::{Person, fresh_email};

/// Each insertion is a handful of statements, and a transaction must end within the operation timeout.
const CHUNK: usize = 40;

/// A complete form, which the edition of [`TestApp::db_edition`] finds eligible; at the school of this UAI.
#[must_use]
pub fn student_form(uai: &str) -> Value {
    json!({
        "study_level": "bac_plus_4",
        "diploma_kind": "master",
        "curriculum": "Master informatique, parcours données",
        "school_uai": uai,
        "adult": true,
        "wishes": [{ "job_profile_code": "data-engineer" }, { "job_family_code": "data" }],
        "home_department_code": "35",
        "accepted_region_codes": ["52"],
        "formats": ["on_site", "remote"],
        "languages": ["fr", "en"],
        "motivation": "Découvrir le service public numérique.",
        "phone": "+33 6 39 98 12 34",
    })
}

/// A complete form with a school in free text, which is so left to DINUM.
#[must_use]
pub fn open_form(school_name: &str) -> Value {
    form_with(&student_form(""), &json!({ "school_uai": null, "school_name": school_name }))
}

/// A form with these members instead.
#[must_use]
pub fn form_with(form: &Value, members: &Value) -> Value {
    let mut form = form.clone();
    for (name, value) in members.as_object().expect("members") {
        form[name] = value.clone();
    }
    form
}

/// What [`open_form`] means.
#[must_use]
pub fn open_offer(school_name: &str) -> StudentForm {
    let slug = |text| Slug::parse(text).expect("a code");
    StudentForm {
        study_level: Some(StudyLevel::BacPlus4),
        diploma_kind: Some(DiplomaKind::Master),
        curriculum: Label::parse("Master informatique, parcours données").ok(),
        school: Label::parse(school_name).ok().map(StudentSchool::Named),
        adult: Some(true),
        wishes: vec![Wish::Profile(slug("data-engineer")), Wish::Family(slug("data"))],
        home_department_code: Some("35".to_owned()),
        accepted_region_codes: vec!["52".to_owned()],
        formats: Format::ALL.to_vec(),
        organisations: Vec::new(),
        languages: vec![Language::French, Language::English],
        motivation: Prose::parse("Découvrir le service public numérique.").ok(),
        phone: PhoneNumber::parse("+33 6 39 98 12 34").ok(),
    }
}

/// Every state, by rule and by DINUM, in the order of life.
#[must_use]
pub fn states() -> [StudentState; 7] {
    let reason = Reason::parse("Stage à l’étranger").expect("a reason");
    [
        StudentState::Draft,
        StudentState::Submitted { open: vec![Criterion::School] },
        StudentState::Eligible { decider: Decider::Rule },
        StudentState::Eligible { decider: Decider::Dinum },
        StudentState::Ineligible { because: Ineligibility::Rule(vec![Criterion::StudyLevel]) },
        StudentState::Ineligible { because: Ineligibility::Dinum(reason.clone()) },
        StudentState::Withdrawn { reason },
    ]
}

impl TestApp {
    /// A school, by its UAI.
    pub async fn db_school_uai(&self) -> String {
        let id = self.db_school("École d’essai").await;
        let school = self.anonymous().get(&format!("/v1/schools/{id}")).await.expect(200);
        school.json["uai"].as_str().expect("a UAI").to_owned()
    }

    /// Somebody who has begun to register in an edition, and the path of their participation.
    pub async fn student_in(&self, edition: EditionId, form: &Value) -> (Person, String) {
        let person = self.student().await;
        let path = made(&person.caller, edition, form).await;
        (person, path)
    }

    /// Somebody who has registered and submitted.
    pub async fn submitted_in(&self, edition: EditionId, form: &Value) -> (Person, String) {
        let (person, path) = self.student_in(edition, form).await;
        submit(&person.caller, &path).await.expect(200);
        (person, path)
    }

    /// Makes somebody a student with [`open_offer`], submitted, unless `change` makes it another.
    pub async fn db_student(
        &self,
        edition: &Edition,
        account: AccountId,
        change: impl Fn(&mut Student),
    ) -> StudentId {
        let insert = async |tx: &WriteTx| {
            let account = tx.accounts().find(account, Reach::Everything).await?.expect("an account");
            let mut student = blank(tx, edition);
            student.person = PersonSummary {
                id: account.id,
                given_name: account.profile.given_name,
                family_name: account.profile.family_name,
                email: account.email,
            };
            change(&mut student);
            write(tx, &student).await?;
            Ok::<_, StoreError>(student.id)
        };
        self.store.write(insert).await.expect("a student")
    }

    /// As many new people, with a proven address, each a student with [`open_offer`], submitted, unless `change` makes it
    /// another: its number says which; what it makes of the person is the account's.
    pub async fn db_students(
        &self,
        edition: &Edition,
        count: usize,
        change: impl Fn(usize, &mut Student),
    ) -> Vec<StudentId> {
        let mut ids = Vec::new();
        while ids.len() < count {
            let first = ids.len();
            let insert = async |tx: &WriteTx| {
                let mut inserted = Vec::new();
                for number in first..count.min(first + CHUNK) {
                    let mut student = blank(tx, edition);
                    change(number, &mut student);
                    tx.accounts().insert(&account(tx, &student)).await?;
                    write(tx, &student).await?;
                    inserted.push(student.id);
                }
                Ok::<_, StoreError>(inserted)
            };
            ids.extend(self.store.write(insert).await.expect("students"));
        }
        ids
    }

    /// Moves a student to any state, past the rules.
    pub async fn db_student_state(&self, id: StudentId, state: &StudentState) {
        let update = async |tx: &WriteTx| {
            let students = tx.students();
            let student = students.find(id, StudentReach::Everything).await?.expect("the student");
            students.update(Student { state: state.clone(), ..student }).await
        };
        self.store.write(update).await.expect("written");
    }
}

/// The path of a participation that this person begins.
pub async fn made(caller: &Caller, edition: EditionId, form: &Value) -> String {
    let made = caller.post(&format!("/v1/editions/{edition}/students"), form).await.expect(201);
    format!("/v1/students/{}", made.json["id"].as_str().expect("an id"))
}

/// Hands it in.
pub async fn submit(caller: &Caller, path: &str) -> Answer {
    caller.act(&format!("{path}/submission")).await
}

fn blank(tx: &WriteTx, edition: &Edition) -> Student {
    let name = |text| PersonName::parse(text).expect("a name");
    Student {
        id: tx.new_id(),
        edition: EditionSummary::from(edition),
        person: PersonSummary {
            id: tx.new_id(),
            given_name: name("Camille"),
            family_name: name("Exemple"),
            email: Email::parse(&fresh_email()).expect("an address"),
        },
        email_verified: true,
        form: open_offer("Institut d’exemple"),
        state: StudentState::Submitted { open: vec![Criterion::School] },
        state_changed_at: tx.now(),
        version: Version::FIRST,
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

fn account(tx: &WriteTx, student: &Student) -> NewAccount {
    let PersonSummary { id, given_name, family_name, email } = student.person.clone();
    NewAccount {
        id,
        email,
        profile: Profile { given_name, family_name, locale: Locale::French },
        roles: vec![Role::Student],
        organisation: None,
        password_hash: None,
        email_verified_at: student.email_verified.then(|| tx.now()),
        invited_at: None,
    }
}

async fn write(tx: &WriteTx, student: &Student) -> Result<(), StoreError> {
    tx.participations().claim(student.edition.id, student.person.id, Participation::Student).await?;
    tx.students().insert(student).await
}
