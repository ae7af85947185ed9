//! The operations of the document, for tests that go through all of them.

use serde_json::Value;

use super::Document;
use super::node::Node;
use super::route::METHODS;

/// One operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Upper case.
    pub method: String,
    /// The template, `{name}` for each parameter.
    pub path: String,
    /// Empty when the document has none.
    pub operation_id: String,
    /// `x-required-permission`.
    pub permission: Option<String>,
    /// Whether it can be called without credentials.
    pub public: bool,
    /// Whether a request body is documented.
    pub has_body: bool,
    /// The media types of the request body.
    pub request_content_types: Vec<String>,
    /// The statuses that are documented, in ascending order.
    pub statuses: Vec<u16>,
    /// Those of the path included.
    pub parameters: Vec<Parameter>,
    example: Option<Value>,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// As written in the path, the query or the header.
    pub name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub location: String,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Its schema, references not resolved.
    pub schema: Value,
    /// The first example of it or of its schema.
    pub example: Option<Value>,
}

impl Operation {
    /// The first example of the request body.
    pub fn example_request(&self) -> Option<Value> {
        self.example.clone()
    }
}

impl Document {
    /// All operations, by path.
    pub fn operations(&self) -> Vec<Operation> {
        self.operation_nodes().iter().map(Found::operation).collect()
    }

    pub(super) fn operation_nodes(&self) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for (path, item) in self.root().entries_of("paths") {
            let item = item.follow();
            for method in METHODS {
                let Some(node) = item.child(method) else { continue };
                found.push(Found { method, path, node, item: item.clone() });
            }
        }
        found
    }
}

/// An operation where it stands in the document.
pub(super) struct Found<'d> {
    pub(super) method: &'static str,
    pub(super) path: &'d str,
    pub(super) node: Node<'d>,
    item: Node<'d>,
}

impl<'d> Found<'d> {
    /// The parameters of the path, then of the operation, which replace those of the same name and place.
    pub(super) fn parameters(&self) -> Vec<Node<'d>> {
        let mut all: Vec<Node> = Vec::new();
        let key = |node: &Node<'d>| (node.text("name"), node.text("in"));
        for parameter in self.item.items_of("parameters").into_iter().chain(self.node.items_of("parameters"))
        {
            let parameter = parameter.follow();
            all.retain(|other| key(other) != key(&parameter));
            all.push(parameter);
        }
        all
    }

    /// Each response with its status, in ascending order, `default` last.
    pub(super) fn responses(&self) -> Vec<(&'d str, Node<'d>)> {
        let mut responses = self.node.entries_of("responses");
        responses.sort_by_key(|(status, _)| *status);
        responses.into_iter().map(|(status, response)| (status, response.follow())).collect()
    }

    fn operation(&self) -> Operation {
        let body = self.node.get("requestBody");
        let content = body.iter().flat_map(|body| body.entries_of("content")).collect::<Vec<_>>();
        let security = self.node.items_of("security");
        Operation {
            method: self.method.to_ascii_uppercase(),
            path: self.path.to_owned(),
            operation_id: self.node.text("operationId").unwrap_or_default().to_owned(),
            permission: self.node.text("x-required-permission").map(str::to_owned),
            public: security.is_empty() || security.iter().any(|way| way.entries().is_empty()),
            has_body: body.is_some(),
            request_content_types: content.iter().map(|(name, _)| (*name).to_owned()).collect(),
            statuses: self.responses().iter().filter_map(|(status, _)| status.parse().ok()).collect(),
            parameters: self.parameters().iter().map(parameter).collect(),
            example: content.iter().find_map(|(_, media)| first_example(media)),
        }
    }
}

fn parameter(node: &Node) -> Parameter {
    Parameter {
        name: node.text("name").unwrap_or_default().to_owned(),
        location: node.text("in").unwrap_or_default().to_owned(),
        required: node.is_true("required"),
        schema: node.child("schema").map(|schema| schema.value.clone()).unwrap_or_default(),
        example: first_example(node),
    }
}

/// The first example of what has a schema (a media type, a parameter, a header), or else of the schema.
pub(super) fn first_example(carrier: &Node) -> Option<Value> {
    let own = carrier.own_examples().into_iter().next();
    let example = own.or_else(|| carrier.get("schema")?.schema_examples().into_iter().next());
    example.map(|example| example.value.clone())
}

impl<'d> Node<'d> {
    /// The examples written beside a schema: `example`, then those of the map `examples`.
    pub(super) fn own_examples(&self) -> Vec<Node<'d>> {
        let named = self
            .entries_of("examples")
            .into_iter()
            .filter_map(|(_, example)| example.follow().child("value"));
        self.child("example").into_iter().chain(named).collect()
    }

    /// The examples written in a schema: `example`, then those of the list `examples`.
    pub(super) fn schema_examples(&self) -> Vec<Node<'d>> {
        self.child("example").into_iter().chain(self.items_of("examples")).collect()
    }
}
