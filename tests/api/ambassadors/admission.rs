//! What an edition admits, by its state and window.

use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::ambassador::AmbassadorState;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::{DayRange, Edition, EditionState};
use vmj_domain::id::AmbassadorId;
use vmj_domain::text::Reason;
use vmj_tests::ambassadors::complete_form;
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{broken, collection, path};
use crate::organisations::db_audit;

/// What an edition lets people do who register, DINUM apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Open,
    /// DINUM may, with a reason.
    Window,
    State,
}

/// Every state of an edition, with its window open or not: who registers, and whether ambassadors are decided on.
fn editions() -> Vec<(EditionState, DayRange, Gate, bool)> {
    let open = DayRange { first: date(10, 1), last: date(11, 10) };
    let (over, to_come) = (
        DayRange { first: date(10, 1), last: date(11, 1) },
        DayRange { first: date(11, 3), last: date(11, 10) },
    );
    let reason = Reason::parse("Grève").expect("a reason");
    let opened = || EditionState::Open { reopened_because: None };
    vec![
        (EditionState::Draft, open, Gate::State, false),
        (opened(), open, Gate::Open, true),
        (opened(), over, Gate::Window, true),
        (opened(), to_come, Gate::Window, true),
        (EditionState::Matching, open, Gate::Window, true),
        (EditionState::Published, over, Gate::Window, true),
        (EditionState::Held, open, Gate::State, false),
        (EditionState::Closed, open, Gate::State, false),
        (EditionState::Cancelled { reason }, open, Gate::State, false),
    ]
}

/// What is done, and where from.
const REGISTRATION: [(&str, AmbassadorState); 4] = [
    ("patch", AmbassadorState::Draft),
    ("put", AmbassadorState::Submitted),
    ("submission", AmbassadorState::Draft),
    ("resumption", AmbassadorState::Draft),
];

async fn run(caller: &Caller, ambassador: AmbassadorId, what: &str, reason: Option<&str>) -> Answer {
    let (at, caller) = (path(ambassador), caller.with("If-Match", "*"));
    let mut body = if what == "put" { complete_form() } else { json!({}) };
    if let Some(reason) = reason {
        body["reason"] = json!(reason);
    }
    match what {
        "put" => caller.put(&at, &body).await,
        "patch" => caller.patch(&at, &body).await,
        transition => caller.post(&format!("{at}/{transition}"), &body).await,
    }
}

/// The state that an act starts from; a withdrawal to come back from needs its reason.
fn state_for(what: &str, state: &AmbassadorState) -> AmbassadorState {
    let reason = Reason::parse("Mutation").expect("a reason");
    if what == "resumption" { AmbassadorState::Withdrawn { reason } } else { state.clone() }
}

#[rstest]
#[actix_web::test]
async fn registration_is_admitted_by_state_and_window(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (agent, admin) = (app.agent("dinum").await, app.ministry_admin("dinum").await.caller);
    let (client, dinum) = (app.hr_client("dinum").await, app.dinum_admin().await.caller);
    for (state, window, gate, _) in editions() {
        let edition = app
            .db_edition(|edition| {
                edition.state = state.clone();
                edition.parameters.ambassadors_window = window;
            })
            .await;
        let ambassador = app.db_ambassador(&edition, agent.id, |_| {}).await;
        for (what, from) in &REGISTRATION {
            let from = state_for(what, from);
            for caller in [&agent.caller, &admin, &client] {
                app.db_ambassador_state(ambassador, &from).await;
                let answer = run(caller, ambassador, what, Some("Courrier reçu")).await;
                let told = (answer.status.as_u16(), answer.json["code"].as_str());
                let expected = match gate {
                    Gate::Open => (200, None),
                    Gate::Window => (409, Some("window_closed")),
                    Gate::State => (409, Some("edition_state")),
                };
                assert_eq!(told, expected, "{what} in {} {window:?}: {}", state.slug(), answer.json);
            }
            app.db_ambassador_state(ambassador, &from).await;
            let bare = run(&dinum, ambassador, what, None).await;
            match gate {
                Gate::Open => drop(bare.expect(200)),
                Gate::Window => {
                    assert_eq!(
                        broken(&bare.expect_problem(422, "validation_failed")),
                        [("/reason", "missing")]
                    );
                    run(&dinum, ambassador, what, Some("Courrier reçu")).await.expect(200);
                }
                Gate::State => drop(bare.expect_problem(409, "edition_state")),
            }
        }
    }
}

