//! Public catalogue answers, held in memory as bytes: rendered and compressed once per version and query.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::http::header::{
    AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ContentEncoding, ETAG, Encoding,
    Header as _, LINK,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Responder};
use chrono::NaiveDate;
use moka::sync::Cache;
use serde::Serialize;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoResponses, ToSchema};
use vmj_domain::version::Version;

use super::etag::entity_tag;
use super::reply::{PUBLIC, success};
use crate::problem::{Problem, ProblemCode};

/// Bodies below this gain nothing from compression.
const WORTH_COMPRESSING: usize = 1024;
const UNSHARED: &str = "private, no-cache";
const CACHE_BYTES: u64 = 16 * 1024 * 1024;
const BROTLI_QUALITY: u32 = 5;

/// An answer, ready to be sent in each encoding.
#[derive(Debug)]
pub struct Rendered {
    etag: String,
    cache_control: &'static str,
    link: Option<String>,
    identity: Bytes,
    compressed: Option<Compressed>,
}

#[derive(Debug)]
struct Compressed {
    gzip: Bytes,
    brotli: Bytes,
}

/// Which answer: the version of the data, the day when it depends on it, the path and the query that asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    version: i64,
    day: Option<NaiveDate>,
    target: String,
}

/// The answers in memory, the least useful forgotten first.
#[derive(Clone, Debug)]
pub struct Published(Cache<Key, Arc<Rendered>>);

/// 200 from memory.
#[derive(Debug)]
pub struct FromMemory<T>(Arc<Rendered>, PhantomData<T>);

impl Default for Published {
    fn default() -> Self {
        let weigh = |key: &Key, answer: &Arc<Rendered>| {
            let compressed =
                answer.compressed.as_ref().map_or(0, |bytes| bytes.gzip.len() + bytes.brotli.len());
            u32::try_from(key.target.len() + answer.identity.len() + compressed + 256).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().weigher(weigh).max_capacity(CACHE_BYTES).build())
    }
}

impl Published {
    /// An answer of the same kind that is not for everybody, and so neither kept here nor by shared caches.
    ///
    /// # Errors
    /// Those of `view`.
    pub fn unshared<T: Serialize>(
        version: i64,
        view: impl FnOnce() -> Result<(T, Option<String>), Problem>,
    ) -> Result<FromMemory<T>, Problem> {
        let (view, link) = view()?;
        let rendered = Rendered { cache_control: UNSHARED, ..Rendered::new(version, &view, link)? };
        Ok(FromMemory(Arc::new(rendered), PhantomData))
    }

    /// The answer to a request at a version of the data, rendered now if it is new.
    ///
    /// # Errors
    /// Those of `view`.
    pub fn answer<T: Serialize>(
        &self,
        request: &HttpRequest,
        version: i64,
        view: impl FnOnce() -> Result<(T, Option<String>), Problem>,
    ) -> Result<FromMemory<T>, Problem> {
        self.keep(request, version, None, view)
    }

    /// As [`Published::answer`], for an answer that also depends on what day it is.
    ///
    /// # Errors
    /// Those of `view`.
    pub fn answer_of_day<T: Serialize>(
        &self,
        request: &HttpRequest,
        version: i64,
        day: NaiveDate,
        view: impl FnOnce() -> Result<(T, Option<String>), Problem>,
    ) -> Result<FromMemory<T>, Problem> {
        self.keep(request, version, Some(day), view)
    }

    /// As [`Published::answer`], for data without a version. `reading` tells this look at them from all others; the tag
    /// is that of the bytes alone, so that it outlives the look.
    ///
    /// # Errors
    /// Those of `view`.
    pub fn answer_of_reading<T: Serialize>(
        &self,
        request: &HttpRequest,
        reading: i64,
        view: impl FnOnce() -> Result<(T, Option<String>), Problem>,
    ) -> Result<FromMemory<T>, Problem> {
        self.kept(Key { version: reading, day: None, target: target(request) }, 0, view)
    }

