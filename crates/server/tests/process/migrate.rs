//! `migrate up`, `migrate down`, `migrate status`.

use rstest::rstest;

use crate::support::{Engine, Finished, Site, eventually};

const OUTDATED: &str = "the schema is not up to date: run `vis-mon-job migrate up`";

/// Which steps are applied, as the command prints them.
fn applied(finished: &Finished) -> Vec<bool> {
    let step = |line: &str| match line.split_once("  ") {
        Some(("applied", _)) => true,
        Some(("missing", _)) => false,
        _ => panic!("neither applied nor missing: {line}"),
    };
    finished.stdout.lines().map(step).collect()
}

/// `true` so many times, then `false`.
fn first(count: usize, of: usize) -> Vec<bool> {
    (0..of).map(|step| step < count).collect()
}

#[rstest]
fn up_and_down_and_up_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = Site::on(engine);
    let empty = site.run(&["migrate", "status"]).expect_refusal(OUTDATED);
    let all = applied(&empty).len();
    assert!(all > 2 && applied(&empty) == first(0, all), "{}", empty.stdout);

    let run = |arguments: &[&str], expected: usize| {
        let done = site.run(&[&["migrate"], arguments].concat()).expect(0);
        assert_eq!(applied(&done), first(expected, all), "{arguments:?}");
        let status = site.run(&["migrate", "status"]);
        assert_eq!(status.code, Some(i32::from(expected != all)), "{status:?}");
        assert_eq!(applied(&status), first(expected, all), "{arguments:?}");
    };
    run(&["up", "--steps", "1"], 1);
    run(&["up", "--steps", "0"], 1);
    run(&["up"], all);
    run(&["up"], all);
    run(&["down"], all - 1);
    run(&["down", "--steps", "0"], all - 1);
    run(&["down", "--steps", "2"], all - 3);
    run(&["up"], all);
    run(&["down", "--steps", "99"], 0);
    run(&["up"], all);
}

#[rstest]
fn a_server_is_ready_only_at_its_own_level(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = Site::on(engine);
    let server = site.start();
    site.create_admin("admin@example.fr");
    site.run(&["migrate", "down"]).expect(0);
    let refused = server.client().get("/readyz").expect(503);
    assert_eq!(refused.json()["code"], "service_unavailable");
    assert!(!refused.header("retry-after").is_empty());
    server.client().get("/livez").expect(200);
    site.run(&["migrate", "up"]).expect(0);
    eventually("a ready server", || (server.client().get("/readyz").status == 200).then_some(()));
    // One step back took nothing that the steps before it had made.
    server.sign_in("admin@example.fr");
}
