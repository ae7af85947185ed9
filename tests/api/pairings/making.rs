//! Pairing by hand: who may be paired with whom.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::ambassador::{Ambassador, AmbassadorState};
use vmj_domain::edition::Edition;
use vmj_domain::place::{Format, Language};
use vmj_domain::student::{Criterion, Decider, Ineligibility, Student, StudentState};
use vmj_domain::text::{Reason, Slug};
use vmj_tests::ambassadors::states as ambassador_states;
use vmj_tests::duos::{STAGES, stage};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{assert_shows, audited, broken, collection, history};
use crate::contract::UNKNOWN_ID;

/// Who pairs whom.
pub struct World {
    pub app: TestApp,
    pub edition: Edition,
    pub dinum: Caller,
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|_| {}).await;
        let dinum = app.dinum_admin().await.caller;
        Self { app, edition, dinum }
    }

    /// Pairs these two as DINUM, with other members than usual.
    async fn pair(&self, student: &Student, ambassador: &Ambassador, members: Value) -> Answer {
        self.dinum.post(&collection(&self.edition), &request(student, ambassador, members)).await
    }
}

/// On site, a data engineer, unless these members say otherwise.
pub fn request(student: &Student, ambassador: &Ambassador, members: Value) -> Value {
    let mut body = json!({
        "student_id": student.id.to_string(), "ambassador_id": ambassador.id.to_string(),
        "job_profile_code": "data-engineer", "format": "on_site",
    });
    for (member, value) in members.as_object().expect("members") {
        body[member] = value.clone();
    }
    body
}

#[rstest]
#[actix_web::test]
async fn a_proposal_waits_for_both(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum } = &world;
    let student = app.db_candidate(edition, |_| {}).await;
    let ambassador = app.db_host_of(edition, "dinum", |_| {}).await;
    let made = world.pair(&student, &ambassador, json!({ "format": "remote", "date": "2026-11-24" })).await;
    let made = made.expect(201);
    let path = format!("/v1/pairings/{}", made.json["id"].as_str().expect("an id"));
    assert_eq!(made.header("location"), path);
    let expected = json!({
        "state": "proposed", "date": "2026-11-24", "format": "remote", "job_profile.code": "data-engineer",
        "student.id": student.id.to_string(), "ambassador.id": ambassador.id.to_string(), "version": 1,
        "answers": { "deadline": "2026-11-09T23:00:00Z" }, "needs_action": false, "convocation": null,
        "ambassador.organisation.code": "dinum", "ambassador.commune.name": "Rennes",
        "edition.id": edition.id.to_string(), "replaces_id": null,
    });
    assert_shows(&made, &expected);
    let read = dinum.get(&path).await.expect(200);
    assert_eq!((read.header("etag"), &read.json), (made.header("etag"), &made.json));
    for account in [student.person.id, ambassador.agent.id] {
        let own = app.db_caller(account).await.get(&path).await.expect(200);
        assert_shows(&own, &json!({ "state": "proposed", "needs_action": true }));
    }
    let id = made.json["id"].as_str().expect("an id");
    assert_eq!(audited(app, id).await, [("pairing.proposed".to_owned(), None)]);
    assert_eq!(history(dinum, &path).await, ["proposed dinum"]);
    super::assert_sound(&app.db_broken_invariants().await);
}

fn code(text: &str) -> Slug {
    Slug::parse(text).expect("a code")
}

fn why() -> Reason {
    Reason::parse("Hors délai").expect("a reason")
}

/// Makes the two unfit for each other in one respect.
struct Obstacle {
    code: &'static str,
    pointer: &'static str,
    student: fn(&mut Student),
    ambassador: fn(&mut Ambassador),
    members: Value,
}

fn obstacles() -> Vec<Obstacle> {
    let obstacle =
        |code, pointer| Obstacle { code, pointer, student: |_| {}, ambassador: |_| {}, members: json!({}) };
    let not_eligible = |student| Obstacle { student, ..obstacle("not_eligible", "/student_id") };
    let not_approved = |ambassador| Obstacle { ambassador, ..obstacle("not_approved", "/ambassador_id") };
    vec![
        not_eligible(|student| student.state = StudentState::Draft),
        not_eligible(|student| student.state = StudentState::Submitted { open: vec![Criterion::Adult] }),
        not_eligible(|student| {
            student.state = StudentState::Ineligible { because: Ineligibility::Dinum(why()) };
        }),
        not_eligible(|student| student.state = StudentState::Withdrawn { reason: why() }),
        not_approved(|ambassador| ambassador.state.clone_from(&ambassador_states()[0])),
        not_approved(|ambassador| ambassador.state.clone_from(&ambassador_states()[1])),
        not_approved(|ambassador| ambassador.state.clone_from(&ambassador_states()[3])),
        not_approved(|ambassador| ambassador.state.clone_from(&ambassador_states()[4])),
        Obstacle {
            members: json!({ "job_profile_code": "tester" }),
            ..obstacle("not_shown", "/job_profile_code")
        },
        Obstacle {
            ambassador: |ambassador| ambassador.form.job_profiles = vec![code("data-steward")],
            members: json!({ "job_profile_code": "data-steward" }),
            ..obstacle("not_offered", "/job_profile_code")
        },
        Obstacle {
            ambassador: |ambassador| ambassador.form.formats = vec![Format::Remote],
            ..obstacle("format_of_ambassador", "/format")
        },
        Obstacle {
            student: |student| student.form.formats = vec![Format::OnSite],
            members: json!({ "format": "remote" }),
            ..obstacle("format_of_student", "/format")
        },
        Obstacle {
            student: |student| student.form.languages = vec![Language::English, Language::FrenchSign],
            ..obstacle("no_shared_language", "/ambassador_id")
        },
    ]
}

