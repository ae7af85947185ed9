//! Every transition from every state by every kind of caller.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::{Role, Scope};
use vmj_domain::ambassador::AmbassadorState;
use vmj_domain::edition::Edition;
use vmj_domain::id::AmbassadorId;
use vmj_tests::ambassadors::states;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{collection, path, tagged_version};
use crate::organisations::db_audit;

/// What becomes of an act, wherever the ambassador is in their life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    /// Refused so.
    Refused(u16, &'static str),
    /// The state decides.
    ByState,
}

use Power::{ByState, Refused};

const FORBIDDEN: Power = Refused(403, "forbidden");
const NOT_FOUND: Power = Refused(404, "not_found");
const OWN: Power = Refused(409, "own_record");

/// Who calls; what they may do of submission, withdrawal and resumption; what of approval and rejection.
const CALLERS: [(&str, Power, Power); 15] = [
    ("anonymous", Refused(401, "unauthenticated"), Refused(401, "unauthenticated")),
    ("student", FORBIDDEN, FORBIDDEN),
    ("the agent", ByState, FORBIDDEN),
    ("another agent", NOT_FOUND, FORBIDDEN),
    ("ministry admin", ByState, ByState),
    ("ministry admin above", ByState, ByState),
    ("ministry admin beside", NOT_FOUND, NOT_FOUND),
    ("ministry admin elsewhere", NOT_FOUND, NOT_FOUND),
    ("ministry admin oneself", ByState, OWN),
    ("HR client", ByState, ByState),
    ("HR client that only reads", FORBIDDEN, FORBIDDEN),
    ("HR client that only writes", ByState, FORBIDDEN),
    ("HR client elsewhere", NOT_FOUND, NOT_FOUND),
    ("DINUM admin", ByState, ByState),
    ("DINUM admin oneself", ByState, OWN),
];

/// Where each transition leads, from each state, in the order of [`states`]; and what each state allows.
const TRANSITIONS: [(&str, [Option<&str>; 5]); 5] = [
    ("submission", [Some("submitted"), None, None, None, None]),
    ("approval", [None, Some("approved"), None, None, None]),
    ("rejection", [None, Some("rejected"), Some("rejected"), None, None]),
    ("withdrawal", [Some("withdrawn"), Some("withdrawn"), Some("withdrawn"), None, None]),
    ("resumption", [None, None, None, Some("draft"), Some("draft")]),
];

struct World {
    app: TestApp,
    edition: Edition,
    ambassador: AmbassadorId,
    agent: Caller,
}

impl World {
    /// An ambassador of `dinum-lab`, below `dinum`.
    async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        app.db_sub_organisation("dinum-lab", "dinum").await;
        app.db_sub_organisation("dinum-studio", "dinum").await;
        let edition = app.db_edition(|_| {}).await;
        let agent = app.agent("dinum-lab").await;
        let ambassador = app.db_ambassador(&edition, agent.id, |_| {}).await;
        Self { app, edition, ambassador, agent: agent.caller }
    }

    /// The caller of a kind, and whom they act on.
    async fn caller(&self, kind: &str) -> (Caller, AmbassadorId) {
        let app = &self.app;
        let caller = match kind {
            "anonymous" => app.anonymous(),
            "student" => app.student().await.caller,
            "the agent" => self.agent.clone(),
            "another agent" => app.agent("dinum-lab").await.caller,
            "ministry admin" => app.ministry_admin("dinum-lab").await.caller,
            "ministry admin above" => app.ministry_admin("dinum").await.caller,
            "ministry admin beside" => app.ministry_admin("dinum-studio").await.caller,
            "ministry admin elsewhere" => app.ministry_admin("culture").await.caller,
            "HR client" => app.hr_client("dinum-lab").await,
            "HR client that only reads" => {
                let scopes = [Scope::AmbassadorsRead, Scope::StatisticsRead];
                app.hr_client_with("dinum-lab", &scopes).await
            }
            "HR client that only writes" => {
                app.hr_client_with("dinum-lab", &[Scope::AmbassadorsRead, Scope::AmbassadorsWrite]).await
            }
            "HR client elsewhere" => app.hr_client("culture").await,
            "DINUM admin" => app.dinum_admin().await.caller,
            "ministry admin oneself" => return self.oneself(Role::MinistryAdmin).await,
            "DINUM admin oneself" => return self.oneself(Role::DinumAdmin).await,
            _ => unreachable!("{kind}"),
        };
        (caller, self.ambassador)
    }

    async fn oneself(&self, role: Role) -> (Caller, AmbassadorId) {
        let person = self.app.db_person(&[Role::Agent, role], Some("dinum-lab")).await;
        (person.caller, self.app.db_ambassador(&self.edition, person.id, |_| {}).await)
    }
}

async fn act(caller: &Caller, ambassador: AmbassadorId, transition: &str) -> Answer {
    let path = format!("{}/{transition}", path(ambassador));
    match transition {
        "rejection" | "withdrawal" => caller.post(&path, &json!({ "reason": "Mutation en cours" })).await,
        _ => caller.act(&path).await,
    }
}

/// The transitions that a state allows, by the table above.
fn allowed(from: usize) -> Vec<Value> {
    let leads = |(name, targets): &(&str, [Option<&str>; 5])| targets[from].map(|_| Value::from(*name));
    TRANSITIONS.iter().filter_map(leads).collect()
}

