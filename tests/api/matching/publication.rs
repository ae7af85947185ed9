//! From a plan to proposals, once, all or none.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::EditionState;
use vmj_tests::Engine;
use vmj_tests::planning::run_path;

use super::{World, db_audit};

/// How many pairings an edition has.
async fn paired(world: &World) -> Value {
    let list = world.dinum.get(&world.at("pairings?count=true&limit=1")).await.expect(200);
    list.json["page"]["total"].clone()
}

/// Two hosts with two seats each, and five students: four pairs.
async fn crowded(engine: Engine) -> World {
    let world = World::new(engine).await;
    for organisation in ["dinum", "culture"] {
        world.host(organisation, "data-engineer", 2).await;
    }
    for _ in 0..5 {
        world.student(&["data-engineer"]).await;
    }
    world
}

#[rstest]
#[actix_web::test]
async fn all_pairs_are_proposed_at_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = crowded(engine).await;
    let World { app, edition, dinum } = &world;
    let run = run_path(&world.run(json!({})).await);
    let keyed = dinum.with("Idempotency-Key", "\"publish\"");
    let publication = format!("{run}/publication");
    let published = keyed.post(&publication, &json!({})).await.expect(200);
    assert_eq!((&published.json["proposed"], &published.json["dropped"]), (&json!(4), &json!([])));
    assert_eq!(published.json["run"]["state"], "published");
    let again = keyed.post(&publication, &json!({})).await.expect(200);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &published.json));
    dinum.post(&publication, &json!({})).await.expect_problem(409, "invalid_transition");
    assert_eq!(paired(&world).await, 4);
    let read = app.anonymous().get(&format!("/v1/editions/{}", edition.id)).await.expect(200);
    assert_eq!(read.json["state"], "published");
    let duo = &dinum.get(&world.at("pairings?limit=1")).await.expect(200).json["items"][0];
    assert_eq!(
        (&duo["state"], &duo["date"]),
        (&json!("proposed"), &json!(edition.parameters.day.to_string()))
    );
    assert!(duo["answers"]["deadline"].is_string());
    let told = db_audit(app, duo["id"].as_str().expect("an id")).await;
    assert_eq!(told.into_iter().map(|(action, ..)| action).collect::<Vec<_>>(), ["pairing.proposed"]);
    super::super::pairings::assert_sound(&app.db_broken_invariants().await);
    // Whoever has a duo is not matched again.
    let rest = world.run(json!({})).await;
    assert_eq!((&rest.json["scope"], &rest.json["metrics"]["students"]), (&json!("unplaced"), &json!(1)));
    assert_eq!(rest.json["metrics"]["seats"], 0);
}

#[rstest]
#[actix_web::test]
async fn what_has_changed_since_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = crowded(engine).await;
    let World { app, dinum, .. } = &world;
    let run = run_path(&world.run(json!({})).await);
    let plan = super::pairs(dinum, &run).await;
    let (student, ambassador) = &plan[0];
    let why = json!({ "reason": "Essai" });
    dinum.post(&format!("/v1/students/{student}/withdrawal"), &why).await.expect(200);
    let late = world.student(&["data-engineer"]).await;
    let publication = format!("{run}/publication");
    let refused = dinum.post(&publication, &json!({})).await.expect_problem(409, "inputs_changed");
    let told: Vec<_> = refused.json["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| (error["pointer"].as_str().expect("a pointer").to_owned(), error["code"].clone()))
        .collect();
    let expected = [
        (format!("/students/{student}"), json!("removed")),
        (format!("/students/{}", late.id), json!("added")),
    ];
    assert_eq!(told, expected);
    assert_eq!(paired(&world).await, 0);
    let read = dinum.get(&run).await.expect(200);
    assert_eq!(read.json["state"], "computed");
    let published = dinum.post(&publication, &json!({ "drop_invalid": true })).await.expect(200);
    assert_eq!(published.json["proposed"], 3);
    let dropped =
        json!([{ "student_id": student, "ambassador_id": ambassador, "reason": "student_not_there" }]);
    assert_eq!(published.json["dropped"], dropped);
    assert_eq!(paired(&world).await, 3);
    super::super::pairings::assert_sound(&app.db_broken_invariants().await);
}

/// A pair that can still be made, but not as it was planned, is proposed as it now can be.
#[rstest]
#[actix_web::test]
async fn what_can_be_made_otherwise_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    let host = world.host("dinum", "data-engineer", 1).await;
    let student = world.student(&["data-engineer"]).await;
    let run = run_path(&world.run(json!({})).await);
    let planned = dinum.get(&format!("{run}/proposals")).await.expect(200);
    assert_eq!(planned.json["items"][0]["format"], "on_site");
    let path = format!("/v1/students/{}", student.id);
    let edit = json!({ "formats": ["remote"], "reason": "Essai" });
    dinum.with("If-Match", "*").patch(&path, &edit).await.expect(200);
    dinum.act(&format!("{path}/admission")).await;
    let publication = format!("{run}/publication");
    let refused = dinum.post(&publication, &json!({})).await.expect_problem(409, "inputs_changed");
    assert_eq!(refused.pointers(), [format!("/students/{}", student.id)]);
    let published = dinum.post(&publication, &json!({ "drop_invalid": true })).await.expect(200);
    assert_eq!(published.json["proposed"], 1);
    let duo = &dinum.get(&world.at("pairings")).await.expect(200).json["items"][0];
    let shown = [&duo["student"]["id"], &duo["ambassador"]["id"], &duo["format"]];
    assert_eq!(shown, [&json!(student.id.to_string()), &json!(host.id.to_string()), &json!("remote")]);
    super::super::pairings::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn of_two_runs_published_at_once_one_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = crowded(engine).await;
    let World { app, dinum, .. } = &world;
    let mut runs = Vec::new();
    for seed in [1, 2, 3, 4] {
        runs.push(format!("{}/publication", run_path(&world.run(json!({ "seed": seed })).await)));
    }
    let nothing = json!({});
    let answers =
        futures_util::future::join_all(runs.iter().map(|publication| dinum.post(publication, &nothing)))
            .await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409]);
    assert_eq!(paired(&world).await, 4);
    super::super::pairings::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn not_before_matching_nor_after_the_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = crowded(engine).await;
    let World { app, edition, dinum } = &world;
    let run = run_path(&world.run(json!({})).await);
    let publication = format!("{run}/publication");
    for state in [
        EditionState::Open { reopened_because: None },
        EditionState::Published,
        EditionState::Held,
        EditionState::Closed,
    ] {
        app.db_edition_state(edition.id, &state).await;
        dinum.post(&publication, &json!({})).await.expect_problem(409, "edition_state");
    }
    app.db_edition_state(edition.id, &EditionState::Matching).await;
    dinum.post(&publication, &json!({})).await.expect(200);
    assert_eq!(paired(&world).await, 4);
}
