//! Changing accounts.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_tests::{Answer, Caller, Engine, Person, TestApp};

use super::invitation;

async fn change(caller: &Caller, person: &Person, patch: &Value) -> Answer {
    let path = format!("/v1/accounts/{}", person.id);
    let read = caller.get(&path).await.expect(200);
    caller.with("If-Match", read.header("etag")).patch(&path, patch).await
}

#[rstest]
#[actix_web::test]
async fn a_ministry_admin_changes_mere_agents_within_reach(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let lab = app.db_sub_organisation("dinum-lab", "dinum").await;
    let culture = app.db_organisation("culture").await;
    let admin = app.ministry_admin("dinum").await;
    let agent = app.agent("dinum").await;
    let both = app.db_person(&[Role::Agent, Role::Student], Some("dinum")).await;
    let peer = app.ministry_admin("dinum").await;
    let name = json!({ "given_name": "Zoé" });
    // whom, patch → refused values
    let cases: [(&Person, Value, &[&str]); 9] = [
        (&agent, name.clone(), &[]),
        (&agent, json!({ "organisation_id": lab.to_string() }), &[]),
        (&agent, json!({ "organisation_id": culture.to_string() }), &["/organisation_id"]),
        (&agent, json!({ "organisation_id": null }), &["/organisation_id"]),
        (&agent, json!({ "roles": ["agent", "ministry_admin"] }), &["/roles"]),
        (&both, name.clone(), &["/roles"]),
        (&both, json!({ "roles": ["agent"] }), &["/roles"]),
        (&peer, json!({ "roles": ["agent"] }), &["/roles"]),
        (&admin, name, &["/roles"]),
    ];
    for (person, patch, refused) in cases {
        let answer = change(&admin.caller, person, &patch).await;
        let answer = answer.expect(if refused.is_empty() { 200 } else { 422 });
        assert_eq!(answer.pointers(), refused, "{patch}");
    }
    let foreign = app.agent("culture").await;
    let path = format!("/v1/accounts/{}", foreign.id);
    admin.caller.patch(&path, &json!({})).await.expect_problem(404, "not_found");
    let own = format!("/v1/accounts/{}", agent.id);
    admin.caller.patch(&own, &json!({})).await.expect_problem(428, "precondition_required");
    let stale = admin.caller.with("If-Match", "\"1.x\"");
    stale.patch(&own, &json!({})).await.expect_problem(412, "precondition_failed");
    for member in ["email", "status", "email_verified"] {
        let refused = change(&admin.caller, &agent, &json!({ member: true })).await.expect(422);
        assert_eq!(refused.json["errors"][0]["code"], "unknown_member");
    }
}

#[rstest]
#[actix_web::test]
async fn what_is_lost_ends_the_sessions_and_what_is_gained_does_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let culture = app.db_organisation("culture").await.to_string();
    // patch → whether the session lives
    let cases = [
        (json!({ "given_name": "Zoé" }), true),
        (json!({ "roles": ["ministry_admin", "agent"] }), true),
        (json!({ "roles": ["student"], "organisation_id": null }), false),
        (json!({ "organisation_id": culture }), false),
    ];
    for (patch, lives) in cases {
        let agent = app.agent("dinum").await;
        agent.caller.get("/v1/me").await.expect(200);
        let changed = change(&admin, &agent, &patch).await.expect(200);
        assert_eq!(changed.json["version"], 2);
        let answer = agent.caller.get("/v1/me").await.expect(if lives { 200 } else { 401 });
        if lives {
            assert_eq!(answer.json["roles"], changed.json["roles"], "the new roles hold at once");
        }
        let path = format!("/v1/audit-events?subject={}&limit=1", agent.id);
        let events = admin.get(&path).await.expect(200);
        let told = &events.json["items"][0];
        assert_eq!(told["action"], "account.changed");
        let fields: Vec<_> = patch.as_object().expect("an object").keys().map(|name| json!(name)).collect();
        assert_eq!(told["fields"], json!(fields));
    }
}

