//! Query strings.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Engine, TestApp};

use super::raw;

#[rstest]
#[actix_web::test]
async fn refused_parameters_are_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let overlong = format!("cursor={}", "A".repeat(1025));
    let long_name = format!("{}=1", "n".repeat(5000));
    let long_value = format!("sort={}", "v".repeat(5000));
    for (query, pointer, code) in [
        ("limit=0", "/limit", "out_of_range"),
        ("limit=201", "/limit", "out_of_range"),
        ("limit=-1", "/limit", "malformed"),
        ("limit=1.5", "/limit", "malformed"),
        ("limit=ten", "/limit", "malformed"),
        ("limit=4294967296", "/limit", "malformed"),
        ("limit=99999999999999999999999999", "/limit", "malformed"),
        ("limit=%00", "/limit", "control_character"),
        ("limit=1&limit=2", "/limit", "malformed"),
        ("count=maybe", "/count", "malformed"),
        ("cursor=", "/cursor", "invalid_cursor"),
        ("cursor=garbage", "/cursor", "invalid_cursor"),
        ("cursor=bnVsbA", "/cursor", "invalid_cursor"),
        (&overlong, "/cursor", "wrong_length"),
        ("sort=email", "/sort", "malformed"),
        ("sort=NAME", "/sort", "malformed"),
        (&long_value, "/sort", "malformed"),
        ("role=emperor", "/role", "malformed"),
        ("status=gone", "/status", "malformed"),
        ("organisation_id=dinum", "/organisation_id", "malformed"),
        ("q=", "/q", "wrong_length"),
        ("q=%00", "/q", "control_character"),
        ("q=a%00b", "/q", "control_character"),
        ("colour=red", "/colour", "unknown_parameter"),
        ("Limit=1", "/Limit", "unknown_parameter"),
        ("offset=10", "/offset", "unknown_parameter"),
    ] {
        let answer = admin.get(&format!("/v1/accounts?{query}")).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.json);
        assert_eq!(answer.pointers(), [pointer], "{query}: {}", answer.json);
        assert_eq!(answer.json["errors"][0]["code"], code, "{query}: {}", answer.json);
        assert_eq!(answer.json["errors"][0]["in"], "query");
    }
    let answer = admin.get(&format!("/v1/accounts?{long_name}")).await.expect(422);
    assert!(answer.pointers()[0].len() <= 500);
    let together =
        admin.get(&format!("/v1/accounts?limit=0&{overlong}&q={}", "q".repeat(101))).await.expect(422);
    let mut pointers = together.pointers();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/cursor", "/limit", "/q"], "all together");
    for fine in ["", "limit=200", "limit=1&count=true", "count=false", "&limit=1&"] {
        admin.get(&format!("/v1/accounts?{fine}")).await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn other_operations_refuse_as_well(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let anonymous = app.anonymous();
    for (path, pointer) in [
        ("/v1/job-profiles?state=gone", "/state"),
        ("/v1/job-profiles?sort=code", "/sort"),
        ("/v1/job-profiles?q=%00", "/q"),
        ("/v1/reference/communes?q=%00", "/q"),
        ("/v1/reference/communes?department_code=0035", "/department_code"),
        ("/v1/reference/communes?postal_code=350000", "/postal_code"),
        ("/v1/reference/departments?region_code=0053", "/region_code"),
        ("/v1/reference/public-holidays", "/year"),
        ("/v1/reference/public-holidays?year=1999", "/year"),
        ("/v1/reference/public-holidays?year=2101", "/year"),
        ("/v1/reference/public-holidays?year=99999999999", "/year"),
        ("/v1/reference/public-holidays?year=2026&year=2027", "/year"),
    ] {
        let answer = anonymous.get(path).await.expect_problem(422, "validation_failed");
        assert_eq!(answer.pointers(), [pointer], "{path}");
    }
}

#[rstest]
#[actix_web::test]
async fn broken_encoding_is_400(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let lists = ["/v1/job-profiles", "/v1/reference/communes", "/v1/reference/departments"];
    for path in lists {
        for query in ["q=%", "q=%F", "q=%zz", "q=%FF", "q=%C3", "q=%ED%A0%80", "%FF=1", "limit=%FF"] {
            let head = format!("GET {path}?{query} HTTP/1.1");
            let answer = raw::exchange(&app, &head, b"").await;
            assert_eq!((answer.status, &answer.json()["code"]), (400, &"malformed_request".into()), "{head}");
        }
    }
    let answer = raw::exchange(&app, "GET /v1/reference/communes?q=saint+%c3%a9tienne HTTP/1.1", b"").await;
    assert_eq!(answer.json()["items"][0]["code"], "42218");
}

/// The fields of a cursor: position, side, fingerprint of the list.
fn opened(cursor: &Value) -> Value {
    let bytes = URL_SAFE_NO_PAD.decode(cursor.as_str().expect("a cursor")).expect("base64");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn sealed(token: &Value) -> String {
    URL_SAFE_NO_PAD.encode(token.to_string())
}

#[rstest]
#[actix_web::test]
async fn forged_and_foreign_cursors_are_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    app.student().await;
    let page = admin.get("/v1/accounts?limit=1").await.expect(200);
    let cursor = &page.json["page"]["next_cursor"];
    let foreign = cursor.as_str().expect("a cursor");
    let communes = app.anonymous().get("/v1/reference/communes?limit=1").await.expect(200);
    let of_communes = communes.json["page"]["next_cursor"].as_str().expect("a cursor").to_owned();
    for other in [
        format!("/v1/accounts?sort=created_at&cursor={foreign}"),
        format!("/v1/accounts?role=student&cursor={foreign}"),
        format!("/v1/accounts?q=x&cursor={foreign}"),
        format!("/v1/accounts?cursor={of_communes}"),
        format!("/v1/reference/communes?cursor={foreign}"),
        format!("/v1/reference/communes?q=x&cursor={of_communes}"),
        format!("/v1/job-profiles?cursor={of_communes}"),
    ] {
        let answer = admin.get(&other).await.expect_problem(422, "validation_failed");
        assert_eq!(answer.pointers(), ["/cursor"], "{other}");
    }
    let token = opened(cursor);
    for (name, wrong) in [
        ("k", json!("a")),
        ("k", json!(["a", "not an id"])),
        ("k", json!([1, 2, 3])),
        ("k", json!(["a\0b", super::UNKNOWN_ID])),
        ("b", json!("no")),
        ("f", json!("")),
        ("more", json!(1)),
    ] {
        let mut forged = token.clone();
        forged[name] = wrong;
        let answer = admin.get(&format!("/v1/accounts?cursor={}", sealed(&forged))).await;
        let answer = answer.expect_problem(422, "validation_failed");
        assert_eq!(answer.pointers(), ["/cursor"], "{forged}");
    }
    // Another position in what the caller may see anyway.
    let mut moved = token;
    moved["k"] = json!(["zzz' OR 1=1 --", super::UNKNOWN_ID]);
    let answer = admin.get(&format!("/v1/accounts?cursor={}", sealed(&moved))).await.expect(200);
    assert_eq!(answer.json["items"], json!([]));
}
