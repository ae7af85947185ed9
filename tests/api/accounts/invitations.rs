//! Inviting people.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use vmj_tests::{Caller, Engine, TestApp};

use super::invitation;

/// Who, roles, organisation, and the refused values.
type Case<'c> = (&'c Caller, &'c [&'c str], &'c Option<String>, &'c [(&'c str, &'c str)]);

#[rstest]
#[actix_web::test]
async fn who_may_invite_whom(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = |organisation: vmj_domain::id::OrganisationId| Some(organisation.to_string());
    let lab = id(app.db_sub_organisation("dinum-lab", "dinum").await);
    let old = id(app.db_sub_organisation("dinum-old", "dinum").await);
    let last = id(app.db_sub_organisation("dinum-last", "dinum").await);
    // The clock stands at 2 November 2026.
    for (code, day) in [("dinum-old", "2026-11-01"), ("dinum-last", "2026-11-02")] {
        let sql = format!("UPDATE organisations SET valid_until = '{day}' WHERE code = '{code}'");
        app.db_run(&sql).await;
    }
    let (dinum, above) =
        (id(app.db_organisation("dinum").await), id(app.db_organisation("premier-ministre").await));
    let culture = id(app.db_organisation("culture").await);
    let unknown = Some("019ab5a0-0000-7000-8000-000000000000".to_owned());
    let (of_dinum, ministry) = (app.dinum_admin().await.caller, app.ministry_admin("dinum").await.caller);

    let cases: [Case<'_>; 22] = [
        (&of_dinum, &["student"], &None, &[]),
        (&of_dinum, &["agent"], &culture, &[]),
        (&of_dinum, &["ministry_admin", "agent"], &culture, &[]),
        (&of_dinum, &["dinum_admin"], &None, &[]),
        (&of_dinum, &["student", "agent"], &culture, &[]),
        (&of_dinum, &[], &None, &[("/roles", "missing")]),
        (&of_dinum, &["agent"], &None, &[("/organisation_id", "missing")]),
        (&of_dinum, &["ministry_admin"], &None, &[("/organisation_id", "missing")]),
        (&of_dinum, &["student"], &culture, &[("/organisation_id", "contradicts")]),
        (&of_dinum, &["agent", "agent"], &culture, &[("/roles/1", "repeated")]),
        (&of_dinum, &["agent"], &unknown, &[("/organisation_id", "unknown_value")]),
        (&of_dinum, &["agent"], &old, &[("/organisation_id", "retired")]),
        (&of_dinum, &["agent"], &last, &[]),
        (&ministry, &["agent"], &dinum, &[]),
        (&ministry, &["agent"], &lab, &[]),
        (&ministry, &["agent"], &above, &[("/organisation_id", "unknown_value")]),
        (&ministry, &["agent"], &culture, &[("/organisation_id", "unknown_value")]),
        (&ministry, &["agent"], &old, &[("/organisation_id", "retired")]),
        (&ministry, &["ministry_admin"], &dinum, &[("/roles", "not_grantable")]),
        (&ministry, &["agent", "student"], &dinum, &[("/roles", "not_grantable")]),
        (&ministry, &["dinum_admin"], &None, &[("/roles", "not_grantable")]),
        (
            &ministry,
            &["ministry_admin"],
            &culture,
            &[("/roles", "not_grantable"), ("/organisation_id", "unknown_value")],
        ),
    ];
    for (caller, roles, organisation, refused) in cases {
        let answer = caller.post("/v1/accounts", &invitation(roles, organisation.clone())).await;
        let wanted = if refused.is_empty() { 201 } else { 422 };
        let answer = answer.expect(wanted);
        let errors = answer.json["errors"].as_array().cloned().unwrap_or_default();
        let found: Vec<_> =
            errors.iter().map(|error| (error["pointer"].clone(), error["code"].clone())).collect();
        let expected: Vec<_> = refused.iter().map(|(at, code)| (json!(at), json!(code))).collect();
        assert_eq!(found, expected, "{roles:?} {organisation:?}");
    }
    let sent = app.db_outbox().await;
    assert_eq!(sent.len(), 8, "one message for each that was not refused: {sent:#?}");
}

#[rstest]
#[actix_web::test]
async fn an_invitation_is_a_message_and_no_secret_elsewhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let keyless = app.ministry_admin("dinum").await.caller;
    let admin = keyless.with("Idempotency-Key", "invite-zoe");
    let dinum = app.db_organisation("dinum").await.to_string();
    let body = invitation(&["agent"], Some(dinum.clone()));
    let made = admin.post("/v1/accounts", &body).await.expect(201);
    let again = admin.post("/v1/accounts", &body).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &made.bytes));

    assert_eq!(made.json["email_verified"], false);
    assert_eq!(made.json["invited_at"], "2026-11-02T09:00:00Z");
    assert_eq!(made.json["organisation"]["code"], "dinum");
    assert_eq!(made.header("location"), format!("/v1/accounts/{}", made.json["id"].as_str().expect("an id")));
    let read = admin.get(made.header("location")).await.expect(200);
    assert_eq!(read.json, made.json);

    let outbox = app.db_outbox().await;
    let [message] = &outbox[..] else { panic!("{outbox:#?}") };
    assert_eq!((message.template.as_str(), message.locale.as_str()), ("account_invitation", "en"));
    assert_eq!(json!(message.recipient), body["email"]);
    assert_eq!(message.variables["given_name"], "Zoé");
    assert_eq!(message.variables["expires_at"], "2026-11-09T09:00:00Z");
    let token = app.db_mailed_token(&message.recipient).await;
    assert!(token.len() >= 43, "{token}");
    for bytes in [&made.bytes, &again.bytes] {
        assert!(!String::from_utf8_lossy(bytes).contains(&token));
    }
    for table in ["audit_events", "audit_event_texts", "idempotency_keys", "one_time_tokens", "accounts"] {
        assert!(!app.db_holds(table, &token).await, "the token is in {table}");
    }
    assert!(
        app.db_holds("outbox_messages", &token).await && app.db_holds("idempotency_keys", "Nouvelle").await
    );
    let told = app.db_dump("audit_events").await;
    assert!(told.contains("account.invited") && !told.contains("Zoé"), "{told}");

    let taken = keyless.post("/v1/accounts", &body).await;
    let taken = taken.expect_problem(409, "already_exists");
    assert_eq!(taken.pointers(), ["/email"]);
    assert_eq!(app.db_outbox().await.len(), 1, "what was refused left no message");
}

