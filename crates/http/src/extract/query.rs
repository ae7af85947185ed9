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
        ready(parse(request.query_string()).map(Self))
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
        let listing =
            parse(&page.join("&")).and_then(|page| Ok(Self { page, wanted: parse(&wanted.join("&"))? }));
        ready(listing)
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    if !is_utf8_when_decoded(query) {
        return Err(Problem::new(ProblemCode::MalformedRequest));
    }
    let deserializer = serde_html_form::Deserializer::from_bytes(query.as_bytes());
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let pointer = error.path().iter().next().map_or_else(String::new, |name| format!("/{name}"));
        let message = error.into_inner().to_string();
        let code = if message.starts_with("unknown field") { "unknown_parameter" } else { "malformed" };
        let detail =
            Text::new(format!("Paramètre refusé ({message})."), format!("Parameter refused ({message})."));
        Problem::invalid(vec![Violation { place: Place::Query, pointer, code, detail }])
    })
}

/// Whether percent-decoding yields UTF-8. The form decoder would quietly replace what does not.
fn is_utf8_when_decoded(query: &str) -> bool {
    let mut bytes = Vec::with_capacity(query.len());
    let mut rest = query.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Option<Vec<u32>> =
                rest.by_ref().take(2).map(|digit| char::from(digit).to_digit(16)).collect();
            match digits.as_deref() {
                Some([high, low]) => bytes.push(u8::try_from(high * 16 + low).unwrap_or(0)),
                _ => return false,
            }
        } else {
            bytes.push(byte);
        }
    }
    std::str::from_utf8(&bytes).is_ok()
}
