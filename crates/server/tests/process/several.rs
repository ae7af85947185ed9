//! Several servers on one database.

use crate::support::{Engine, Server, Site, eventually};

const EMAIL: &str = "admin@example.fr";

/// Claims to be signed with a key named `unknown`.
const TOKEN_OF_ANOTHER_KEY: &str = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSIsImtpZCI6InVua25vd24ifQ.e30.AAAA";

/// Three servers, started at once.
fn three(site: &Site) -> Vec<Server> {
    let processes: Vec<_> = (0..3).map(|_| site.spawn(site.command(&[]))).collect();
    processes.into_iter().map(|process| Server::new(process).ready()).collect()
}

/// The keys that all of them publish.
#[track_caller]
fn common_keys(servers: &[Server]) -> Vec<String> {
    let keys: Vec<_> = servers.iter().map(Server::key_ids).collect();
    assert!(keys.iter().all(|each| *each == keys[0]), "{keys:?}");
    keys[0].clone()
}

#[test]
fn servers_that_start_at_once_on_an_empty_database_agree() {
    let site = Site::on(Engine::Postgres);
    let servers = three(&site);
    assert_eq!(common_keys(&servers).len(), 1);
    let steps = site.run(&["migrate", "status"]).expect(0).stdout.lines().count();
    assert_eq!(site.sql("SELECT count(*) FROM seaql_migrations"), steps.to_string());
    assert_eq!(site.sql("SELECT count(*) > 0, count(*) - count(DISTINCT code) FROM organisations"), "t|0");

    // Whoever signs in on one is known to all, at once.
    site.create_admin(EMAIL);
    for server in &servers {
        let session = server.sign_in(EMAIL);
        for server in &servers {
            session.client(server).get("/v1/me").expect(200);
        }
    }
    // A new key reaches each of them, at once when it meets a key that it does not know.
    site.run(&["keys", "rotate"]).expect(0);
    for server in &servers {
        eventually("the new key", || {
            server.client().bearer(TOKEN_OF_ANOTHER_KEY).get("/v1/me").expect(401);
            (server.key_ids().len() == 2).then_some(())
        });
    }
    common_keys(&servers);
}

#[test]
fn servers_that_need_the_first_key_at_the_same_moment_make_one() {
    let site = Site::on(Engine::Postgres);
    site.run(&["migrate", "up"]).expect(0);
    let servers = std::thread::scope(|scope| {
        // While the table is locked they queue before it, so that none of them sees what another one makes.
        scope.spawn(|| site.sql("LOCK TABLE signing_keys; SELECT pg_sleep(1.5)"));
        eventually("the lock", || {
            let locks = "SELECT count(*) FROM pg_locks WHERE relation = 'signing_keys'::regclass";
            (site.sql(locks) != "0").then_some(())
        });
        three(&site)
    });
    assert_eq!(site.sql("SELECT count(*) FROM signing_keys"), "1");
    assert_eq!(common_keys(&servers).len(), 1);
}
