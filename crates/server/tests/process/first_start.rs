//! What a newcomer sees: one command in an empty folder.

use crate::support::{Server, Site};

/// The arguments of a health check of the server at this address.
fn health_check(listen: &str) -> [String; 3] {
    ["--set".to_owned(), format!("http.listen={listen}"), "healthcheck".to_owned()]
}

fn content_type(server: &Server, path: &str) -> String {
    server.client().get(path).expect(200).header("content-type").to_owned()
}

#[test]
fn an_empty_folder_and_no_arguments_are_enough() {
    let site = Site::new();
    let server = site.start();
    assert_eq!(site.content(), ["data"]);
    for path in ["/livez", "/readyz", "/openapi.json", "/.well-known/jwks.json"] {
        assert_eq!(content_type(&server, path), "application/json", "{path}");
    }
    let page = server.client().get("/docs/").expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text.contains("swagger-ui"), "{}", page.text);
    assert_eq!(server.client().get("/openapi.json").json()["openapi"], "3.1.0");
    let yaml = server.client().get("/openapi.yaml").expect(200).text;
    assert!(yaml.lines().any(|line| line.starts_with("openapi: ")), "{yaml}");
    let profiles = server.client().get("/v1/job-profiles").expect(200).json();
    assert!(profiles["items"].as_array().is_some_and(|items| !items.is_empty()), "{profiles}");
}

#[test]
fn the_greeting_tells_where_to_look_and_what_to_do_next() {
    let site = Site::new();
    let server = site.start();
    let (address, metrics) = (server.address, server.metrics);
    let greeting = server.stop().stdout;
    let expected = [
        format!("Vis mon job {} on sqlite://data/vis-mon-job.sqlite3", env!("CARGO_PKG_VERSION")),
        format!("  API         http://{address}/v1"),
        format!("  Swagger UI  http://{address}/docs/"),
        format!("  Metrics     http://{metrics}/metrics"),
        "Next step: make the first DINUM admin, in another terminal:".to_owned(),
    ];
    let lines: Vec<_> = greeting.lines().collect();
    assert_eq!(lines[..5], expected);
    // The command is given in full, and it works as it stands but for the password that it asks for.
    let command: Vec<_> = lines[5].split_whitespace().collect();
    assert_eq!(command[0], env!("CARGO_BIN_EXE_vis-mon-job"));
    let arguments = [&command[1..], &["--password-file", "-"]].concat();
    site.run_with_input(&arguments, "a password long enough").expect(0);

    let greeting = site.start().stop().stdout;
    assert!(!greeting.contains("Next step"), "{greeting}");
}

#[test]
fn a_second_start_keeps_what_the_first_one_made() {
    let site = Site::new();
    let server = site.start();
    let keys = server.key_ids();
    assert_eq!(keys.len(), 1);
    server.stop();
    let server = site.start();
    assert_eq!(server.key_ids(), keys);
    assert_eq!(site.content(), ["data"]);
}

#[test]
fn the_health_check_tells_whether_the_server_is_ready() {
    let site = Site::new();
    let server = site.start();
    let arguments = health_check(&server.address.to_string());
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    assert_eq!(site.run(&arguments).expect(0).stdout, "ready\n");
    let url = format!("http://{}/readyz", server.address);
    server.stop();
    site.run(&arguments).expect_refusal(&url);
}

#[test]
fn the_health_check_goes_straight_to_a_server_that_listens_everywhere() {
    let site = Site::new().with("VMJ_HTTP_LISTEN", "0.0.0.0:0");
    let server = site.start();
    let arguments = health_check(&format!("0.0.0.0:{}", server.address.port()));
    let mut command = site.command(&arguments.each_ref().map(String::as_str));
    // The way to the outside is not the way to oneself.
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    site.spawn(command).wait().expect(0);
}
