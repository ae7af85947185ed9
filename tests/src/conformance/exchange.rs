//! One request and its answer, as the test client saw them.

/// What [`Document::check`](super::Document::check) judges.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Upper case.
    pub method: String,
    /// With the query.
    pub path: String,
    /// The `Content-Type` that the request had.
    pub request_content_type: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer, names in lower case; a repeated header is there several times.
    pub headers: Vec<(String, String)>,
    /// The body of the answer, decompressed.
    pub body: Vec<u8>,
}

impl Exchange {
    /// The path without the query.
    pub(super) fn route(&self) -> &str {
        self.path.split(['?', '#']).next().unwrap_or_default()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers_named(name).next()
    }

    pub(super) fn headers_named(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The media type of the answer, without parameters.
    pub(super) fn content_type(&self) -> Option<String> {
        self.header("content-type").map(media_type)
    }

    pub(super) fn is_head(&self) -> bool {
        self.method == "HEAD"
    }

    /// The beginning of the body, for messages.
    pub(super) fn excerpt(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().take(600).collect()
    }
}

/// A `Content-Type` without its parameters, in lower case.
pub(super) fn media_type(header: &str) -> String {
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether bodies of this media type are JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.ends_with("+json")
}
