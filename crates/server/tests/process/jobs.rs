//! Work without requests, shared by two servers of which one is killed.

use vmj_tests::pairings::due_proposals;

use crate::support::{Engine, Site, eventually};

/// Many batches.
const PROPOSALS: u32 = 3000;

/// Holds every transaction for a while between its changes and its messages.
const HOLD: &str = "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
    CREATE TRIGGER hold AFTER INSERT ON pairing_events FOR EACH STATEMENT EXECUTE FUNCTION hold()";

const EXPIRED: &str = "SELECT count(*) FROM pairings WHERE state = 'expired'";

fn number(site: &Site, sql: &str) -> u32 {
    site.sql(sql).parse().expect("a number")
}

/// The database's side of the connections of the servers that run.
fn backends(site: &Site) -> Option<String> {
    let pids = site.sql(
        "SELECT string_agg(pid::text, ',') FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'vis-mon-job'",
    );
    Some(pids).filter(|pids| !pids.is_empty())
}

#[test]
fn a_server_that_is_killed_loses_nothing_and_doubles_nothing() {
    let site = Site::on(Engine::Postgres)
        .with("VMJ_JOBS_POLL_SECONDS", "1")
        .with("VMJ_MAIL_TRANSPORT", "none")
        .with("VMJ_DATABASE_MAX_CONNECTIONS", "4");
    let killed = site.start();
    let of_killed = eventually("connections", || backends(&site));
    let other = site.start();
    site.sql(HOLD);
    for sql in due_proposals(PROPOSALS) {
        site.sql(&sql);
    }
    let in_the_middle = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid IN ({of_killed})"
    );
    eventually("a server in the middle of its work", || {
        (number(&site, EXPIRED) > 0 && number(&site, &in_the_middle) > 0).then_some(())
    });
    killed.signal("KILL");
    assert_eq!(killed.wait().code, None, "it had no say in its end");
    let expired = number(&site, EXPIRED);
    assert!((1..PROPOSALS).contains(&expired), "{expired}");
    site.sql("DROP TRIGGER hold ON pairing_events");
    eventually("the other server to finish", || (number(&site, EXPIRED) == PROPOSALS).then_some(()));

    assert_eq!(number(&site, &format!("{EXPIRED} AND version = 2")), PROPOSALS, "each was changed once");
    let lines = "SELECT count(*), count(DISTINCT pairing_id) FROM pairing_events WHERE kind = 'expired'";
    assert_eq!(site.sql(lines), format!("{PROPOSALS}|{PROPOSALS}"));
    assert_eq!(number(&site, "SELECT count(*) FROM pairing_events"), PROPOSALS);
    // Everybody here is of one pairing only.
    let messages =
        "SELECT count(*), count(DISTINCT account_id) FROM outbox_messages WHERE template = 'pairing_lost'";
    let people = 2 * PROPOSALS;
    assert_eq!(site.sql(messages), format!("{people}|{people}"));
    assert_eq!(number(&site, "SELECT count(*) FROM outbox_messages"), people);
    other.stop();
}
