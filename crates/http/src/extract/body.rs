//! JSON bodies.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vmj_domain::broken::Broken;

use super::violations::{Parse, Reading};
use crate::contract::fingerprint::{digest, of_request};
use crate::contract::language::Text;
use crate::problem::{Place, Problem, ProblemCode, Violation};
use crate::state::AppState;

/// A JSON body. It is read before the handler runs, and refused when the handler asks for its value: so a
/// resource that is not the caller's is 404 whatever the body.
#[derive(Debug)]
pub struct Json<T> {
    value: Result<T, Problem>,
    fingerprint: [u8; 32],
}

impl<T: Parse> Json<T> {
    /// The meaning of the body.
    ///
    /// # Errors
    /// 408, 413, 415, 400 or 422: what is wrong with it.
    pub fn checked(&self) -> Result<T::Value, Problem> {
        self.checked_with(|_| Vec::new())
    }

    /// As [`Json::checked`], with rules that need more than the body: what they find is reported together with the rest.
    ///
    /// # Errors
    /// 408, 413, 415, 400 or 422: what is wrong with it.
    pub fn checked_with(&self, rules: impl FnOnce(&T::Value) -> Vec<Broken>) -> Result<T::Value, Problem> {
        self.value.as_ref().map_err(Clone::clone)?.checked_with(Place::Body, rules)
    }

    /// What could be read of the body, for rules that ask the database.
    ///
    /// # Errors
    /// 408, 413, 415, 400 or 422: it is not of the right shape.
    pub fn read(&self) -> Result<Reading<T::Value>, Problem> {
        Ok(self.value.as_ref().map_err(Clone::clone)?.read(Place::Body))
    }
}

impl<T> Json<T> {
    /// Digest of path and body, for `Idempotency-Key`.
    pub const fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = read(request, payload, &["application/json"]);
        let path = request.uri().to_string();
        Box::pin(async move {
            let bytes = bytes.await;
            let fingerprint = digest(&[path.as_bytes(), bytes.as_deref().unwrap_or_default()]);
            let value = bytes.and_then(|bytes| parse(&bytes));
            Ok(Self { value, fingerprint })
        })
    }
}

/// A JSON body that may be left out: then it is the default.
#[derive(Debug)]
pub struct OptionalJson<T>(Json<T>);

impl<T> std::ops::Deref for OptionalJson<T> {
    type Target = Json<T>;

    fn deref(&self) -> &Json<T> {
        &self.0
    }
}

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalJson<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let chunked = request.headers().contains_key(TRANSFER_ENCODING);
        if !chunked && length.is_none_or(|length| length.trim() == "0") {
            let fingerprint = of_request(request);
            let json = Json { value: Ok(T::default()), fingerprint };
            return Box::pin(std::future::ready(Ok(Self(json))));
        }
        let json = Json::from_request(request, payload);
        Box::pin(async move { json.await.map(Self) })
    }
}

/// Reads a body of one of these media types, within the limits of size and time.
pub(super) fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    media_types: &'static [&'static str],
) -> impl Future<Output = Result<Bytes, Problem>> + use<> {
    let mut payload = payload.take();
    let state = request.app_data::<Data<AppState>>().cloned();
    let refused = check_head(request, media_types);
    async move {
        let state = state.ok_or(Problem::new(ProblemCode::InternalError))?;
        let (limit, timeout) = (state.settings().body_limit, state.settings().body_timeout);
        if let Some(length) = refused?
            && length > limit as u64
        {
            return Err(too_large(limit));
        }
        let collect = async {
            let mut body = BytesMut::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk.map_err(|_| Problem::new(ProblemCode::MalformedRequest))?;
                if body.len() + chunk.len() > limit {
                    return Err(too_large(limit));
                }
                body.extend_from_slice(&chunk);
            }
            Ok(body.freeze())
        };
        tokio::time::timeout(timeout, collect).await.unwrap_or(Err(Problem::new(ProblemCode::RequestTimeout)))
    }
}

