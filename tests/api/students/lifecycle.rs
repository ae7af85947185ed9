//! Every transition from every state by every kind of caller.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::edition::Edition;
use vmj_domain::id::StudentId;
use vmj_domain::student::StudentState;
use vmj_tests::students::{open_form, states};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{broken, collection, path};
use crate::organisations::db_audit;

/// What becomes of an act, wherever the student is in their life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    /// Refused so.
    Refused(u16, &'static str),
    /// The state decides.
    ByState,
}

use Power::{ByState, Refused};

const UNKNOWN: Power = Refused(401, "unauthenticated");
const FORBIDDEN: Power = Refused(403, "forbidden");

/// Who calls; what they may do of submission, withdrawal and resumption; what of admission and refusal.
const CALLERS: [(&str, Power, Power); 8] = [
    ("anonymous", UNKNOWN, UNKNOWN),
    ("the student", ByState, FORBIDDEN),
    ("another student", Refused(404, "not_found"), FORBIDDEN),
    ("agent", FORBIDDEN, FORBIDDEN),
    ("ministry admin", FORBIDDEN, FORBIDDEN),
    ("HR client", FORBIDDEN, FORBIDDEN),
    ("DINUM admin", ByState, ByState),
    ("DINUM admin oneself", ByState, Refused(409, "own_record")),
];

/// Where each transition leads, from each state, in the order of [`states`]; and so what each state allows.
const TRANSITIONS: [(&str, [Option<&str>; 7]); 5] = [
    ("submission", [Some("submitted"), None, None, None, None, None, None]),
    ("admission", [None, Some("eligible"), None, None, None, None, None]),
    ("refusal", [None, Some("ineligible"), None, None, None, None, None]),
    ("withdrawal", {
        let withdrawn = Some("withdrawn");
        [withdrawn, withdrawn, withdrawn, withdrawn, None, None, None]
    }),
    ("resumption", [None, None, None, None, Some("draft"), Some("draft"), Some("draft")]),
];

/// The words of whatever takes some.
const REASON: &str = "Stage avancé";

struct World {
    app: TestApp,
    edition: Edition,
    student: StudentId,
    person: Caller,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|_| {}).await;
        let person = app.student().await;
        let student = app.db_student(&edition, person.id, |_| {}).await;
        Self { app, edition, student, person: person.caller }
    }

    /// The caller of a kind, and whom they act on.
    async fn caller(&self, kind: &str) -> (Caller, StudentId) {
        let app = &self.app;
        let caller = match kind {
            "anonymous" => app.anonymous(),
            "the student" => self.person.clone(),
            "another student" => app.student().await.caller,
            "agent" => app.agent("dinum").await.caller,
            "ministry admin" => app.ministry_admin("dinum").await.caller,
            "HR client" => app.hr_client("dinum").await,
            "DINUM admin" => app.dinum_admin().await.caller,
            "DINUM admin oneself" => {
                let both = app.db_person(&[Role::Student, Role::DinumAdmin], None).await;
                return (both.caller, app.db_student(&self.edition, both.id, |_| {}).await);
            }
            _ => unreachable!("{kind}"),
        };
        (caller, self.student)
    }
}

async fn act(caller: &Caller, student: StudentId, transition: &str) -> Answer {
    let path = format!("{}/{transition}", path(student));
    match transition {
        "refusal" | "withdrawal" => caller.post(&path, &json!({ "reason": REASON })).await,
        _ => caller.act(&path).await,
    }
}

/// The transitions that a state allows, by the table above.
fn allowed(from: usize) -> Vec<Value> {
    let leads = |(name, targets): &(&str, [Option<&str>; 7])| targets[from].map(|_| Value::from(*name));
    TRANSITIONS.iter().filter_map(leads).collect()
}

fn assert_moved(answer: &Answer, before: &Value, target: &str, what: &str) {
    assert_eq!(answer.status, 200, "{what}: {}", answer.json);
    let moved = &answer.json;
    let version = before["version"].as_i64().expect("a version") + 1;
    assert_eq!((&moved["state"], &moved["version"]), (&json!(target), &json!(version)), "{what}");
    let tag = answer.header("etag").trim_start_matches("W/");
    assert!(tag.starts_with(&format!("\"{version}.")), "{what}: {tag}");
    let reason = matches!(target, "ineligible" | "withdrawn").then(|| json!(REASON));
    assert_eq!(moved.get("state_reason"), reason.as_ref(), "{what}");
    let decided = matches!(target, "eligible" | "ineligible").then(|| json!("dinum"));
    assert_eq!(moved.get("decided_by"), decided.as_ref(), "{what}");
    let open = if target == "submitted" { json!(["school"]) } else { json!([]) };
    assert_eq!(moved["criteria"], open, "{what}");
    for member in ["wishes", "school_name", "person", "edition", "created_at", "curriculum"] {
        assert_eq!(moved[member], before[member], "{what} keeps {member}");
    }
}

/// The same code, of those that are expected anywhere above.
fn known(code: &str) -> &'static str {
    let known = ["unauthenticated", "forbidden", "not_found", "own_record", "invalid_transition"];
    known.into_iter().find(|known| *known == code).unwrap_or("another")
}

