//! Both sides answer before a deadline.

use futures_util::future::join;
use rstest::rstest;
use serde_json::json;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{Answers, PairingState, Party};
use vmj_tests::duos::Duo;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{WHY, assert_shows, audited, for_party, history, tick};

/// The deadline of [`duo`]: a week after the test begins.
const DEADLINE: &str = "2026-11-09T09:00:00Z";
const A_MOMENT_BEFORE: &str = "2026-11-09T08:59:59.999999Z";

async fn start(engine: Engine) -> (TestApp, Edition) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    (app, edition)
}

/// A proposal with [`DEADLINE`].
async fn duo(app: &TestApp, edition: &Edition) -> Duo {
    let deadline = DEADLINE.parse().expect("an instant");
    app.db_duo(edition, "dinum", |duo| {
        duo.state = PairingState::Proposed { answers: Answers::default(), deadline };
    })
    .await
}

/// One of the two, signed in now.
async fn side(app: &TestApp, duo: &Duo, party: Party) -> Caller {
    match party {
        Party::Student => app.student_of(duo).await,
        Party::Ambassador => app.agent_of(duo).await,
    }
}

fn name(party: Party) -> &'static str {
    match party {
        Party::Student => "student",
        Party::Ambassador => "ambassador",
    }
}

fn assert_confirmed(answer: &Answer) {
    assert_shows(answer, &json!({ "state": "confirmed", "needs_action": false }));
    assert!(answer.json["convocation"]["site"]["address"].is_string(), "{}", answer.json);
    for member in ["student_accepted_at", "ambassador_accepted_at"] {
        assert!(answer.json["answers"][member].is_string(), "{}", answer.json);
    }
    assert!(answer.json["answers"]["deadline"].is_null(), "it is settled");
    for (side, who) in [("student", "person"), ("ambassador", "agent")] {
        assert!(answer.json[side][who]["email"].is_string(), "{side} in {}", answer.json);
    }
}

#[rstest]
#[actix_web::test]
async fn the_second_acceptance_confirms(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Party::Student, Party::Ambassador)] first: Party,
) {
    let (app, edition) = start(engine).await;
    let duo = duo(&app, &edition).await;
    app.clock.set("2026-11-03T10:00:00Z");
    let (one, other) = (side(&app, &duo, first).await, side(&app, &duo, first.other()).await);
    let half = one.act(&duo.at("acceptance")).await.expect(200);
    assert_shows(&half, &json!({ "state": "proposed", "needs_action": false, "convocation": null }));
    assert_eq!(half.json["answers"]["deadline"], DEADLINE);
    assert_eq!(half.json["state_changed_at"], "2026-11-02T09:00:01Z", "still proposed");
    let waiting = other.get(&duo.path()).await.expect(200);
    assert_shows(&waiting, &json!({ "state": "proposed", "needs_action": true }));
    assert!(waiting.json["answers"][format!("{}_accepted_at", name(first))].is_string());
    one.act(&duo.at("acceptance")).await.expect_problem(409, "invalid_transition");
    tick(&app);
    let confirmed = other.act(&duo.at("acceptance")).await.expect(200);
    assert_confirmed(&confirmed);
    assert_eq!(confirmed.json["state_changed_at"], "2026-11-03T10:00:00.002Z");
    assert_confirmed(&one.get(&duo.path()).await.expect(200));
    let (accepted, confirmed) =
        (format!("accepted {}", name(first)), format!("confirmed {}", name(first.other())));
    assert_eq!(history(&one, &duo.path()).await, ["proposed dinum", &accepted, &confirmed]);
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn each_may_decline(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Party::Student, Party::Ambassador)] who: Party,
    #[values(false, true)] accepted_before: bool,
) {
    let (app, edition) = start(engine).await;
    let duo = duo(&app, &edition).await;
    let (one, other) = (side(&app, &duo, who).await, side(&app, &duo, who.other()).await);
    if accepted_before {
        one.act(&duo.at("acceptance")).await.expect(200);
    }
    tick(&app);
    let declined =
        one.post(&duo.at("refusal"), &json!({ "reason": "Trop loin de chez moi" })).await.expect(200);
    let loss = json!({ "by": name(who), "declined_for": name(who), "text": "Trop loin de chez moi" });
    assert_shows(
        &declined,
        &json!({ "state": "declined", "loss": loss, "convocation": null, "answers": null }),
    );
    let seen = other.get(&duo.path()).await.expect(200);
    assert_shows(
        &seen,
        &json!({ "state": "declined", "loss": { "by": name(who), "declined_for": name(who) } }),
    );
    other.act(&duo.at("acceptance")).await.expect_problem(409, "invalid_transition");
    let told = history(&other, &duo.path()).await;
    assert_eq!(told.last(), Some(&format!("declined {}", name(who))));
    assert!(audited(&app, duo.id).await.is_empty(), "one's own answer is in the history");
}

