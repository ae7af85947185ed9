//! Another date: asked for by one, answered by the other, and until then the old one stays.

use rstest::rstest;
use serde_json::json;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::pairing::{Author, Pairing, Party};
use vmj_tests::duos::{Duo, stage};
use vmj_tests::editions::date;
use vmj_tests::pairings::{confirmed, confirmed_but};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{WHY, assert_shows, audited, broken, for_party, history, tick};

async fn start(engine: Engine) -> (TestApp, Edition, Duo) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |duo| duo.state = confirmed(duo.created_at)).await;
    (app, edition, duo)
}

/// The callers of who asks, and of who answers.
async fn sides(app: &TestApp, duo: &Duo, asker: Party) -> (Caller, Caller, &'static str, &'static str) {
    let (student, agent) = (app.student_of(duo).await, app.agent_of(duo).await);
    match asker {
        Party::Student => (student, agent, "student", "ambassador"),
        Party::Ambassador => (agent, student, "ambassador", "student"),
    }
}

async fn ask(caller: &Caller, duo: &Duo, day: &str) -> Answer {
    caller.post(&duo.at("date-request"), &json!({ "date": day })).await
}

#[rstest]
#[actix_web::test]
async fn accepted_it_becomes_the_date(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Party::Student, Party::Ambassador)] asker: Party,
) {
    let (app, _, duo) = start(engine).await;
    let (one, other, asks, answers) = sides(&app, &duo, asker).await;
    tick(&app);
    let asked = ask(&one, &duo, "2026-11-24").await.expect(200);
    let pending = json!({
        "date": "2026-11-24", "asked_by": asks, "student_accepts": asks == "student",
        "ambassador_accepts": asks == "ambassador", "deadline": "2026-11-09T23:00:00Z",
    });
    assert_shows(
        &asked,
        &json!({ "state": "confirmed", "date": "2026-11-19", "pending_date": pending, "needs_action": false }),
    );
    let waiting = other.get(&duo.path()).await.expect(200);
    assert_shows(
        &waiting,
        &json!({ "pending_date": pending, "needs_action": true, "convocation.date": "2026-11-19" }),
    );
    assert!(waiting.json["student"]["person"].is_object() && waiting.json["ambassador"]["agent"].is_object());
    one.act(&duo.at("date-acceptance")).await.expect_problem(409, "invalid_transition");
    ask(&other, &duo, "2026-11-25").await.expect_problem(409, "invalid_transition");
    tick(&app);
    let moved = other.act(&duo.at("date-acceptance")).await.expect(200);
    let expected = json!({
        "state": "confirmed", "date": "2026-11-24", "pending_date": null, "convocation.date": "2026-11-24",
        "state_changed_at": "2026-11-02T09:00:01Z",
    });
    assert_shows(&moved, &expected);
    let told = history(&one, &duo.path()).await;
    let (asked, changed) = (format!("date_asked {asks}"), format!("date_changed {answers}"));
    assert_eq!(told, ["proposed dinum", &asked, &changed]);
    // And back again.
    ask(&one, &duo, "2026-11-19").await.expect(200);
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn refused_it_goes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Party::Student, Party::Ambassador)] asker: Party,
    #[values(false, true)] by_who_asked: bool,
) {
    let (app, _, duo) = start(engine).await;
    let (one, other, asks, answers) = sides(&app, &duo, asker).await;
    ask(&one, &duo, "2026-11-24").await.expect(200);
    tick(&app);
    let (refuser, by) = if by_who_asked { (&one, asks) } else { (&other, answers) };
    let kept = refuser.act(&duo.at("date-refusal")).await.expect(200);
    assert_shows(&kept, &json!({ "state": "confirmed", "date": "2026-11-19", "pending_date": null }));
    assert_eq!(history(&one, &duo.path()).await.last(), Some(&format!("date_refused {by}")));
    one.act(&duo.at("date-refusal")).await.expect_problem(409, "invalid_transition");
    ask(&other, &duo, "2026-11-24").await.expect(200);
}

