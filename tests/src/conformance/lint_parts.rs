//! Rules for the parameters and the responses of an operation.

use std::collections::BTreeSet;

use super::lint::is_blank;
use super::operation::Found;
use super::problem::{PROBLEM, speaks_oauth};

impl Found<'_> {
    /// The names in the path and the parameters `in: path` are the same.
    pub(super) fn parameter_faults(&self) -> Vec<String> {
        let parameters = self.parameters();
        let of_path: Vec<_> =
            parameters.iter().filter(|parameter| parameter.text("in") == Some("path")).collect();
        let declared: BTreeSet<&str> =
            of_path.iter().filter_map(|parameter| parameter.text("name")).collect();
        let written: BTreeSet<&str> = names(self.path).collect();
        let missing = written
            .difference(&declared)
            .map(|name| format!("the path has {{{name}}}, which is not declared"));
        let idle =
            declared.difference(&written).map(|name| format!("the parameter {name} is not in the path"));
        let mut faults: Vec<String> = missing.chain(idle).map(|message| self.node.fault(message)).collect();
        let optional = of_path.iter().filter(|parameter| !parameter.is_true("required"));
        faults.extend(optional.map(|parameter| parameter.fault("a path parameter must be required")));
        faults
    }

    /// Each response is described, each error has its content.
    pub(super) fn response_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (status, response) in self.responses() {
            // The place of the operation too: a shared response is not wrong for all who use it.
            let fault = |message: &str| {
                self.node.fault(format!("response {status} (#{}): {message}", response.pointer))
            };
            if is_blank(&response, "description") {
                faults.push(fault("description is missing"));
            }
            let content = response.entries_of("content");
            let allowed =
                |name: &str| name == PROBLEM || (speaks_oauth(self.path) && name == "application/json");
            if is_error(status) && !content.iter().any(|(name, _)| allowed(name)) {
                faults.push(fault("an error without content application/problem+json"));
            }
        }
        if faults.is_empty() && self.responses().is_empty() {
            faults.push(self.node.fault("it has no response"));
        }
        faults
    }
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

/// The parameters of a path template.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}
