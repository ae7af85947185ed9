//! From a problem to bytes, in the language of the request.

use actix_web::http::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Place, Problem, ProblemCode, Violation};
use crate::contract::context::RequestContext;
use crate::contract::language::Language;

const MAX_INSTANCE: usize = 8192;
const MAX_POINTER: usize = 500;
const MAX_DETAIL: usize = 1000;

/// A refusal (RFC 9457). `code` is stable; `title` and `detail` follow `Accept-Language`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// A page that explains the code.
    #[serde(rename = "type")]
    #[schema(format = "uri", max_length = 300, example = "https://api.example.fr/problems/not_found")]
    pub type_uri: String,
    /// What the code means, in short.
    #[schema(max_length = 200, example = "Introuvable")]
    pub title: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    pub status: u16,
    /// What happened here.
    #[schema(max_length = 2000, example = "La ressource n’existe pas, ou n’est pas visible pour vous.")]
    pub detail: String,
    /// The path of the request.
    #[schema(
        format = "uri-reference",
        max_length = 8192,
        example = "/v1/accounts/019ab5a0-0000-7000-8000-000000000000"
    )]
    pub instance: String,
    /// Which problem: decide on this.
    pub code: ProblemCode,
    /// Names this request in our logs.
    #[schema(max_length = 64, example = "019ab5a0-0000-7000-8000-000000000001")]
    pub request_id: String,
    /// The broken values, all together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 200)]
    pub errors: Vec<FieldProblem>,
    /// For `invalid_transition`: the transitions that the present state allows.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(max_items = 20, max_length = 50, value_type = Vec<String>)]
    pub allowed_transitions: &'static [&'static str],
}

/// One broken value.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// JSON Pointer (RFC 6901) into the body, or `/` and the name of the parameter or header.
    #[schema(max_length = 500, example = "/wishes/2/job_profile_code")]
    pub pointer: String,
    /// `body`, `query` or `header`.
    #[serde(rename = "in")]
    #[schema(max_length = 10, example = "body")]
    pub place: &'static str,
    /// Stable slug of what is wrong.
    #[schema(max_length = 50, example = "too_long")]
    pub code: &'static str,
    /// What is wrong.
    #[schema(max_length = 1000, example = "Au plus 200 caractères.")]
    pub detail: String,
}

impl Place {
    const fn slug(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

impl FieldProblem {
    fn new(violation: Violation, language: Language) -> Self {
        let Violation { place, pointer, code, detail } = violation;
        // Both may repeat what was sent, at any length.
        let pointer = pointer.chars().take(MAX_POINTER).collect();
        let detail = detail.in_language(language).chars().take(MAX_DETAIL).collect();
        Self { pointer, place: place.slug(), code, detail }
    }
}

/// What a problem says, in the language of the request.
#[must_use]
pub fn details(
    problem: &Problem,
    context: &RequestContext,
    public_url: &str,
    instance: &str,
) -> ProblemDetails {
    let (code, language) = (problem.code, context.language);
    let detail = problem.detail.clone().unwrap_or_else(|| code.explanation());
    let errors = problem.errors.iter().take(200).cloned();
    ProblemDetails {
        type_uri: format!("{public_url}/problems/{}", code.slug()),
        title: code.title().fixed_in(language),
        status: code.status().as_u16(),
        detail: detail.in_language(language).to_owned(),
        instance: uri_reference(instance),
        code,
        request_id: context.request_id.clone(),
        errors: errors.map(|violation| FieldProblem::new(violation, language)).collect(),
        allowed_transitions: problem.allowed_transitions,
    }
}

/// Writes the answer.
#[must_use]
pub fn render(problem: Problem, context: &RequestContext, public_url: &str, instance: &str) -> HttpResponse {
    let details = details(&problem, context, public_url, instance);
    let Problem { code, retry_after, allow, budget, .. } = problem;
    let mut response = HttpResponseBuilder::new(code.status());
    response.insert_header((CONTENT_TYPE, HeaderValue::from_static("application/problem+json")));
    if let Some(seconds) = retry_after {
        response.insert_header((RETRY_AFTER, seconds.get()));
    }
    if let Some(methods) = allow {
        response.insert_header((ALLOW, &*methods));
    }
    if let Some(challenge) = challenge(code) {
        response.insert_header((WWW_AUTHENTICATE, challenge));
    }
    // Serialising plain strings and numbers cannot fail; an empty body would still carry the status.
    let mut response = response.body(serde_json::to_vec(&details).unwrap_or_default());
    if let Some(spent) = budget {
        spent.write(response.headers_mut());
    }
    response
}

/// A path as it was sent, with escapes for what may not stand in a URI (RFC 3986 section 3.3), and not longer than
/// documented.
fn uri_reference(path: &str) -> String {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte);
    let escape = |byte: u8| if stands(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let mut reference = String::new();
    for part in path.bytes().map(escape) {
        if reference.len() + part.len() > MAX_INSTANCE {
            break;
        }
        reference.push_str(&part);
    }
    reference
}

/// `WWW-Authenticate` (RFC 6750 section 3): no error code when no token was sent.
const fn challenge(code: ProblemCode) -> Option<&'static str> {
    match code {
        ProblemCode::Unauthenticated | ProblemCode::InvalidCredentials => {
            Some("Bearer realm=\"vis-mon-job\"")
        }
        ProblemCode::InvalidToken => Some("Bearer realm=\"vis-mon-job\", error=\"invalid_token\""),
        _ => None,
    }
}

/// What a problem of this code looks like, for the document.
#[must_use]
pub fn example(code: ProblemCode) -> serde_json::Value {
    let language = Language::French;
    serde_json::json!({
        "type": format!("https://api.example.fr/problems/{}", code.slug()),
        "title": code.title().fixed_in(language),
        "status": code.status().as_u16(),
        "detail": code.explanation().in_language(language),
        "instance": "/v1/me",
        "code": code.slug(),
        "request_id": "019ab5a0-0000-7000-8000-000000000001",
    })
}
