//! The body of an answer against the content that the document announces.

use serde_json::Value;

use super::exchange::is_json;
use super::node::Node;
use super::{Document, Exchange};

impl Document {
    pub(super) fn content_faults(&self, response: &Node, exchange: &Exchange) -> Vec<String> {
        let documented = response.entries_of("content");
        if documented.is_empty() {
            let body = (!exchange.body.is_empty()).then(|| "a body, and none is documented".to_owned());
            return body.into_iter().collect();
        }
        let Some(sent) = exchange.content_type() else {
            // A HEAD may leave out what only concerns the body.
            let missing = (!exchange.is_head()).then(|| "the header content-type is missing".to_owned());
            return missing.into_iter().collect();
        };
        let Some((_, media)) =
            documented.iter().filter(|(name, _)| covers(name, &sent)).min_by_key(|(name, _)| stars(name))
        else {
            let names: Vec<&str> = documented.iter().map(|(name, _)| *name).collect();
            return vec![format!("content type {sent} is not documented, only {}", names.join(", "))];
        };
        match media.child("schema") {
            Some(schema) if !exchange.is_head() => self.body_faults(&schema, &sent, &exchange.body),
            _ => Vec::new(),
        }
    }

    fn body_faults(&self, schema: &Node, media_type: &str, body: &[u8]) -> Vec<String> {
        if is_json(media_type) {
            return match serde_json::from_slice(body) {
                Ok(value) => self.mismatches(schema, "body", &value),
                Err(error) => vec![format!("the body is not JSON: {error}")],
            };
        }
        match std::str::from_utf8(body) {
            // A schema without a type is how OpenAPI 3.1 says "bytes".
            _ if !schema.clone().follow().has("type") => Vec::new(),
            Ok(text) => self.mismatches(schema, "body", &Value::from(text)),
            Err(error) => vec![format!("the body is not text: {error}")],
        }
    }
}

/// Whether a media type of the document, which may be a range such as `text/*`, covers the one that was sent.
pub(super) fn covers(documented: &str, sent: &str) -> bool {
    let documented = super::exchange::media_type(documented);
    match documented.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => sent.starts_with(kind),
        None => documented == sent,
    }
}

fn stars(documented: &str) -> usize {
    documented.matches('*').count()
}