/// A postponement asks both, and who refuses it ends the duo.
#[rstest]
#[actix_web::test]
async fn a_postponed_duo_needs_both(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, duo) = start(engine).await;
    let postponed = |duo: &mut Pairing| duo.state = stage("postponed", duo.created_at);
    app.db_change_pairing(duo.id, postponed).await;
    let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
    for caller in [&student, &agent] {
        assert_shows(&caller.get(&duo.path()).await.expect(200), &json!({ "needs_action": true }));
    }
    tick(&app);
    let half = student.act(&duo.at("date-acceptance")).await.expect(200);
    assert_shows(
        &half,
        &json!({ "date": "2026-11-19", "pending_date.student_accepts": true, "needs_action": false }),
    );
    tick(&app);
    let moved = agent.act(&duo.at("date-acceptance")).await.expect(200);
    assert_shows(&moved, &json!({ "date": "2026-11-24", "pending_date": null }));
    let told = history(&agent, &duo.path()).await;
    assert_eq!(told[2..], ["date_accepted student", "date_changed ambassador"]);

    let duo = app.db_duo(&edition, "dinum", postponed).await;
    let refused = app.agent_of(&duo).await.act(&duo.at("date-refusal")).await.expect(200);
    let loss = json!({ "by": "ambassador", "reason_code": "edition_postponed" });
    assert_shows(
        &refused,
        &json!({ "state": "cancelled", "loss": loss, "convocation": null, "pending_date": null }),
    );
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn administrators_speak_for_the_two(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, duo) = start(engine).await;
    let (ministry, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
    let asked = json!({ "date": "2026-11-24", "reason": WHY });
    let pending = ministry.post(&duo.at("date-request"), &asked).await.expect(200);
    let expected = json!({
        "pending_date.asked_by": "ministry", "pending_date.ambassador_accepts": true,
        "pending_date.student_accepts": false, "needs_action": false,
    });
    assert_shows(&pending, &expected);
    ministry
        .post(&duo.at("date-acceptance"), &json!({ "reason": WHY }))
        .await
        .expect_problem(409, "invalid_transition");
    let moved = dinum.post(&duo.at("date-acceptance"), &for_party("student")).await.expect(200);
    assert_shows(&moved, &json!({ "date": "2026-11-24", "pending_date": null }));
    let mut for_student = for_party("student");
    for_student["date"] = json!("2026-11-25");
    let pending = dinum.post(&duo.at("date-request"), &for_student).await.expect(200);
    assert_shows(
        &pending,
        &json!({ "pending_date.asked_by": "dinum", "pending_date.student_accepts": true }),
    );
    let waiting = ministry.get(&duo.path()).await.expect(200);
    assert_shows(&waiting, &json!({ "needs_action": true }));
    ministry.post(&duo.at("date-refusal"), &json!({ "reason": WHY })).await.expect(200);
    let because = || Some(WHY.to_owned());
    let event = |action: &str| (format!("pairing.date_{action}"), because());
    assert_eq!(audited(&app, duo.id).await, ["accepted", "asked", "asked", "refused"].map(event));
}

#[rstest]
#[actix_web::test]
async fn a_date_must_be_right(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, duo) = start(engine).await;
    let student = app.student_of(&duo).await;
    for (day, code) in [
        ("2026-11-19", "contradicts"),
        ("2026-11-13", "outside_window"),
        ("2026-11-30", "outside_window"),
        ("2026-11-21", "not_a_workday"),
    ] {
        let refused = ask(&student, &duo, day).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [("/date", code)], "{day}");
    }
    for body in [json!({}), json!({ "date": "demain" }), json!({ "date": "2026-11-24", "state": "held" })] {
        student.post(&duo.at("date-request"), &body).await.expect_problem(422, "validation_failed");
    }
    app.clock.set("2026-11-18T09:00:00Z");
    let student = app.student_of(&duo).await;
    let refused = ask(&student, &duo, "2026-11-17").await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/date", "past")]);
}

