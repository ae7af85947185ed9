//! Every place of the document that has a schema, each once: references are not followed, components are
//! visited.

use super::Document;
use super::node::Node;
use super::route::METHODS;

/// Keywords whose value is a schema, a list of schemas, a map of schemas. `not`, `if` and `propertyNames` are
/// left out: they restrict what others describe.
const ONE: [&str; 7] = [
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "then",
    "else",
];
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS: [&str; 4] = ["properties", "patternProperties", "dependentSchemas", "$defs"];

impl Document {
    /// Every schema, those inside another included.
    pub(super) fn schemas(&self) -> Vec<Node<'_>> {
        let mut waiting: Vec<Node> =
            self.carriers().iter().filter_map(|carrier| carrier.child("schema")).collect();
        waiting.extend(self.components("schemas"));
        let mut schemas = Vec::new();
        while let Some(schema) = waiting.pop() {
            waiting.extend(ONE.into_iter().filter_map(|key| schema.child(key)));
            waiting.extend(LISTS.into_iter().flat_map(|key| schema.items_of(key)));
            waiting.extend(MAPS.into_iter().flat_map(|key| schema.entries_of(key)).map(|(_, member)| member));
            schemas.push(schema);
        }
        schemas
    }

    /// Every parameter, header and media type: what has a `schema` and may have examples of it.
    pub(super) fn carriers(&self) -> Vec<Node<'_>> {
        let mut found = Vec::new();
        for node in self.components("parameters").into_iter().chain(self.components("headers")) {
            described(node, &mut found);
        }
        self.components("requestBodies").iter().for_each(|body| content(body, &mut found));
        self.components("responses").iter().for_each(|answer| response(answer, &mut found));
        for (_, item) in self.root().entries_of("paths") {
            item.items_of("parameters").into_iter().for_each(|parameter| described(parameter, &mut found));
            METHODS
                .into_iter()
                .filter_map(|method| item.child(method))
                .for_each(|node| operation(&node, &mut found));
        }
        found
    }

    fn components(&self, kind: &str) -> Vec<Node<'_>> {
        let kinds = self.root().child("components").map(|components| components.entries_of(kind));
        kinds.unwrap_or_default().into_iter().map(|(_, node)| node).collect()
    }
}

fn operation<'d>(node: &Node<'d>, found: &mut Vec<Node<'d>>) {
    node.items_of("parameters").into_iter().for_each(|parameter| described(parameter, found));
    node.child("requestBody").iter().for_each(|body| content(body, found));
    node.entries_of("responses").iter().for_each(|(_, answer)| response(answer, found));
}

fn response<'d>(node: &Node<'d>, found: &mut Vec<Node<'d>>) {
    node.entries_of("headers").into_iter().for_each(|(_, header)| described(header, found));
    content(node, found);
}

fn content<'d>(node: &Node<'d>, found: &mut Vec<Node<'d>>) {
    found.extend(node.entries_of("content").into_iter().map(|(_, media)| media));
}

/// A parameter or a header has a schema or, rarely, a content.
fn described<'d>(node: Node<'d>, found: &mut Vec<Node<'d>>) {
    content(&node, found);
    found.push(node);
}
