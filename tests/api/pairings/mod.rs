//! Pairings: how they are made, answered, moved, lost and replaced, and who sees what of them.

mod admission;
mod answers;
mod dates;
mod days;
mod editions;
mod events;
mod foreign;
mod lifecycle;
mod lists;
mod losses;
mod making;
mod notes;
mod notices;
mod places;
mod races;
mod replacement;
mod secrecy;
mod silence;

use chrono::TimeDelta;
use serde_json::{Value, json};
use vmj_domain::edition::Edition;
use vmj_tests::{Answer, Caller, TestApp};

use crate::ambassadors::{broken, editor, tagged_version};
use crate::organisations::db_audit;

/// Why administrators do what they do in these tests.
const WHY: &str = "Réponse reçue par téléphone";

/// Where the pairings of an edition are.
fn collection(edition: &Edition) -> String {
    format!("/v1/editions/{}/pairings", edition.id)
}

/// What DINUM says of whom it speaks for.
fn for_party(party: &str) -> Value {
    json!({ "on_behalf_of": party, "reason": WHY })
}

/// Lets so much time pass that what comes next has a later id.
fn tick(app: &TestApp) {
    app.clock.advance(TimeDelta::milliseconds(2));
}

/// Actions and reasons of the audit log about something, by action.
async fn audited(app: &TestApp, subject: impl std::fmt::Display) -> Vec<(String, Option<String>)> {
    let events = db_audit(app, &subject.to_string()).await;
    events.into_iter().map(|(action, _, reason)| (action, reason)).collect()
}

/// What happened to a pairing and by whom, in order.
async fn history(caller: &Caller, pairing: &str) -> Vec<String> {
    let events = caller.get(&format!("{pairing}/events?limit=200")).await.expect(200);
    let text = |event: &Value, member: &str| event[member].as_str().expect("text").to_owned();
    let items = events.json["items"].as_array().expect("items");
    items.iter().map(|event| text(event, "kind") + " " + &text(event, "by")).collect()
}

/// Members of the answer, as they are expected.
#[track_caller]
fn assert_shows(answer: &Answer, expected: &Value) {
    for (member, value) in expected.as_object().expect("members") {
        let pointer = format!("/{}", member.replace('.', "/"));
        let shown = answer.json.pointer(&pointer).unwrap_or(&Value::Null);
        assert_eq!(shown, value, "{member} of {}", answer.json);
    }
}

#[track_caller]
pub fn assert_sound(broken: &[String]) {
    assert!(broken.is_empty(), "{broken:?}");
}
