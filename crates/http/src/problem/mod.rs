//! Problem details (RFC 9457): every answer that is neither 2xx nor 3xx.

mod code;
mod domain;
pub mod page;
mod render;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use vmj_persistence::{Retryable, StoreError};

pub use code::ProblemCode;
pub use domain::detail;
pub use render::{FieldProblem, ProblemDetails, details, render};

use crate::contract::language::{Language, Text};
use crate::middleware::budget::Spent;

/// Most broken values that a problem names, as the document says.
pub const MAX_VIOLATIONS: usize = 200;

/// A refusal on its way out. It is rendered once, when language and request id are at hand.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which.
    pub code: ProblemCode,
    /// What is special about this occurrence; the code's own title explains the rest.
    pub detail: Option<Text>,
    /// The broken values.
    pub errors: Vec<Violation>,
    /// For `invalid_transition`: what is allowed instead.
    pub allowed_transitions: &'static [&'static str],
    /// `Retry-After`, in seconds.
    pub retry_after: Option<NonZeroU32>,
    /// `Allow`.
    pub allow: Option<Box<str>>,
    /// The budget that was spent, for the `RateLimit` fields.
    pub budget: Option<Box<Spent>>,
    retryable: bool,
}

/// Where a broken value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the JSON body; the pointer is an RFC 6901 JSON Pointer into it.
    Body,
    /// In the query string; the pointer is `/` and the parameter's name.
    Query,
    /// In a header; the pointer is `/` and the header's name.
    Header,
}

/// One broken value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Body, query or header.
    pub place: Place,
    /// Which value.
    pub pointer: String,
    /// Stable slug.
    pub code: &'static str,
    /// What is wrong with it.
    pub detail: Text,
}

impl Problem {
    /// A problem with nothing to add to its code.
    #[must_use]
    pub const fn new(code: ProblemCode) -> Self {
        Self {
            code,
            detail: None,
            errors: Vec::new(),
            allowed_transitions: &[],
            retry_after: None,
            allow: None,
            budget: None,
            retryable: false,
        }
    }

    /// 404: not there, or not the caller's.
    #[must_use]
    pub const fn not_found() -> Self {
        Self::new(ProblemCode::NotFound)
    }

    /// 405: the path has these methods.
    #[must_use]
    pub fn method_not_allowed(allow: &str) -> Self {
        Self { allow: Some(allow.into()), ..Self::new(ProblemCode::MethodNotAllowed) }
    }

    /// 422: these values are broken; of very many, the first.
    #[must_use]
    pub fn invalid(mut errors: Vec<Violation>) -> Self {
        errors.truncate(MAX_VIOLATIONS);
        Self { errors, ..Self::new(ProblemCode::ValidationFailed) }
    }

    /// A problem that concerns these values; of very many, the first.
    #[must_use]
    pub fn of_values(code: ProblemCode, errors: Vec<Violation>) -> Self {
        Self { code, ..Self::invalid(errors) }
    }

    /// Whether it is about the values of the request, whatever the moment.
    #[must_use]
    pub fn is_of_values(&self) -> bool {
        self.code == ProblemCode::ValidationFailed
    }

    /// 503: try again in a few seconds.
    #[must_use]
    pub const fn unavailable() -> Self {
        Self::new(ProblemCode::ServiceUnavailable).with_retry_after(2)
    }

    /// 409: the name, code or address is taken.
    #[must_use]
    pub fn already_exists(pointer: &str) -> Self {
        let detail = Text::new("Cette valeur existe déjà.", "This value exists already.");
        let violation = Violation { place: Place::Body, pointer: pointer.to_owned(), code: "taken", detail };
        Self { errors: vec![violation], ..Self::new(ProblemCode::AlreadyExists) }
    }

    /// Says what is special about this occurrence.
    #[must_use]
    pub fn with_detail(
        self,
        french: impl Into<Cow<'static, str>>,
        english: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { detail: Some(Text::new(french, english)), ..self }
    }

    /// Says when to come back, in seconds.
    #[must_use]
    pub const fn with_retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = NonZeroU32::new(seconds);
        self
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let problem = match error {
            StoreError::Unavailable(_) | StoreError::Conflict(_) => Self::unavailable(),
            StoreError::Stale => Self::new(ProblemCode::PreconditionFailed),
            StoreError::Duplicate(_) => Self::new(ProblemCode::AlreadyExists),
            StoreError::Corrupt { .. } | StoreError::Database(_) => Self::new(ProblemCode::InternalError),
        };
        if problem.code.status().is_server_error() {
            tracing::error!(%error, "store");
        }
        Self { retryable: error.is_retryable(), ..problem }
    }
}

impl Retryable for Problem {
    fn is_retryable(&self) -> bool {
        self.retryable
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.slug())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// An empty response: the framework keeps the problem beside it, and the envelope renders it.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl utoipa::IntoResponses for Problem {
    /// What any operation may answer. The document adds the statuses that follow from an operation's shape.
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        [429, 500, 503]
            .into_iter()
            .map(|status| (status.to_string(), problem_response(status).into()))
            .collect()
    }
}

/// For `responses(…)` of an edit that may go against the state or take what is another's: 409. Of transitions and
/// creations it follows from their shape.
#[derive(Clone, Copy, Debug)]
pub struct Conflicts;

impl utoipa::IntoResponses for Conflicts {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        BTreeMap::from([("409".to_owned(), problem_response(409).into())])
    }
}

/// The documentation of a problem of a status.
pub fn problem_response(status: u16) -> utoipa::openapi::Response {
    let codes = ProblemCode::ALL.iter().filter(|code| code.status().as_u16() == status);
    let list: Vec<_> = codes.clone().map(|code| format!("`{}`", code.slug())).collect();
    let title = codes.clone().next().map_or("Refused", |code| code.title().fixed_in(Language::English));
    let mut content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDetails")));
    if let Some(code) = codes.clone().next() {
        content = content.example(Some(render::example(*code)));
    }
    ResponseBuilder::new()
        .description(format!("{title}. Codes: {}.", list.join(", ")))
        .content("application/problem+json", content.build())
        .build()
}
