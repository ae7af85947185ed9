//! Every act at every stage by every kind of caller.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::{Document, Edition};
use vmj_domain::id::AmbassadorId;
use vmj_domain::pairing::Pairing;
use vmj_tests::duos::{Duo, STAGES, stage};
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{WHY, tagged_version};

/// What becomes of an act, at whatever stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    /// Refused so.
    Refused(u16, &'static str),
    /// The stage decides: who acts speaks for the student.
    ForStudent,
    /// The stage decides: who acts speaks for the ambassador.
    ForAmbassador,
}

use Power::{ForAmbassador, ForStudent, Refused};

const UNAUTHENTICATED: Power = Refused(401, "unauthenticated");
const FORBIDDEN: Power = Refused(403, "forbidden");
const NOT_FOUND: Power = Refused(404, "not_found");
const OWN: Power = Refused(409, "own_record");

/// Who acts; what they may do of the acts of the two, of those of DINUM, and of the notes.
const CALLERS: [(&str, [Power; 3]); 12] = [
    ("anonymous", [UNAUTHENTICATED; 3]),
    ("the student", [ForStudent, FORBIDDEN, OWN]),
    ("the agent", [ForAmbassador, FORBIDDEN, ForAmbassador]),
    ("another student", [NOT_FOUND, FORBIDDEN, NOT_FOUND]),
    ("another agent", [NOT_FOUND, FORBIDDEN, NOT_FOUND]),
    ("ministry admin", [ForAmbassador, FORBIDDEN, ForAmbassador]),
    ("ministry admin above", [ForAmbassador, FORBIDDEN, ForAmbassador]),
    ("ministry admin beside", [NOT_FOUND, FORBIDDEN, NOT_FOUND]),
    ("ministry admin elsewhere", [NOT_FOUND, FORBIDDEN, NOT_FOUND]),
    ("HR client", [FORBIDDEN; 3]),
    ("HR client elsewhere", [FORBIDDEN; 3]),
    ("DINUM admin", [ForAmbassador; 3]),
];

/// Not allowed.
const NO: &str = "";

/// Where each act leads from each of [`STAGES`].
#[rustfmt::skip]
const ACTS: [(&str, [&str; 13]); 12] = [
    ("acceptance", ["proposed", "confirmed", NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO]),
    ("refusal", ["declined", "declined", NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO]),
    ("cancellation", ["cancelled", "cancelled", "cancelled", "cancelled", "cancelled", "cancelled", NO, NO, NO, NO, NO, NO, NO]),
    ("date-request", [NO, NO, "confirmed", NO, NO, NO, NO, NO, NO, NO, NO, NO, NO]),
    ("date-acceptance", [NO, NO, NO, "confirmed", "confirmed", "confirmed", NO, NO, NO, NO, NO, NO, NO]),
    ("date-refusal", [NO, NO, NO, "confirmed", "confirmed", "cancelled", NO, NO, NO, NO, NO, NO, NO]),
    ("holding", [NO, NO, "held", NO, NO, NO, NO, NO, NO, NO, NO, NO, NO]),
    ("no-show", [NO, NO, "no_show", NO, NO, NO, NO, NO, NO, NO, NO, NO, NO]),
    ("contestation", [NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, "no_show", NO, NO]),
    ("contest-settlement", [NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, "held", NO]),
    ("replacement", [NO, NO, NO, NO, NO, NO, "proposed", "proposed", "proposed", NO, NO, NO, NO]),
    (NOTES, [NO, NO, "confirmed", "confirmed", "confirmed", "confirmed", NO, NO, NO, NO, NO, NO, NO]),
];

/// PATCH of the notes: no transition.
const NOTES: &str = "notes";

/// Who has said it already says it no more.
const SAID: [(&str, &str, Power); 3] = [
    ("acceptance", "half_accepted", ForStudent),
    ("date-acceptance", "asked_by_student", ForStudent),
    ("date-acceptance", "asked_by_ambassador", ForAmbassador),
];

struct World {
    app: TestApp,
    edition: Edition,
    duo: Duo,
    /// With seats left.
    spare: AmbassadorId,
}

