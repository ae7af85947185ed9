//! Asking for runs, reading and discarding them.

use rstest::rstest;
use serde_json::json;
use vmj_domain::edition::EditionState;
use vmj_tests::Engine;
use vmj_tests::planning::run_path;

use super::{World, broken, db_audit};
use crate::contract::UNKNOWN_ID;

#[rstest]
#[actix_web::test]
async fn a_run_is_computed_and_certified(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    for _ in 0..3 {
        world.student(&["data-engineer"]).await;
    }
    world.host("dinum", "data-engineer", 2).await;
    let begun = dinum.post(&world.at("matching-runs"), &json!({ "seed": 7 })).await.expect(202);
    assert_eq!((&begun.json["state"], &begun.json["progress"]), (&json!("computing"), &json!(0)));
    let path = run_path(&begun);
    assert_eq!(begun.header("location"), path);
    app.compute().await;
    let run = dinum.get(&path).await.expect(200);
    let metrics = &run.json["metrics"];
    let told = ["students", "ambassadors", "seats", "placed", "placed_first", "rank_penalty", "certified"];
    let told = told.map(|member| metrics[member].clone());
    assert_eq!(told, [json!(3), json!(1), json!(2), json!(2), json!(0), json!(0), json!(true)]);
    assert_eq!(metrics["by_wish_rank"], json!([2, 0, 0, 0, 0]));
    assert_eq!(metrics["digest"].as_str().expect("a digest").len(), 64);
    let asked = ["state", "scope", "seed", "rank_penalty", "place_band", "rank_objective"];
    let asked = asked.map(|member| run.json[member].clone());
    let expected = [
        json!("computed"),
        json!("edition"),
        json!(7),
        json!([0, 1, 3, 6, 10]),
        json!([0, 1, 2, 3]),
        json!("penalty"),
    ];
    assert_eq!(asked, expected);
    assert_eq!(run.json["version"], 2);
    assert_eq!(run.json.get("progress"), None);
}

#[rstest]
#[actix_web::test]
async fn the_same_seed_gives_the_same_plan(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    for _ in 0..6 {
        world.student(&["data-engineer"]).await;
    }
    world.host("dinum", "data-engineer", 2).await;
    world.host("culture", "data-engineer", 1).await;
    let mut plans = Vec::new();
    for seed in [1, 1, 2, 3, 4, 5] {
        let run = world.run(json!({ "seed": seed })).await;
        assert_eq!(run.json["metrics"]["placed"], 3);
        plans.push(super::pairs(&world.dinum, &run_path(&run)).await);
    }
    assert_eq!(plans[0], plans[1]);
    assert!(plans[2..].iter().any(|plan| *plan != plans[0]), "six students draw lots for three seats");
    let drawn = world.run(json!({})).await;
    assert!(drawn.json["seed"].as_u64().expect("a seed") > 0);
    let again = world.run(json!({ "seed": drawn.json["seed"] })).await;
    let (drawn, again) = (run_path(&drawn), run_path(&again));
    assert_eq!(super::pairs(&world.dinum, &drawn).await, super::pairs(&world.dinum, &again).await);
}

#[rstest]
#[actix_web::test]
async fn what_is_not_right_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    let there = world.at("matching-runs");
    for (body, pointers) in [
        (json!({ "rank_penalty": [0, 1] }), vec!["/rank_penalty"]),
        (json!({ "rank_penalty": [0, 1, 3, 6, 1_000_001] }), vec!["/rank_penalty/4"]),
        (json!({ "place_band": [0, 1, 2, 1_000_001] }), vec!["/place_band/3"]),
        (json!({ "seed": 9_007_199_254_740_992_u64 }), vec!["/seed"]),
        (json!({ "previous_run_id": UNKNOWN_ID }), vec!["/previous_run_id"]),
        (json!({ "place_band": [0, 1] }), vec!["/place_band"]),
        (json!({ "colour": "red" }), vec!["/colour"]),
        (json!({ "rank_objective": "luck" }), vec!["/rank_objective"]),
    ] {
        let refused = dinum.post(&there, &body).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), pointers, "{body}");
    }
    let elsewhere = app.db_edition(|_| {}).await;
    let foreign = app.computed(dinum, &elsewhere, &json!({})).await;
    let body = json!({ "previous_run_id": foreign.json["id"] });
    let refused = dinum.post(&there, &body).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/previous_run_id", "unknown_value")]);
}

