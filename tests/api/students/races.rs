//! Races, with real concurrency.

use futures_util::future::{join, join_all};
use rstest::rstest;
use serde_json::json;
use vmj_domain::access::Role;
use vmj_tests::students::{made, open_form, student_form, submit};
use vmj_tests::{Answer, Engine, TestApp};

use super::{assert_decided, collection, editor, id_of, path};
use crate::organisations::db_audit;

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status.as_u16() == status).count()
}

/// How many were refused so; none otherwise with this status.
fn only(answers: &[Answer], status: u16, code: &str) -> usize {
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status == status).collect();
    assert!(refused.iter().all(|answer| answer.json["code"] == code), "{refused:?}");
    refused.len()
}

#[rstest]
#[actix_web::test]
async fn of_16_creations_for_one_account_one_succeeds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let dinum = app.dinum_admin().await.caller;
    for _ in 0..4 {
        let student = app.student().await;
        let body = json!({ "account_id": student.id.to_string() });
        let creations = (0..16).map(|number| {
            let caller = if number % 2 == 0 { &dinum } else { &student.caller };
            let (at, body) = (collection(&edition), &body);
            async move { caller.post(&at, body).await }
        });
        let answers = join_all(creations).await;
        assert_eq!((count(&answers, 201), only(&answers, 409, "already_exists")), (1, 15));
        let own = student.caller.get(&format!("{}?count=true", collection(&edition))).await.expect(200);
        assert_eq!(own.json["page"]["total"], 1);
    }
}

#[rstest]
#[actix_web::test]
async fn nobody_becomes_both_at_the_same_moment(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    for _ in 0..8 {
        let both = app.db_person(&[Role::Agent, Role::Student], Some("dinum")).await;
        let creations = (0..8).map(|number| {
            let kind = if number % 2 == 0 { "students" } else { "ambassadors" };
            let (at, caller) = (format!("/v1/editions/{}/{kind}", edition.id), &both.caller);
            async move { caller.post(&at, &json!({})).await }
        });
        let answers = join_all(creations).await;
        assert_eq!((count(&answers, 201), only(&answers, 409, "already_exists")), (1, 7));
        let total = async |kind: &str| {
            let at = format!("/v1/editions/{}/{kind}?count=true", edition.id);
            both.caller.get(&at).await.expect(200).json["page"]["total"].as_u64().expect("a number")
        };
        assert_eq!(total("students").await + total("ambassadors").await, 1);
    }
}

#[rstest]
#[actix_web::test]
async fn of_16_edits_with_one_if_match_one_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let dinum = app.dinum_admin().await.caller;
    let (student, at) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    for round in 1..=4 {
        let read = student.caller.get(&at).await.expect(200);
        let edits = (0..16).map(|number| {
            let caller = if number % 2 == 0 { &dinum } else { &student.caller };
            let (caller, at) = (caller.with("If-Match", read.header("etag")), &at);
            let wishes = if number % 3 == 0 {
                json!([{ "job_profile_code": "tester" }])
            } else {
                json!([{ "job_family_code": "data" }, { "job_profile_code": "tester" }])
            };
            let patch = json!({ "curriculum": format!("Cursus {number}"), "wishes": wishes });
            async move { caller.patch(at, &patch).await }
        });
        let answers = join_all(edits).await;
        assert_eq!((count(&answers, 200), only(&answers, 412, "precondition_failed")), (1, 15));
        let winner = answers.iter().find(|answer| answer.status == 200).expect("a winner");
        let now = student.caller.get(&at).await.expect(200);
        assert_eq!((&now.json, &now.json["version"]), (&winner.json, &json!(round + 1)));
    }
}

#[rstest]
#[actix_web::test]
async fn of_8_decisions_one_is_the_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admins = [app.dinum_admin().await.caller, app.dinum_admin().await.caller];
    for _ in 0..4 {
        let student = app.db_students(&edition, 1, |_, _| {}).await[0];
        let decisions = (0..8).map(|number| {
            let (admin, at) = (&admins[number % 2], path(student));
            async move {
                if number % 3 == 0 {
                    admin.post(&format!("{at}/refusal"), &json!({ "reason": "Non" })).await
                } else {
                    admin.act(&format!("{at}/admission")).await
                }
            }
        });
        let answers = join_all(decisions).await;
        // Who comes too late is told of the state, and not of a version that it never named.
        let statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        let counts = (count(&answers, 200), only(&answers, 409, "invalid_transition"));
        assert_eq!(counts, (1, 7), "{statuses:?}");
        assert_eq!(db_audit(&app, &student.to_string()).await.len(), 1);
    }
}

/// Whoever submits while the address is being proven is found by the one or the other.
#[rstest]
#[actix_web::test]
async fn a_submission_and_a_proof_never_miss_each_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let uai = app.db_school_uai().await;
    for round in 0..24 {
        let student = app.db_unverified_student().await;
        let at = made(&student.caller, edition.id, &student_form(&uai)).await;
        student.caller.act("/v1/me/email-verification").await.expect(202);
        let token = json!({ "token": app.db_mailed_token(&student.email).await });
        let (anonymous, submission) = (app.anonymous(), submit(&student.caller, &at));
        let (submitted, proven) = join(submission, anonymous.post("/v1/email-verifications", &token)).await;
        submitted.expect(200);
        proven.expect(204);
        let read = student.caller.get(&at).await.expect(200);
        assert_eq!(read.json["state"], "eligible", "round {round}: {}", read.json);
    }
}

