//! The rules that the settings break.

use super::{Directory, load, refused};

const URL: &str = "expected an absolute http or https URL, without trailing slash or query";

#[test]
fn shapes_are_checked() {
    let origin = "expected an origin as browsers write it, such as https://example.fr";
    let cases = [
        ("VMJ_HTTP_PUBLIC_URL", "https://a.fr/", "http.public_url", URL),
        ("VMJ_HTTP_PUBLIC_URL", "", "http.public_url", URL),
        ("VMJ_HTTP_FRONT_URL", "https://a.fr/?b=c", "http.front_url", URL),
        ("VMJ_HTTP_FRONT_URL", "front", "http.front_url", URL),
        ("VMJ_MAIL_TRANSPORT", "pigeon", "mail.transport", "expected `none` or `log`"),
        ("VMJ_AUTH_ISSUER", "vis-mon-job", "auth.issuer", URL),
        ("VMJ_AUTH_AUDIENCE", " ", "auth.audience", "expected a text"),
        ("VMJ_LOG_FILTER", "", "log.filter", "expected a filter"),
        ("VMJ_HTTP_ALLOWED_ORIGINS", "https://a.fr,https://b.fr/", "http.allowed_origins[1]", origin),
        (
            "VMJ_DATABASE_URL",
            "mysql://vmj:hunter2@db/vmj",
            "database.url",
            "expected a URL that starts with sqlite:, postgres:// or postgresql://",
        ),
        (
            "VMJ_AUTH_KEY_ENCRYPTION_SECRET",
            "hunter2",
            "auth.key_encryption_secret",
            "expected at least 32 characters",
        ),
        (
            "VMJ_METRICS_LISTEN",
            "127.0.0.1:8080",
            "metrics.listen",
            "expected another address than http.listen",
        ),
    ];
    for (name, text, path, message) in cases {
        let expected = format!("{path}: {message} (set by {name})");
        assert_eq!(refused(load(&[(name, text)])), [expected], "{name}={text}");
    }
}

#[test]
fn development_is_lenient() {
    load(&[
        ("VMJ_HTTP_ALLOWED_ORIGINS", "*"),
        ("VMJ_HTTP_LISTEN", "127.0.0.1:0"),
        ("VMJ_METRICS_LISTEN", "127.0.0.1:0"),
    ])
    .unwrap();
}

#[test]
fn production_refuses_everything_at_once() {
    let environment = [("VMJ_MODE", "production"), ("VMJ_HTTP_ALLOWED_ORIGINS", "*")];
    assert_eq!(
        refused(load(&environment)),
        [
            "http.public_url: expected https in production (set by the defaults)",
            "http.public_url: expected a public host in production, not a loopback address \
             (set by the defaults)",
            "http.allowed_origins: expected named origins in production, not * \
             (set by VMJ_HTTP_ALLOWED_ORIGINS)",
            "auth.key_encryption_secret: expected a secret of your own in production, not the one \
             of development (set by the defaults)",
        ]
    );
}

#[test]
fn production_refuses_links_that_anybody_reads_and_messages_in_the_log() {
    let environment = [
        ("VMJ_MODE", "production"),
        ("VMJ_HTTP_PUBLIC_URL", "https://api.vis-mon-job.fr"),
        ("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "0123456789abcdef0123456789abcdef"),
        ("VMJ_HTTP_FRONT_URL", "http://localhost:3000"),
        ("VMJ_MAIL_TRANSPORT", "log"),
    ];
    assert_eq!(
        refused(load(&environment)),
        [
            "http.front_url: expected https in production (set by VMJ_HTTP_FRONT_URL)",
            "http.front_url: expected a public host in production, not a loopback address \
             (set by VMJ_HTTP_FRONT_URL)",
            "mail.transport: expected another transport in production than log, which shows personal data \
             (set by VMJ_MAIL_TRANSPORT)",
        ]
    );
    let mended = [("VMJ_HTTP_FRONT_URL", "https://vis-mon-job.fr"), ("VMJ_MAIL_TRANSPORT", "none")];
    load(&[&environment[..3], &mended].concat()).unwrap();
}

#[test]
fn a_complete_production_is_accepted() {
    for database in ["sqlite:///srv/a.sqlite3", "postgres://db/vmj", "postgresql://db/vmj"] {
        load(&[
            ("VMJ_MODE", "production"),
            ("VMJ_HTTP_PUBLIC_URL", "https://api.vis-mon-job.fr"),
            ("VMJ_DATABASE_URL", database),
            ("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "0123456789abcdef0123456789abcdef"),
        ])
        .unwrap();
    }
}

#[test]
fn all_the_problems_of_all_the_layers_are_listed() {
    let directory = Directory::new("unknown = 1\n[http]\nworkers = 'many'");
    let environment = [
        ("VMJ_MODE", "production"),
        ("VMJ_HTTP_PUBLIC_URL", "http://api.vis-mon-job.fr"),
        ("VMJ_HTTP_TRUSTED_PROXIES", "proxy"),
        ("VMJ_NOTHING_CLOSE", "1"),
    ];
    let flags = [("database.max_connections", "201"), ("nothing", "1")];
    let error = directory.load(&environment, &flags).unwrap_err().to_string();
    let expected = [
        "the configuration is refused:",
        "\n  - unknown: unknown setting (set by ",
        "\n  - VMJ_NOTHING_CLOSE: unknown variable\n",
        "\n  - nothing: unknown setting (set by the command line)\n",
        "\n  - http.trusted_proxies[0]: expected a network",
        "\n  - http.workers: expected a whole number",
        "\n  - database.max_connections: expected between 1 and 200 (set by the command line)\n",
        "\n  - http.public_url: expected https in production (set by VMJ_HTTP_PUBLIC_URL)\n",
        "\n  - auth.key_encryption_secret: expected a secret of your own in production",
    ];
    for part in expected {
        assert!(error.contains(part), "{part:?} is missing from {error}");
    }
    assert_eq!(error.lines().count(), expected.len(), "{error}");
}
