//! `If-Match` (RFC 9110 section 13.1.1), compared by the version part of our tags.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};
use vmj_domain::version::Version;

use crate::contract::etag::{opaque_tags, version_of};
use crate::problem::{Problem, ProblemCode};

/// The precondition that came with a request.
#[derive(Clone, Debug)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// For PUT, PATCH and DELETE: the precondition must be there and hold.
    ///
    /// # Errors
    /// 428 when it is absent, 412 when it does not hold.
    pub fn require(&self, version: Version) -> Result<(), Problem> {
        if self.0.is_none() {
            return Err(Problem::new(ProblemCode::PreconditionRequired));
        }
        self.honour(version)
    }

    /// For transitions: the precondition must hold when it is there.
    ///
    /// # Errors
    /// 412 when it does not hold.
    pub fn honour(&self, version: Version) -> Result<(), Problem> {
        let Some(header) = &self.0 else { return Ok(()) };
        let holds = opaque_tags(header).any(|tag| tag == "*" || version_of(tag) == Some(version.get()));
        if holds { Ok(()) } else { Err(Problem::new(ProblemCode::PreconditionFailed)) }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // A header that is not text matches nothing, and must not count as absent.
        let values: Vec<_> =
            request.headers().get_all(IF_MATCH).map(|value| value.to_str().unwrap_or("")).collect();
        ready(Ok(Self((!values.is_empty()).then(|| values.join(",")))))
    }
}
