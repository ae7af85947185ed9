//! Whatever is sent, nothing answers 5xx, and every answer is as documented.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use serde_json::Value;
use vmj_tests::app::DOCUMENT;
use vmj_tests::{Engine, TestApp};

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(Value::from("a\0b")),
    ];
    let name = prop_oneof![
        Just("code".to_owned()),
        Just("family_code".to_owned()),
        Just("label_fr".to_owned()),
        Just("label_en".to_owned()),
        Just("reason".to_owned()),
        Just("email".to_owned()),
        Just("password".to_owned()),
        Just("refresh_token".to_owned()),
        Just("given_name".to_owned()),
        Just("locale".to_owned()),
        any::<String>(),
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((name.clone(), inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![4 => json().prop_map(|value| value.to_string().into_bytes()), 1 => vec(any::<u8>(), 0..64)]
}

/// Percent-encoded bytes of any kind.
fn encoded() -> impl Strategy<Value = String> {
    vec(any::<u8>(), 0..24).prop_map(|bytes| bytes.iter().map(|byte| format!("%{byte:02X}")).collect())
}

fn query() -> impl Strategy<Value = String> {
    let names =
        ["limit", "cursor", "count", "sort", "q", "year", "postal_code", "organisation_id", "state", "x"];
    let pair =
        (prop::sample::select(names.to_vec()), prop_oneof![encoded(), "[0-9-]{0,12}", "[a-z_-]{0,12}"]);
    vec(pair, 0..4).prop_map(|pairs| {
        pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    })
}

#[derive(Clone, Debug)]
struct Shot {
    operation: usize,
    parameter: String,
    query: String,
    body: Vec<u8>,
    if_match: String,
    key: String,
}

fn shots() -> impl Strategy<Value = Shot> {
    let parameter = prop_oneof![encoded(), Just("data-engineer".to_owned()), "[a-z0-9-]{1,20}"];
    (any::<prop::sample::Index>(), parameter, query(), body(), "[ -~]{0,20}", "[ -~]{0,20}").prop_map(
        |(operation, parameter, query, body, if_match, key)| {
            let operation = operation.index(DOCUMENT.operations().len());
            Shot { operation, parameter, query, body, if_match, key }
        },
    )
}

#[test]
fn nothing_that_is_sent_answers_5xx() {
    let system = actix_web::rt::System::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = system.block_on(TestApp::start(engine));
        // Sessions end at sign-out, so each shot is fired by a fresh one.
        let admin = system.block_on(app.dinum_admin());
        let mut runner =
            TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&shots(), |shot| {
            system.block_on(async {
                let operation = &DOCUMENT.operations()[shot.operation];
                let mut path = operation.path.clone();
                if let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
                    path.replace_range(open..=close, &shot.parameter);
                }
                let path = format!("{path}?{}", shot.query);
                let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
                let caller = app.bearer(app.db_token(admin.id).await);
                let caller = caller.with("If-Match", &shot.if_match).with("Idempotency-Key", &shot.key);
                let body = operation.has_body.then(|| ("application/json", shot.body.clone()));
                let answer = caller.send(method, &path, body).await;
                assert!(!answer.status.is_server_error(), "{}: {}", answer.status, answer.json);
            });
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{engine:?}: {failure}"));
    }
}
