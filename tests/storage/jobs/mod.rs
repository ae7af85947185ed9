//! What time does by itself: not before its instant, once, and whole or not at all.

mod editions;
mod needs;
mod pairings;
mod plans;
mod together;

use vmj_domain::clock::{Clock as _, Instant};
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::pairing::Pairing;
use vmj_jobs::Timekeeper;
use vmj_tests::TestApp;
use vmj_tests::app::FRONT_URL;

const MOMENT: chrono::TimeDelta = chrono::TimeDelta::microseconds(1);

fn timekeeper(app: &TestApp) -> Timekeeper {
    Timekeeper::new(app.store.clone(), FRONT_URL.to_owned())
}

/// How much one pass finds to do.
async fn pass(app: &TestApp) -> usize {
    timekeeper(app).pass().await.expect("a pass")
}

fn move_to(app: &TestApp, instant: Instant) {
    app.clock.advance(instant - app.clock.now());
}

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

/// An edition that time does nothing to.
async fn still(app: &TestApp) -> Edition {
    app.db_edition(|edition| edition.state = EditionState::Matching).await
}

/// To whom a kind of message was sent, in order.
async fn told(app: &TestApp, template: &str) -> Vec<String> {
    let messages = app.db_outbox().await.into_iter().filter(|message| message.template == template);
    let mut recipients: Vec<_> = messages.map(|message| message.recipient).collect();
    recipients.sort();
    recipients
}

/// The addresses of the two, in order.
fn both(pairing: &Pairing) -> Vec<String> {
    let people = [&pairing.student.person, &pairing.ambassador.agent];
    let mut addresses: Vec<_> = people.iter().map(|person| person.email.to_string()).collect();
    addresses.sort();
    addresses
}
