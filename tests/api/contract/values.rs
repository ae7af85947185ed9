//! Bodies whose shape or values are refused: 422 that names the place.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Engine, TestApp};

use super::profile;

fn with(member: &str, value: Value) -> Value {
    let mut body = profile("values");
    body[member] = value;
    body
}

#[rstest]
#[actix_web::test]
async fn a_wrong_shape_is_told_by_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let without = |member: &str| {
        let mut body = profile("values");
        body.as_object_mut().expect("an object").remove(member);
        body.to_string()
    };
    let good = profile("values").to_string();
    let long = "x".repeat(100_000);
    let cases = [
        ("number", with("code", json!(5)).to_string(), "/code", "wrong_type"),
        ("array", with("label_fr", json!(["a"])).to_string(), "/label_fr", "wrong_type"),
        ("object", with("label_fr", json!({ "a": 1 })).to_string(), "/label_fr", "wrong_type"),
        ("null", with("label_fr", Value::Null).to_string(), "/label_fr", "wrong_type"),
        ("boolean", with("rome_code", json!(true)).to_string(), "/rome_code", "wrong_type"),
        ("unknown member", with("colour", json!("red")).to_string(), "/colour", "unknown_member"),
        ("unknown member to be escaped", with("a/b~c", json!(1)).to_string(), "/a~1b~0c", "unknown_member"),
        ("missing member", without("label_en"), "/label_en", "missing"),
        ("duplicate member", good.replace('}', ",\"code\":\"other\"}"), "/code", "duplicate"),
        ("whole array", "[]".to_owned(), "", "wrong_type"),
        ("members by position", json!(["values", "data", "a", "b", null]).to_string(), "", "wrong_type"),
        ("whole string", "\"x\"".to_owned(), "", "wrong_type"),
        ("whole null", "null".to_owned(), "", "wrong_type"),
        ("huge string in place of an object", json!(long).to_string(), "", "wrong_type"),
    ];
    for (name, body, pointer, code) in cases {
        let body = Some(("application/json", body.into_bytes()));
        let answer = admin.send(Method::POST, "/v1/job-profiles", body).await;
        let answer = answer.expect_problem(422, "validation_failed");
        assert_eq!(answer.pointers(), [pointer], "{name}: {}", answer.json);
        assert_eq!(answer.json["errors"][0]["code"], code, "{name}: {}", answer.json);
        assert_eq!(answer.json["errors"][0]["in"], "body", "{name}");
    }
    let editor = admin.with("If-Match", "*");
    let engineer = "/v1/job-profiles/data-engineer";
    for (patch, pointer, code) in [
        (json!([]), "", "wrong_type"),
        (json!("x"), "", "wrong_type"),
        (json!({ "colour": "red" }), "/colour", "unknown_member"),
        (json!({ "code": "renamed" }), "/code", "unknown_member"),
        (json!({ "label_en": 5 }), "/label_en", "wrong_type"),
        (json!({ "label_en": null }), "/label_en", "missing"),
        (json!({ "label_en": "" }), "/label_en", "wrong_length"),
    ] {
        let answer = editor.patch(engineer, &patch).await.expect_problem(422, "validation_failed");
        assert_eq!(answer.pointers(), [pointer], "{patch}: {}", answer.json);
        assert_eq!(answer.json["errors"][0]["code"], code, "{patch}");
    }
    assert_eq!(
        editor.patch(engineer, &json!({ "rome_code": null })).await.expect(200).json["rome_code"],
        Value::Null
    );
    let enormous = admin.post("/v1/job-profiles", &with(&long, json!(1))).await;
    let pointer = enormous.expect(422).pointers()[0].to_owned();
    assert!(pointer.starts_with("/xxx") && pointer.len() <= 500, "{pointer}");
}

#[rstest]
#[actix_web::test]
async fn all_broken_values_are_told_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let label = "é".repeat(201);
    let body = json!({
        "code": "Not A Slug", "family_code": "x".repeat(65), "label_fr": "", "label_en": label, "rome_code": "12345",
    });
    let mut details = Vec::new();
    for language in ["fr", "en"] {
        let answer = admin.with("Accept-Language", language).post("/v1/job-profiles", &body).await;
        let answer = answer.expect_problem(422, "validation_failed");
        let errors = answer.json["errors"].as_array().expect("errors");
        let mut told: Vec<_> =
            errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect();
        told.sort_unstable();
        let wanted = [
            ("/code", "malformed"),
            ("/family_code", "wrong_length"),
            ("/label_en", "wrong_length"),
            ("/label_fr", "wrong_length"),
            ("/rome_code", "malformed"),
        ];
        assert_eq!(told, wanted, "size and meaning, each place once");
        details.push(errors.iter().map(|error| error["detail"].clone()).collect::<Vec<_>>());
    }
    assert!(details[0].iter().zip(&details[1]).all(|(french, english)| french != english), "{details:?}");
    let longest = with("label_en", json!("é".repeat(200)));
    admin.post("/v1/job-profiles", &longest).await.expect(201);
    let blank = admin.post("/v1/job-profiles", &with("label_fr", json!(" \u{a0} "))).await.expect(422);
    assert_eq!((blank.pointers(), &blank.json["errors"][0]["code"]), (vec!["/label_fr"], &json!("blank")));
    let unknown =
        admin.post("/v1/job-profiles", &with("family_code", json!("no-such-family"))).await.expect(422);
    assert_eq!(
        (unknown.pointers(), &unknown.json["errors"][0]["code"]),
        (vec!["/family_code"], &json!("unknown_value"))
    );
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

#[rstest]
#[actix_web::test]
async fn nul_is_refused_in_every_text(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await;
    for member in ["code", "family_code", "label_fr", "label_en", "rome_code"] {
        let answer = admin.caller.post("/v1/job-profiles", &with(member, json!("a\0b"))).await;
        let answer = answer.expect_problem(422, "validation_failed");
        assert_eq!(answer.pointers(), [format!("/{member}")]);
    }
    let everywhere = json!({ "code": "\0", "label_fr": "\0", "x": ["\0", { "y": "\0" }], "k\0": 1 });
    let answer = admin.caller.post("/v1/job-profiles", &everywhere).await.expect(422);
    assert_eq!(answer.pointers().len(), 5, "{}", answer.json);
    let many = json!(vec!["\0"; 1000]);
    let answer = admin.caller.post("/v1/job-profiles", &many).await.expect(422);
    assert_eq!(answer.pointers().len(), 200, "no more are told than documented");

    let reason = format!("/v1/accounts/{}/suspension", app.student().await.id);
    let answer = admin.caller.post(&reason, &json!({ "reason": "\0" })).await.expect(422);
    assert_eq!(answer.pointers(), ["/reason"]);
    let me = admin.caller.with("If-Match", "*").patch("/v1/me", &json!({ "given_name": "Ca\0mille" })).await;
    assert_eq!(me.expect(422).pointers(), ["/given_name"]);
    for member in ["email", "password"] {
        let mut body = json!({ "email": admin.email, "password": "x" });
        body[member] = json!("x\0@example.fr");
        let answer = app.anonymous().post("/v1/auth/sessions", &body).await.expect(422);
        assert_eq!(answer.pointers(), [format!("/{member}")]);
    }
    // An escaped backslash before `u0000` is no NUL.
    let harmless = with("label_en", json!("C:\\u0000"));
    admin.caller.post("/v1/job-profiles", &harmless).await.expect(201);
}