#[rstest]
#[actix_web::test]
async fn an_invitation_is_accepted_once_in_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let anonymous = app.anonymous();
    let password = "a password of my own";
    let accept = async |token: &str| {
        anonymous.post("/v1/invitation-acceptances", &json!({ "token": token, "password": password })).await
    };
    let made = admin.post("/v1/accounts", &invitation(&["dinum_admin"], None)).await.expect(201);
    let email = made.json["email"].as_str().expect("an address").to_owned();
    let sign_in = json!({ "email": email, "password": password });
    anonymous.post("/v1/auth/sessions", &sign_in).await.expect_problem(401, "invalid_credentials");

    // At the very end: too late; then in time, by a link sent again.
    let first = app.db_mailed_token(&email).await;
    app.clock.advance(TimeDelta::days(7));
    let late = accept(&first).await.expect_problem(422, "validation_failed");
    assert_eq!((late.pointers(), &late.json["errors"][0]["code"]), (vec!["/token"], &json!("invalid_token")));
    let admin = app.dinum_admin().await.caller;
    let path = format!("/v1/accounts/{}/invitation", made.json["id"].as_str().expect("an id"));
    admin.with("If-Match", "\"9.x\"").act(&path).await.expect_problem(412, "precondition_failed");
    let sent = admin.with("If-Match", made.header("etag")).act(&path).await.expect(200);
    assert_eq!(
        (&sent.json["invited_at"], &sent.json["version"]),
        (&json!("2026-11-09T09:00:00Z"), &json!(2))
    );
    let second = app.db_mailed_token(&email).await;
    app.clock.advance(TimeDelta::milliseconds(1));
    admin.act(&path).await.expect(200);
    let third = app.db_mailed_token(&email).await;
    app.clock.advance(TimeDelta::days(7) - TimeDelta::microseconds(1));
    for dead in [&first, &second] {
        assert_eq!(accept(dead).await.expect(422).json["errors"], late.json["errors"], "sent before");
    }
    accept(&third).await.expect(204);
    assert_eq!(accept(&third).await.expect(422).json["errors"], late.json["errors"], "used before");
    anonymous.post("/v1/auth/sessions", &sign_in).await.expect(201);

    let admin = app.dinum_admin().await.caller;
    let refused = admin.act(&path).await.expect_problem(409, "invalid_transition");
    assert_eq!(refused.json["allowed_transitions"], json!(["suspension"]));
    let account = format!("/v1/accounts/{}", made.json["id"].as_str().expect("an id"));
    assert_eq!(admin.get(&account).await.expect(200).json["email_verified"], true);
    for table in ["accounts", "audit_events", "idempotency_keys", "outbox_messages"] {
        assert!(!app.db_holds(table, password).await, "the password is in {table}");
    }
    let alone = app.db_unverified_student().await;
    let path = format!("/v1/accounts/{}/invitation", alone.id);
    admin.act(&path).await.expect_problem(409, "invalid_transition");
}

#[rstest]
#[actix_web::test]
async fn a_suspended_account_accepts_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let made = admin.post("/v1/accounts", &invitation(&["student"], None)).await.expect(201);
    let token = app.db_mailed_token(made.json["email"].as_str().expect("an address")).await;
    let account = format!("/v1/accounts/{}", made.json["id"].as_str().expect("an id"));
    admin.post(&format!("{account}/suspension"), &json!({ "reason": "Essai" })).await.expect(200);
    let body = json!({ "token": token, "password": "a password of my own" });
    app.anonymous().post("/v1/invitation-acceptances", &body).await.expect_problem(422, "validation_failed");
    let refused = admin.act(&format!("{account}/invitation")).await.expect_problem(409, "invalid_transition");
    assert_eq!(refused.json["allowed_transitions"], json!(["reactivation"]));
    admin.act(&format!("{account}/reactivation")).await.expect(200);
    app.anonymous().post("/v1/invitation-acceptances", &body).await.expect(204);
}

#[rstest]
#[actix_web::test]
async fn of_two_invitations_at_once_one_is_made(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let body = invitation(&["dinum_admin"], None);
    let answers = futures_util::future::join_all((0..6).map(|_| admin.post("/v1/accounts", &body))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1);
    for refused in answers.into_iter().filter(|answer| answer.status != 201) {
        assert_eq!(refused.expect_problem(409, "already_exists").pointers(), ["/email"]);
    }
    assert_eq!(app.db_outbox().await.len(), 1);
}
