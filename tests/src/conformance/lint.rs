//! The rules of this project for its document. Each message begins with the JSON pointer of the place.

use std::collections::{HashMap, HashSet};

use super::Document;
use super::node::Node;
use super::operation::Found;

impl Document {
    /// What the document misses, nothing when it is as it should be.
    pub fn lint(&self) -> Vec<String> {
        let operations = self.operation_nodes();
        let mut faults = id_faults(&operations);
        for operation in &operations {
            faults.extend(prose_faults(&operation.node));
            faults.extend(self.tag_faults(&operation.node));
            faults.extend(self.access_faults(&operation.node));
            faults.extend(operation.parameter_faults());
            faults.extend(operation.response_faults());
            faults.extend(operation.example_faults());
        }
        faults.extend(self.schema_faults());
        faults.extend(self.wrong_examples());
        faults
    }

    fn tag_faults(&self, node: &Node) -> Vec<String> {
        let described = self.root().items_of("tags").into_iter().filter(|tag| !is_blank(tag, "description"));
        let described: HashSet<&str> = described.filter_map(|tag| tag.text("name")).collect();
        let tags = node.items_of("tags");
        let unknown = tags.iter().filter_map(|tag| tag.value.as_str()).filter(|tag| !described.contains(tag));
        let mut faults: Vec<String> = unknown
            .map(|tag| node.fault(format!("the tag {tag} is not declared with a description")))
            .collect();
        if tags.is_empty() {
            faults.push(node.fault("it has no tag"));
        }
        faults
    }

    fn access_faults(&self, node: &Node) -> Vec<String> {
        let mut faults = Vec::new();
        if is_blank(node, "x-required-permission") {
            faults.push(node.fault("x-required-permission is missing"));
        }
        if node.value.get("security").is_none_or(|security| !security.is_array()) {
            faults.push(node.fault("security is missing"));
        }
        let schemes =
            self.root().child("components").and_then(|components| components.child("securitySchemes"));
        for (scheme, _) in node.items_of("security").iter().flat_map(Node::entries) {
            if !schemes.as_ref().is_some_and(|schemes| schemes.has(scheme)) {
                faults.push(node.fault(format!("the security scheme {scheme} is not declared")));
            }
        }
        faults
    }
}

fn id_faults(operations: &[Found]) -> Vec<String> {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let mut faults = Vec::new();
    for Found { node, .. } in operations {
        let Some(id) = node.text("operationId") else {
            faults.push(node.fault("operationId is missing"));
            continue;
        };
        if !is_verb_noun(id) {
            faults.push(node.fault(format!("operationId {id} is not of the form verb_noun")));
        }
        if let Some(other) = seen.insert(id, &node.pointer) {
            faults.push(node.fault(format!("operationId {id} is also that of #{other}")));
        }
    }
    faults
}

fn prose_faults(node: &Node) -> Vec<String> {
    let missing = ["summary", "description"].into_iter().filter(|member| is_blank(node, member));
    missing.map(|member| node.fault(format!("{member} is missing"))).collect()
}

pub(super) fn is_blank(node: &Node, member: &str) -> bool {
    node.text(member).is_none_or(|text| text.trim().is_empty())
}

/// `list_pairings`, not `listPairings`, `pairings` or `list__pairings`.
fn is_verb_noun(id: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.contains('_') && id.split('_').all(word) && id.starts_with(|first: char| first.is_ascii_lowercase())
}

impl Node<'_> {
    pub(super) fn fault(&self, message: impl AsRef<str>) -> String {
        format!("#{}: {}", self.pointer, message.as_ref())
    }
}
