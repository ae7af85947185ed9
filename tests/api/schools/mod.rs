//! Schools.

mod life;
mod lists;

use serde_json::{Value, json};
use vmj_tests::Answer;

/// A school that may be created.
fn school(uai: &str, name: &str) -> Value {
    json!({ "uai": uai, "name": name, "commune_code": "35238" })
}

/// Where a school is read.
fn path(answer: &Answer) -> String {
    format!("/v1/schools/{}", answer.json["id"].as_str().expect("an id"))
}
