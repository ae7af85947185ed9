//! Callers: every answer that they receive is held against the document.

use std::net::SocketAddr;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::app::DOCUMENT;
use crate::conformance::Exchange;

/// Somebody who calls.
#[derive(Clone, Debug)]
pub struct Caller {
    http: reqwest::Client,
    address: SocketAddr,
    token: Option<String>,
    headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as JSON; null when it is none.
    pub json: Value,
    /// Body as bytes.
    pub bytes: Vec<u8>,
}

impl Caller {
    pub(crate) const fn new(http: reqwest::Client, address: SocketAddr, token: Option<String>) -> Self {
        Self { http, address, token, headers: Vec::new() }
    }

    /// The same caller, who also sends this header.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut caller = self.clone();
        caller.headers.push((name.to_owned(), value.into()));
        caller
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(("application/json", body.to_string().into_bytes()))).await
    }

    /// POST without a body.
    pub async fn act(&self, path: &str) -> Answer {
        self.send(Method::POST, path, None).await
    }

    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, Some(("application/json", body.to_string().into_bytes()))).await
    }

    /// PATCH of a JSON Merge Patch.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        let body = Some(("application/merge-patch+json", body.to_string().into_bytes()));
        self.send(Method::PATCH, path, body).await
    }

    /// Any request, with a content type and body. Its answer must be as the document says.
    pub async fn send(&self, method: Method, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        let mut request = self.http.request(method.clone(), format!("http://{}{path}", self.address));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let content_type = body.as_ref().map(|(content_type, _)| (*content_type).to_owned());
        if let Some((content_type, bytes)) = body {
            if !content_type.is_empty() {
                request = request.header("Content-Type", content_type);
            }
            request = request.body(bytes);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.build().expect("a request");
        // The path as it goes out: a dot segment, `%2E` among them, is resolved before.
        let sent = sent_path(request.url());
        let response =
            self.http.execute(request).await.unwrap_or_else(|error| panic!("{method} {path}: {error:?}"));
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.bytes().await.expect("a body").to_vec();
        let answer =
            Answer { status, headers, json: serde_json::from_slice(&bytes).unwrap_or_default(), bytes };
        answer.hold_against_document(&method, &sent, content_type);
        answer
    }
}

fn sent_path(url: &reqwest::Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

impl Answer {
    fn hold_against_document(&self, method: &Method, path: &str, request_content_type: Option<String>) {
        let headers = self
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let exchange = Exchange {
            method: method.to_string(),
            path: path.to_owned(),
            request_content_type: request_content_type.filter(|content_type| !content_type.is_empty()),
            status: self.status.as_u16(),
            headers,
            body: self.bytes.clone(),
        };
        if let Err(lie) = DOCUMENT.check(&exchange) {
            panic!("{method} {path} answered otherwise than documented: {lie}");
        }
    }

    /// The answer, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }

    /// The answer, if it is the problem of this status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.json["code"], code, "{}", answer.json);
        answer
    }

    /// A header, as text.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no header {name}")).to_str().expect("text")
    }

    /// Pointers of the broken values.
    pub fn pointers(&self) -> Vec<&str> {
        self.json["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|error| error["pointer"].as_str())
            .collect()
    }
}
