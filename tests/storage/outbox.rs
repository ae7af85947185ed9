//! The outbox: with the change that it tells, to one sender at a time, again when a sender died.

use std::sync::Arc;

use chrono::TimeDelta;
use rstest::rstest;
use vmj_domain::account::Locale;
use vmj_domain::message::{Message, NewMessage};
use vmj_domain::text::{Email, PersonName};
use vmj_jobs::{Transport, Worker};
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::{Engine, TestApp};

const LEASE: TimeDelta = TimeDelta::seconds(60);

fn message(recipient: &str) -> NewMessage {
    NewMessage {
        account: None,
        recipient: Email::parse(recipient).expect("an address"),
        locale: Locale::English,
        message: Message::AccountExists {
            given_name: PersonName::parse("Zoé").expect("a name"),
            sign_in_url: "https://example.fr/sign-in".to_owned(),
        },
    }
}

async fn push(app: &TestApp, messages: u32) {
    let push = async |tx: &WriteTx| {
        for number in 0..messages {
            tx.outbox().push(&message(&format!("person-{number}@example.fr"))).await?;
        }
        Ok::<_, StoreError>(())
    };
    app.store.write(push).await.expect("pushed");
}

async fn lease(app: &TestApp, limit: u32) -> Vec<vmj_domain::message::LeasedMessage> {
    app.store.write::<_, StoreError>(async |tx| tx.outbox().lease(limit, LEASE).await).await.expect("leased")
}

async fn is_due(app: &TestApp) -> bool {
    app.store.read::<_, StoreError>(async |tx| tx.outbox().is_due().await).await.expect("read")
}

#[rstest]
#[actix_web::test]
async fn a_message_is_undone_with_its_change(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let fail = async |tx: &WriteTx| {
        tx.outbox().push(&message("a@example.fr")).await?;
        Err::<(), _>(StoreError::Stale)
    };
    app.store.write(fail).await.expect_err("undone");
    assert_eq!(app.db_outbox().await, []);
    push(&app, 1).await;
    assert_eq!(app.db_outbox().await.len(), 1);
}

#[rstest]
#[actix_web::test]
async fn workers_share_without_sending_twice(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = engine.database().await;
    let clock = Arc::default();
    let here = TestApp::start_on(&database.settings, Arc::clone(&clock), |_| {}).await;
    let there = TestApp::start_on(&database.settings, clock, |_| {}).await;
    push(&here, 230).await;
    let work = async |app: &TestApp| {
        let worker = Worker::new(app.store.clone(), Transport::Log);
        let mut sent = 0;
        loop {
            match worker.deliver().await.expect("delivered") {
                0 => return sent,
                batch => sent += batch,
            }
        }
    };
    let (one, two, three) = futures_util::join!(work(&here), work(&there), work(&there));
    assert_eq!(one + two + three, 230);
    let rows = here.db_outbox().await;
    assert_eq!(rows.len(), 230);
    for row in rows {
        assert_eq!((row.sent, row.attempts), (true, 1), "{row:?}");
        assert_eq!(row.variables, serde_json::json!({}), "what may hold a secret is forgotten");
    }
}

#[rstest]
#[actix_web::test]
async fn leases_never_overlap(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    push(&app, 40).await;
    let leases = futures_util::future::join_all((0..8).map(|_| lease(&app, 10))).await;
    let mut ids: Vec<_> = leases.iter().flatten().map(|message| message.id).collect();
    assert!(leases.iter().all(|lease| lease.len() <= 10));
    ids.sort();
    let leased = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), leased, "no message twice");
    let rest = lease(&app, 100).await.len();
    assert_eq!(leased + rest, 40);
    assert!(!is_due(&app).await);
}

#[rstest]
#[actix_web::test]
async fn what_a_dead_sender_held_is_taken_over(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    push(&app, 1).await;
    let held = lease(&app, 10).await;
    let [dead] = &held[..] else { panic!("{held:?}") };
    app.clock.advance(LEASE - TimeDelta::microseconds(1));
    assert!(!is_due(&app).await && lease(&app, 10).await.is_empty(), "still held");
    app.clock.advance(TimeDelta::microseconds(1));
    assert!(is_due(&app).await);
    let held = lease(&app, 10).await;
    let [living] = &held[..] else { panic!("{held:?}") };
    assert_eq!((living.id, living.attempts), (dead.id, 2));
    // The first one was slow rather than dead: it has no say any more.
    let late = async |tx: &WriteTx| {
        tx.outbox().give_back(dead).await?;
        tx.outbox().mark_sent(dead).await
    };
    app.store.write::<_, StoreError>(late).await.expect("written");
    assert!(!app.db_outbox().await[0].sent && !is_due(&app).await);
    let sent = async |tx: &WriteTx| tx.outbox().mark_sent(living).await;
    app.store.write::<_, StoreError>(sent).await.expect("written");
    app.clock.advance(LEASE);
    assert!(app.db_outbox().await[0].sent && !is_due(&app).await);
}

#[rstest]
#[actix_web::test]
async fn what_could_not_be_sent_waits_longer_each_time(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    push(&app, 1).await;
    for minutes in [1, 2, 4] {
        let held = lease(&app, 1).await;
        let [message] = &held[..] else { panic!("{held:?}") };
        let give_back = async |tx: &WriteTx| tx.outbox().give_back(message).await;
        app.store.write::<_, StoreError>(give_back).await.expect("written");
        app.clock.advance(TimeDelta::minutes(minutes) - TimeDelta::microseconds(1));
        assert!(!is_due(&app).await, "{minutes}");
        app.clock.advance(TimeDelta::microseconds(1));
        assert!(is_due(&app).await, "{minutes}");
    }
}
