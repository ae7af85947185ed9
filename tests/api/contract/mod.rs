//! What every operation shares: refusals, headers, conditions, budgets, pages.

mod account_pages;
mod bodies;
mod budgets;
mod compression;
mod conditions;
mod cors;
mod framework;
mod headers;
mod hostile;
mod languages;
mod order;
pub mod pages;
mod problems;
mod queries;
mod raw;
mod reference;
mod slow;
mod values;

use serde_json::{Value, json};
use vmj_tests::Answer;

/// An id that nothing has.
pub const UNKNOWN_ID: &str = "019ab5a0-0000-7000-8000-000000000000";

/// The path of one commune.
const RENNES: &str = "/v1/reference/communes/35238";

/// A body without what is special to one answer.
pub fn anonymised(answer: &Answer) -> Value {
    let mut body = answer.json.clone();
    body["instance"] = Value::Null;
    body["request_id"] = Value::Null;
    body
}

/// What the answer varies on, in lower case.
fn varies(answer: &Answer) -> Vec<String> {
    let values = answer.headers.get_all("vary").iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|field| field.trim().to_ascii_lowercase()).collect()
}

/// A job profile that may be created.
fn profile(code: &str) -> Value {
    json!({ "code": code, "family_code": "data", "label_fr": "Métier d’essai", "label_en": "Trial job" })
}
