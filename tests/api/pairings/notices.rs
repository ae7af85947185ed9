//! Who is told what by mail: nobody of what they did themselves.

use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::Pairing;
use vmj_tests::app::FRONT_URL;
use vmj_tests::duos::{Duo, stage};
use vmj_tests::editions::date;
use vmj_tests::mail::OutboxRow;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::making::request;
use super::{WHY, collection, for_party};

/// An act at a stage: who does it, with what; the message that comes of it, and who gets it.
type Told = (&'static str, &'static str, &'static str, Value, Option<&'static str>, &'static [&'static str]);

const BOTH: &[&str] = &["student", "ambassador"];
const STUDENT: &[&str] = &["student"];
const HOST: &[&str] = &["ambassador"];
const NOBODY: &[&str] = &[];

/// Acts by each author: who is told depends on it.
fn by_each(act: &'static str, stage: &'static str, message: &'static str, bodies: [Value; 4]) -> Vec<Told> {
    let [student, agent, ministry, dinum] = bodies;
    vec![
        (act, stage, "student", student, Some(message), HOST),
        (act, stage, "agent", agent, Some(message), STUDENT),
        (act, stage, "ministry", ministry, Some(message), BOTH),
        (act, stage, "dinum", dinum, Some(message), BOTH),
    ]
}

fn acts() -> Vec<Told> {
    let (nothing, because) = (json!({}), json!({ "reason": WHY }));
    let (student, host) = (for_party("student"), for_party("ambassador"));
    let spoken = || [nothing.clone(), nothing.clone(), because.clone(), host.clone()];
    let with = |body: &Value, members: Value| {
        let mut body = body.clone();
        for (member, value) in members.as_object().expect("members") {
            body[member] = value.clone();
        }
        body
    };
    let asked = spoken().map(|body| with(&body, json!({ "date": "2026-11-25" })));
    let ill = || json!({ "reason_code": "illness", "text": WHY });
    let missing = || json!({ "missing": "both" });
    let confirms = Some("pairing_confirmed");
    let mut acts = vec![
        ("acceptance", "proposed", "student", nothing.clone(), None, NOBODY),
        ("acceptance", "proposed", "dinum", host.clone(), None, NOBODY),
        ("acceptance", "half_accepted", "agent", nothing.clone(), confirms, BOTH),
        ("acceptance", "half_accepted", "ministry", because.clone(), confirms, BOTH),
        ("acceptance", "half_accepted", "dinum", host.clone(), confirms, BOTH),
        (
            "date-acceptance",
            "asked_by_ambassador",
            "student",
            nothing.clone(),
            Some("pairing_date_changed"),
            HOST,
        ),
        (
            "date-acceptance",
            "asked_by_student",
            "agent",
            nothing.clone(),
            Some("pairing_date_changed"),
            STUDENT,
        ),
        (
            "date-acceptance",
            "asked_by_student",
            "ministry",
            because.clone(),
            Some("pairing_date_changed"),
            BOTH,
        ),
        ("date-acceptance", "asked_by_ambassador", "dinum", student, Some("pairing_date_changed"), BOTH),
        ("date-acceptance", "postponed", "student", nothing.clone(), None, NOBODY),
        ("holding", "confirmed", "agent", nothing.clone(), None, NOBODY),
        ("contestation", "no_show", "student", json!({ "text": WHY }), None, NOBODY),
        (
            "contest-settlement",
            "contested",
            "dinum",
            json!({ "outcome": "held", "reason": WHY }),
            Some("pairing_contest_settled"),
            BOTH,
        ),
        (
            "contest-settlement",
            "contested",
            "dinum",
            json!({ "outcome": "no_show", "missing": "student", "reason": WHY }),
            Some("pairing_contest_settled"),
            BOTH,
        ),
    ];
    acts.extend(by_each("refusal", "proposed", "pairing_lost", spoken()));
    acts.extend(by_each("cancellation", "proposed", "pairing_lost", [ill(), ill(), ill(), ill()]));
    acts.extend(by_each("cancellation", "confirmed", "pairing_lost", [ill(), ill(), ill(), ill()]));
    acts.extend(by_each("date-request", "confirmed", "pairing_date_asked", asked));
    acts.extend(by_each("date-refusal", "asked_by_student", "pairing_date_kept", spoken()));
    acts.extend(by_each("date-refusal", "postponed", "pairing_lost", spoken()));
    acts.extend(by_each(
        "no-show",
        "confirmed",
        "pairing_no_show",
        [missing(), missing(), missing(), missing()],
    ));
    acts
}

struct World {
    app: TestApp,
    edition: Edition,
    duo: Duo,
}

