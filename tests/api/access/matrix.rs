//! Every operation × every kind of caller: a reviewed golden file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use reqwest::Method;
use serde_json::json;
use vmj_domain::access::{Permission, Role, Scope};
use vmj_domain::matching::{ConstraintKind, RunState};
use vmj_tests::app::DOCUMENT;
use vmj_tests::conformance::Operation;
use vmj_tests::people::fresh_code;
use vmj_tests::{Caller, Engine, TestApp};

use vmj_tests::golden::hold_against;
use vmj_tests::matching::metrics;

/// The kinds of callers, and what the permission table says each of them holds.
const CALLERS: [(&str, Holds); 9] = [
    ("anonymous", Holds::Nothing),
    ("student", Holds::Role(Role::Student)),
    ("agent", Holds::Role(Role::Agent)),
    ("ministry_admin", Holds::Role(Role::MinistryAdmin)),
    ("other_ministry_admin", Holds::Role(Role::MinistryAdmin)),
    ("dinum_admin", Holds::Role(Role::DinumAdmin)),
    ("hr_client", Holds::AllScopes),
    ("suspended", Holds::BadToken),
    ("garbage_token", Holds::BadToken),
];

#[derive(Clone, Copy)]
enum Holds {
    Nothing,
    Role(Role),
    AllScopes,
    BadToken,
}

impl Holds {
    /// What the table of the domain lets this caller do: the status class that must come back.
    fn verdict(self, permission: Permission) -> Option<u16> {
        let grant = permission.grant();
        let allowed = match self {
            Self::BadToken => return Some(401),
            Self::Nothing if permission == Permission::Public => true,
            Self::Nothing => return Some(401),
            Self::Role(role) => grant.roles.contains(&role),
            Self::AllScopes => Scope::ALL.iter().any(|scope| grant.scopes.contains(scope)),
        };
        if allowed { None } else { Some(403) }
    }
}

async fn caller(app: &TestApp, kind: &str) -> Caller {
    match kind {
        "anonymous" => app.anonymous(),
        "student" => app.student().await.caller,
        "agent" => app.agent("dinum").await.caller,
        "ministry_admin" => app.ministry_admin("dinum").await.caller,
        "other_ministry_admin" => app.ministry_admin("culture").await.caller,
        "dinum_admin" => app.dinum_admin().await.caller,
        "hr_client" => app.hr_client("dinum").await,
        "suspended" => suspended(app).await,
        _ => app.bearer("garbage"),
    }
}

async fn suspended(app: &TestApp) -> Caller {
    let person = app.db_person(&[Role::DinumAdmin], None).await;
    let admin = app.dinum_admin().await.caller;
    admin
        .post(&format!("/v1/accounts/{}/suspension", person.id), &json!({ "reason": "x" }))
        .await
        .expect(200);
    person.caller
}

/// Something done to an agent of `dinum`.
async fn audit_event(app: &TestApp) -> String {
    let admin = app.dinum_admin().await.caller;
    let agent = app.agent("dinum").await.id;
    let reason = json!({ "reason": "x" });
    admin.post(&format!("/v1/accounts/{agent}/suspension"), &reason).await.expect(200);
    let events = admin.get(&format!("/v1/audit-events?subject={agent}")).await.expect(200);
    events.json["items"][0]["id"].as_str().expect("an id").to_owned()
}

/// The path with things that exist, of the organisation `dinum`, in place of its parameters.
async fn path(app: &TestApp, operation: &Operation) -> String {
    let mut path = operation.path.clone();
    if path.contains("{account_id}") {
        path = path.replace("{account_id}", &app.agent("dinum").await.id.to_string());
    }
    if path.contains("{edition_id}") {
        path = path.replace("{edition_id}", &app.db_edition(|_| {}).await.id.to_string());
    }
    if path.contains("{ambassador_id}") {
        path = path.replace("{ambassador_id}", &ambassador(app).await);
    }
    if path.contains("{pairing_id}") {
        let edition = app.db_edition(|_| {}).await;
        path = path.replace("{pairing_id}", &app.db_pairing(&edition, |_| {}).await.id.to_string());
    }
    if path.contains("{student_id}") {
        path = path.replace("{student_id}", &student(app).await);
    }
    if path.contains("{organisation_id}") {
        let organisation = app.db_sub_organisation(&fresh_code(), "dinum").await;
        path = path.replace("{organisation_id}", &organisation.to_string());
    }
    if path.contains("{school_id}") {
        path = path.replace("{school_id}", &app.db_school("École d’essai").await.to_string());
    }
    if path.contains("{audit_event_id}") {
        path = path.replace("{audit_event_id}", &audit_event(app).await);
    }
    if path.contains("{run_id}") {
        path = path.replace("{run_id}", &matching_run(app).await);
    }
    if path.contains("{other_run_id}") {
        // One of the same edition: itself.
        let run = path.split('/').nth(3).expect("a run").to_owned();
        path = path.replace("{other_run_id}", &run);
    }
    if path.contains("{constraint_id}") {
        path = path.replace("{constraint_id}", &matching_constraint(app).await);
    }
    path.replace("{job_profile_code}", "data-engineer").replace("{commune_code}", "35238")
        + if operation.operation_id == "list_public_holidays" { "?year=2026" } else { "" }
}