impl World {
    /// A duo of `dinum-lab`, below `dinum`.
    async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        app.db_sub_organisation("dinum-lab", "dinum").await;
        app.db_sub_organisation("dinum-studio", "dinum").await;
        let edition =
            app.db_edition(|edition| edition.parameters.documents = vec![Document::Agreement]).await;
        let duo = app.db_duo(&edition, "dinum-lab", |_| {}).await;
        let spare = app.db_host_of(&edition, "dinum", |_| {}).await.id;
        Self { app, edition, duo, spare }
    }

    async fn caller(&self, kind: &str) -> Caller {
        let app = &self.app;
        match kind {
            "anonymous" => app.anonymous(),
            "the student" => app.student_of(&self.duo).await,
            "the agent" => app.agent_of(&self.duo).await,
            "another student" => app.student().await.caller,
            "another agent" => app.agent("dinum-lab").await.caller,
            "ministry admin" => app.ministry_admin("dinum-lab").await.caller,
            "ministry admin above" => app.ministry_admin("dinum").await.caller,
            "ministry admin beside" => app.ministry_admin("dinum-studio").await.caller,
            "ministry admin elsewhere" => app.ministry_admin("culture").await.caller,
            "HR client" => app.hr_client("dinum-lab").await,
            "HR client elsewhere" => app.hr_client("culture").await,
            "DINUM admin" => app.dinum_admin().await.caller,
            _ => unreachable!("{kind}"),
        }
    }

    /// Puts the pairing at a stage, on the day of the edition, or today for what is told of the day itself.
    async fn at_stage(&self, name: &str, act: &str) -> Pairing {
        let undone = format!("DELETE FROM pairings WHERE replaces_id = {}", self.app.db_uuid(self.duo.id));
        self.app.db_run(&undone).await;
        let now = self.app.clock.now();
        let day = if is_told_of_the_day(act) { date(11, 2) } else { self.edition.parameters.day };
        let change = |pairing: &mut Pairing| {
            (pairing.state, pairing.date, pairing.access_cleared) = (stage(name, now), day, false);
        };
        self.app.db_change_pairing(self.duo.id, change).await
    }

    async fn act(&self, caller: &Caller, kind: &str, act: &str) -> Answer {
        let mut body = match act {
            "cancellation" => json!({ "reason_code": "illness", "text": WHY }),
            "date-request" => json!({ "date": "2026-11-24" }),
            "no-show" => json!({ "missing": "student" }),
            "contestation" => json!({ "text": WHY }),
            "contest-settlement" => json!({ "outcome": "held", "reason": WHY }),
            "replacement" => json!({
                "ambassador_id": self.spare.to_string(), "job_profile_code": "data-engineer", "format": "on_site",
            }),
            _ => json!({}),
        };
        let speaks =
            matches!(act, "acceptance" | "refusal" | "date-request" | "date-acceptance" | "date-refusal");
        if speaks && kind.contains("admin") {
            body["reason"] = json!(WHY);
        }
        if (speaks || act == "contestation") && kind == "DINUM admin" {
            body["on_behalf_of"] = json!("ambassador");
        }
        match act {
            NOTES => {
                let caller = caller.with("If-Match", "*");
                caller.patch(&self.duo.path(), &json!({ "access_cleared": true })).await
            }
            "holding" => caller.act(&self.duo.at(act)).await,
            _ => caller.post(&self.duo.at(act), &body).await,
        }
    }
}

fn is_told_of_the_day(act: &str) -> bool {
    matches!(act, "holding" | "no-show")
}