#[rstest]
#[actix_web::test]
async fn until_the_deadline_and_no_longer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, duo) = start(engine).await;
    let deadline = "2026-11-09T09:00:00Z";
    let asked = |duo: &mut Pairing| {
        let until = deadline.parse().expect("an instant");
        duo.state = confirmed_but(duo.created_at, date(11, 24), Author::Student, until);
    };
    app.db_change_pairing(duo.id, asked).await;
    let late = app.db_duo(&edition, "dinum", asked).await;
    app.clock.set("2026-11-09T08:59:59.999999Z");
    app.agent_of(&duo).await.act(&duo.at("date-acceptance")).await.expect(200);
    app.clock.set(deadline);
    let agent = app.agent_of(&late).await;
    agent.act(&late.at("date-acceptance")).await.expect_problem(409, "too_late");
    agent.act(&late.at("date-refusal")).await.expect(200);
}

/// An answer comes before either of the two dates begins at the place; so nobody asks once the day itself has begun.
#[rstest]
#[case::rennes("35238", "2026-11-18T23:00:00Z", "2026-11-18T22:59:59.999999Z")]
#[case::la_reunion("97411", "2026-11-18T20:00:00Z", "2026-11-18T19:59:59.999999Z")]
#[case::guadeloupe("97105", "2026-11-19T04:00:00Z", "2026-11-19T03:59:59.999999Z")]
#[actix_web::test]
async fn before_both_days(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] commune: &str,
    #[case] begins_at: &str,
    #[case] a_moment_before: &str,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let site = |ambassador: &mut Ambassador| ambassador.form.site.commune_code = Some(commune.to_owned());
    let ambassador = app.db_host_of(&edition, "dinum", site).await;
    let student = app.db_candidate(&edition, |_| {}).await;
    let duo = app.db_duo_of(&edition, student, ambassador, |duo| duo.state = confirmed(duo.created_at)).await;
    app.clock.set("2026-11-13T09:00:00Z");
    let caller = app.student_of(&duo).await;
    let later = ask(&caller, &duo, "2026-11-24").await.expect(200);
    assert_eq!(later.json["pending_date"]["deadline"], begins_at, "before the old date");
    caller.act(&duo.at("date-refusal")).await.expect(200);
    let sooner = ask(&caller, &duo, "2026-11-17").await.expect(200);
    let two_days_before = sooner.json["pending_date"]["deadline"].as_str().expect("a deadline");
    assert_eq!(two_days_before, begins_at.replace("-11-18", "-11-16").replace("-11-19", "-11-17"));
    caller.act(&duo.at("date-refusal")).await.expect(200);
    app.clock.set(a_moment_before);
    let caller = app.student_of(&duo).await;
    ask(&caller, &duo, "2026-11-24").await.expect(200);
    caller.act(&duo.at("date-refusal")).await.expect(200);
    app.clock.set(begins_at);
    ask(&app.student_of(&duo).await, &duo, "2026-11-24").await.expect_problem(409, "too_late");
}

/// The edition was held, but not this duo, which has another date: it may still move.
#[rstest]
#[actix_web::test]
async fn after_the_edition(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, duo) = start(engine).await;
    app.db_change_pairing(duo.id, |pairing| pairing.date = date(11, 24)).await;
    app.db_edition_state(edition.id, &EditionState::Held).await;
    app.clock.set("2026-11-23T09:00:00Z");
    let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
    ask(&student, &duo, "2026-11-26").await.expect(200);
    let moved = agent.act(&duo.at("date-acceptance")).await.expect(200);
    assert_eq!(moved.json["date"], "2026-11-26");
    app.clock.set("2026-11-26T09:00:00Z");
    let student = app.student_of(&duo).await;
    ask(&student, &duo, "2026-11-27").await.expect_problem(409, "edition_state");
    student
        .post(&duo.at("cancellation"), &json!({ "reason_code": "work" }))
        .await
        .expect_problem(409, "edition_state");
    student.act(&duo.at("holding")).await.expect(200);
}