/// An ambassador of `dinum`.
async fn ambassador(app: &TestApp) -> String {
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let made = agent.post(&format!("/v1/editions/{}/ambassadors", edition.id), &json!({})).await.expect(201);
    made.json["id"].as_str().expect("an id").to_owned()
}

/// A published run.
async fn matching_run(app: &TestApp) -> String {
    let edition = app.db_edition(|_| {}).await;
    let author = app.dinum_admin().await.id;
    let published = RunState::Published(metrics());
    app.db_matching_run(&edition, author, |run| run.state = published.clone()).await.id.to_string()
}

/// An exclusion.
async fn matching_constraint(app: &TestApp) -> String {
    let edition = app.db_edition(|_| {}).await;
    let author = app.dinum_admin().await.id;
    let pair =
        (app.db_candidate(&edition, |_| {}).await.id, app.db_host_of(&edition, "dinum", |_| {}).await.id);
    let made = app.db_constraint(&edition, ConstraintKind::Exclusion, pair, author).await;
    made.expect("an exclusion").id.to_string()
}

/// A student, of nobody who calls.
async fn student(app: &TestApp) -> String {
    let edition = app.db_edition(|_| {}).await;
    let student = app.student().await.caller;
    let made = student.post(&format!("/v1/editions/{}/students", edition.id), &json!({})).await.expect(201);
    made.json["id"].as_str().expect("an id").to_owned()
}

/// What an operation answers a caller: `ok` for all that is not a refusal for lack of power.
async fn cell(app: &TestApp, operation: &Operation, kind: &str) -> (u16, String) {
    let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
    let path = path(app, operation).await;
    let body = operation.example_request().map(|example| example.to_string().into_bytes());
    let content_type = operation.request_content_types.first().map_or("application/json", String::as_str);
    let answer = caller(app, kind).await.send(method, &path, body.map(|body| (content_type, body))).await;
    let status = answer.status.as_u16();
    let credentials = answer.json["code"] == "invalid_credentials";
    let word = match status {
        401 if !credentials => "401".to_owned(),
        403 | 404 => status.to_string(),
        500.. => panic!("{} as {kind}: {}", operation.operation_id, answer.json),
        _ => "ok".to_owned(),
    };
    (status, word)
}

#[actix_web::test]
async fn the_matrix_is_the_reviewed_one() {
    let app = TestApp::start(Engine::Sqlite).await;
    let mut operations: Vec<_> = DOCUMENT.operations();
    operations.sort_by(|a, b| a.operation_id.cmp(&b.operation_id));
    let mut table =
        String::from("# Operation × caller. Rewrite with UPDATE_GOLDEN=1, then review the difference.\n");
    let mut lies = Vec::new();
    for operation in &operations {
        let slug = operation.permission.as_deref().unwrap_or("none");
        let permission = Permission::from_slug(slug)
            .unwrap_or_else(|| panic!("{} demands {slug}", operation.operation_id));
        let mut row = BTreeMap::new();
        for (kind, holds) in CALLERS {
            let (status, word) = cell(&app, operation, kind).await;
            let expected = holds
                .verdict(permission)
                .map_or("allowed", |status| if status == 401 { "401" } else { "403" });
            let seen = if word == "401" || word == "403" { word.as_str() } else { "allowed" };
            if seen != expected {
                lies.push(format!(
                    "{} as {kind}: the table says {expected}, the server {status}",
                    operation.operation_id
                ));
            }
            row.insert(kind, word);
        }
        let _ = writeln!(table, "\n{} {} ({slug})", operation.method, operation.path);
        for (kind, _) in CALLERS {
            let _ = writeln!(table, "  {kind:<22}{}", row[kind]);
        }
    }
    assert!(lies.is_empty(), "x-required-permission is not what the server does:\n{}", lies.join("\n"));
    hold_against("api/access/matrix.txt", &table);
}
