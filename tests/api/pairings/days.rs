//! How the day was: held, or somebody was missing, who may say otherwise.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{Author, Missing, Pairing, PairingState};
use vmj_tests::duos::{Duo, stage};
use vmj_tests::editions::date;
use vmj_tests::pairings::confirmed;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{WHY, assert_shows, audited, broken, history, tick};

async fn at_site(app: &TestApp, edition: &Edition, commune: &str) -> Duo {
    let site = |ambassador: &mut Ambassador| ambassador.form.site.commune_code = Some(commune.to_owned());
    let ambassador = app.db_host_of(edition, "dinum", site).await;
    let student = app.db_candidate(edition, |_| {}).await;
    app.db_duo_of(edition, student, ambassador, |duo| duo.state = confirmed(duo.created_at)).await
}

async fn miss(caller: &Caller, duo: &Duo, missing: &str) -> Answer {
    caller.post(&duo.at("no-show"), &json!({ "missing": missing })).await
}

/// The first moment of 19 November at a place.
#[rstest]
#[case::noumea("98818", "2026-11-18T13:00:00Z", "2026-11-18T12:59:59.999999Z")]
#[case::la_reunion("97411", "2026-11-18T20:00:00Z", "2026-11-18T19:59:59.999999Z")]
#[case::rennes("35238", "2026-11-18T23:00:00Z", "2026-11-18T22:59:59.999999Z")]
#[case::guadeloupe("97105", "2026-11-19T04:00:00Z", "2026-11-19T03:59:59.999999Z")]
#[actix_web::test]
async fn from_the_first_moment_at_the_place(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] commune: &str,
    #[case] begins_at: &str,
    #[case] a_moment_before: &str,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (held, missed) = (at_site(&app, &edition, commune).await, at_site(&app, &edition, commune).await);
    app.clock.set(a_moment_before);
    let early = app.agent_of(&held).await.act(&held.at("holding")).await.expect_problem(409, "too_early");
    assert!(early.json["detail"].as_str().expect("a detail").contains(begins_at), "{}", early.json);
    miss(&app.student_of(&missed).await, &missed, "ambassador").await.expect_problem(409, "too_early");
    app.clock.set(begins_at);
    let told = app.agent_of(&held).await.act(&held.at("holding")).await.expect(200);
    let expected = json!({ "state": "held", "state_changed_at": begins_at, "needs_action": false });
    assert_shows(&told, &expected);
    let told = miss(&app.student_of(&missed).await, &missed, "ambassador").await.expect(200);
    let no_show = json!({ "missing": "ambassador", "by": "student" });
    assert_shows(&told, &json!({ "state": "no_show", "no_show": no_show, "state_changed_at": begins_at }));
}

/// A duo whose day is today.
async fn today(engine: Engine) -> (TestApp, Edition, Duo) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |duo| duo.state = confirmed(duo.created_at)).await;
    app.clock.set("2026-11-19T09:00:00Z");
    (app, edition, duo)
}

/// Puts the duo back to the morning of its day.
async fn again(app: &TestApp, duo: &Duo) {
    app.db_change_pairing(duo.id, |pairing| pairing.state = confirmed(pairing.created_at)).await;
}

#[rstest]
#[actix_web::test]
async fn each_may_tell(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, duo) = today(engine).await;
    let callers = [
        ("student", app.student_of(&duo).await, false),
        ("ambassador", app.agent_of(&duo).await, false),
        ("ministry", app.ministry_admin("dinum").await.caller, true),
        ("dinum", app.dinum_admin().await.caller, true),
    ];
    let mut told = 0;
    for (by, caller, is_admin) in &callers {
        again(&app, &duo).await;
        caller.act(&duo.at("holding")).await.expect(200);
        miss(caller, &duo, "student").await.expect_problem(409, "invalid_transition");
        told += usize::from(*is_admin);
        for missing in ["student", "ambassador", "both"] {
            again(&app, &duo).await;
            tick(&app);
            let answer = miss(caller, &duo, missing).await.expect(200);
            assert_shows(
                &answer,
                &json!({ "state": "no_show", "no_show": { "missing": missing, "by": by } }),
            );
            assert_eq!(history(caller, &duo.path()).await.last(), Some(&format!("no_show {by}")));
            caller.act(&duo.at("holding")).await.expect_problem(409, "invalid_transition");
            told += usize::from(*is_admin);
        }
        assert_eq!(audited(&app, duo.id).await.len(), told, "administrators are in the audit log");
        let refused = miss(caller, &duo, "nobody").await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/missing"]);
    }
}

/// A date that is asked for must be settled first, and a day that was not confirmed cannot be told of.
#[rstest]
#[actix_web::test]
async fn of_a_confirmed_day_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, duo) = today(engine).await;
    let agent = app.agent_of(&duo).await;
    for name in ["asked_by_student", "postponed", "proposed"] {
        let now = app.clock.now();
        app.db_change_pairing(duo.id, |pairing| pairing.state = stage(name, now)).await;
        agent.act(&duo.at("holding")).await.expect_problem(409, "invalid_transition");
        miss(&agent, &duo, "student").await.expect_problem(409, "invalid_transition");
    }
    let answers = json!({ "reason_code": "illness" });
    again(&app, &duo).await;
    // Until the end of the day somebody may still say that it will not take place.
    agent.post(&duo.at("cancellation"), &answers).await.expect(200);
}

