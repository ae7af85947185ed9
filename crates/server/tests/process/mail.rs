//! Messages: from a registration to the link, and from the link to a proven address.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{PASSWORD, Server, Site, eventually};

const EMAIL: &str = "etudiant@mail.example.fr";

fn register(server: &Server) {
    let body = json!({
        "email": EMAIL, "password": PASSWORD, "given_name": "Zoé", "family_name": "Exemple", "locale": "fr",
    });
    server.client().post("/v1/registrations", &body).expect(202);
}

/// The line of the log that shows the message.
fn line(log: &str) -> Option<Value> {
    let mut lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.find(|line| line["target"] == "outbox" && line["recipient"] == EMAIL)
}

#[test]
fn the_link_in_the_log_proves_the_address() {
    let site =
        Site::new().with("VMJ_LOG_FORMAT", "json").with("VMJ_HTTP_FRONT_URL", "https://front.example.fr");
    let server = site.start();
    register(&server);
    let line = eventually("a message in the log", || line(&server.log()));
    assert_eq!(line["subject"], "Vis mon job : confirmez votre adresse");
    let link = line["link"].as_str().expect("a link");
    let token = link.strip_prefix("https://front.example.fr/email-verification#token=").expect(link);
    let session = server.sign_in(EMAIL);
    let is_proven = || session.client(&server).get("/v1/me").expect(200).json()["email_verified"].clone();
    assert_eq!(is_proven(), false);
    server.client().post("/v1/email-verifications", &json!({ "token": token })).expect(204);
    assert_eq!(is_proven(), true);
    let log = server.stop().stderr;
    assert_eq!(log.matches(token).count(), 1, "sent once, and named by nothing else: {log}");
}

#[test]
fn a_message_waits_for_a_server_that_sends() {
    let site = Site::new().with("VMJ_LOG_FORMAT", "json").with("VMJ_MAIL_TRANSPORT", "none");
    let server = site.start();
    register(&server);
    // Longer than a worker would take.
    std::thread::sleep(Duration::from_secs(3));
    server.stop().assert_silent_about(&[EMAIL, "#token="]);
    let site = site.with("VMJ_MAIL_TRANSPORT", "log");
    let server = site.start();
    let line = eventually("a message in the log", || line(&server.log()));
    assert!(line["link"].as_str().is_some_and(|link| link.starts_with("http://127.0.0.1:8080/")), "{line}");
    server.stop();
}

#[test]
fn production_does_not_write_messages_into_the_log() {
    let site = Site::new()
        .with("VMJ_MODE", "production")
        .with("VMJ_HTTP_PUBLIC_URL", "https://api.example.fr")
        .with("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "a-secret-of-our-own-that-nobody-else-has");
    let server = site.start();
    register(&server);
    std::thread::sleep(Duration::from_secs(3));
    server.stop().assert_silent_about(&[EMAIL, "#token="]);
    let site = site.with("VMJ_MAIL_TRANSPORT", "log");
    site.run(&[]).expect_refusal("mail.transport: expected another transport in production than log");
}