#[rstest]
#[actix_web::test]
async fn decisions_are_admitted_until_the_day_is_over(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (admin, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
    let agent = app.agent("dinum").await;
    for (state, window, _, admitted) in editions() {
        let edition = app
            .db_edition(|edition| {
                edition.state = state.clone();
                edition.parameters.ambassadors_window = window;
            })
            .await;
        let ambassador = app.db_ambassador(&edition, agent.id, |_| {}).await;
        let reason = json!({ "reason": "Mutation" });
        for caller in [&admin, &dinum] {
            for what in ["approval", "rejection", "withdrawal"] {
                app.db_ambassador_state(ambassador, &AmbassadorState::Submitted).await;
                let at = format!("{}/{what}", path(ambassador));
                let answer =
                    if what == "approval" { caller.act(&at).await } else { caller.post(&at, &reason).await };
                if admitted {
                    answer.expect(200)
                } else {
                    answer.expect_problem(409, "edition_state")
                };
            }
        }
        app.db_ambassador_state(ambassador, &AmbassadorState::Submitted).await;
        let bulk = format!("/v1/editions/{}/ambassador-decisions", edition.id);
        let decisions =
            json!({ "decisions": [{ "ambassador_id": ambassador.to_string(), "decision": "approval" }] });
        let answer = admin.post(&bulk, &decisions).await;
        match (admitted, &state) {
            (true, _) => drop(answer.expect(207)),
            (false, EditionState::Draft) => drop(answer.expect_problem(404, "not_found")),
            (false, _) => drop(answer.expect_problem(409, "edition_state")),
        }
    }
}

async fn create(caller: &Caller, edition: &Edition, members: Value) -> Answer {
    caller.post(&collection(edition), &members).await
}

#[rstest]
#[actix_web::test]
async fn outside_the_window_dinum_says_why_and_the_log_keeps_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let over = DayRange { first: date(10, 1), last: date(11, 1) };
    let edition = app.db_edition(|edition| edition.parameters.ambassadors_window = over).await;
    let (dinum, agent) = (app.dinum_admin().await.caller, app.agent("dinum").await);
    let (account, why) = (json!(agent.id.to_string()), json!("Courrier reçu le 30 octobre"));
    let closed = create(&agent.caller, &edition, json!({ "reason": why })).await;
    closed.expect_problem(409, "window_closed");
    let unsaid = create(&dinum, &edition, json!({ "account_id": account })).await;
    assert_eq!(broken(&unsaid.expect_problem(422, "validation_failed")), [("/reason", "missing")]);
    let made = create(&dinum, &edition, json!({ "account_id": account, "reason": why })).await.expect(201);
    assert!(!made.json.to_string().contains("Courrier"), "why is not shown: {}", made.json);
    let id = made.json["id"].as_str().expect("an id");
    let editor = dinum.with("If-Match", made.header("etag"));
    let patch = json!({ "unit": "Pôle données", "capacity": 2, "reason": "Appel du 2 novembre" });
    editor.patch(&path(id), &patch).await.expect(200);
    let told = db_audit(&app, id).await;
    let expected = [
        ("ambassador.changed", "unit capacity", Some("Appel du 2 novembre")),
        ("ambassador.created", "", Some("Courrier reçu le 30 octobre")),
    ];
    let told: Vec<_> =
        told.iter().map(|(action, fields, why)| (&**action, &**fields, why.as_deref())).collect();
    assert_eq!(told, expected);

    // A reason that nobody asked for is no reason.
    let open = app.db_edition(|_| {}).await;
    let made = create(&dinum, &open, json!({ "account_id": account, "reason": why })).await.expect(201);
    let told = db_audit(&app, made.json["id"].as_str().expect("an id")).await;
    assert_eq!(told, [("ambassador.created".to_owned(), String::new(), None)]);
}

#[rstest]
#[actix_web::test]
async fn the_window_ends_with_its_last_day_in_paris(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (before, after) = (app.agent("dinum").await, app.agent("dinum").await);
    let closes: DateTime<Utc> = "2026-11-10T23:00:00Z".parse().expect("an instant");
    app.clock.advance(closes - app.clock.now() - TimeDelta::microseconds(1));
    let caller = app.bearer(app.db_token(before.id).await);
    create(&caller, &edition, json!({})).await.expect(201);
    app.clock.advance(TimeDelta::microseconds(1));
    let caller = app.bearer(app.db_token(after.id).await);
    create(&caller, &edition, json!({})).await.expect_problem(409, "window_closed");
}