impl World {
    /// A student who is written to in English, with an agent who is written to in French.
    async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|_| {}).await;
        let duo = app.db_duo(&edition, "dinum", |_| {}).await;
        app.db_rename(duo.student.person.id, "Étudiante", "Incognita").await;
        app.db_rename(duo.ambassador.agent.id, "Hôte", "Anonymus").await;
        let english = app.db_uuid(duo.student.person.id);
        app.db_run(&format!("UPDATE accounts SET locale = 'en' WHERE id = {english}")).await;
        Self { app, edition, duo }
    }

    async fn caller(&self, who: &str) -> Caller {
        match who {
            "student" => self.app.student_of(&self.duo).await,
            "agent" => self.app.agent_of(&self.duo).await,
            "ministry" => self.app.ministry_admin("dinum").await.caller,
            _ => self.app.dinum_admin().await.caller,
        }
    }

    /// What is in the outbox since it was emptied, by who gets it.
    async fn db_told(&self) -> BTreeMap<&'static str, OutboxRow> {
        let mut told = BTreeMap::new();
        for row in self.app.db_outbox().await {
            let who = if row.recipient == self.duo.student.person.email.as_str() {
                "student"
            } else {
                "ambassador"
            };
            let expected = if who == "student" { "en" } else { "fr" };
            assert_eq!(row.locale, expected, "in the language of {who}");
            assert!(told.insert(who, row).is_none(), "once each");
        }
        told
    }

    /// What every message says, and does not say.
    fn assert_message(&self, who: &str, row: &OutboxRow, pairing: &str) {
        let (own, other) = if who == "student" { ("Étudiante", "Hôte") } else { ("Hôte", "Étudiante") };
        assert_eq!(row.variables["given_name"], own);
        assert_eq!(row.variables["url"], format!("{FRONT_URL}/pairings/{pairing}"));
        let said = row.variables.to_string();
        for secret in [other, "Incognita", "Anonymus", WHY, "@", "data-engineer"] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
    }

    async fn act(&self, (act, who, body): (&str, &str, &Value)) -> Answer {
        let caller = self.caller(who).await;
        if act == "holding" {
            caller.act(&self.duo.at(act)).await
        } else {
            caller.post(&self.duo.at(act), body).await
        }
    }
}

#[rstest]
#[actix_web::test]
async fn each_act_tells_those_who_did_not_do_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    for (act, name, who, body, message, recipients) in acts() {
        let what = format!("{act} at {name} by {who}");
        let now = world.app.clock.now();
        let day = if matches!(act, "holding" | "no-show") { date(11, 2) } else { date(11, 19) };
        let change = |pairing: &mut Pairing| (pairing.state, pairing.date) = (stage(name, now), day);
        world.app.db_change_pairing(world.duo.id, change).await;
        world.app.db_run("DELETE FROM outbox_messages").await;
        world.act((act, who, &body)).await.expect(200);
        let told = world.db_told().await;
        let mut expected: Vec<_> = recipients.to_vec();
        expected.sort_unstable();
        assert_eq!(told.keys().copied().collect::<Vec<_>>(), expected, "{what}");
        for (who, row) in &told {
            assert_eq!(Some(&*row.template), message, "{what}");
            world.assert_message(who, row, &world.duo.id.to_string());
            let (day, deadline) = match row.template.as_str() {
                "pairing_date_asked" => ("2026-11-25", Some("2026-11-09T23:00:00Z")),
                "pairing_date_changed" => ("2026-11-24", None),
                "pairing_no_show" => ("2026-11-02", None),
                _ => ("2026-11-19", None),
            };
            assert_eq!(row.variables["date"], day, "{what}");
            assert_eq!(row.variables["deadline"].as_str(), deadline, "{what}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn a_proposal_tells_both(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (app, duo) = (&world.app, &world.duo);
    let dinum = app.dinum_admin().await.caller;
    dinum.post(&duo.at("refusal"), &for_party("student")).await.expect(200);
    let host = json!({
        "ambassador_id": duo.ambassador.id.to_string(), "job_profile_code": "data-engineer", "format": "remote",
    });
    for (path, body) in [
        (duo.at("replacement"), host),
        (collection(&world.edition), request(&duo.student, &duo.ambassador, json!({ "date": "2026-11-24" }))),
    ] {
        app.db_run("DELETE FROM outbox_messages").await;
        let made = dinum.post(&path, &body).await.expect(201);
        let id = made.json["id"].as_str().expect("an id");
        let told = world.db_told().await;
        assert_eq!(told.keys().copied().collect::<Vec<_>>(), ["ambassador", "student"]);
        for (who, row) in &told {
            assert_eq!(row.template, "pairing_proposed");
            world.assert_message(who, row, id);
            assert_eq!(row.variables["date"], made.json["date"]);
            assert_eq!(row.variables["deadline"], made.json["answers"]["deadline"]);
        }
        dinum.post(&format!("/v1/pairings/{id}/refusal"), &for_party("student")).await.expect(200);
    }
}
