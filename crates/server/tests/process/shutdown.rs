//! The end of a server: new work is sent elsewhere, work under way is done.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Client, Engine, PASSWORD, PATIENCE, Server, Site, eventually};

const EMAIL: &str = "admin@example.fr";

/// Long enough for all that is asked meanwhile, on a busy machine too.
const DRAIN: Duration = Duration::from_secs(3);

/// A sign-in whose body comes in two pieces.
struct SlowRequest {
    connection: TcpStream,
    rest: Vec<u8>,
}

impl SlowRequest {
    fn begin(server: &Server) -> Self {
        let body = json!({ "email": EMAIL, "password": PASSWORD }).to_string().into_bytes();
        let head = format!(
            "POST /v1/auth/sessions HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            server.address,
            body.len()
        );
        let (first, rest) = body.split_at(10);
        let mut connection = TcpStream::connect(server.address).expect("a connection");
        connection.set_read_timeout(Some(PATIENCE)).expect("a limit");
        connection.write_all(&[head.as_bytes(), first].concat()).expect("sent");
        Self { connection, rest: rest.to_vec() }
    }

    /// Sends the rest and reads until the server closes the connection.
    fn end(mut self) -> String {
        self.connection.write_all(&self.rest).expect("sent");
        let mut answer = String::new();
        self.connection.read_to_string(&mut answer).expect("an answer, then the end");
        answer
    }
}

fn in_flight(server: &Server) -> String {
    let figures = Client::new(server.metrics).get("/metrics").expect(200).text;
    let line = figures.lines().find(|line| line.starts_with("http_requests_in_flight "));
    line.expect("a figure").to_owned()
}

#[test]
fn a_server_told_to_stop_drains_then_ends_what_is_under_way() {
    let site = Site::new().with("VMJ_HTTP_SHUTDOWN_DRAIN_SECONDS", DRAIN.as_secs().to_string());
    let server = site.start();
    site.create_admin(EMAIL);
    let slow = SlowRequest::begin(&server);
    eventually("a request under way", || (in_flight(&server) == "http_requests_in_flight 1").then_some(()));

    server.signal("TERM");
    let told = Instant::now();
    let refused = eventually("a server that drains", || {
        let answer = server.client().get("/readyz");
        (answer.status == 503).then_some(answer)
    });
    assert_eq!(refused.json()["code"], "service_unavailable");
    let listen = format!("http.listen={}", server.address);
    site.run(&["--set", &listen, "healthcheck"]).expect_refusal("503");
    // Who has not yet been told goes on as before.
    server.client().get("/livez").expect(200);
    server.client().get("/v1/job-profiles").expect(200);
    server.sign_in(EMAIL);
    assert!(told.elapsed() < DRAIN, "too slow to see the drain");

    eventually("a closed port", || TcpStream::connect(server.address).is_err().then_some(()));
    assert!(told.elapsed() >= DRAIN, "closed after {:?}", told.elapsed());
    let answer = slow.end();
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert!(answer.contains("\"refresh_token\":"), "{answer}");
    let ended = Instant::now();
    server.wait().expect(0);
    assert!(ended.elapsed() < Duration::from_secs(5), "{:?}", ended.elapsed());
}

#[test]
fn connections_without_a_request_do_not_hold_the_end_up() {
    for signal in ["TERM", "INT"] {
        let site = Site::new();
        let server = site.start();
        let mut kept = TcpStream::connect(server.address).expect("a connection");
        kept.write_all(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        assert!(kept.read(&mut [0; 4096]).expect("an answer") > 0);
        let _silent = TcpStream::connect(server.address).expect("a connection");
        let told = Instant::now();
        server.signal(signal);
        server.wait().expect(0);
        assert!(told.elapsed() < Duration::from_secs(2), "{signal}: {:?}", told.elapsed());
    }
}

#[test]
fn a_request_that_takes_too_long_does_not_hold_the_end_up_for_ever() {
    let site = Site::new().with("VMJ_HTTP_SHUTDOWN_TIMEOUT_SECONDS", "1");
    let server = site.start();
    let _endless = SlowRequest::begin(&server);
    eventually("a request under way", || (in_flight(&server) == "http_requests_in_flight 1").then_some(()));
    let told = Instant::now();
    server.stop();
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}

#[test]
fn signals_are_heard_from_the_start() {
    let site = Site::on(Engine::Postgres);
    site.launch().stop();
    let ended = std::thread::scope(|scope| {
        scope.spawn(|| site.sql("LOCK TABLE seaql_migrations; SELECT pg_sleep(3)"));
        let locks = |granted: &str| {
            let locks = "SELECT count(*) FROM pg_locks WHERE relation = 'seaql_migrations'::regclass";
            (site.sql(&format!("{locks} AND {granted}")) != "0").then_some(())
        };
        eventually("a lock", || locks("granted"));
        let waiting = site.spawn(site.command(&[]));
        eventually("a server that waits for the lock", || locks("NOT granted"));
        waiting.signal("TERM");
        let told = Instant::now();
        waiting.wait().expect(0);
        told.elapsed()
    });
    assert!(ended < Duration::from_secs(2), "{ended:?}");
}