/// What is to come of an act: the state to which it leads, or why it is refused.
fn expected(
    power: Power,
    act: (&str, [&'static str; 13]),
    at: usize,
) -> Result<&'static str, (u16, &'static str)> {
    let (name, targets) = act;
    match (power, targets[at]) {
        (Refused(status, code), _) => Err((status, code)),
        (_, NO) => Err((409, "invalid_transition")),
        (speaker, _) if SAID.contains(&(name, STAGES[at], speaker)) => Err((409, "invalid_transition")),
        (_, target) => Ok(target),
    }
}

/// The transitions that a stage allows somebody, by the table above.
fn allowed(at: usize) -> Vec<&'static str> {
    let leads =
        |(name, targets): &(&'static str, [&str; 13])| (*name != NOTES && targets[at] != NO).then_some(*name);
    ACTS.iter().filter_map(leads).collect()
}

fn assert_moved(answer: &Answer, before: &Pairing, act: &str, target: &str, what: &str) {
    let replaced = act == "replacement";
    assert_eq!(answer.status, if replaced { 201 } else { 200 }, "{what}: {}", answer.json);
    let version = if replaced { 1 } else { before.version.get() + 1 };
    assert_eq!((&answer.json["state"], &answer.json["version"]), (&json!(target), &json!(version)), "{what}");
    assert_eq!(tagged_version(answer), version.to_string(), "{what}");
    let id = before.id.to_string();
    assert_eq!(answer.json[if replaced { "replaces_id" } else { "id" }], json!(id), "{what}");
}

fn assert_refused(answer: &Answer, (status, code): (u16, &str), at: usize, what: &str) {
    let seen = (answer.status.as_u16(), answer.json["code"].as_str());
    assert_eq!(seen, (status, Some(code)), "{what}: {}", answer.json);
    let shown = answer.json["allowed_transitions"].as_array().into_iter().flatten();
    let mut shown: Vec<_> = shown.filter_map(Value::as_str).collect();
    let mut expected = if code == "invalid_transition" { allowed(at) } else { Vec::new() };
    shown.sort_unstable();
    expected.sort_unstable();
    assert_eq!(shown, expected, "{what}");
}

#[rstest]
#[actix_web::test]
async fn every_act_at_every_stage_by_every_caller(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    for (kind, [spoken, made, noted]) in CALLERS {
        let caller = world.caller(kind).await;
        for (at, name) in STAGES.iter().enumerate() {
            let mut before = world.at_stage(name, "").await;
            for act in ACTS {
                let power = match act.0 {
                    "contest-settlement" | "replacement" => made,
                    NOTES => noted,
                    _ => spoken,
                };
                let expected = expected(power, act, at);
                if expected.is_ok() {
                    before = world.at_stage(name, act.0).await;
                }
                let what = format!("{} at {name} by {kind}", act.0);
                let answer = world.act(&caller, kind, act.0).await;
                match expected {
                    Ok(target) => {
                        assert_moved(&answer, &before, act.0, target, &what);
                        before = world.at_stage(name, "").await;
                    }
                    Err(refusal) => assert_refused(&answer, refusal, at, &what),
                }
            }
            let after = world.app.db_pairing_now(world.duo.id).await;
            assert_eq!(after, before, "what is refused changes nothing, at {name} by {kind}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn transitions_honour_what_they_are_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (student, duo) = (world.caller("the student").await, &world.duo);
    let acceptance = duo.at("acceptance");
    student.with("If-Match", "\"7.x\"").act(&acceptance).await.expect_problem(412, "precondition_failed");
    let read = student.get(&duo.path()).await.expect(200);
    let keyed = student.with("If-Match", read.header("etag")).with("Idempotency-Key", "accept-1");
    let first = keyed.act(&acceptance).await.expect(200);
    let again = keyed.act(&acceptance).await.expect(200);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    student.act(&acceptance).await.expect_problem(409, "invalid_transition");
    let shaped = student.post(&acceptance, &json!({ "reason": "" })).await;
    assert_eq!(shaped.expect_problem(422, "validation_failed").pointers(), ["/reason"]);
    student.post(&acceptance, &json!({ "because": "x" })).await.expect_problem(422, "validation_failed");

    // What is wrong with a date comes before what is wrong with the version, and that before the stage.
    let stale = student.with("If-Match", "\"7.x\"");
    let (bad, good) = (json!({ "date": "2026-12-24" }), json!({ "date": "2026-11-24" }));
    let refused = stale.post(&duo.at("date-request"), &bad).await.expect_problem(422, "validation_failed");
    assert_eq!(super::broken(&refused), [("/date", "outside_window")]);
    stale.post(&duo.at("date-request"), &good).await.expect_problem(412, "precondition_failed");
    student.post(&duo.at("date-request"), &good).await.expect_problem(409, "invalid_transition");
}
