//! Students: their life, who decides on them, what they write, and how they are found.

mod bulk;
mod eligibility;
mod foreign;
mod forms;
mod lifecycle;
mod lists;
mod needs;
mod organisations;
mod races;
mod schools;
mod subjects;
mod windows;
mod wishes;

use serde_json::{Value, json};
use vmj_domain::edition::Edition;
use vmj_tests::{Answer, Caller};

/// Where the students of an edition are.
fn collection(edition: &Edition) -> String {
    format!("/v1/editions/{}/students", edition.id)
}

/// Where a student is.
fn path(id: impl std::fmt::Display) -> String {
    format!("/v1/students/{id}")
}

/// The id at the end of a path.
fn id_of(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// The ids of a list within an answer.
fn ids(list: &Value) -> Vec<Value> {
    list.as_array().expect("a list").iter().map(|item| item["id"].clone()).collect()
}

/// A caller who edits what they have just read.
async fn editor(caller: &Caller, path: &str) -> Caller {
    let read = caller.get(path).await.expect(200);
    caller.with("If-Match", read.header("etag"))
}

/// A change of what was just read.
async fn change(caller: &Caller, path: &str, patch: &Value) -> Answer {
    editor(caller, path).await.patch(path, patch).await
}

/// Pointers and codes of the broken values, by pointer.
fn broken(answer: &Answer) -> Vec<(&str, &str)> {
    let errors = answer.json["errors"].as_array().into_iter().flatten();
    let mut broken: Vec<_> =
        errors.filter_map(|error| Some((error["pointer"].as_str()?, error["code"].as_str()?))).collect();
    broken.sort_unstable();
    broken
}

/// State, who decided, and criteria.
#[track_caller]
fn assert_decided(student: &Value, state: &str, decided_by: Option<&str>, criteria: &[&str]) {
    let seen = (&student["state"], student["decided_by"].as_str(), &student["criteria"]);
    assert_eq!(seen, (&json!(state), decided_by, &json!(criteria)), "{student}");
}