#[rstest]
#[actix_web::test]
async fn nobody_unproven_is_given_power(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let dinum = app.db_organisation("dinum").await.to_string();
    let agent = json!({ "roles": ["agent"], "organisation_id": dinum });
    let stranger = app.db_unverified_student().await;
    let refused = change(&admin, &stranger, &agent).await.expect_problem(422, "validation_failed");
    assert_eq!(
        (refused.pointers(), &refused.json["errors"][0]["code"]),
        (vec!["/roles"], &json!("contradicts"))
    );
    change(&admin, &stranger, &json!({ "given_name": "Zoé" })).await.expect(200);
    change(&admin, &app.student().await, &agent).await.expect(200);
    // An invited person has no password yet: whoever chooses it reads the mail of the address.
    let invited = admin.post("/v1/accounts", &invitation(&["student"], None)).await.expect(201);
    let path = format!("/v1/accounts/{}", invited.json["id"].as_str().expect("an id"));
    admin.with("If-Match", invited.header("etag")).patch(&path, &agent).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn an_organisation_out_of_use_stays_but_is_not_given(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let old = app.db_sub_organisation("dinum-old", "dinum").await.to_string();
    let (of_old, other) = (app.agent("dinum-old").await, app.agent("dinum").await);
    let sql = "UPDATE organisations SET valid_until = '2026-10-31' WHERE code = 'dinum-old'";
    app.db_run(sql).await;
    let admin = app.ministry_admin("dinum").await.caller;
    let renamed = change(&admin, &of_old, &json!({ "given_name": "Zoé" })).await.expect(200);
    assert_eq!(renamed.json["organisation"]["code"], "dinum-old");
    let refused = change(&admin, &other, &json!({ "organisation_id": old })).await.expect(422);
    assert_eq!(refused.json["errors"][0]["code"], "retired");
}

#[rstest]
#[actix_web::test]
async fn names_follow_into_what_is_listed_by_name(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let (agent, student) = (app.agent("dinum").await, app.student().await);
    db_participations(&app, &agent, &student).await;
    let named = json!({ "given_name": "Zoé", "family_name": "Évrard" });
    change(&admin, &agent, &named).await.expect(200);
    let me = student.caller.get("/v1/me").await.expect(200);
    student.caller.with("If-Match", me.header("etag")).patch("/v1/me", &named).await.expect(200);
    for table in ["ambassadors", "students"] {
        let rows = app.db_dump(table).await;
        assert!(rows.contains("evrard zoe") && rows.contains("of somebody else"), "{table}: {rows}");
    }
}

/// An ambassador and a student, and one of each of somebody else.
async fn db_participations(app: &TestApp, agent: &Person, student: &Person) {
    let edition = app.db_uuid(uuid::Uuid::nil());
    app.db_run(&format!(
        "INSERT INTO editions (id, name, day, window_starts_on, window_ends_on, formats, study_levels, diploma_kinds,
             ambassadors_open_on, ambassadors_close_on, students_open_on, students_close_on, max_wishes, min_capacity,
             max_capacity, answer_days, documents, state, state_changed_at, version, created_at, updated_at)
         VALUES ({edition}, 'Essai', '2026-11-19', '2026-11-19', '2026-11-19', '', '', '', '2026-11-01', '2026-11-02',
             '2026-11-01', '2026-11-02', 5, 1, 3, 5, '', 'open', CURRENT_TIMESTAMP, 1, CURRENT_TIMESTAMP,
             CURRENT_TIMESTAMP)"
    ))
    .await;
    let organisation = app.db_uuid(app.db_organisation("dinum").await);
    let (other_agent, other_student) = (app.agent("dinum").await, app.student().await);
    for (person, name) in [(agent, "exemple camille"), (&other_agent, "of somebody else")] {
        let id = app.db_uuid(person.id);
        app.db_run(&format!(
            "INSERT INTO ambassadors (id, edition_id, account_id, organisation_id, sort_name, state, state_changed_at,
                 technologies, formats, languages, alternative_dates, version, created_at, updated_at)
             VALUES ({id}, {edition}, {id}, {organisation}, '{name}', 'draft', CURRENT_TIMESTAMP, '', '', '', '', 1,
                 CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
        ))
        .await;
    }
    for (person, name) in [(student, "exemple camille"), (&other_student, "of somebody else")] {
        let id = app.db_uuid(person.id);
        app.db_run(&format!(
            "INSERT INTO students (id, edition_id, account_id, sort_name, state, state_changed_at, criteria,
                 accepted_regions, formats, languages, version, created_at, updated_at)
             VALUES ({id}, {edition}, {id}, '{name}', 'draft', CURRENT_TIMESTAMP, '', '', '', '', 1,
                 CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
        ))
        .await;
    }
}
