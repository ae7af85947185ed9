//! `config check`, `config variables`, and configurations that are refused.

use std::net::TcpListener;

use crate::support::Site;

const SECRET: &str = "a-secret-of-our-own-that-nobody-else-has";
const DATABASE_PASSWORD: &str = "sesame-of-the-database";

fn database_url() -> String {
    // Nobody listens on port 1.
    format!("postgres://vmj:{DATABASE_PASSWORD}@127.0.0.1:1/vmj")
}

#[test]
fn a_check_shows_what_is_in_force_and_no_secret() {
    let site = Site::new()
        .with("VMJ_AUTH_KEY_ENCRYPTION_SECRET", SECRET)
        .with("VMJ_DATABASE_URL", database_url())
        .with("VMJ_HTTP_WORKERS", "3");
    site.write("vis-mon-job.toml", "[http]\nworkers = 2\nbody_limit_bytes = 4096\n");
    let shown = site.run(&["--set", "http.body_timeout_seconds=7", "config", "check"]).expect(0);
    shown.assert_silent_about(&[SECRET, DATABASE_PASSWORD]);
    for line in [
        "workers = 3",
        "body_limit_bytes = 4096",
        "body_timeout_seconds = 7",
        "key_encryption_secret = \"[redacted]\"",
        "url = \"postgres://vmj:[redacted]@127.0.0.1:1/vmj\"",
    ] {
        assert!(shown.stdout.lines().any(|shown| shown == line), "no {line:?} in: {}", shown.stdout);
    }
}

#[test]
fn secrets_may_come_from_files() {
    let site = Site::new().with("VMJ_AUTH_KEY_ENCRYPTION_SECRET_FILE", "secret");
    site.write("secret", &format!("{SECRET}\n"));
    site.run(&["config", "check"]).expect(0).assert_silent_about(&[SECRET]);
    site.start().stop().assert_silent_about(&[SECRET]);
    // Given directly, it is the same secret: it opens the key that the first start sealed.
    let site = site.with("VMJ_AUTH_KEY_ENCRYPTION_SECRET_FILE", "elsewhere");
    site.run(&["config", "check"]).expect_refusal("auth.key_encryption_secret");
}

#[test]
fn every_variable_is_listed_with_a_default_that_can_be_set() {
    let site = Site::new();
    let listed = site.run(&["config", "variables"]).expect(0).stdout;
    let mut command = site.command(&["config", "check"]);
    for line in listed.lines() {
        let (name, rest) = line.split_once([' ', '\t']).expect("a name and more");
        let default = rest.rsplit_once("  ").expect("a default").1;
        assert!(name.starts_with("VMJ_"), "{line}");
        if default != "[redacted]" {
            command.env(name, default);
        }
    }
    for name in ["VMJ_HTTP_LISTEN", "VMJ_DATABASE_URL", "VMJ_MODE", "VMJ_AUTH_KEY_ENCRYPTION_SECRET"] {
        assert!(listed.lines().any(|line| line.split(' ').next() == Some(name)), "no {name}");
    }
    let set = site.spawn(command).wait().expect(0).stdout;
    let mut plain = site.command(&["config", "check"]);
    let plain = site.spawn({
        plain.env_clear();
        plain
    });
    assert_eq!(set, plain.wait().expect(0).stdout);
}

#[test]
fn a_wrong_value_is_refused_by_its_name() {
    for (name, value, words) in [
        ("VMJ_HTTP_LISTEN", "nowhere", "http.listen: expected an IP address with its port"),
        (
            "VMJ_HTTP_LISTENN",
            "127.0.0.1:0",
            "VMJ_HTTP_LISTENN: unknown variable; did you mean VMJ_HTTP_LISTEN?",
        ),
        ("VMJ_DATABASE_MAX_CONNECTIONS", "many", "database.max_connections: expected a whole number"),
        ("VMJ_DATABASE_URL", "mysql://vmj:sesame-of-the-database@host/vmj", "database.url: expected a URL"),
        ("VMJ_LOG_FILTER", "vmj=shout", "log.filter: "),
        ("VMJ_LOG_FORMAT", "xml", "log.format: "),
        ("VMJ_CONFIG", "missing.toml", "missing.toml"),
    ] {
        let site = Site::new().with(name, value);
        for arguments in [&[][..], &["config", "check"]] {
            site.run(arguments).expect_refusal(words).assert_silent_about(&[DATABASE_PASSWORD]);
        }
        assert!(site.content().is_empty(), "{name}");
    }
}

#[test]
fn production_refuses_what_is_only_safe_in_development() {
    let site = Site::new().with("VMJ_MODE", "production");
    let refused = site.run(&[]).expect_refusal("auth.key_encryption_secret: expected a secret of your own");
    assert!(refused.stderr.contains("http.public_url: expected https"), "{}", refused.stderr);
    let site = site
        .with("VMJ_HTTP_PUBLIC_URL", "https://api.vis-mon-job.example.fr")
        .with("VMJ_AUTH_KEY_ENCRYPTION_SECRET", SECRET);
    let server = site.start();
    assert!(server.client().get("/livez").header("strict-transport-security").contains("max-age="));
    server.stop().assert_silent_about(&[SECRET]);
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for (name, setting) in [("VMJ_HTTP_LISTEN", "http.listen"), ("VMJ_METRICS_LISTEN", "metrics.listen")] {
        let site = Site::new().with(name, &address);
        site.run(&[]).expect_refusal(&format!("{setting} = {address}: Address already in use"));
        assert!(site.content().is_empty());
    }
}

#[test]
fn a_database_that_is_away_is_said_to_be_so_without_its_password() {
    let site = Site::new()
        .with("VMJ_DATABASE_URL", database_url())
        .with("VMJ_DATABASE_ACQUIRE_TIMEOUT_SECONDS", "1");
    for arguments in [&[][..], &["migrate", "status"], &["keys", "list"]] {
        let refused = site.run(arguments).expect_refusal("the database is away");
        refused.assert_silent_about(&[DATABASE_PASSWORD]);
    }
}
