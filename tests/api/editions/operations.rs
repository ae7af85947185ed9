//! What may be done to the people of an edition, by its state: the table of PRODUCT.md.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::DayRange;
use vmj_domain::id::EditionId;
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{STATES, ambassador_path, approved, at, offer, state, submitted, volunteer};

/// What the edition says to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Done.
    Done,
    /// Nobody sees the edition.
    Unseen,
    /// Not in this state.
    State,
    /// Not outside the window.
    Window,
    /// Not without a reason.
    Reason,
}

impl Verdict {
    #[track_caller]
    fn check(self, answer: Answer, row: &str) {
        let (status, code) = match self {
            Self::Done => (200, None),
            Self::Unseen => (404, Some("not_found")),
            Self::State => (409, Some("edition_state")),
            Self::Window => (409, Some("window_closed")),
            Self::Reason => (422, Some("validation_failed")),
        };
        let seen = match answer.status.as_u16() {
            201 => 200,
            // The outcome of the one decision.
            207 => answer.json["items"][0]["status"]
                .as_u64()
                .and_then(|status| status.try_into().ok())
                .expect("one"),
            status => status,
        };
        assert_eq!((seen, answer.json["code"].as_str()), (status, code), "{row}: {}", answer.json);
        if self == Self::Reason {
            assert_eq!(answer.pointers(), ["/reason"], "{row}");
        }
    }
}

/// What the table tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Register, edit, submit, come back.
    Register,
    /// Approve, reject, withdraw.
    Decide,
}

/// What an operation is done on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    /// The edition, with an account that is to take part.
    Newcomer,
    /// The edition, with somebody of it who is in this state.
    One(&'static str),
    /// Somebody who is in this state.
    Subject(&'static str),
}

/// What the table says to the people themselves and their administrators, to DINUM that says nothing, and to DINUM
/// that says why.
fn verdicts(kind: Kind, on: On, state: &str, window_is_open: bool) -> [Verdict; 3] {
    use Verdict::{Done, Reason, State, Unseen, Window};
    match (kind, state) {
        (_, "draft") if !matches!(on, On::Subject(_)) => [Unseen, State, State],
        (Kind::Register, "open") if window_is_open => [Done; 3],
        (Kind::Register, "open" | "matching" | "published") => [Window, Reason, Done],
        (Kind::Decide, "open" | "matching" | "published") => [Done; 3],
        _ => [State; 3],
    }
}

/// The operations on ambassadors.
const OF_AMBASSADORS: [(&str, Kind, On); 9] = [
    ("ambassadors", Kind::Register, On::Newcomer),
    ("PUT", Kind::Register, On::Subject("draft")),
    ("PATCH", Kind::Register, On::Subject("approved")),
    ("submission", Kind::Register, On::Subject("draft")),
    ("resumption", Kind::Register, On::Subject("withdrawn")),
    ("approval", Kind::Decide, On::Subject("submitted")),
    ("rejection", Kind::Decide, On::Subject("approved")),
    ("withdrawal", Kind::Decide, On::Subject("submitted")),
    ("ambassador-decisions", Kind::Decide, On::One("submitted")),
];

/// Somebody to do it on: their path, or their account when they are to become one.
async fn subject(app: &TestApp, edition: &str, on: On) -> String {
    match on {
        On::Newcomer => app.agent("dinum").await.id.to_string(),
        On::One("draft") | On::Subject("draft") => {
            ambassador_path(&volunteer(app, edition, "dinum", &json!({})).await.1)
        }
        On::One("submitted") | On::Subject("submitted") => submitted(app, edition, "dinum", &json!({})).await,
        On::One("approved") | On::Subject("approved") => approved(app, edition, "dinum", &json!({})).await,
        On::One(_) | On::Subject(_) => {
            let path = submitted(app, edition, "dinum", &json!({})).await;
            let (admin, why) = (app.dinum_admin().await.caller, json!({ "reason": "x" }));
            admin.post(&format!("{path}/withdrawal"), &why).await.expect(200);
            path
        }
    }
}

async fn run(caller: &Caller, edition: &str, subject: &str, name: &str, reason: &Value) -> Answer {
    let editor = caller.with("If-Match", "*");
    match name {
        "ambassadors" => {
            let body = offer(&json!({ "account_id": subject, "reason": reason }));
            caller.post(&format!("{edition}/ambassadors"), &body).await
        }
        "ambassador-decisions" => {
            let id = subject.rsplit('/').next();
            let body = json!({ "decisions": [{ "ambassador_id": id, "decision": "approval" }] });
            caller.post(&format!("{edition}/ambassador-decisions"), &body).await
        }
        "PUT" => editor.put(subject, &offer(&json!({ "reason": reason }))).await,
        "PATCH" => editor.patch(subject, &json!({ "capacity": 2, "reason": reason })).await,
        "submission" | "resumption" if !reason.is_null() => {
            caller.post(&format!("{subject}/{name}"), &json!({ "reason": reason })).await
        }
        "submission" | "resumption" | "approval" => caller.act(&format!("{subject}/{name}")).await,
        // These always say why.
        _ => caller.post(&format!("{subject}/{name}"), &json!({ "reason": "Essai" })).await,
    }
}

/// The window of the ambassadors ended yesterday.
async fn db_close_window(app: &TestApp, id: EditionId) {
    let write = async |tx: &WriteTx| {
        let mut edition = tx.editions().find(id).await?.expect("the edition");
        edition.parameters.ambassadors_window = DayRange { first: date(8, 31), last: date(11, 1) };
        tx.editions().update(edition).await
    };
    app.store.write::<_, StoreError>(write).await.expect("written");
}

#[rstest]
#[actix_web::test]
async fn of_ambassadors(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(0, 1, 2, 3, 4, 5, 6, 7, 8)] operation: usize,
) {
    let app = TestApp::start(engine).await;
    let (name, kind, on) = OF_AMBASSADORS[operation];
    for (state_name, window_is_open) in STATES.iter().flat_map(|name| [(*name, true), (*name, false)]) {
        let edition = app.db_edition(|_| {}).await;
        let path = at(&edition);
        let subjects =
            [subject(&app, &path, on).await, subject(&app, &path, on).await, subject(&app, &path, on).await];
        if !window_is_open {
            db_close_window(&app, edition.id).await;
        }
        app.db_edition_state(edition.id, &state(state_name)).await;
        let (own, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
        let callers = [(&own, Value::Null), (&dinum, Value::Null), (&dinum, json!("Courrier"))];
        let verdicts = verdicts(kind, on, state_name, window_is_open);
        for (((caller, reason), verdict), subject) in callers.iter().zip(verdicts).zip(subjects) {
            let answer = run(caller, &path, &subject, name, reason).await;
            let row = format!("{name} while {state_name}, window open: {window_is_open}, reason: {reason}");
            verdict.check(answer, &row);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn who_is_within_reach_says_why_in_vain(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (agent, made) = volunteer(&app, &at(&edition), "dinum", &json!({})).await;
    app.db_edition_state(edition.id, &state("matching")).await;
    let body = json!({ "reason": "Je m’en suis souvenu trop tard" });
    for caller in [agent.caller, app.ministry_admin("dinum").await.caller, app.hr_client("dinum").await] {
        let refused = caller.post(&format!("{}/submission", ambassador_path(&made)), &body).await;
        refused.expect_problem(409, "window_closed");
    }
}