fn assert_moved(answer: &Answer, before: &Value, target: &str, what: &str) {
    assert_eq!(answer.status, 200, "{what}: {}", answer.json);
    let moved = &answer.json;
    let version = before["version"].as_i64().expect("a version") + 1;
    assert_eq!((&moved["state"], &moved["version"]), (&json!(target), &json!(version)), "{what}");
    assert_eq!(tagged_version(answer), version.to_string(), "{what}");
    let reason = matches!(target, "rejected" | "withdrawn").then(|| json!("Mutation en cours"));
    assert_eq!(moved.get("state_reason"), reason.as_ref(), "{what}");
    for member in ["job_profiles", "site", "agent", "organisation", "edition", "created_at"] {
        assert_eq!(moved[member], before[member], "{what} keeps {member}");
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
        let (caller, ambassador) = world.caller(kind).await;
        for (transition, targets) in TRANSITIONS {
            let power = if matches!(transition, "approval" | "rejection") { decide } else { write };
            for (from, state) in states().iter().enumerate() {
                let what = format!("{transition} from {} by {kind}", state.slug());
                world.app.db_ambassador_state(ambassador, state).await;
                let before = dinum.get(&path(ambassador)).await.expect(200);
                let answer = act(&caller, ambassador, transition).await;
                let target = match (power, targets[from]) {
                    (ByState, Some(target)) => {
                        assert_moved(&answer, &before.json, target, &what);
                        continue;
                    }
                    (ByState, None) => Refused(409, "invalid_transition"),
                    (refused, _) => refused,
                };
                let seen = (answer.status.as_u16(), answer.json["code"].as_str().expect("a code"));
                assert_eq!(target, Refused(seen.0, code_of(seen.1)), "{what}: {}", answer.json);
                let shown = answer.json["allowed_transitions"].as_array().cloned().unwrap_or_default();
                let expected = if seen.1 == "invalid_transition" { allowed(from) } else { Vec::new() };
                assert_eq!(shown, expected, "{what}");
                let after = dinum.get(&path(ambassador)).await.expect(200);
                assert_eq!(after.header("etag"), before.header("etag"), "{what} changes nothing");
            }
        }
    }
}

/// The same code, of those that are expected anywhere above.
fn code_of(code: &str) -> &'static str {
    let known = ["unauthenticated", "forbidden", "not_found", "own_record", "invalid_transition"];
    known.into_iter().find(|known| *known == code).unwrap_or("another")
}

#[rstest]
#[actix_web::test]
async fn a_life_is_told_in_the_audit_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (agent, admin) = (app.agent("dinum").await, app.ministry_admin("dinum").await.caller);
    let form = vmj_tests::ambassadors::complete_form();
    let made = agent.caller.post(&collection(&edition), &form).await.expect(201);
    assert_eq!((&made.json["state"], &made.json["version"]), (&json!("draft"), &json!(1)));
    let id = made.json["id"].as_str().expect("an id").to_owned();
    let at = |transition: &str| format!("{}/{transition}", path(&id));
    let because = |reason: &str| json!({ "reason": reason });
    agent.caller.act(&at("submission")).await.expect(200);
    admin.act(&at("approval")).await.expect(200);
    let rejected = admin.post(&at("rejection"), &because("Locaux en travaux")).await.expect(200);
    assert_eq!(rejected.json["state_reason"], "Locaux en travaux");
    let seen = agent.caller.get(&path(&id)).await.expect(200);
    assert_eq!(seen.json, rejected.json, "the agent reads why");
    let draft = agent.caller.act(&at("resumption")).await.expect(200);
    assert_eq!((&draft.json["state"], draft.json.get("state_reason")), (&json!("draft"), None));
    agent.caller.post(&at("withdrawal"), &because("Mutation")).await.expect(200);
    let told = db_audit(&app, &id).await;
    let told: Vec<_> =
        told.iter().map(|(action, fields, why)| (&**action, &**fields, why.as_deref())).collect();
    let expected = [
        ("ambassador.approved", "state", None),
        ("ambassador.created", "", None),
        ("ambassador.rejected", "state", Some("Locaux en travaux")),
        ("ambassador.resumed", "state", None),
        ("ambassador.submitted", "state", None),
        ("ambassador.withdrawn", "state", Some("Mutation")),
    ];
    assert_eq!(told, expected);
    let events = admin.get(&format!("/v1/audit-events?subject={id}&count=true")).await.expect(200);
    assert_eq!(events.json["page"]["total"], 6, "the ministry reads what was done to its own");
}

#[rstest]
#[actix_web::test]
async fn transitions_honour_what_they_are_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let World { app, ambassador, agent, .. } = World::new(engine).await;
    let admin = app.ministry_admin("dinum").await.caller;
    let (read, approval) = (admin.get(&path(ambassador)).await.expect(200), path(ambassador) + "/approval");
    admin.with("If-Match", "\"7.x\"").act(&approval).await.expect_problem(412, "precondition_failed");
    let keyed = admin.with("If-Match", read.header("etag")).with("Idempotency-Key", "approve-1");
    let first = keyed.act(&approval).await.expect(200);
    let again = keyed.act(&approval).await.expect(200);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    assert_eq!(again.header("etag"), first.header("etag"));
    admin.act(&approval).await.expect_problem(409, "invalid_transition");

    let refused = admin.post(&(path(ambassador) + "/rejection"), &json!({})).await;
    assert_eq!(super::broken(&refused.expect_problem(422, "validation_failed")), [("/reason", "missing")]);
    for (reason, code) in [("", "wrong_length"), ("  ", "blank"), (&*"x".repeat(501), "wrong_length")] {
        let body = json!({ "reason": reason });
        for transition in ["rejection", "withdrawal"] {
            let refused = admin.post(&format!("{}/{transition}", path(ambassador)), &body).await;
            let refused = refused.expect_problem(422, "validation_failed");
            assert_eq!(super::broken(&refused), [("/reason", code)]);
        }
    }
    app.db_ambassador_state(ambassador, &AmbassadorState::Draft).await;
    agent.post(&(path(ambassador) + "/submission"), &json!({ "reason": "Prête" })).await.expect(200);
}
