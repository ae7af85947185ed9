//! What the server writes about the requests, and what it never writes.

mod story;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::support::{PASSWORD, Server, Site};
use story::{CLIENT_ADDRESS, EMAIL, GIVEN_NAME, Story, WRONG_PASSWORD};

fn site() -> Site {
    let site = Site::new()
        .with("VMJ_LOG_FORMAT", "json")
        .with("VMJ_LOG_FILTER", "debug")
        .with("VMJ_HTTP_TRUSTED_PROXIES", "127.0.0.0/8")
        .with("VMJ_RATE_LIMIT_SIGN_IN_BURST", "3")
        .with("VMJ_RATE_LIMIT_SIGN_IN_PER_MINUTE", "1");
    site.run(&["migrate", "up"]).expect(0);
    site.create_admin(EMAIL);
    site
}

/// Something that is no HTTP: it is refused before there is a request.
fn no_http(server: &Server) {
    let mut connection = TcpStream::connect(server.address).expect("a connection");
    let text = "GET /v1/me?email=raw@logs.example.fr HTTP/1.1\r\nBad Header: raw@logs.example.fr\r\n\r\n";
    connection.write_all(text.as_bytes()).expect("sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[test]
fn each_request_has_one_line_and_nobody_is_named() {
    let site = site();
    let server = site.start();
    let Story { expected, secrets, .. } = Story::tell(&server);
    no_http(&server);
    let finished = server.stop();

    let lines: Vec<Value> =
        finished.stderr.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    for line in lines.iter().filter(|line| line["target"] == "request") {
        for member in ["timestamp", "level", "request_id", "method", "route"] {
            assert!(line[member].is_string(), "no {member}: {line}");
        }
        assert!(line["status"].is_u64() && line["micros"].is_u64(), "{line}");
    }
    for (id, method, route, status) in expected {
        let said: Vec<_> = lines.iter().filter(|line| line["request_id"] == id).collect();
        let [line] = said[..] else { panic!("{} lines on {id}: {said:?}", said.len()) };
        let found = (&line["method"], &line["route"], &line["status"]);
        assert_eq!(found, (&json!(method), &json!(route), &json!(status)), "{line}");
    }
    finished.assert_silent_about(&secrets.iter().map(String::as_str).collect::<Vec<_>>());
    finished.assert_silent_about(&["logs.example.fr", PASSWORD, WRONG_PASSWORD, GIVEN_NAME, "argon2"]);
    finished.assert_silent_about(&[CLIENT_ADDRESS, "bWFyaWFubmU6c2VjcmV0", "0198f7c0", "?", "Bearer"]);
    // The addresses that the server listens on are no secret; those of its clients are.
    let others = lines.iter().filter(|line| !line["target"].as_str().is_some_and(of_the_listener));
    for line in others {
        assert!(!line.to_string().contains("127.0.0.1"), "{line}");
    }
}

fn of_the_listener(target: &str) -> bool {
    target.starts_with("actix_server::")
}

#[test]
fn text_in_a_file_has_no_colours() {
    let site = Site::new();
    let server = site.start();
    server.client().with("X-Request-Id", "plain").get("/v1/me").expect(401);
    let log = server.stop().stderr;
    let line = log.lines().find(|line| line.contains("request_id=\"plain\"")).expect("a line");
    assert!(line.contains("method=\"GET\" route=\"/v1/me\" status=401"), "{line}");
    assert!(!log.contains('\u{1b}'), "{log}");
}