    fn keep<T: Serialize>(
        &self,
        request: &HttpRequest,
        version: i64,
        day: Option<NaiveDate>,
        view: impl FnOnce() -> Result<(T, Option<String>), Problem>,
    ) -> Result<FromMemory<T>, Problem> {
        self.kept(Key { version, day, target: target(request) }, version, view)
    }

    /// The answer that shows one resource at its own version, whatever path led to it. It is kept by the path of
    /// the resource and the version of the catalogue, which also counts what the resource embeds.
    ///
    /// # Errors
    /// The view cannot be written.
    pub fn resource<T: Serialize>(
        &self,
        path: String,
        catalogue: i64,
        version: Version,
        view: impl FnOnce() -> T,
    ) -> Result<FromMemory<T>, Problem> {
        let key = Key { version: catalogue, day: None, target: path };
        self.kept(key, version.get(), || Ok((view(), None)))
    }

    fn kept<T: Serialize>(
        &self,
        key: Key,
        version: i64,
        view: impl FnOnce() -> Result<(T, Option<String>), Problem>,
    ) -> Result<FromMemory<T>, Problem> {
        if let Some(found) = self.0.get(&key) {
            return Ok(FromMemory(found, PhantomData));
        }
        let (view, link) = view()?;
        let rendered = Arc::new(Rendered::new(version, &view, link)?);
        self.0.insert(key, rendered.clone());
        Ok(FromMemory(rendered, PhantomData))
    }
}

fn target(request: &HttpRequest) -> String {
    request.uri().path_and_query().map_or("", |target| target.as_str()).to_owned()
}

impl Rendered {
    fn new(version: i64, view: &impl Serialize, link: Option<String>) -> Result<Self, Problem> {
        let failed = |error: &dyn std::fmt::Display| {
            tracing::error!(%error, "a catalogue cannot be rendered");
            Problem::new(ProblemCode::InternalError)
        };
        let body = serde_json::to_vec(view).map_err(|error| failed(&error))?;
        let compressed = if body.len() < WORTH_COMPRESSING {
            None
        } else {
            Some(Compressed {
                gzip: gzip(&body).map_err(|error| failed(&error))?.into(),
                brotli: brotli(&body).map_err(|error| failed(&error))?.into(),
            })
        };
        let (etag, cache_control) = (entity_tag(version, &body), PUBLIC);
        Ok(Self { etag, cache_control, link, identity: body.into(), compressed })
    }

    fn encoded_for(&self, request: &HttpRequest) -> (Option<&'static str>, Bytes) {
        let offered = [Encoding::identity(), Encoding::brotli(), Encoding::gzip()];
        let wanted =
            AcceptEncoding::parse(request).ok().and_then(|accepted| accepted.negotiate(offered.iter()));
        match (&self.compressed, wanted) {
            (Some(bytes), Some(Encoding::Known(ContentEncoding::Brotli))) => {
                (Some("br"), bytes.brotli.clone())
            }
            (Some(bytes), Some(Encoding::Known(ContentEncoding::Gzip))) => (Some("gzip"), bytes.gzip.clone()),
            _ => (None, self.identity.clone()),
        }
    }
}

fn gzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

fn brotli(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, 20);
    encoder.write_all(body)?;
    encoder.flush()?;
    Ok(encoder.into_inner())
}

impl<T> Responder for FromMemory<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let (encoding, body) = self.0.encoded_for(request);
        let mut response = HttpResponse::Ok();
        response
            .insert_header((CONTENT_TYPE, "application/json"))
            .insert_header((CACHE_CONTROL, self.0.cache_control))
            .insert_header((ETAG, self.0.etag.as_str()));
        if let Some(encoding) = encoding {
            response.insert_header((CONTENT_ENCODING, encoding));
        }
        if let Some(link) = &self.0.link {
            response.insert_header((LINK, link.as_str()));
        }
        response.body(body)
    }
}

impl<T: ToSchema> IntoResponses for FromMemory<T> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        BTreeMap::from([(
            "200".to_owned(),
            success::<T>("The resource, or the page of the list.", 200).into(),
        )])
    }
}
