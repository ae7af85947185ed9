//! The URLs of databases, as they are shown.

use crate::config::redact_database_url as database_url;

#[test]
fn shows_everything_but_secrets() {
    let cases = [
        ("sqlite://data/a.sqlite3", "sqlite://data/a.sqlite3"),
        ("sqlite::memory:", "sqlite::memory:"),
        ("sqlite:a.db?mode=rwc", "sqlite:a.db?mode=rwc"),
        ("sqlite:a.db?key=hunter2", "sqlite:a.db?key=[redacted]"),
        ("postgres://host/db", "postgres://host/db"),
        ("postgres://vmj@host/db", "postgres://vmj@host/db"),
        ("postgres://vmj:hunter2@host/db", "postgres://vmj:[redacted]@host/db"),
        ("postgresql://v:hunter2@[::1]:5432/db", "postgresql://v:[redacted]@[::1]:5432/db"),
        ("postgres://v:hun@ter2@h:1/db", "postgres://v:[redacted]@h:1/db"),
        ("postgres://v:hun/ter2@h/db", "postgres://v:[redacted]@h/db"),
        ("postgres://v:hun?ter2#@h/db", "postgres://v:[redacted]@h/db"),
        ("postgres:///db?host=/run&password=hunter2", "postgres:///db?host=/run&password=[redacted]"),
        ("postgres://h/db?hunter2&sslmode=require", "postgres://h/db?[redacted]&sslmode=require"),
        ("postgres://h/db#hunter2", "postgres://h/db#[redacted]"),
        ("postgres://vmj:hunter2", "[redacted]"),
        ("postgres://vmj:hunter2/db", "[redacted]"),
        ("postgres://hun/ter2@host", "[redacted]"),
        ("postgres:vmj:hunter2@host", "[redacted]"),
        ("mysql://vmj:hunter2@host/db", "[redacted]"),
        ("hunter2", "[redacted]"),
        ("", "[redacted]"),
    ];
    for (url, expected) in cases {
        assert_eq!(database_url(url), expected, "{url}");
    }
}
