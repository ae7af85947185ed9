//! Rules for examples: they are there, and they are true.

use super::Document;
use super::exchange::is_json;
use super::node::Node;
use super::operation::{Found, first_example};

impl Found<'_> {
    /// The request and the main answer show an example.
    pub(super) fn example_faults(&self) -> Vec<String> {
        let request = self.node.get("requestBody");
        let answer = self
            .responses()
            .into_iter()
            .find(|(status, _)| status.starts_with('2'))
            .map(|(_, response)| response);
        let mut faults = Vec::new();
        for (what, holder) in [("request", request), ("answer", answer)] {
            for (name, media) in holder.iter().flat_map(|holder| holder.entries_of("content")) {
                if is_json(name) && first_example(&media).is_none() {
                    faults.push(
                        self.node.fault(format!("the {what} {name} (#{}) has no example", media.pointer)),
                    );
                }
            }
        }
        faults
    }
}

impl Document {
    /// The examples that their own schema refuses.
    pub(super) fn wrong_examples(&self) -> Vec<String> {
        let carriers = self.carriers();
        let beside =
            carriers.iter().filter_map(|carrier| Some((carrier.child("schema")?, carrier.own_examples())));
        let schemas = self.schemas();
        let inside = schemas.iter().map(|schema| (schema.clone(), schema.schema_examples()));
        let all: Vec<(Node, Vec<Node>)> = beside.chain(inside).collect();
        let pairs =
            all.iter().flat_map(|(schema, examples)| examples.iter().map(move |example| (schema, example)));
        pairs
            .flat_map(|(schema, example)| {
                self.mismatches(schema, &format!("#{}", example.pointer), example.value)
            })
            .collect()
    }
}
