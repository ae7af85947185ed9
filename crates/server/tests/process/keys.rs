//! `keys list`, `keys rotate`.

use crate::support::{Site, eventually};

const EMAIL: &str = "admin@example.fr";

/// Key id and phase of each line.
fn listed(output: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let mut word = || words.next().unwrap_or_default().to_owned();
        (word(), word())
    };
    output.lines().filter(|line| !line.starts_with("made ")).map(line).collect()
}

#[test]
fn a_rotation_reaches_the_running_server_and_refuses_no_token() {
    let site = Site::new();
    site.run(&["migrate", "up"]).expect(0);
    assert_eq!(site.run(&["keys", "list"]).expect(0).stdout, "");
    let server = site.start();
    site.create_admin(EMAIL);
    let session = server.sign_in(EMAIL);
    let [first] = server.key_ids().try_into().expect("one key");
    let active = (first.clone(), "active".to_owned());
    assert_eq!(listed(&site.run(&["keys", "list"]).expect(0).stdout), std::slice::from_ref(&active));

    let rotated = site.run(&["keys", "rotate"]).expect(0).stdout;
    let second = rotated.lines().next().and_then(|line| line.strip_prefix("made ")).expect("a new key");
    assert_eq!(listed(&rotated), [active, (second.to_owned(), "next".to_owned())]);

    let mut both = [first, second.to_owned()];
    both.sort();
    eventually("both keys", || (server.key_ids() == both).then_some(()));
    session.client(&server).get("/v1/me").expect(200);
    let successor = server.sign_in(EMAIL);
    successor.client(&server).get("/v1/me").expect(200);

    server.stop();
    let server = site.start();
    assert_eq!(server.key_ids(), both);
    session.client(&server).get("/v1/me").expect(200);
}

#[test]
fn keys_are_rotated_only_with_the_secret_that_seals_them() {
    let site = Site::new();
    let server = site.start();
    let before = site.run(&["keys", "list"]).expect(0).stdout;
    let mut command = site.command(&["keys", "rotate"]);
    command.env("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "another-secret-that-is-long-enough");
    let refused = site.spawn(command).wait().expect_refusal("auth.key_encryption_secret");
    refused.assert_silent_about(&["another-secret"]);
    assert_eq!(site.run(&["keys", "list"]).expect(0).stdout, before);
    server.stop();
    site.start();
}

#[test]
fn a_server_with_another_secret_does_not_start() {
    let site = Site::new();
    site.start().stop();
    let site = site.with("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "another-secret-that-is-long-enough");
    let refused = site.run(&[]).expect_refusal("auth.key_encryption_secret is not the secret that sealed it");
    refused.assert_silent_about(&["another-secret"]);
}
