//! Headers of every answer, and conditional GET.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT_ENCODING, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ETAG,
    Encoding, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage as _, HttpResponse};

use crate::contract::etag::none_match_hits;

/// Defaults that an answer may have set otherwise.
const DEFAULTS: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// Forgets an `Accept-Encoding` that refuses all that we could send, plain bytes included: plain bytes serve such
/// a client better than 406.
pub fn accept_some_encoding(request: &mut ServiceRequest) {
    let offered = [Encoding::identity(), Encoding::brotli(), Encoding::gzip(), Encoding::deflate()];
    let accepted = request.get_header::<AcceptEncoding>();
    if accepted.is_some_and(|accepted| accepted.negotiate(offered.iter()).is_none()) {
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
}

/// Completes the headers of an answer.
pub fn complete(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in DEFAULTS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if secure {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    merge_vary(headers);
}

/// One `Vary` with each field once: the layers below add theirs as well.
fn merge_vary(headers: &mut HeaderMap) {
    let there =
        headers.get_all(VARY).filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let mut fields: Vec<String> = there.map(|field| field.trim().to_ascii_lowercase()).collect();
    fields.extend(["accept-encoding", "accept-language", "authorization"].map(str::to_owned));
    fields.sort_unstable();
    fields.dedup();
    if let Ok(value) = HeaderValue::from_str(&fields.join(", ")) {
        headers.insert(VARY, value);
    }
}

/// A strong tag names exact bytes; compression makes others of them (RFC 9110 section 8.8.3.3).
fn weaken_tag_of_compressed(headers: &mut HeaderMap) {
    if !headers.contains_key(CONTENT_ENCODING) {
        return;
    }
    let weak = headers
        .get(ETAG)
        .and_then(|tag| tag.to_str().ok())
        .filter(|tag| !tag.starts_with("W/"))
        .and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok());
    if let Some(weak) = weak {
        headers.insert(ETAG, weak);
    }
}

/// 304 instead of a body that the client has.
pub fn not_modified(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    weaken_tag_of_compressed(response.headers_mut());
    let request = response.request();
    let tag = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok());
    let mut wanted = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    let hit = request.method() == Method::GET
        && response.status() == StatusCode::OK
        && tag.is_some_and(|tag| wanted.any(|wanted| none_match_hits(wanted, tag)));
    if !hit {
        return response;
    }
    let mut bare = HttpResponse::NotModified().finish();
    for (name, value) in response.headers() {
        if !name.as_str().starts_with("content-") || *name == CONTENT_SECURITY_POLICY {
            bare.headers_mut().append(name.clone(), value.clone());
        }
    }
    response.into_response(bare)
}
