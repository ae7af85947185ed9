//! Ambassadors: their life, who may do what to whom, and how they are found.

mod admission;
mod bulk;
mod edits;
mod foreign;
mod forms;
mod lifecycle;
mod lists;
mod races;
mod subjects;

use serde_json::Value;
use vmj_domain::edition::Edition;
use vmj_tests::{Answer, Caller};

/// Where the ambassadors of an edition are.
fn collection(edition: &Edition) -> String {
    format!("/v1/editions/{}/ambassadors", edition.id)
}

/// Where an ambassador is.
fn path(id: impl std::fmt::Display) -> String {
    format!("/v1/ambassadors/{id}")
}

/// Makes an ambassador; gives its path.
async fn created(caller: &Caller, edition: &Edition, form: &Value) -> String {
    let made = caller.post(&collection(edition), form).await.expect(201);
    path(made.json["id"].as_str().expect("an id"))
}

/// A caller who edits what they have just read.
pub async fn editor(caller: &Caller, path: &str) -> Caller {
    let read = caller.get(path).await.expect(200);
    caller.with("If-Match", read.header("etag"))
}

/// The version that an `ETag` names, weakened by compression or not.
pub fn tagged_version(answer: &Answer) -> &str {
    let tag = answer.header("etag").trim_start_matches("W/").trim_matches('"');
    tag.split_once('.').expect("a version and a digest").0
}

/// Pointers and codes of the broken values, by pointer.
pub fn broken(answer: &Answer) -> Vec<(&str, &str)> {
    let errors = answer.json["errors"].as_array().into_iter().flatten();
    let mut broken: Vec<_> =
        errors.filter_map(|error| Some((error["pointer"].as_str()?, error["code"].as_str()?))).collect();
    broken.sort_unstable();
    broken
}
