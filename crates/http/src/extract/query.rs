//! Query parameters.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::violations::Parse;
use crate::contract::language::Text;
use crate::contract::page::{PAGE_PARAMETERS, PageQuery};
use crate::problem::{Place, Problem, ProblemCode, Violation};

/// The query string: unknown parameters are refused, as unknown members of a body are.
#[derive(Clone, Debug)]
pub struct Query<T>(T);

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Parse> Query<T> {
    /// The meaning of the parameters.
    ///
    /// # Errors
    /// 422 with every broken value.
    pub fn checked(&self) -> Result<T::Value, Problem> {
        self.0.checked(Place::Query)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = request.query_string();
        ready(check_encoding(query).and_then(|()| parse(query)).map(Self))
    }
}

/// The query string of a list: its page, and what it is narrowed to.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    /// Limit, cursor, count.
    pub page: PageQuery,
    /// Sort and filters.
    pub wanted: T,
}

impl<T: Parse> Listing<T> {
    /// The meaning of sort and filters, once the page is right too.
    ///
    /// # Errors
    /// 422 with every broken value.
    pub fn checked(&self) -> Result<T::Value, Problem> {
        match (self.page.checked(Place::Query), self.wanted.checked(Place::Query)) {
            (Ok(()), Ok(value)) => Ok(value),
            (Err(mut page), Err(wanted)) => {
                page.errors.extend(wanted.errors);
                Err(page)
            }
            (Err(problem), Ok(_)) | (Ok(()), Err(problem)) => Err(problem),
        }
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Listing<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = request.query_string();
        let of_page = |pair: &&str| PAGE_PARAMETERS.contains(&pair.split('=').next().unwrap_or(pair));
        let (page, wanted): (Vec<_>, Vec<_>) = query.split('&').partition(of_page);
        let listing = || {
            check_encoding(query)?;
            Ok(Self { page: parse(&page.join("&"))?, wanted: parse(&wanted.join("&"))? })
        };
        ready(listing())
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let deserializer = serde_html_form::Deserializer::from_bytes(query.as_bytes());
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let pointer = error.path().iter().next().map_or_else(String::new, |name| format!("/{name}"));
        let message = error.into_inner().to_string();
        let absent = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        let (pointer, code) = match absent {
            Some(name) => (format!("/{name}"), "missing"),
            None if message.starts_with("unknown field") => (pointer, "unknown_parameter"),
            None => (pointer, "malformed"),
        };
        let detail =
            Text::new(format!("Paramètre refusé ({message})."), format!("Parameter refused ({message})."));
        Problem::invalid(vec![Violation { place: Place::Query, pointer, code, detail }])
    })
}

/// Refuses what does not decode to UTF-8 (400), which the form decoder would quietly replace, and NUL (422), which
/// one of our databases does not take.
fn check_encoding(query: &str) -> Result<(), Problem> {
    let mut found = Vec::new();
    for pair in query.split('&') {
        let decoded = decoded(pair).ok_or(Problem::new(ProblemCode::MalformedRequest))?;
        if decoded.contains('\0') {
            let name = decoded.split('=').next().unwrap_or_default();
            let pointer = format!("/{}", name.replace('\0', ""));
            let detail = Text::fixed("Contient le caractère NUL.", "Contains the character NUL.");
            found.push(Violation { place: Place::Query, pointer, code: "control_character", detail });
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

/// The text behind the percent signs.
fn decoded(pair: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(pair.len());
    let mut rest = pair.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
