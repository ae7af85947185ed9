//! What became of each part of a request that has several (207, RFC 4918 section 13).

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::version::Version;

use crate::access::Access;
use crate::problem::{Problem, ProblemDetails, details};

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outcome {
    /// Which.
    pub id: Uuid,
    /// The HTTP status that it would have had alone.
    #[schema(minimum = 200, maximum = 599, example = 200)]
    pub status: u16,
    /// The state that it has come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50, example = "approved")]
    pub state: Option<&'static str>,
    /// Its new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 2)]
    pub version: Option<i64>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemDetails>,
}

/// What became of each, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outcomes {
    /// One for each.
    #[schema(max_items = 200)]
    pub items: Vec<Outcome>,
}

impl Outcome {
    /// What became of the one at `path`: its new state and version, or why not.
    pub fn new<P>(
        id: Uuid,
        path: &str,
        outcome: Result<(&'static str, Version), &Problem>,
        access: &Access<P>,
    ) -> Self {
        let public_url = &access.state().settings().public_url;
        match outcome {
            Ok((state, version)) => {
                Self { id, status: 200, state: Some(state), version: Some(version.get()), problem: None }
            }
            Err(problem) => Self {
                id,
                status: problem.code.status().as_u16(),
                state: None,
                version: None,
                problem: Some(details(problem, access.context(), public_url, path)),
            },
        }
    }
}