#[rstest]
#[actix_web::test]
async fn the_state_of_the_edition_decides(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum } = &world;
    let there = world.at("matching-runs");
    for (state, scope, status) in [
        (EditionState::Open { reopened_because: None }, "edition", 202),
        (EditionState::Matching, "edition", 202),
        (EditionState::Matching, "unplaced", 202),
        (EditionState::Published, "unplaced", 202),
        (EditionState::Published, "edition", 409),
        (EditionState::Held, "unplaced", 409),
        (EditionState::Closed, "edition", 409),
    ] {
        app.db_edition_state(edition.id, &state).await;
        let answer = dinum.post(&there, &json!({ "scope": scope })).await.expect(status);
        if status == 409 {
            assert_eq!(answer.json["code"], "edition_state", "{state:?}");
        }
    }
    app.db_edition_state(edition.id, &EditionState::Published).await;
    assert_eq!(dinum.post(&there, &json!({})).await.expect(202).json["scope"], "unplaced");
}

#[rstest]
#[actix_web::test]
async fn discarded_it_stays_to_be_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    let begun = dinum.post(&world.at("matching-runs"), &json!({})).await.expect(202);
    let path = run_path(&begun);
    let discard = format!("{path}/discard");
    dinum.act(&discard).await.expect_problem(409, "invalid_transition");
    app.compute().await;
    let run = dinum.get(&path).await.expect(200);
    let stale = dinum.with("If-Match", begun.header("etag"));
    stale.act(&discard).await.expect_problem(412, "precondition_failed");
    let discarded = dinum.with("If-Match", run.header("etag")).act(&discard).await.expect(200);
    assert_eq!(
        (&discarded.json["state"], &discarded.json["metrics"]),
        (&json!("discarded"), &run.json["metrics"])
    );
    dinum.act(&discard).await.expect_problem(409, "invalid_transition");
    dinum.post(&format!("{path}/publication"), &json!({})).await.expect_problem(409, "invalid_transition");
    let id = run.json["id"].as_str().expect("an id");
    let told: Vec<_> = db_audit(app, id).await.into_iter().map(|(action, ..)| action).collect();
    assert_eq!(told, ["matching_run.asked_for", "matching_run.discarded"]);
    let list = dinum.get(&world.at("matching-runs?count=true")).await.expect(200);
    assert_eq!((&list.json["page"]["total"], &list.json["items"][0]), (&json!(1), &discarded.json));
    let none = dinum.get(&world.at("matching-runs?state=computed")).await.expect(200);
    assert_eq!(none.json["items"], json!([]));
}

#[rstest]
#[actix_web::test]
async fn two_planners_compute_it_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    world.student(&["data-engineer"]).await;
    world.host("dinum", "data-engineer", 1).await;
    let mut runs = Vec::new();
    for _ in 0..4 {
        runs.push(run_path(&dinum.post(&world.at("matching-runs"), &json!({})).await.expect(202)));
    }
    let (one, other) = (app.planner(), app.planner());
    let work = async |planner: &vmj_jobs::Planner| {
        let mut done = 0;
        loop {
            match planner.pass().await.expect("a pass") {
                0 => return done,
                more => done += more,
            }
        }
    };
    let (here, there) = futures_util::join!(work(&one), work(&other));
    assert_eq!(here + there, 4);
    for run in runs {
        assert_eq!(dinum.get(&run).await.expect(200).json["state"], "computed");
    }
}
