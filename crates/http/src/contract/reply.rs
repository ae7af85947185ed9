//! Typed successes. Their types are their documentation (`IntoResponses`), so that the document cannot lie.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LINK, LOCATION};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::{Deserialize, Serialize};
use utoipa::openapi::{ContentBuilder, Header, HeaderBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};
use vmj_domain::version::Version;
use vmj_persistence::StoredAnswer;

use super::etag::entity_tag;
use crate::problem::{Problem, ProblemCode};

/// An answer as bytes: what is sent, and what is kept for `Idempotency-Key`.
#[derive(Clone, Debug)]
pub struct Answer {
    status: StatusCode,
    headers: KeptHeaders,
    body: Vec<u8>,
    replayed: bool,
}

/// The headers that belong to an answer rather than to its transport.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct KeptHeaders {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cache_control: Option<String>,
}

/// `Cache-Control` of public data.
pub const PUBLIC: &str = "public, no-cache";

/// A reply that can be kept and given again.
pub trait Replayable: Sized {
    /// Its bytes.
    fn answer(&self) -> &Answer;
    /// The reply with these bytes.
    fn from_answer(answer: Answer) -> Self;
}

/// A typed success: an answer, and what its body shows.
macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<T>(Answer, PhantomData<T>);

        impl<T> Replayable for $name<T> {
            fn answer(&self) -> &Answer {
                &self.0
            }
            fn from_answer(answer: Answer) -> Self {
                Self(answer, PhantomData)
            }
        }

        impl<T> Responder for $name<T> {
            type Body = BoxBody;
            fn respond_to(self, _: &HttpRequest) -> HttpResponse {
                self.0.into_response()
            }
        }
    )+};
}

/// Typed successes of one status.
macro_rules! replies {
    ($($(#[$doc:meta])* $name:ident $status:literal $description:literal;)+) => {
        answers! { $($(#[$doc])* $name;)+ }

        $(impl<T: ToSchema> IntoResponses for $name<T> {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                BTreeMap::from([($status.to_string(), success::<T>($description, $status).into())])
            }
        })+
    };
}

replies! {
    /// 200 with a representation.
    Reply 200 "Done: the whole resource, or the page of the list.";
    /// 207 with an outcome for each part of the request.
    MultiStatus 207 "One outcome for each part of the request, in its order.";
    /// 202: something happens by and by, such as a mail on its way.
    Accepted 202 "Accepted: what was asked happens by and by.";
    /// 201 with a representation and where to read it.
    Created 201 "Created: the whole resource; `Location` says where to read it.";
}

answers! {
    /// 201 with what was made, or 202 while it is still being made: `Location` says where to read it either way.
    Begun;
}

impl<T: ToSchema> IntoResponses for Begun<T> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let done = success::<T>("Done: the whole resource; `Location` says where to read it.", 201);
        let mut begun = success::<T>("Begun: the resource so far; read it again at `Location`.", 202);
        begun.headers.insert("Location".to_owned(), location().into());
        BTreeMap::from([("201".to_owned(), done.into()), ("202".to_owned(), begun.into())])
    }
}

impl<T: Serialize> Begun<T> {
    /// A versioned resource that is read at `location`, whole or under way.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn versioned(is_done: bool, version: Version, location: String, view: &T) -> Result<Self, Problem> {
        let status = if is_done { StatusCode::CREATED } else { StatusCode::ACCEPTED };
        let mut answer = Answer::json(status, view)?;
        answer.headers.etag = Some(entity_tag(version.get(), &answer.body));
        answer.headers.location = Some(location);
        Ok(Self(answer, PhantomData))
    }
}

impl<T: Serialize> Reply<T> {
    /// A versioned resource, with its entity tag.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn versioned(version: Version, view: &T) -> Result<Self, Problem> {
        let mut answer = Answer::json(StatusCode::OK, view)?;
        answer.headers.etag = Some(entity_tag(version.get(), &answer.body));
        Ok(Self(answer, PhantomData))
    }

    /// Anything else.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn plain(view: &T) -> Result<Self, Problem> {
        Ok(Self(Answer::json(StatusCode::OK, view)?, PhantomData))
    }

    /// For everybody: caches may keep it, and must ask whether it still holds.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.0.headers.cache_control = Some(PUBLIC.to_owned());
        self
    }

    /// With a `Link` header (RFC 8288).
    #[must_use]
    pub fn with_links(mut self, links: Option<String>) -> Self {
        self.0.headers.link = links;
        self
    }
}

