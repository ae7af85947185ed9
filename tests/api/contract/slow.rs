//! Clients that take their time, and those that do not speak HTTP.

use std::time::{Duration, Instant};

use rstest::rstest;
use tokio::io::AsyncWriteExt as _;
use vmj_tests::{Engine, TestApp};

use super::raw::{connect, exchange_bytes, read};

/// Of a limit of one second.
const IN_TIME: Duration = Duration::from_millis(2500);

#[rstest]
#[actix_web::test]
async fn a_body_that_never_comes_is_408(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start_with(engine, |settings| settings.body_timeout = Duration::from_secs(1)).await;
    let token = app.db_token(app.dinum_admin().await.id).await;
    let framings = ["Content-Length: 100", "Transfer-Encoding: chunked"];
    let beginnings: [&[u8]; 2] = [b"", b"{"];
    for (framing, beginning) in framings.iter().flat_map(|framing| beginnings.map(|bytes| (framing, bytes))) {
        let chunked = framing.starts_with('T') && !beginning.is_empty();
        let beginning = if chunked { b"1\r\n{\r\n" } else { beginning };
        let head = format!(
            "POST /v1/job-profiles HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\n{framing}\r\n\r\n"
        );
        let mut stream = connect(&app).await;
        stream.write_all(&[head.as_bytes(), beginning].concat()).await.expect("sent");
        let started = Instant::now();
        let answer = read(&mut stream, false).await;
        assert!(started.elapsed() < IN_TIME, "{:?}", started.elapsed());
        assert_eq!((answer.status, &answer.json()["code"]), (408, &"request_timeout".into()), "{framing}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
}

#[rstest]
#[actix_web::test]
async fn a_body_that_drips_is_408(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start_with(engine, |settings| settings.body_timeout = Duration::from_secs(1)).await;
    let head = "POST /v1/auth/sessions HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n\
                Content-Length: 1000\r\n\r\n";
    let (mut reader, mut writer) = connect(&app).await.into_split();
    writer.write_all(head.as_bytes()).await.expect("sent");
    let drip = actix_web::rt::spawn(async move {
        while writer.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let started = Instant::now();
    let answer = read(&mut reader, false).await;
    drip.abort();
    assert!(started.elapsed() < IN_TIME, "{:?}", started.elapsed());
    assert_eq!((answer.status, &answer.json()["code"]), (408, &"request_timeout".into()));
}

/// The framework answers these before there is a request, so without a body.
#[rstest]
#[actix_web::test]
async fn slow_headers_end_the_connection(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start_with(engine, |settings| settings.header_timeout = Duration::from_secs(1)).await;
    for beginning in ["", "GET /livez HTTP/1.1\r\nHost: test\r\n"] {
        let mut stream = connect(&app).await;
        stream.write_all(beginning.as_bytes()).await.expect("sent");
        let started = Instant::now();
        let answer = read(&mut stream, false).await;
        assert!(started.elapsed() < IN_TIME, "{:?}", started.elapsed());
        assert!(matches!(answer.status, 0 | 408), "{answer:?}");
        assert!(answer.body.is_empty());
    }
}

#[rstest]
#[actix_web::test]
async fn what_is_not_http_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let many_headers = format!("GET /livez HTTP/1.1{}", "\r\nX-A: b".repeat(5000));
    let long_header = format!("GET /livez HTTP/1.1\r\nX-A: {}", "b".repeat(1_000_000));
    let heads: [&[u8]; 9] = [
        b"hello",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /livez HTTP/9.9",
        b"GET /v1/\xff HTTP/1.1",
        b"GET /v1/\0 HTTP/1.1",
        b"POST /v1/auth/sessions HTTP/1.1\r\nContent-Length: -1",
        b"POST /v1/auth/sessions HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3",
        many_headers.as_bytes(),
        long_header.as_bytes(),
    ];
    for head in heads {
        let answer = exchange_bytes(&app, head, b"").await;
        let name = String::from_utf8_lossy(&head[..head.len().min(60)]).into_owned();
        assert!(matches!(answer.status, 0 | 400 | 404 | 431), "{name}: {answer:?}");
    }
    app.anonymous().get("/livez").await.expect(200);
}