async fn try_from_every_state(
    world: &World,
    dinum: &Caller,
    kind: &str,
    (transition, targets): (&str, [Option<&str>; 7]),
    power: Power,
) {
    let (caller, student) = world.caller(kind).await;
    for (from, state) in states().iter().enumerate() {
        let what = format!("{transition} from {state:?} by {kind}");
        world.app.db_student_state(student, state).await;
        let before = dinum.get(&path(student)).await.expect(200);
        let answer = act(&caller, student, transition).await;
        let expected = match (power, targets[from]) {
            (ByState, Some(target)) => {
                assert_moved(&answer, &before.json, target, &what);
                continue;
            }
            (ByState, None) => Refused(409, "invalid_transition"),
            (refused, _) => refused,
        };
        let code = answer.json["code"].as_str().expect("a code");
        let seen = Refused(answer.status.as_u16(), known(code));
        assert_eq!(seen, expected, "{what}: {}", answer.json);
        let shown = answer.json["allowed_transitions"].as_array().cloned().unwrap_or_default();
        let refused_by_state = code == "invalid_transition";
        assert_eq!(shown, if refused_by_state { allowed(from) } else { Vec::new() }, "{what}");
        let after = dinum.get(&path(student)).await.expect(200);
        assert_eq!(after.header("etag"), before.header("etag"), "{what} changes nothing");
    }
}

#[rstest]
#[actix_web::test]
async fn every_transition_from_every_state_by_every_caller(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let dinum = world.app.dinum_admin().await.caller;
    for (kind, write, decide) in CALLERS {
        for row in TRANSITIONS {
            let power = if matches!(row.0, "admission" | "refusal") { decide } else { write };
            try_from_every_state(&world, &dinum, kind, row, power).await;
        }
    }
}

#[rstest]
#[actix_web::test]
async fn a_life_is_told_in_the_audit_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (student, dinum) = (app.student().await, app.dinum_admin().await);
    let form = open_form("Institut d’exemple");
    let made = student.caller.post(&collection(&edition), &form).await.expect(201);
    assert_eq!((&made.json["state"], &made.json["version"]), (&json!("draft"), &json!(1)));
    let id = made.json["id"].as_str().expect("an id").to_owned();
    assert_eq!(made.header("location"), path(&id));
    let at = |transition: &str| format!("{}/{transition}", path(&id));
    let because = |reason: &str| json!({ "reason": reason });
    student.caller.act(&at("submission")).await.expect(200);
    let refused = dinum.caller.post(&at("refusal"), &because("École inconnue")).await.expect(200);
    assert_eq!(refused.json["state_reason"], "École inconnue");
    let seen = student.caller.get(&path(&id)).await.expect(200);
    assert_eq!(seen.json, refused.json, "the student reads why");
    let draft = student.caller.act(&at("resumption")).await.expect(200);
    assert_eq!((&draft.json["state"], draft.json.get("state_reason")), (&json!("draft"), None));
    student.caller.act(&at("submission")).await.expect(200);
    dinum.caller.act(&at("admission")).await.expect(200);
    student.caller.post(&at("withdrawal"), &because("Stage")).await.expect(200);
    let told = db_audit(&app, &id).await;
    let told: Vec<_> =
        told.iter().map(|(action, fields, why)| (&**action, &**fields, why.as_deref())).collect();
    let expected = [
        ("student.admitted", "state", None),
        ("student.created", "", None),
        ("student.refused", "state", Some("École inconnue")),
        ("student.resumed", "state", None),
        ("student.submitted", "state", None),
        ("student.submitted", "state", None),
        ("student.withdrawn", "state", Some("Stage")),
    ];
    assert_eq!(told, expected);
    let events = dinum.caller.get(&format!("/v1/audit-events?subject={id}&action=student.refused")).await;
    let event = &events.expect(200).json["items"][0];
    assert_eq!(event["actor"]["id"], json!(dinum.id.to_string()));
    let ministry = app.ministry_admin("dinum").await.caller;
    let events = ministry.get(&format!("/v1/audit-events?subject={id}&count=true")).await.expect(200);
    assert_eq!(events.json["page"]["total"], 0, "no organisation's business");
}

#[rstest]
#[actix_web::test]
async fn transitions_honour_what_they_are_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let World { app, student, person, .. } = World::new(engine).await;
    let dinum = app.dinum_admin().await.caller;
    let (read, admission) = (dinum.get(&path(student)).await.expect(200), path(student) + "/admission");
    dinum.with("If-Match", "\"7.x\"").act(&admission).await.expect_problem(412, "precondition_failed");
    let keyed = dinum.with("If-Match", read.header("etag")).with("Idempotency-Key", "admit-1");
    let first = keyed.act(&admission).await.expect(200);
    let again = keyed.act(&admission).await.expect(200);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    assert_eq!(again.header("etag"), first.header("etag"));
    dinum.act(&admission).await.expect_problem(409, "invalid_transition");
    for (body, code) in [
        (json!({}), "missing"),
        (json!({ "reason": "" }), "wrong_length"),
        (json!({ "reason": "  " }), "blank"),
        (json!({ "reason": "x".repeat(501) }), "wrong_length"),
    ] {
        for transition in ["refusal", "withdrawal"] {
            let refused = dinum.post(&format!("{}/{transition}", path(student)), &body).await;
            let refused = refused.expect_problem(422, "validation_failed");
            assert_eq!(broken(&refused), [("/reason", code)]);
        }
    }
    app.db_student_state(student, &StudentState::Draft).await;
    person.post(&(path(student) + "/submission"), &json!({ "reason": "Prêt" })).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn who_begins_again_edits_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let World { app, student, person, .. } = World::new(engine).await;
    for (from, state) in states().iter().enumerate() {
        app.db_student_state(student, state).await;
        let answer = super::change(&person, &path(student), &json!({ "phone": null })).await;
        match state {
            StudentState::Ineligible { .. } | StudentState::Withdrawn { .. } => {
                let refused = answer.expect_problem(409, "invalid_transition");
                assert_eq!(refused.json["allowed_transitions"], json!(allowed(from)));
            }
            StudentState::Draft | StudentState::Submitted { .. } | StudentState::Eligible { .. } => {
                assert_eq!(answer.expect(200).json["state"], state.slug());
            }
        }
    }
}
