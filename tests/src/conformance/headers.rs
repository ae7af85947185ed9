//! The headers of an answer against those that the document announces.

use serde_json::Value;

use super::node::Node;
use super::{Document, Exchange};

impl Document {
    pub(super) fn header_faults(&self, response: &Node, exchange: &Exchange) -> Vec<String> {
        let documented = response.entries_of("headers");
        // OpenAPI says to ignore this one: `content` describes it.
        let documented =
            documented.into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        documented.flat_map(|(name, header)| self.faults_of(name, &header.follow(), exchange)).collect()
    }

    fn faults_of(&self, name: &str, header: &Node, exchange: &Exchange) -> Vec<String> {
        if header.is_true("required") && exchange.header(name).is_none() {
            return vec![format!("the required header {name} is missing")];
        }
        let Some(schema) = header.child("schema") else { return Vec::new() };
        exchange.headers_named(name).flat_map(|text| self.value_faults(&schema, name, text)).collect()
    }

    /// A header is text: it may mean a number, so it is right when one of its readings is.
    fn value_faults(&self, schema: &Node, name: &str, text: &str) -> Vec<String> {
        let place = format!("header {name}");
        let readings = readings(text).into_iter().map(|reading| self.mismatches(schema, &place, &reading));
        // Of several wrong readings, the one worth telling has the type that the schema wants.
        let mistyped = |faults: &Vec<String>| faults.iter().any(|fault| fault.contains("is not of type"));
        readings.min_by_key(|faults| (!faults.is_empty(), mistyped(faults))).unwrap_or_default()
    }
}

/// What a text may mean.
fn readings(text: &str) -> Vec<Value> {
    let mut readings = vec![Value::from(text)];
    if text.contains(',') {
        readings.push(text.split(',').map(str::trim).collect());
    }
    // Anything else that parses as JSON (an object, `null`) has another meaning in a header.
    let parsed = serde_json::from_str(text).ok();
    readings.extend(parsed.filter(|value: &Value| value.is_number() || value.is_boolean()));
    readings
}
