//! Requests that no well-behaved client would send, and answers as they are on the wire.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use vmj_tests::TestApp;
use vmj_tests::app::DOCUMENT;
use vmj_tests::conformance::Exchange;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came back: nothing was decompressed or left out.
#[derive(Debug, Default)]
pub struct RawAnswer {
    /// 0 when the connection was closed without a word.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Without the framing.
    pub body: Vec<u8>,
}

impl RawAnswer {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// A connection of our own.
pub async fn connect(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.address).await.expect("a connection")
}

/// Sends a head and a body, and holds the answer against the document. `head` is the request line and the
/// header lines, without `Host`.
pub async fn exchange(app: &TestApp, head: &str, body: &[u8]) -> RawAnswer {
    let answer = exchange_bytes(app, format!("{head}\r\nHost: test").as_bytes(), body).await;
    let mut line = head.split([' ', '\r']);
    let (method, path) = (line.next().unwrap_or_default(), line.next().unwrap_or_default());
    let content_type = head.lines().find_map(|header| header.strip_prefix("Content-Type: "));
    let seen = Exchange {
        method: method.to_owned(),
        path: path.to_owned(),
        request_content_type: content_type.map(str::to_owned),
        status: answer.status,
        headers: answer.headers.clone(),
        body: answer.body.clone(),
    };
    if answer.header("content-encoding").is_none() {
        DOCUMENT.check(&seen).unwrap_or_else(|lie| panic!("answered otherwise than documented: {lie}"));
    }
    answer
}

/// Sends any bytes as a head, then a body, and reads one answer.
pub async fn exchange_bytes(app: &TestApp, head: &[u8], body: &[u8]) -> RawAnswer {
    let mut stream = connect(app).await;
    // So that the end of an answer without a body is seen. Not after a body: what the server has not read of it when
    // it closes would take the answer away.
    let close: &[u8] = if body.is_empty() { b"\r\nConnection: close" } else { b"" };
    // The server may answer and close before all is sent: then the answer is what counts.
    let _ = stream.write_all(&[head, close, b"\r\n\r\n", body].concat()).await;
    read(&mut stream, head.starts_with(b"HEAD ")).await
}

/// Reads one answer.
pub async fn read(stream: &mut (impl AsyncRead + Unpin), is_head: bool) -> RawAnswer {
    tokio::time::timeout(PATIENCE, read_patiently(stream, is_head)).await.expect("an answer in time")
}

async fn read_patiently(stream: &mut (impl AsyncRead + Unpin), is_head: bool) -> RawAnswer {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = find(&bytes, b"\r\n\r\n") {
            break bytes.drain(..end + 4).collect::<Vec<u8>>();
        }
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return RawAnswer::default();
        }
    };
    let mut answer = parse_head(&head);
    if is_head || matches!(answer.status, 204 | 304) {
        // Until it closes: nothing may come after the head.
        let _ = stream.read_to_end(&mut bytes).await;
        answer.body = bytes;
    } else if answer.header("transfer-encoding") == Some("chunked") {
        while !bytes.ends_with(b"0\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut bytes).await.expect("the rest"), 0, "the answer breaks off");
        }
        answer.body = dechunked(&bytes);
    } else {
        let length = answer.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        while bytes.len() < length {
            assert_ne!(stream.read_buf(&mut bytes).await.expect("the rest"), 0, "the answer breaks off");
        }
        answer.body = bytes;
    }
    answer
}

fn parse_head(head: &[u8]) -> RawAnswer {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
    RawAnswer { status: status.expect("a status"), headers: headers.collect(), body: Vec::new() }
}

fn dechunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = find(bytes, b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&bytes[..end]), 16).expect("a chunk size");
        body.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 2 + size + 2..];
    }
    body
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