#[rstest]
#[actix_web::test]
async fn of_two_admins_one_says_which_school_is_meant(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let uais = [app.db_school_uai().await, app.db_school_uai().await];
    let dinum = app.dinum_admin().await.caller;
    for round in 0..6 {
        let words = format!("Institut n° {round}");
        let mut paths = Vec::new();
        for _ in 0..4 {
            paths.push(app.submitted_in(edition.id, &open_form(&words)).await.1);
        }
        // The same student or another who wrote the same, at this school or that.
        let resolutions = (0..8).map(|number| {
            let at = format!("{}/school-resolution", paths[number * 3 % 4]);
            let (dinum, body) = (&dinum, json!({ "school_uai": uais[number % 2] }));
            async move { dinum.post(&at, &body).await }
        });
        let answers = join_all(resolutions).await;
        assert_eq!((count(&answers, 200), only(&answers, 409, "invalid_transition")), (1, 7), "{round}");
        let winner = answers.iter().find(|answer| answer.status == 200).expect("a winner");
        for at in &paths {
            let read = dinum.get(at).await.expect(200);
            assert_eq!(read.json["school"], winner.json["school"]);
            assert_decided(&read.json, "eligible", Some("rule"), &[]);
        }
    }
}

/// Whoever writes the words while DINUM says what they mean finds the school, or is found.
#[rstest]
#[actix_web::test]
async fn a_resolution_and_those_who_write_the_words_never_miss_each_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    for round in 0..12 {
        let form = open_form(&format!("Institut n° {round}"));
        let first = app.submitted_in(edition.id, &form).await.1;
        let new = [app.student().await, app.student().await, app.student().await];
        let (other, other_path) = app.submitted_in(edition.id, &open_form("Ailleurs")).await;
        let editor = editor(&other.caller, &other_path).await;
        let resolution = format!("{first}/school-resolution");
        let body = json!({ "school_uai": uai });
        let resolve = dinum.post(&resolution, &body);
        let words = json!({ "school_name": form["school_name"] });
        let writing = join(
            join_all(new.iter().map(|person| made(&person.caller, edition.id, &form))),
            editor.patch(&other_path, &words),
        );
        let (resolved, (paths, changed)) = join(resolve, writing).await;
        resolved.expect(200);
        changed.expect(200);
        for at in paths.iter().chain([&other_path]) {
            let read = dinum.get(at).await.expect(200);
            assert_eq!(read.json["school"]["uai"], json!(uai), "round {round}: {}", read.json);
        }
        assert_decided(&dinum.get(&other_path).await.expect(200).json, "eligible", Some("rule"), &[]);
    }
}

/// A resolution decides on those whose address is being proven, and a proof on those whose school is being found.
#[rstest]
#[actix_web::test]
async fn a_resolution_and_a_proof_never_miss_each_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    for round in 0..16 {
        let student = app.db_unverified_student().await;
        let form = open_form(&format!("Institut n° {round}"));
        let at = made(&student.caller, edition.id, &form).await;
        submit(&student.caller, &at).await.expect(200);
        student.caller.act("/v1/me/email-verification").await.expect(202);
        let token = json!({ "token": app.db_mailed_token(&student.email).await });
        let (resolution, body) = (format!("{at}/school-resolution"), json!({ "school_uai": uai }));
        let anonymous = app.anonymous();
        let prove = anonymous.post("/v1/email-verifications", &token);
        let (resolved, proven) = join(dinum.post(&resolution, &body), prove).await;
        resolved.expect(200);
        proven.expect(204);
        let read = dinum.get(&at).await.expect(200);
        assert_eq!(read.json["state"], "eligible", "round {round}: {}", read.json);
    }
}

/// What renames the person is not undone by what happens to the student at the same time.
#[rstest]
#[actix_web::test]
async fn what_follows_the_account_is_not_undone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let dinum = app.dinum_admin().await.caller;
    for round in 0..24 {
        let (student, at) = app.submitted_in(edition.id, &open_form("Institut d’exemple")).await;
        let renaming = student.caller.with("If-Match", "*");
        let name = json!({ "family_name": format!("Nouveau {round}") });
        let (editor, phone) = (editor(&dinum, &at).await, json!({ "phone": null }));
        let (edited, renamed) = join(editor.patch(&at, &phone), renaming.patch("/v1/me", &name)).await;
        edited.expect(200);
        renamed.expect(200);
        let found = dinum.get(&format!("{}?q=nouveau%20{round}%20", collection(&edition))).await.expect(200);
        assert_eq!(super::ids(&found.json["items"]), [json!(id_of(&at))], "round {round}");
        assert_eq!(found.json["items"][0].get("phone"), None);
    }
}