/// The edition does not offer `data-steward`.
fn without_data_steward(edition: &mut Edition) {
    edition.job_profiles.retain(|offered| offered.profile.code.as_str() != "data-steward");
}

#[rstest]
#[actix_web::test]
async fn every_obstacle_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let mut world = World::new(engine).await;
    world.edition = world.app.db_edition(without_data_steward).await;
    let World { app, edition, .. } = &world;
    for Obstacle { code, pointer, student, ambassador, members } in obstacles() {
        let student = app.db_candidate(edition, student).await;
        let ambassador = app.db_host_of(edition, "dinum", ambassador).await;
        let refused = world.pair(&student, &ambassador, members).await.expect_problem(409, "not_pairable");
        assert_eq!(broken(&refused), [(pointer, code)]);
        let states = (&student.state, &ambassador.state);
        assert!(audited(app, student.id).await.is_empty(), "nothing happened to {states:?}");
    }
    let fit = (app.db_candidate(edition, |_| {}).await, app.db_host_of(edition, "dinum", |_| {}).await);
    world.pair(&fit.0, &fit.1, json!({})).await.expect(201);
}

/// Rule 1 keeps one account from being both: it takes the database to be so.
async fn db_same_person(app: &TestApp, student: &Student, ambassador: &Ambassador) {
    let (account, student) = (app.db_uuid(ambassador.agent.id), app.db_uuid(student.id));
    app.db_run(&format!("UPDATE students SET account_id = {account} WHERE id = {student}")).await;
}

#[rstest]
#[actix_web::test]
async fn all_obstacles_are_told_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let mut world = World::new(engine).await;
    world.edition = world.app.db_edition(without_data_steward).await;
    let World { app, edition, .. } = &world;
    let student = app.db_candidate(edition, |_| {}).await;
    let ambassador = app.db_host_of(edition, "dinum", |_| {}).await;
    db_same_person(app, &student, &ambassador).await;
    let refused = world.pair(&student, &ambassador, json!({})).await.expect_problem(409, "not_pairable");
    assert_eq!(broken(&refused), [("/student_id", "same_person")]);

    let unfit = |student: &mut Student| {
        student.state = StudentState::Draft;
        student.form.formats = vec![Format::Remote];
        student.form.languages = vec![Language::English];
    };
    let student = app.db_candidate(edition, unfit).await;
    let unfit = |ambassador: &mut Ambassador| {
        ambassador.state = AmbassadorState::Submitted;
        ambassador.form.formats = vec![Format::Remote];
    };
    let ambassador = app.db_host_of(edition, "dinum", unfit).await;
    db_same_person(app, &student, &ambassador).await;
    let refused = world.pair(&student, &ambassador, json!({ "job_profile_code": "data-steward" })).await;
    let expected = [
        ("/ambassador_id", "no_shared_language"),
        ("/ambassador_id", "not_approved"),
        ("/format", "format_of_ambassador"),
        ("/format", "format_of_student"),
        ("/job_profile_code", "not_offered"),
        ("/job_profile_code", "not_shown"),
        ("/student_id", "not_eligible"),
        ("/student_id", "same_person"),
    ];
    assert_eq!(broken(&refused.expect_problem(409, "not_pairable")), expected);
}

