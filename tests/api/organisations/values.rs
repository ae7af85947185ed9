//! What is refused, and where it stands.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::organisations::db_assert_closure;
use vmj_tests::{Engine, TestApp};

use super::{created, organisation, path};
use crate::contract::{UNKNOWN_ID, anonymised};

#[rstest]
#[actix_web::test]
async fn broken_values_by_pointer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for (member, value, code) in [
        ("code", json!("Not A Slug"), "malformed"),
        ("name", json!(""), "wrong_length"),
        ("short_name", json!(" "), "blank"),
        ("kind", json!("department"), "unknown_value"),
        ("siret", json!("35600000049838"), "malformed"),
        ("siret", json!("13002526500014"), "malformed"),
        ("siret", json!("356 000 000 49837"), "wrong_length"),
        ("parent_id", json!(UNKNOWN_ID), "unknown_value"),
        ("parent_id", json!("dinum"), "wrong_type"),
        ("valid_from", json!("2026-02-30"), "wrong_type"),
        ("valid_from", json!("1499-12-31"), "outside_window"),
        ("valid_from", json!("2200-01-01"), "outside_window"),
        ("valid_until", json!("2026-01-01"), "unknown_member"),
    ] {
        let mut body = organisation("refused");
        body[member] = value.clone();
        let refused = admin.post("/v1/organisations", &body).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [format!("/{member}")], "{value}");
        assert_eq!(refused.json["errors"][0]["code"], code, "{member} {value}: {}", refused.json);
    }
    // La Poste's seat obeys Luhn, its offices a rule of their own.
    for (code, siret) in [("seat", "35600000000048"), ("office", "35600000049837")] {
        created(&admin, json!({ "code": code, "siret": siret })).await;
    }
    let mut body = organisation("together");
    (body["code"], body["siret"], body["name"]) = (json!("É"), json!("x"), json!(""));
    let refused = admin.post("/v1/organisations", &body).await.expect(422);
    let mut pointers = refused.pointers();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/code", "/name", "/siret"]);
}

#[rstest]
#[actix_web::test]
async fn codes_and_sirets_are_unique(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let taken = admin.post("/v1/organisations", &organisation("culture")).await;
    assert_eq!(taken.expect_problem(409, "already_exists").pointers(), ["/code"]);
    let mut body = organisation("new");
    body["siret"] = json!("13002526500013");
    let taken = admin.post("/v1/organisations", &body).await.expect_problem(409, "already_exists");
    assert_eq!(taken.pointers(), ["/siret"], "DINUM's");
    let made = created(&admin, json!({ "siret": "35600000000048" })).await;
    let editor = admin.with("If-Match", "*");
    let patch = |siret: &str| json!({ "siret": siret });
    let taken = editor.patch(&path(&made), &patch("13002526500013")).await;
    assert_eq!(taken.expect_problem(409, "already_exists").pointers(), ["/siret"]);
    editor.patch(&path(&made), &patch("35600000000048")).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn nothing_stands_below_itself(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let top = created(&admin, json!({})).await;
    let middle = created(&admin, json!({ "parent_id": top.json["id"] })).await;
    let bottom = created(&admin, json!({ "parent_id": middle.json["id"] })).await;
    let editor = admin.with("If-Match", "*");
    for (moved, parent) in [(&top, &top), (&top, &middle), (&top, &bottom), (&middle, &bottom)] {
        let refused = editor.patch(&path(moved), &json!({ "parent_id": parent.json["id"] })).await;
        let refused = refused.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/parent_id"]);
        assert_eq!(refused.json["errors"][0]["code"], "circular");
        let body = json!({ "successor_id": parent.json["id"], "effective_on": "2026-11-02", "reason": "x" });
        let refused = admin.post(&format!("{}/merger", path(moved)), &body).await;
        assert_eq!(refused.expect(422).pointers(), ["/successor_id"]);
    }
    let moved = editor.patch(&path(&bottom), &json!({ "parent_id": top.json["id"] })).await.expect(200);
    assert_eq!(moved.json["depth"], 1);
    // Now the other way round, with all below it.
    let culture = app.db_organisation("culture").await;
    let moved = editor.patch(&path(&top), &json!({ "parent_id": culture.to_string() })).await.expect(200);
    assert_eq!(moved.json["root"]["code"], "culture");
    let below = admin.get(&path(&bottom)).await.expect(200);
    assert_eq!((&below.json["root"]["code"], &below.json["depth"]), (&json!("culture"), &json!(2)));
    db_assert_closure(&app.database_url).await;
}

#[rstest]
#[actix_web::test]
async fn unknown_ones_are_404_whatever_is_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let read = app.anonymous().get(&format!("/v1/organisations/{UNKNOWN_ID}")).await.expect(404);
    let odd = app.anonymous().get("/v1/organisations/not-an-id").await.expect(404);
    assert_eq!(anonymised(&read), anonymised(&odd));
    for noun in ["renaming", "merger", "retirement", "restoration"] {
        let path = format!("/v1/organisations/{UNKNOWN_ID}/{noun}");
        let refused = admin.post(&path, &Value::Null).await.expect_problem(404, "not_found");
        assert_eq!(anonymised(&refused), anonymised(&read), "{noun}");
    }
    let made = created(&admin, json!({})).await;
    for (noun, body, pointer) in [
        ("renaming", json!({ "name": "A", "short_name": "", "effective_on": "2026-11-02" }), "/short_name"),
        ("renaming", json!({ "name": "A", "short_name": "B" }), "/effective_on"),
        ("retirement", json!({ "reason": "" }), "/reason"),
        ("retirement", json!({ "reason": "x", "effective_on": "2200-01-02" }), "/effective_on"),
        (
            "merger",
            json!({ "successor_id": UNKNOWN_ID, "effective_on": "2026-11-02", "reason": "x" }),
            "/successor_id",
        ),
    ] {
        let refused = admin.post(&format!("{}/{noun}", path(&made)), &body).await.expect(422);
        assert_eq!(refused.pointers(), [pointer], "{noun}");
    }
}
