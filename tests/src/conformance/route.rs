//! From a path to the path template of the document that it belongs to.

use super::Document;
use super::node::Node;

/// What the server offers beside the document, for its operation and for the document's own readers.
const SERVICE_PATHS: [&str; 4] = ["/livez", "/readyz", "/openapi.json", "/openapi.yaml"];
const SERVICE_FOLDERS: [&str; 3] = ["/docs", "/problems", "/.well-known"];

pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Whether a path may be served without being in the document.
pub(super) fn is_service(path: &str) -> bool {
    let inside =
        |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    SERVICE_PATHS.contains(&path) || SERVICE_FOLDERS.iter().any(|folder| inside(folder))
}

impl Document {
    /// The operation that answers a request. A `HEAD` that is not documented is the `GET` without its body.
    pub(super) fn operation_at(&self, method: &str, path: &str) -> Option<Node<'_>> {
        let templates = self.root().entries_of("paths");
        let fitting = templates.into_iter().filter_map(|(template, item)| Some((fit(template, path)?, item)));
        let (_, item) = fitting.min_by(|left, right| left.0.cmp(&right.0))?;
        let item = item.follow();
        let documented = item.child(&method.to_ascii_lowercase());
        documented.or_else(|| (method == "HEAD").then(|| item.child("get"))?)
    }
}

/// How well a path fits a template, smallest best: `None` when it does not.
fn fit(template: &str, path: &str) -> Option<Vec<u8>> {
    if template.split('/').count() != path.split('/').count() {
        return None;
    }
    template.split('/').zip(path.split('/')).map(|(wanted, segment)| fit_segment(wanted, segment)).collect()
}

fn fit_segment(wanted: &str, segment: &str) -> Option<u8> {
    let (Some(open), Some(close)) = (wanted.find('{'), wanted.rfind('}')) else {
        return (wanted == segment).then_some(0);
    };
    let value = segment.strip_prefix(&wanted[..open])?.strip_suffix(&wanted[close + 1..])?;
    let whole = open == 0 && close + 1 == wanted.len();
    (!value.is_empty()).then_some(if whole { 2 } else { 1 })
}
