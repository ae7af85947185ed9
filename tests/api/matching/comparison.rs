//! Two plans beside each other.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::Engine;
use vmj_tests::planning::run_path;

use super::{World, pairs};
use crate::contract::UNKNOWN_ID;
use crate::contract::pages::{column, walk};

#[rstest]
#[actix_web::test]
async fn who_is_moved_and_who_is_not(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    for organisation in ["dinum", "culture"] {
        world.host(organisation, "data-engineer", 2).await;
    }
    for _ in 0..6 {
        world.student(&["data-engineer"]).await;
    }
    let one = run_path(&world.run(json!({ "seed": 1 })).await);
    let mut plans = Vec::new();
    for seed in 2..8 {
        let other = run_path(&world.run(json!({ "seed": seed })).await);
        plans.push((pairs(dinum, &other).await, other));
    }
    let first = pairs(dinum, &one).await;
    let (plan, other) = plans.into_iter().find(|(plan, _)| *plan != first).expect("lots fall otherwise");
    let id = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
    let path = format!("{one}/comparison/{}", id(&other));
    let read = dinum.get(&path).await.expect(200);
    let place = |plan: &[(String, String)], student: &str| {
        plan.iter().find(|(one, _)| one == student).map(|(_, ambassador)| ambassador.clone())
    };
    let mut counts = [0, 0, 0, 0];
    let mut students: Vec<_> = first.iter().chain(&plan).map(|(student, _)| student.clone()).collect();
    students.sort();
    students.dedup();
    for student in &students {
        let at = match (place(&first, student), place(&plan, student)) {
            (Some(here), Some(there)) if here == there => 0,
            (Some(_), Some(_)) => 1,
            (Some(_), None) => 2,
            _ => 3,
        };
        counts[at] += 1;
    }
    let told = ["same", "moved", "here_only", "there_only"].map(|member| read.json[member].clone());
    assert_eq!(told, counts.map(|count: i32| json!(count)));
    assert_eq!((&read.json["run"]["id"], &read.json["other"]["id"]), (&json!(id(&one)), &json!(id(&other))));
    let moves = dinum.get(&format!("{path}/moves?count=true")).await.expect(200);
    assert_eq!(moves.json["page"]["total"], counts[1] + counts[2] + counts[3]);
    for item in moves.json["items"].as_array().expect("items") {
        let student = item["student_id"].as_str().expect("an id");
        let ambassador = |side: &str| item[side]["ambassador_id"].as_str().map(str::to_owned);
        assert_eq!(
            (ambassador("here"), ambassador("there")),
            (place(&first, student), place(&plan, student))
        );
        assert_ne!(ambassador("here"), ambassador("there"));
    }
    for limit in [1, 2] {
        let walked = walk(dinum, &format!("{path}/moves?count=false"), limit, "student_id").await;
        assert_eq!(walked, column(&moves, "student_id"));
    }
    let itself = dinum.get(&format!("{one}/comparison/{}/moves", id(&one))).await.expect(200);
    assert_eq!(itself.json["items"], Value::Array(Vec::new()));
    let elsewhere = app.db_edition(|_| {}).await;
    let foreign = id(&run_path(&app.computed(dinum, &elsewhere, &json!({})).await));
    for other in [foreign, UNKNOWN_ID.to_owned()] {
        for end in ["", "/moves"] {
            let path = format!("{one}/comparison/{other}{end}");
            dinum.get(&path).await.expect_problem(404, "not_found");
        }
    }
}
