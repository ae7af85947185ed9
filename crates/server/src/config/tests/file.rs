//! The TOML file: its types, its unknown names and its mistakes.

use super::{Directory, refused};
use crate::config::Mode;

const COMPLETE: &str = r#"
mode = "production"

[http]
listen = "0.0.0.0:80"
public_url = "https://api.vis-mon-job.fr"
allowed_origins = ["https://vis-mon-job.fr"]
trusted_proxies = ["10.0.0.0/8", "192.0.2.7"]
workers = 4

[database]
url = "postgres://vmj:hunter2@db/vmj"

[auth]
key_encryption_secret = "0123456789abcdef0123456789abcdef"

[rate_limit]
enabled = false

[metrics]
listen = ""
"#;

#[test]
fn gives_every_type_of_setting() {
    let settings = Directory::new(COMPLETE).load(&[], &[]).unwrap();
    assert_eq!(settings.mode, Mode::Production);
    assert_eq!(settings.http.listen.port(), 80);
    assert_eq!(settings.http.allowed_origins.len(), 1);
    assert_eq!(settings.http.trusted_proxies[1].to_string(), "192.0.2.7/32");
    assert_eq!(settings.http.workers, Some(4));
    assert_eq!(settings.database.url.expose(), "postgres://vmj:hunter2@db/vmj");
    assert!(!settings.rate_limit.enabled);
    assert_eq!(settings.metrics.listen, None);
}

#[test]
fn refuses_wrong_values_by_path() {
    let number = "expected a whole number between 0 and 4294967295";
    let table = "expected neither a table nor a date";
    let boolean = "expected true or false";
    let (text, list) = ("expected a string", "expected a list");
    let mode = "expected `development` or `production`";
    let cases = [
        ("mode", "'prod'", "", mode),
        ("http", "1", "", "expected a section"),
        ("http.listen", "8080", "", text),
        ("http.listen", "{ port = 80 }", "", table),
        ("http.workers", "'4'", "", number),
        ("http.workers", "1.0", "", number),
        ("http.body_limit_bytes", "true", "", number),
        ("http.body_limit_bytes", "-1", "", number),
        ("rate_limit.enabled", "'true'", "", boolean),
        ("rate_limit.enabled", "1", "", boolean),
        ("log.filter", "5", "", text),
        ("log.filter", "2024-01-01", "", table),
        ("http.allowed_origins", "'*'", "", list),
        ("http.allowed_origins", "[1]", "[0]", text),
        ("http.trusted_proxies", "'::/0'", "", list),
        ("database.url", "['hunter2']", "", text),
    ];
    for (path, value, item, message) in cases {
        let directory = Directory::new(&format!("{path} = {value}"));
        let file = directory.0.path().join("vis-mon-job.toml");
        let expected = format!("{path}{item}: {message} (set by {})", file.display());
        assert_eq!(refused(directory.load(&[], &[])), [expected], "{path} = {value}");
    }
}

#[test]
fn refuses_unknown_names() {
    let cases = [
        ("http.worker = 1", "http.worker: unknown setting; did you mean http.workers?"),
        ("[htpp]\nworkers = 1", "htpp: unknown setting; did you mean http?"),
        ("mdoe = 'production'", "mdoe: unknown setting; did you mean mode?"),
        ("[something]\nelse = 1", "something: unknown setting"),
    ];
    for (toml, expected) in cases {
        let violations = refused(Directory::new(toml).load(&[], &[]));
        assert_eq!(violations.len(), 1, "{violations:?}");
        assert!(violations[0].starts_with(&format!("{expected} (set by ")), "{violations:?}");
    }
}
