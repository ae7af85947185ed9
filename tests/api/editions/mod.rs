//! Editions: their life, their rules, and what they offer.

mod cancellation;
mod copies;
mod current;
mod drafts;
mod edits;
mod holding;
mod lifecycle;
mod lists;
mod memory;
mod offers;
mod opening;
mod operations;
mod parameters;
mod participation;
mod postponement;
mod races;
mod story;
mod usage;
mod values;
mod windows;

use std::sync::Arc;

use serde_json::{Value, json};
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::text::Reason;
use vmj_tests::engine::TestDatabase;
use vmj_tests::{Answer, Caller, Engine, Person, TestApp, TestClock};

/// A server whose clock begins at an instant, and its database.
async fn started_at(engine: Engine, instant: &str) -> (TestApp, TestDatabase) {
    let (database, clock) = (engine.database().await, Arc::<TestClock>::default());
    clock.set(instant);
    (TestApp::start_on(&database.settings, clock, |_| {}).await, database)
}

/// The states of an edition, in order.
const STATES: [&str; 7] = ["draft", "open", "matching", "published", "held", "closed", "cancelled"];

/// The state of a name.
fn state(name: &str) -> EditionState {
    match name {
        "draft" => EditionState::Draft,
        "open" => EditionState::Open { reopened_because: None },
        "matching" => EditionState::Matching,
        "published" => EditionState::Published,
        "held" => EditionState::Held,
        "closed" => EditionState::Closed,
        "cancelled" => EditionState::Cancelled { reason: Reason::parse("Grève").expect("a reason") },
        other => panic!("no state {other}"),
    }
}

/// An edition of 2027 that may be created.
async fn form(app: &TestApp) -> Value {
    let (culture, dinum) = (app.db_organisation("culture").await, app.db_organisation("dinum").await);
    json!({
        "name": "Édition 2027", "day": "2027-11-18", "window": { "first": "2027-11-15", "last": "2027-11-26" },
        "formats": ["on_site", "remote"], "study_levels": ["bac_plus_4", "bac_plus_5"],
        "diploma_kinds": ["master", "engineer"],
        "ambassadors_window": { "first": "2027-08-30", "last": "2027-10-15" },
        "students_window": { "first": "2027-09-13", "last": "2027-10-24" },
        "max_wishes": 5, "min_capacity": 1, "max_capacity": 3, "answer_days": 7, "documents": ["agreement"],
        "job_profiles": [
            { "code": "data-engineer", "job_offers_url": "https://offres.example.fr/?metier=data-engineer" },
            { "code": "developer", "job_offers_url": null },
        ],
        "organisation_ids": [culture.to_string(), dinum.to_string()],
    })
}

/// The same object with other members.
fn with(mut object: Value, members: &Value) -> Value {
    for (member, value) in members.as_object().expect("members") {
        object[member] = value.clone();
    }
    object
}

/// A draft with other members than usual.
async fn made(app: &TestApp, admin: &Caller, members: Value) -> Answer {
    admin.post("/v1/editions", &with(form(app).await, &members)).await.expect(201)
}

/// Where the edition of an answer is read.
fn path(answer: &Answer) -> String {
    format!("/v1/editions/{}", answer.json["id"].as_str().expect("an id"))
}

/// Where an edition is read.
fn at(edition: &Edition) -> String {
    format!("/v1/editions/{}", edition.id)
}

/// Where the ambassador of an answer is read.
fn ambassador_path(answer: &Answer) -> String {
    format!("/v1/ambassadors/{}", answer.json["id"].as_str().expect("an id"))
}

/// What an agent may offer and submit.
fn offer(members: &Value) -> Value {
    let offer = json!({
        "job_profile_codes": ["data-engineer"], "unit": "Pôle données", "programme": "Une journée avec l’équipe.",
        "motivation": "Faire découvrir le métier.", "formats": ["on_site"], "capacity": 1, "languages": ["fr"],
        "site": {
            "address": "20 avenue de Ségur", "commune_code": "75107", "meeting_point": "Accueil",
            "arrival_time": "09:30", "end_time": "17:00",
        },
    });
    with(offer, members)
}

/// An agent of an organisation, and the draft that they make in an edition.
async fn volunteer(app: &TestApp, edition: &str, organisation: &str, members: &Value) -> (Person, Answer) {
    let agent = app.agent(organisation).await;
    let made = agent.caller.post(&format!("{edition}/ambassadors"), &offer(members)).await.expect(201);
    (agent, made)
}

/// A new ambassador of an organisation who was approved; where it is read.
async fn approved(app: &TestApp, edition: &str, organisation: &str, members: &Value) -> String {
    let path = submitted(app, edition, organisation, members).await;
    app.dinum_admin().await.caller.act(&format!("{path}/approval")).await.expect(200);
    path
}

/// A new ambassador of an organisation who was submitted; where it is read.
async fn submitted(app: &TestApp, edition: &str, organisation: &str, members: &Value) -> String {
    let (agent, made) = volunteer(app, edition, organisation, members).await;
    let path = ambassador_path(&made);
    agent.caller.act(&format!("{path}/submission")).await.expect(200);
    path
}
