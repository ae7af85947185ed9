//! The outermost middleware: names the request, renders refusals, completes headers, writes the log line.

use std::panic::AssertUnwindSafe;
use std::time::Instant as Monotonic;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _, HttpResponse, ResponseError};
use futures_util::FutureExt as _;

use super::{address, headers, trace};
use crate::contract::context::RequestContext;
use crate::contract::language::Language;
use crate::problem::{Problem, ProblemCode, render};
use crate::state::AppState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is noted of a request before it is handled.
struct Received {
    context: RequestContext,
    method: Method,
    path: String,
    trace_id: Option<String>,
    at: Monotonic,
}

/// Wraps everything else.
///
/// # Errors
/// A handler that panicked, as a finished 500.
pub async fn envelope<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(state) = request.app_data::<Data<AppState>>().cloned() else {
        return Ok(request.into_response(HttpResponse::InternalServerError().finish()));
    };
    let received = receive(&mut request, &state);
    state.metrics().started();
    let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let Ok(outcome) = outcome else {
        tracing::error!(request_id = received.context.request_id, "a handler panicked");
        report(&received, &state, "panic", StatusCode::INTERNAL_SERVER_ERROR);
        return Err(Panicked {
            context: received.context,
            path: received.path,
            public_url: state.settings().public_url.clone(),
        }
        .into());
    };
    let response = finish(outcome?.map_into_boxed_body(), &received, &state);
    let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    report(&received, &state, &route, response.status());
    Ok(response)
}

/// Names the request. HEAD is handled as GET; the transport leaves the body out.
fn receive(request: &mut ServiceRequest, state: &AppState) -> Received {
    let method = request.method().clone();
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    headers::accept_some_encoding(request);
    let sent = trace::sent_request_id(request.headers()).map(str::to_owned);
    let context = RequestContext {
        request_id: sent.unwrap_or_else(|| state.new_request_id()),
        language: Language::negotiate(request),
        address: address::client_address(request, &state.settings().trusted_proxies),
    };
    request.extensions_mut().insert(context.clone());
    let trace_id = trace::trace_id(request.headers()).map(str::to_owned);
    Received { context, method, path: request.path().to_owned(), trace_id, at: Monotonic::now() }
}

fn finish(
    response: ServiceResponse<BoxBody>,
    received: &Received,
    state: &AppState,
) -> ServiceResponse<BoxBody> {
    let mut response = headers::not_modified(render_refusal(response, received, state));
    let secure = state.settings().public_url.starts_with("https://");
    headers::complete(response.headers_mut(), secure);
    if let Ok(id) = HeaderValue::from_str(&received.context.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Turns every refusal into a problem, those that the framework made included; keeps the headers it had.
fn render_refusal(
    response: ServiceResponse<BoxBody>,
    received: &Received,
    state: &AppState,
) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_problem(&response) {
        return response;
    }
    let carried = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
    let problem = carried.unwrap_or_else(|| Problem::new(ProblemCode::of_status(status)));
    let mut rendered = render(problem, &received.context, &state.settings().public_url, &received.path);
    rendered
        .headers_mut()
        .insert(CONTENT_LANGUAGE, HeaderValue::from_static(received.context.language.tag()));
    for (name, value) in response.headers() {
        if !rendered.headers().contains_key(name) && !name.as_str().starts_with("content-") {
            rendered.headers_mut().append(name.clone(), value.clone());
        }
    }
    response.into_response(rendered)
}

fn is_problem(response: &ServiceResponse<BoxBody>) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|value| value.as_bytes() == b"application/problem+json")
}

/// One line a request: no address, no query, no token, and the route rather than the path.
fn report(received: &Received, state: &AppState, route: &str, status: StatusCode) {
    let took = received.at.elapsed();
    state.metrics().answered(received.method.as_str(), route, status.as_u16(), took);
    tracing::info!(
        target: "request",
        request_id = received.context.request_id,
        trace_id = received.trace_id,
        method = received.method.as_str(),
        route,
        status = status.as_u16(),
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
    );
}

/// A handler panicked: the request went down with it, so the answer is finished here.
#[derive(Debug)]
struct Panicked {
    context: RequestContext,
    path: String,
    public_url: String,
}

impl std::fmt::Display for Panicked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a handler panicked")
    }
}

impl ResponseError for Panicked {
    fn error_response(&self) -> HttpResponse {
        let problem = Problem::new(ProblemCode::InternalError);
        let mut response = render(problem, &self.context, &self.public_url, &self.path);
        headers::complete(response.headers_mut(), self.public_url.starts_with("https://"));
        if let Ok(id) = HeaderValue::from_str(&self.context.request_id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
}