impl<T: Serialize> MultiStatus<T> {
    /// The outcomes.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn new(view: &T) -> Result<Self, Problem> {
        Ok(Self(Answer::json(StatusCode::MULTI_STATUS, view)?, PhantomData))
    }
}

impl<T: Serialize> Accepted<T> {
    /// Something to be told of what will happen.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn plain(view: &T) -> Result<Self, Problem> {
        Ok(Self(Answer::json(StatusCode::ACCEPTED, view)?, PhantomData))
    }
}

impl<T: Serialize> Created<T> {
    /// A versioned resource that is read at `location`.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn versioned(version: Version, location: String, view: &T) -> Result<Self, Problem> {
        let mut answer = Answer::json(StatusCode::CREATED, view)?;
        answer.headers.etag = Some(entity_tag(version.get(), &answer.body));
        answer.headers.location = Some(location);
        Ok(Self(answer, PhantomData))
    }

    /// Something that is not read again, such as a credential.
    ///
    /// # Errors
    /// The view cannot be written as JSON.
    pub fn unlisted(view: &T) -> Result<Self, Problem> {
        Ok(Self(Answer::json(StatusCode::CREATED, view)?, PhantomData))
    }
}

/// 204: done, nothing to show.
#[derive(Clone, Copy, Debug)]
pub struct NoContent;

impl Responder for NoContent {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

impl IntoResponses for NoContent {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let done = ResponseBuilder::new().description("Done; there is nothing to show.").build();
        BTreeMap::from([("204".to_owned(), done.into())])
    }
}

impl Answer {
    fn json(status: StatusCode, view: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(view).map_err(|error| {
            tracing::error!(%error, "a view is not JSON");
            Problem::new(ProblemCode::InternalError)
        })?;
        Ok(Self { status, headers: KeptHeaders::default(), body, replayed: false })
    }

    /// What to keep of it.
    pub fn to_stored(&self, request_hash: [u8; 32]) -> StoredAnswer {
        StoredAnswer {
            request_hash: request_hash.to_vec(),
            status: self.status.as_u16(),
            headers: serde_json::to_string(&self.headers).unwrap_or_default(),
            body: self.body.clone(),
        }
    }

    /// The kept answer, to be given again.
    pub fn from_stored(stored: StoredAnswer) -> Self {
        Self {
            status: StatusCode::from_u16(stored.status).unwrap_or(StatusCode::OK),
            headers: serde_json::from_str(&stored.headers).unwrap_or_default(),
            body: stored.body,
            replayed: true,
        }
    }

    fn into_response(self) -> HttpResponse {
        let mut response = HttpResponseBuilder::new(self.status);
        response.insert_header((CONTENT_TYPE, "application/json"));
        let KeptHeaders { etag, location, link, cache_control } = self.headers;
        for (name, value) in
            [(ETAG, etag), (LOCATION, location), (LINK, link), (CACHE_CONTROL, cache_control)]
        {
            if let Some(value) = value {
                response.insert_header((name, value));
            }
        }
        if self.replayed {
            response.insert_header(("Idempotency-Replayed", "true"));
        }
        response.body(self.body)
    }
}

/// The documentation of a success with a JSON body. The schemas that it needs ride along under an extension,
/// from which the document moves them to its components.
pub fn success<T: ToSchema>(description: &str, status: u16) -> Response {
    let mut schemas = Vec::new();
    T::schemas(&mut schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    let carried: BTreeMap<String, serde_json::Value> = schemas
        .into_iter()
        .filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?)))
        .collect();
    let extensions = utoipa::openapi::extensions::ExtensionsBuilder::new()
        .add(crate::openapi::CARRIED_SCHEMAS, serde_json::json!(carried))
        .build();
    let mut response = ResponseBuilder::new()
        .description(description)
        .content(
            "application/json",
            ContentBuilder::new().schema(Some(Ref::from_schema_name(T::name()))).build(),
        )
        .extensions(Some(extensions));
    if status == 201 {
        response = response.header("Location", location());
    }
    response.build()
}

fn location() -> Header {
    HeaderBuilder::new().description(Some("Where to read it.")).build()
}