#[rstest]
#[actix_web::test]
async fn ids_are_of_the_edition(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum } = &world;
    let other = app.db_edition(|_| {}).await;
    let student = app.db_candidate(edition, |_| {}).await;
    let ambassador = app.db_host_of(edition, "dinum", |_| {}).await;
    let foreign = app.db_duo(&other, "dinum", |duo| duo.state = stage("declined", duo.created_at)).await;
    let both = [("/ambassador_id", "unknown_value"), ("/student_id", "unknown_value")];
    for members in [
        json!({ "student_id": UNKNOWN_ID, "ambassador_id": UNKNOWN_ID }),
        json!({ "student_id": foreign.student.id.to_string(), "ambassador_id": foreign.ambassador.id.to_string() }),
        // An id of the other kind.
        json!({ "student_id": ambassador.id.to_string(), "ambassador_id": student.id.to_string() }),
    ] {
        let refused = world.pair(&student, &ambassador, members).await;
        assert_eq!(broken(&refused.expect_problem(422, "validation_failed")), both);
    }
    let one = world.pair(&foreign.student, &ambassador, json!({})).await;
    assert_eq!(broken(&one.expect_problem(422, "validation_failed")), both[1..]);
    for (members, pointer) in [
        (json!({ "job_profile_code": "Data Engineer" }), "/job_profile_code"),
        (json!({ "job_profile_code": "" }), "/job_profile_code"),
        (json!({ "format": "by_mail" }), "/format"),
        (json!({ "date": "2026-11-31" }), "/date"),
        (json!({ "student_id": "x" }), "/student_id"),
        (json!({ "state": "confirmed" }), "/state"),
    ] {
        let refused =
            world.pair(&student, &ambassador, members).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [pointer]);
    }
    let unknown = format!("/v1/editions/{UNKNOWN_ID}/pairings");
    dinum.post(&unknown, &request(&student, &ambassador, json!({}))).await.expect_problem(404, "not_found");
}

#[rstest]
#[actix_web::test]
async fn a_seat_for_each_and_no_more(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum } = &world;
    let one_seat = |ambassador: &mut Ambassador| ambassador.form.capacity = Some(1);
    let ambassador = app.db_host_of(edition, "dinum", one_seat).await;
    let (first, second) = (app.db_candidate(edition, |_| {}).await, app.db_candidate(edition, |_| {}).await);
    let made = world.pair(&first, &ambassador, json!({})).await.expect(201);
    world.pair(&second, &ambassador, json!({})).await.expect_problem(409, "no_seat_left");
    let path = made.header("location").to_owned();
    dinum.post(&format!("{path}/refusal"), &super::for_party("student")).await.expect(200);
    world.pair(&second, &ambassador, json!({})).await.expect(201);
    let no_seat = |ambassador: &mut Ambassador| ambassador.form.capacity = None;
    let ambassador = app.db_host_of(edition, "dinum", no_seat).await;
    world.pair(&first, &ambassador, json!({})).await.expect_problem(409, "no_seat_left");
}

#[rstest]
#[actix_web::test]
async fn one_duo_at_a_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, .. } = &world;
    for name in STAGES {
        let former = app.db_duo(edition, "dinum", |duo| duo.state = stage(name, duo.created_at)).await;
        let ambassador = app.db_host_of(edition, "dinum", |_| {}).await;
        let again = world.pair(&former.student, &ambassador, json!({})).await;
        let frees =
            matches!(name, "declined" | "expired" | "cancelled" | "no_show" | "contested" | "settled");
        let told = (again.status.as_u16(), again.json["code"].as_str());
        assert_eq!(told, if frees { (201, None) } else { (409, Some("already_paired")) }, "after {name}");
    }
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn a_key_runs_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum } = &world;
    let student = app.db_candidate(edition, |_| {}).await;
    let ambassador = app.db_host_of(edition, "dinum", |_| {}).await;
    let keyed = dinum.with("Idempotency-Key", "\"pair-1\"");
    let (at, body) = (collection(edition), request(&student, &ambassador, json!({})));
    let wrong = request(&student, &ambassador, json!({ "format": "remote", "date": "2026-11-21" }));
    for _ in 0..30 {
        // Whoever reads a refusal finds the key free.
        keyed.post(&at, &wrong).await.expect_problem(422, "validation_failed");
    }
    let made = keyed.post(&at, &body).await.expect(201);
    let again = keyed.post(&at, &body).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &made.json));
    assert_eq!(again.header("location"), made.header("location"));
    let other = request(&student, &ambassador, json!({ "format": "remote" }));
    keyed.post(&at, &other).await.expect_problem(422, "idempotency_key_reused");
    dinum.post(&at, &body).await.expect_problem(409, "already_paired");
    let all = dinum.get(&format!("{at}?count=true")).await.expect(200);
    assert_eq!(all.json["page"]["total"], 1);
}

#[rstest]
#[actix_web::test]
async fn who_decided_does_not_matter(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, .. } = &world;
    for decider in [Decider::Rule, Decider::Dinum] {
        let student = app.db_candidate(edition, |it| it.state = StudentState::Eligible { decider }).await;
        let ambassador = app.db_host_of(edition, "culture", |_| {}).await;
        world.pair(&student, &ambassador, json!({})).await.expect(201);
    }
}
