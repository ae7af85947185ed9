//! What DINUM decides about pairs before any run.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::ambassador::Ambassador;
use vmj_domain::student::Student;
use vmj_tests::Engine;
use vmj_tests::planning::run_path;

use super::{World, broken, db_audit, pairs};
use crate::contract::UNKNOWN_ID;

fn constraint(kind: &str, student: &Student, ambassador: &Ambassador) -> Value {
    json!({
        "kind": kind, "student_id": student.id.to_string(), "ambassador_id": ambassador.id.to_string(),
        "reason": "Essai",
    })
}

#[rstest]
#[actix_web::test]
async fn locks_are_kept_and_exclusions_obeyed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    let here = world.host("dinum", "data-engineer", 1).await;
    let there = world.host("culture", "tester", 1).await;
    let one = world.student(&["data-engineer"]).await;
    let other = world.student(&["data-engineer"]).await;
    let constraints = world.at("matching-constraints");
    // Outside the wishes.
    let locked = dinum.post(&constraints, &constraint("lock", &one, &there)).await.expect(201);
    let excluded = dinum.post(&constraints, &constraint("exclusion", &other, &here)).await.expect(201);
    let run = world.run(json!({})).await;
    let plan = pairs(dinum, &run_path(&run)).await;
    assert_eq!(plan, [(one.id.to_string(), there.id.to_string())]);
    let list = dinum.get(&format!("{}/proposals?locked=true", run_path(&run))).await.expect(200);
    let lock = &list.json["items"][0];
    assert_eq!((lock.get("wish_rank"), &lock["locked"]), (None, &json!(true)));
    for made in [&locked, &excluded] {
        let id = made.json["id"].as_str().expect("an id");
        let withdrawal = format!("/v1/matching-constraints/{id}/withdrawal");
        assert_eq!(dinum.act(&withdrawal).await.expect(200).json, made.json);
        dinum.act(&withdrawal).await.expect_problem(404, "not_found");
        let told: Vec<_> = db_audit(app, id).await.into_iter().map(|(action, ..)| action).collect();
        assert_eq!(told, ["matching_constraint.created", "matching_constraint.withdrawn"]);
    }
    let list = dinum.get(&format!("{constraints}?count=true")).await.expect(200);
    assert_eq!((&list.json["items"], &list.json["page"]["total"]), (&json!([]), &json!(0)));
    let free = world.run(json!({})).await;
    assert_eq!(free.json["metrics"]["by_wish_rank"][0], 1);
}

#[rstest]
#[actix_web::test]
async fn one_decision_a_pair_and_one_lock_a_student(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    let here = world.host("dinum", "data-engineer", 1).await;
    let there = world.host("culture", "data-engineer", 1).await;
    let student = world.student(&["data-engineer"]).await;
    let constraints = world.at("matching-constraints");
    dinum.post(&constraints, &constraint("lock", &student, &here)).await.expect(201);
    for (kind, ambassador) in [("lock", &here), ("exclusion", &here), ("lock", &there)] {
        let again = dinum.post(&constraints, &constraint(kind, &student, ambassador)).await;
        again.expect_problem(409, "already_exists");
    }
    dinum.post(&constraints, &constraint("exclusion", &student, &there)).await.expect(201);
    let mut unknown = constraint("lock", &student, &here);
    (unknown["student_id"], unknown["ambassador_id"]) = (json!(UNKNOWN_ID), json!(UNKNOWN_ID));
    let refused = dinum.post(&constraints, &unknown).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/ambassador_id", "unknown_value"), ("/student_id", "unknown_value")]);
    let mut silent = constraint("exclusion", &student, &here);
    silent["reason"] = json!("");
    let refused = dinum.post(&constraints, &silent).await.expect_problem(422, "validation_failed");
    assert_eq!(refused.pointers(), ["/reason"]);
    // Of another edition.
    let elsewhere = app.db_edition(|_| {}).await;
    let stranger = app.db_candidate(&elsewhere, |_| {}).await;
    let refused = dinum.post(&constraints, &constraint("lock", &stranger, &here)).await;
    assert_eq!(broken(&refused.expect_problem(422, "validation_failed")), [("/student_id", "unknown_value")]);
}

#[rstest]
#[actix_web::test]
async fn a_lock_that_cannot_be_kept_fails_the_run(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let World { dinum, .. } = &world;
    let host = world.host("dinum", "data-engineer", 1).await;
    for _ in 0..2 {
        let student = world.student(&["data-engineer"]).await;
        dinum.post(&world.at("matching-constraints"), &constraint("lock", &student, &host)).await.expect(201);
    }
    let run = world.run(json!({})).await;
    assert_eq!((&run.json["state"], &run.json["failure"]), (&json!("failed"), &json!("impossible_lock")));
    let publication = format!("{}/publication", run_path(&run));
    dinum.post(&publication, &json!({})).await.expect_problem(409, "invalid_transition");
}
