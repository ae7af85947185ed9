//! Rules for schemas: everything has a limit, so that no client has to guess one.

use super::Document;
use super::node::Node;

/// Formats whose values have a length of their own.
const BOUNDED_FORMATS: [&str; 3] = ["uuid", "date", "date-time"];

impl Document {
    /// Strings, arrays and integers without limits.
    pub(super) fn schema_faults(&self) -> Vec<String> {
        self.schemas().iter().flat_map(limit_faults).collect()
    }
}

fn limit_faults(schema: &Node) -> Vec<String> {
    if schema.has("enum") || schema.has("const") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let bounded = schema.text("format").is_some_and(|format| BOUNDED_FORMATS.contains(&format));
    if is_of(schema, "string") && !bounded && !schema.has("maxLength") {
        faults.push(schema.fault("a string without maxLength"));
    }
    if is_of(schema, "array") && !schema.has("maxItems") {
        faults.push(schema.fault("an array without maxItems"));
    }
    if is_of(schema, "integer") {
        let missing =
            [["format", "format"], ["minimum", "exclusiveMinimum"], ["maximum", "exclusiveMaximum"]];
        let missing = missing.iter().filter(|either| !either.iter().any(|key| schema.has(key)));
        faults.extend(missing.map(|either| schema.fault(format!("an integer without {}", either[0]))));
    }
    faults
}

/// Whether values of this type fit; `type` may be a list, `null` among them.
fn is_of(schema: &Node, wanted: &str) -> bool {
    let listed = schema.items_of("type");
    schema.text("type") == Some(wanted) || listed.iter().any(|name| name.value.as_str() == Some(wanted))
}
