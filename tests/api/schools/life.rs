//! From creation to restoration, and what is refused.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::schools::fresh_uai;
use vmj_tests::{Engine, TestApp};

use super::{path, school};
use crate::contract::{UNKNOWN_ID, anonymised};

#[rstest]
#[actix_web::test]
async fn from_creation_to_restoration(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let keyed = admin.with("Idempotency-Key", "\"k\"");
    let made = keyed.post("/v1/schools", &school("0352756F", " Institut  ")).await.expect(201);
    let again = keyed.post("/v1/schools", &school("0352756F", " Institut  ")).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &made.bytes));
    let path = path(&made);
    assert_eq!(made.header("location"), path);
    assert_eq!((&made.json["name"], &made.json["commune_name"]), (&json!("Institut"), &json!("Rennes")));
    assert_eq!(made.json["department_code"], "35");
    let read = app.anonymous().get(&path).await.expect(200);
    assert_eq!((&read.json, read.header("etag")), (&made.json, made.header("etag")));
    app.anonymous().with("If-None-Match", read.header("etag")).get(&path).await.expect(304);

    let uai = fresh_uai();
    let whole = json!({ "uai": uai, "name": "Université", "commune_code": "97411" });
    admin.put(&path, &whole).await.expect_problem(428, "precondition_required");
    let put = admin.with("If-Match", made.header("etag")).put(&path, &whole).await.expect(200);
    assert_eq!((&put.json["department_code"], &put.json["uai"]), (&json!("974"), &json!(uai)));
    let stale = admin.with("If-Match", made.header("etag"));
    stale.patch(&path, &json!({ "name": "X" })).await.expect_problem(412, "precondition_failed");
    let editor = admin.with("If-Match", put.header("etag"));
    let patched = editor.patch(&path, &json!({ "commune_code": "2A004" })).await.expect(200);
    assert_eq!((&patched.json["department_code"], &patched.json["version"]), (&json!("2A"), &json!(3)));

    let restoration = format!("{path}/restoration");
    let refused = admin.act(&restoration).await.expect_problem(409, "invalid_transition");
    assert_eq!(refused.json["allowed_transitions"], json!(["retirement"]));
    let retired = admin.act(&format!("{path}/retirement")).await.expect(200);
    assert_eq!(retired.json["retired_at"], retired.json["updated_at"]);
    admin.act(&format!("{path}/retirement")).await.expect_problem(409, "invalid_transition");
    assert_eq!(app.anonymous().get(&path).await.expect(200).json, retired.json, "it stays readable");
    let restored = admin.act(&restoration).await.expect(200);
    assert_eq!(restored.json.get("retired_at"), None);
    let told = crate::organisations::db_audit(&app, made.json["id"].as_str().expect("an id")).await;
    let mut told: Vec<_> = told.iter().map(|(action, fields, _)| format!("{action} {fields}")).collect();
    told.sort();
    let wanted = [
        "school.changed commune_code",
        "school.changed uai name commune_code",
        "school.created ",
        "school.restored retired_at",
        "school.retired retired_at",
    ];
    assert_eq!(told, wanted);
}

#[rstest]
#[actix_web::test]
async fn broken_values_by_pointer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for (member, value, code) in [
        ("uai", json!("0352756E"), "malformed"),
        ("uai", json!("0352756f"), "malformed"),
        ("uai", json!("352756F"), "malformed"),
        ("uai", json!("0352756FF"), "wrong_length"),
        ("name", json!(""), "wrong_length"),
        ("name", json!("x".repeat(201)), "wrong_length"),
        ("commune_code", json!("00000"), "unknown_value"),
        ("commune_code", json!("35000"), "unknown_value"),
        ("commune_code", json!(35238), "wrong_type"),
        ("department_code", json!("35"), "unknown_member"),
    ] {
        let mut body = school("0352756F", "Institut");
        body[member] = value.clone();
        let refused = admin.post("/v1/schools", &body).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [format!("/{member}")], "{value}");
        assert_eq!(refused.json["errors"][0]["code"], code, "{member} {value}");
    }
    let one = admin.post("/v1/schools", &school("0352756F", "Institut")).await.expect(201);
    let other = admin.post("/v1/schools", &school(&fresh_uai(), "Institut")).await.expect(201);
    let taken = admin.post("/v1/schools", &school("0352756F", "Autre")).await;
    assert_eq!(taken.expect_problem(409, "already_exists").pointers(), ["/uai"]);
    let editor = admin.with("If-Match", "*");
    let taken = editor.patch(&path(&other), &json!({ "uai": "0352756F" })).await;
    assert_eq!(taken.expect_problem(409, "already_exists").pointers(), ["/uai"]);
    editor.patch(&path(&one), &json!({ "uai": "0352756F" })).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn unknown_ones_are_404_whatever_is_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let read = app.anonymous().get(&format!("/v1/schools/{UNKNOWN_ID}")).await.expect(404);
    let path = format!("/v1/schools/{UNKNOWN_ID}");
    let answers = [
        app.anonymous().get("/v1/schools/not-an-id").await,
        admin.put(&path, &Value::Null).await,
        admin.patch(&path, &json!({ "colour": "red" })).await,
        admin.act(&format!("{path}/retirement")).await,
        admin.act(&format!("{path}/restoration")).await,
    ];
    for answer in answers {
        assert_eq!(anonymised(&answer.expect_problem(404, "not_found")), anonymised(&read));
    }
}

#[rstest]
#[actix_web::test]
async fn a_free_text_means_one_school(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (one, other) = (app.db_school("Institut").await, app.db_school("Institut").await);
    let set = async |school| {
        let set = async |tx: &WriteTx| tx.schools().set_meaning("inst du num", school).await;
        app.store.write::<_, StoreError>(set).await.expect("set");
    };
    let resolve = async |text: &str| {
        let found = app.store.read::<_, StoreError>(async |tx| tx.schools().resolve(text).await).await;
        found.expect("a store").map(|school| school.id)
    };
    assert_eq!(resolve("inst du num").await, None);
    set(one).await;
    assert_eq!(resolve("inst du num").await, Some(one));
    assert_eq!(resolve("institut").await, None, "a name that two share decides nothing");
    let admin = app.dinum_admin().await.caller;
    admin.act(&format!("/v1/schools/{one}/retirement")).await.expect(200);
    assert_eq!(resolve("inst du num").await, None, "nobody means a school that is no more");
    set(other).await;
    assert_eq!(resolve("inst du num").await, Some(other));
}