async fn contest(caller: &Caller, duo: &Duo, party: Option<&str>) -> Answer {
    let mut body = json!({ "text": "J’étais là à 9 heures" });
    if let Some(party) = party {
        body["on_behalf_of"] = json!(party);
    }
    caller.post(&duo.at("contestation"), &body).await
}

#[rstest]
#[actix_web::test]
async fn who_is_missing_may_contest(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, duo) = today(engine).await;
    let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
    let (ministry, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
    for missing in [Missing::Student, Missing::Ambassador, Missing::Both] {
        let (of_student, of_host) = (missing != Missing::Ambassador, missing != Missing::Student);
        for (caller, party, may, by) in [
            (&student, None, of_student, "student"),
            (&agent, None, of_host, "ambassador"),
            (&ministry, None, of_host, "ambassador"),
            (&dinum, Some("student"), of_student, "student"),
            (&dinum, Some("ambassador"), of_host, "ambassador"),
        ] {
            let state = PairingState::NoShow { missing, by: Author::Dinum, contest: None };
            app.db_change_pairing(duo.id, |pairing| pairing.state.clone_from(&state)).await;
            let answer = contest(caller, &duo, party).await;
            if !may {
                answer.expect_problem(409, "invalid_transition");
                continue;
            }
            let answer = answer.expect(200);
            assert_shows(&answer, &json!({ "state": "no_show", "no_show.contested_by": by }));
            contest(caller, &duo, party).await.expect_problem(409, "invalid_transition");
            let waiting = dinum.get(&duo.path()).await.expect(200);
            assert_shows(&waiting, &json!({ "needs_action": true }));
            let text = waiting.json["no_show"]["contest_text"].as_str();
            assert_eq!(text, Some("J’étais là à 9 heures"));
        }
    }
    for body in [json!({}), json!({ "text": " " }), json!({ "text": "x".repeat(501) })] {
        let refused =
            student.post(&duo.at("contestation"), &body).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/text"]);
    }
}

async fn settle(caller: &Caller, duo: &Duo, decision: &Value) -> Answer {
    caller.post(&duo.at("contest-settlement"), decision).await
}

#[rstest]
#[actix_web::test]
async fn dinum_decides(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, _) = today(engine).await;
    let dinum = app.dinum_admin().await.caller;
    let contested = |duo: &mut Pairing| duo.state = stage("contested", duo.created_at);
    let held = app.db_duo(&edition, "dinum", contested).await;
    tick(&app);
    let decided = settle(&dinum, &held, &json!({ "outcome": "held", "reason": WHY })).await.expect(200);
    assert_shows(&decided, &json!({ "state": "held", "no_show": null, "needs_action": false }));
    assert!(decided.json["convocation"].is_object());
    for missing in ["student", "ambassador", "both"] {
        let duo = app.db_duo(&edition, "dinum", contested).await;
        tick(&app);
        let decision = json!({ "outcome": "no_show", "missing": missing, "reason": WHY });
        let decided = settle(&dinum, &duo, &decision).await.expect(200);
        let expected = json!({ "state": "no_show", "no_show.missing": missing, "needs_action": false });
        assert_shows(&decided, &expected);
        assert!(decided.json["no_show"]["settled_at"].is_string(), "{}", decided.json);
        settle(&dinum, &duo, &decision).await.expect_problem(409, "invalid_transition");
        contest(&app.student_of(&duo).await, &duo, None).await.expect_problem(409, "invalid_transition");
        assert_eq!(history(&dinum, &duo.path()).await.last(), Some(&"contest_settled dinum".to_owned()));
        assert_eq!(
            audited(&app, duo.id).await,
            [("pairing.contest_settled".to_owned(), Some(WHY.to_owned()))]
        );
    }
    let duo = app.db_duo(&edition, "dinum", contested).await;
    for (decision, expected) in [
        (json!({ "outcome": "no_show", "reason": WHY }), ("/missing", "missing")),
        (json!({ "outcome": "held", "missing": "both", "reason": WHY }), ("/missing", "contradicts")),
        (json!({ "outcome": "held" }), ("/reason", "missing")),
        (json!({ "outcome": "held", "reason": " " }), ("/reason", "blank")),
    ] {
        let refused = settle(&dinum, &duo, &decision).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [expected]);
    }
}

/// Somebody of DINUM who was the host does not decide whether they were there.
#[rstest]
#[actix_web::test]
async fn nobody_decides_on_themselves(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, _) = today(engine).await;
    let host = app.db_person(&[Role::Agent, Role::DinumAdmin], Some("dinum")).await;
    let ambassador = app.db_host(&edition, host.id, |_| {}).await;
    let student = app.db_candidate(&edition, |_| {}).await;
    let contested =
        |duo: &mut Pairing| (duo.state, duo.date) = (stage("contested", duo.created_at), date(11, 19));
    let duo = app.db_duo_of(&edition, student, ambassador, contested).await;
    let decision = json!({ "outcome": "held", "reason": WHY });
    settle(&host.caller, &duo, &decision).await.expect_problem(409, "own_record");
    settle(&app.dinum_admin().await.caller, &duo, &decision).await.expect(200);
}
