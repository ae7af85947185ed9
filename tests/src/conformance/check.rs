//! Does an answer keep what the document says of it?

use super::exchange::media_type;
use super::node::Node;
use super::{Document, Exchange, problem, route};

impl Document {
    /// Judges one exchange; the error lists every fault.
    pub fn check(&self, exchange: &Exchange) -> Result<(), String> {
        let operation = self.operation_at(&exchange.method, exchange.route());
        let mut faults = match &operation {
            Some(operation) => self.documented_faults(operation, exchange),
            None => undocumented_faults(exchange),
        };
        faults.extend(problem::faults(exchange));
        if matches!(exchange.status, 204 | 304) || exchange.is_head() {
            faults.extend((!exchange.body.is_empty()).then(|| "the body must be empty".to_owned()));
        }
        if faults.is_empty() {
            return Ok(());
        }
        let Exchange { method, path, status, .. } = exchange;
        let name =
            operation.and_then(|operation| operation.text("operationId")).unwrap_or("not in the document");
        let faults = faults.join("\n  - ");
        Err(format!(
            "{method} {path} ({name}) answered {status}:\n  - {faults}\nbody: {}",
            exchange.excerpt()
        ))
    }

    fn documented_faults(&self, operation: &Node, exchange: &Exchange) -> Vec<String> {
        let mut faults: Vec<String> = request_fault(operation, exchange).into_iter().collect();
        // `default` and `4XX` do not count: a client wants to know what exactly can come.
        let responses = operation.child("responses");
        let Some(response) = responses.and_then(|responses| responses.get(&exchange.status.to_string()))
        else {
            faults.push(format!("status {} is not documented", exchange.status));
            return faults;
        };
        faults.extend(self.header_faults(&response, exchange));
        faults.extend(self.content_faults(&response, exchange));
        faults
    }
}

/// A request that was accepted must be one that the document allows.
fn request_fault(operation: &Node, exchange: &Exchange) -> Option<String> {
    let body = operation.get("requestBody")?;
    if !(200..300).contains(&exchange.status) || exchange.is_head() {
        return None;
    }
    let Some(sent) = exchange.request_content_type.as_deref().map(media_type) else {
        return body.is_true("required").then(|| "accepted without the required body".to_owned());
    };
    let documented = body.entries_of("content").iter().any(|(name, _)| super::content::covers(name, &sent));
    (!documented).then(|| format!("accepted a request body of the undocumented type {sent}"))
}

fn undocumented_faults(exchange: &Exchange) -> Vec<String> {
    let preflight =
        exchange.method == "OPTIONS" && matches!(exchange.status, 200 | 204) && exchange.body.is_empty();
    if preflight || route::is_service(exchange.route()) {
        return Vec::new();
    }
    match exchange.status {
        404 => Vec::new(),
        405 if exchange.header("allow").is_some() => Vec::new(),
        405 => vec!["the header allow is missing".to_owned()],
        _ => vec!["no operation of the document has this method and path".to_owned()],
    }
}