/// The declared length, when the head of the request is right.
fn check_head(request: &HttpRequest, media_types: &[&str]) -> Result<Option<u64>, Problem> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let media_type =
        header(CONTENT_TYPE).and_then(|value| value.split(';').next()).map(str::trim).unwrap_or("");
    if !media_types.iter().any(|known| known.eq_ignore_ascii_case(media_type)) {
        return Err(Problem::new(ProblemCode::UnsupportedMediaType));
    }
    if request.headers().contains_key(CONTENT_ENCODING) {
        return Err(Problem::new(ProblemCode::UnsupportedMediaType).with_detail(
            "Envoyez le corps sans « Content-Encoding ».",
            "Send the body without “Content-Encoding”.",
        ));
    }
    Ok(header(CONTENT_LENGTH).and_then(|value| value.parse().ok()))
}

fn too_large(limit: usize) -> Problem {
    Problem::new(ProblemCode::PayloadTooLarge)
        .with_detail(format!("Au plus {limit} octets."), format!("At most {limit} bytes."))
}

/// Parses an object of JSON, telling broken syntax (400) from a broken shape (422), and refusing NUL, which one
/// of our databases cannot store.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // The syntax to its end and its deepest level first: a type would stop at the first thing that it does not know.
    let document: Value = serde_json::from_slice(bytes).map_err(|error| syntax_problem(&error))?;
    refuse_nul(&document)?;
    // A struct could be read from an array as well, its members by position.
    if !document.is_object() {
        return Err(wrong_shape(&"invalid type: expected an object", String::new()));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer(error.path());
        wrong_shape(&error.into_inner(), pointer)
    })
}

fn syntax_problem(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    Problem::new(ProblemCode::MalformedJson)
        .with_detail(format!("Ligne {line}, colonne {column}."), format!("Line {line}, column {column}."))
}

/// A wrong type, an unknown or missing member, an unknown name.
fn wrong_shape(error: &impl std::fmt::Display, mut pointer: String) -> Problem {
    let message = error.to_string();
    // serde_json adds the place, which the pointer already tells.
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    // Of these two, the path leads to the object only.
    let member = ["missing field `", "duplicate field `"].iter().find_map(|what| message.strip_prefix(what));
    if let Some(name) = member.and_then(|rest| rest.strip_suffix('`')) {
        pointer = format!("{pointer}/{}", escaped(name));
    }
    let code = if message.starts_with("unknown field") {
        "unknown_member"
    } else if message.starts_with("missing field") {
        "missing"
    } else if message.starts_with("duplicate field") {
        "duplicate"
    } else if message.starts_with("unknown variant") {
        "unknown_value"
    } else {
        "wrong_type"
    };
    let detail =
        Text::new(format!("Forme inattendue ({message})."), format!("Unexpected shape ({message})."));
    Problem::invalid(vec![Violation { place: Place::Body, pointer, code, detail }])
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escaped(key)),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

/// A name as a part of a JSON Pointer (RFC 6901 section 3).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn refuse_nul(document: &Value) -> Result<(), Problem> {
    let mut found = Vec::new();
    find_nul(document, String::new(), &mut found);
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

fn find_nul(value: &Value, pointer: String, found: &mut Vec<Violation>) {
    let mut note = |text: &str| {
        if text.contains('\0') {
            let detail = Text::fixed("Contient le caractère NUL.", "Contains the character NUL.");
            let pointer = pointer.replace('\0', "");
            found.push(Violation { place: Place::Body, pointer, code: "control_character", detail });
        }
    };
    match value {
        Value::String(text) => note(text),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                find_nul(item, format!("{pointer}/{at}"), found);
            }
        }
        Value::Object(members) => {
            members.keys().for_each(|key| note(key));
            for (key, member) in members {
                find_nul(member, format!("{pointer}/{}", escaped(key)), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