#[rstest]
#[actix_web::test]
async fn administrators_answer_with_a_reason(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let (ministry, dinum) = (app.ministry_admin("dinum").await, app.dinum_admin().await);
    let because = Some(WHY.to_owned());
    let duo_one = duo(&app, &edition).await;
    tick(&app);
    ministry.caller.post(&duo_one.at("acceptance"), &json!({ "reason": WHY })).await.expect(200);
    tick(&app);
    let confirmed = dinum.caller.post(&duo_one.at("acceptance"), &for_party("student")).await.expect(200);
    assert_eq!(confirmed.json["state"], "confirmed");
    let accepted = ("pairing.accepted".to_owned(), because.clone());
    assert_eq!(audited(&app, duo_one.id).await, [accepted.clone(), accepted]);
    let actors = dinum.caller.get(&format!("/v1/audit-events?subject={}", duo_one.id)).await.expect(200);
    let actors: Vec<_> = crate::contract::pages::column(&actors, "actor");
    let actors: Vec<_> = actors.iter().map(|actor| actor["id"].as_str().expect("an id")).collect();
    for person in [&ministry, &dinum] {
        assert!(actors.contains(&&*person.id.to_string()), "{actors:?}");
    }
    let told = history(&dinum.caller, &duo_one.path()).await;
    assert_eq!(told, ["proposed dinum", "accepted ministry", "confirmed dinum"]);

    let both = duo(&app, &edition).await;
    for party in ["ambassador", "student"] {
        dinum.caller.post(&both.at("acceptance"), &for_party(party)).await.expect(200);
    }
    dinum
        .caller
        .post(&both.at("acceptance"), &for_party("student"))
        .await
        .expect_problem(409, "invalid_transition");

    let declined = duo(&app, &edition).await;
    let answer = ministry.caller.post(&declined.at("refusal"), &json!({ "reason": WHY })).await.expect(200);
    let loss = json!({ "by": "ministry", "declined_for": "ambassador", "text": WHY });
    assert_shows(&answer, &json!({ "state": "declined", "loss": loss }));
    assert_eq!(audited(&app, declined.id).await, [("pairing.declined".to_owned(), because)]);
    let for_student = duo(&app, &edition).await;
    let answer = dinum.caller.post(&for_student.at("refusal"), &for_party("student")).await.expect(200);
    assert_shows(&answer, &json!({ "loss": { "by": "dinum", "declined_for": "student", "text": WHY } }));
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn until_the_deadline_and_no_longer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let (early, late) = (duo(&app, &edition).await, duo(&app, &edition).await);
    app.clock.set(A_MOMENT_BEFORE);
    let (student, agent) = (app.student_of(&early).await, app.agent_of(&early).await);
    student.act(&early.at("acceptance")).await.expect(200);
    assert_confirmed(&agent.act(&early.at("acceptance")).await.expect(200));
    app.student_of(&late).await.act(&late.at("acceptance")).await.expect(200);
    app.clock.set(DEADLINE);
    let agent = app.agent_of(&late).await;
    let refused = agent.act(&late.at("acceptance")).await.expect_problem(409, "too_late");
    assert!(refused.json["detail"].as_str().expect("a detail").contains(DEADLINE), "{}", refused.json);
    let dinum = app.dinum_admin().await.caller;
    dinum.post(&late.at("acceptance"), &for_party("ambassador")).await.expect_problem(409, "too_late");
    // Who said yes says no all the same; nobody has to wait for the deadline to be noticed.
    agent.act(&late.at("refusal")).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn both_at_the_same_moment(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    for round in 0..8 {
        let duo = duo(&app, &edition).await;
        let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
        let acceptance = duo.at("acceptance");
        let (one, other) = join(student.act(&acceptance), agent.act(&acceptance)).await;
        let mut states = [one.expect(200).json["state"].clone(), other.expect(200).json["state"].clone()];
        states.sort_by_key(ToString::to_string);
        assert_eq!(states, [json!("confirmed"), json!("proposed")], "round {round}");
        let told = history(&student, &duo.path()).await;
        let confirmed = told.iter().filter(|line| line.starts_with("confirmed")).count();
        assert_eq!((told.len(), confirmed), (3, 1), "round {round}: {told:?}");
        assert_confirmed(&agent.get(&duo.path()).await.expect(200));
    }
    let confirmed = app.db_outbox().await.iter().filter(|row| row.template == "pairing_confirmed").count();
    assert_eq!(confirmed, 16, "both of each are told once");
}

/// Yes and no at the same moment: one of them comes first.
#[rstest]
#[actix_web::test]
async fn yes_and_no_at_the_same_moment(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    for round in 0..8 {
        let duo = duo(&app, &edition).await;
        let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
        student.act(&duo.at("acceptance")).await.expect(200);
        let (yes, no) = (duo.at("acceptance"), duo.at("cancellation"));
        let because = json!({ "reason_code": "illness" });
        let (yes, no) = join(agent.act(&yes), student.post(&no, &because)).await;
        let no = no.expect(200);
        assert_eq!(no.json["state"], "cancelled");
        assert!(matches!(yes.status.as_u16(), 200 | 409), "round {round}: {}", yes.json);
        assert_eq!(app.db_pairing_now(duo.id).await.state.slug(), "cancelled", "round {round}");
    }
}
