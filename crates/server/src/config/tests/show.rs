//! The settings in force, and the table of the variables.

use super::{Directory, load};
use crate::config::{Settings, variables};

#[test]
fn the_effective_configuration_is_toml() {
    let settings = load(&[
        ("VMJ_DATABASE_URL", "postgres://vmj:hunter2@db/vmj"),
        ("VMJ_HTTP_ALLOWED_ORIGINS", "https://a.fr,https://b.fr"),
        ("VMJ_METRICS_LISTEN", ""),
        ("VMJ_LOG_FILTER", "info,\"x\"=warn"),
    ]);
    let toml = settings.unwrap().effective_toml();
    let expected = [
        "mode = \"development\"\n\n[auth]\n",
        "\n# issuer is not set\n",
        "\nkey_encryption_secret = \"[redacted]\"\n",
        "\nurl = \"postgres://vmj:[redacted]@db/vmj\"\n",
        "\n[http]\nallowed_origins = [\"https://a.fr\", \"https://b.fr\"]\n",
        "\n# workers is not set\n",
        "\n[metrics]\nlisten = \"\"\n",
        "\nenabled = true\n",
        "\nmax_connections = 16\n",
    ];
    for part in expected {
        assert!(toml.contains(part), "{part:?} is missing from\n{toml}");
    }
    let parsed: toml::Table = toml.parse().unwrap();
    assert_eq!(parsed["log"]["filter"].as_str(), Some("info,\"x\"=warn"));
}

#[test]
fn the_effective_configuration_can_be_loaded_again() {
    let first = load(&[("VMJ_HTTP_WORKERS", "3"), ("VMJ_METRICS_LISTEN", "")]).unwrap();
    let directory = Directory::new(&first.effective_toml());
    // The secrets are the only part that is missing.
    let secret = [("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "0123456789abcdef0123456789abcdef")];
    let second = directory.load(&secret, &[]).unwrap();
    assert_eq!(first.effective_toml(), second.effective_toml());
}

#[test]
fn the_table_of_variables_gives_the_defaults() {
    let variables = variables();
    let cases = [
        ("VMJ_HTTP_PUBLIC_URL", false, "http://127.0.0.1:8080"),
        ("VMJ_HTTP_ALLOWED_ORIGINS", false, ""),
        ("VMJ_HTTP_WORKERS", false, ""),
        ("VMJ_HTTP_BODY_LIMIT_BYTES", false, "1048576"),
        ("VMJ_RATE_LIMIT_ENABLED", false, "true"),
        ("VMJ_DATABASE_URL", true, "sqlite://data/vis-mon-job.sqlite3"),
        ("VMJ_AUTH_KEY_ENCRYPTION_SECRET", true, "[redacted]"),
        ("VMJ_METRICS_LISTEN", false, "127.0.0.1:9464"),
    ];
    for (name, secret, default) in cases {
        let variable = variables.iter().find(|variable| variable.name == name).unwrap();
        assert_eq!((variable.secret, variable.default.as_str()), (secret, default), "{name}");
    }
    assert_eq!(variables.iter().filter(|variable| variable.secret).count(), 2);
}

#[test]
fn the_defaults_shown_are_the_defaults() {
    let shown: toml::Table = Settings::default().effective_toml().parse().unwrap();
    assert_eq!(shown["mode"].as_str(), Some("development"));
    assert_eq!(shown["auth"]["session_idle_hours"].as_integer(), Some(168));
}
