//! The types of the variables, and those that are refused.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use serde_json::json;

use super::{load, refused, value};
use crate::config::{ConfigError, vmj_variables};

#[test]
fn an_empty_text_empties_what_can_be() {
    let names = [
        ("VMJ_AUTH_ISSUER", "auth.issuer", json!(null)),
        ("VMJ_HTTP_WORKERS", "http.workers", json!(null)),
        ("VMJ_METRICS_LISTEN", "metrics.listen", json!(null)),
        ("VMJ_HTTP_ALLOWED_ORIGINS", "http.allowed_origins", json!([])),
    ];
    for (name, path, expected) in names {
        let settings = load(&[(name, "")]).unwrap();
        assert_eq!(value(&settings, path), expected, "{name}");
    }
}

#[test]
fn a_wrong_value_is_refused_by_name() {
    let address = "expected an IP address with its port, such as 127.0.0.1:8080";
    let mode = "expected `development` or `production`";
    let network = "[1]: expected a network, such as 10.0.0.0/8 or fd00::/8";
    let cases = [
        ("VMJ_MODE", "prod", format!("mode: {mode}")),
        ("VMJ_LOG_FORMAT", "xml", "log.format: expected `text` or `json`".to_owned()),
        ("VMJ_HTTP_LISTEN", "8080", format!("http.listen: {address}")),
        ("VMJ_METRICS_LISTEN", "localhost:1", format!("metrics.listen: {address}")),
        ("VMJ_RATE_LIMIT_ENABLED", "1", "rate_limit.enabled: expected true or false".to_owned()),
        ("VMJ_HTTP_TRUSTED_PROXIES", "::/0,proxy", format!("http.trusted_proxies{network}")),
    ];
    for (name, text, message) in cases {
        let expected = format!("{message} (set by {name})");
        assert_eq!(refused(load(&[(name, text)])), [expected], "{name}={text}");
    }
}

#[test]
fn a_wrong_number_is_refused() {
    let name = "VMJ_HTTP_BODY_LIMIT_BYTES";
    for text in ["many", "1.5", "-1", "4294967296", "", "true", "0x10", "1_000"] {
        let expected = "http.body_limit_bytes: expected a whole number between 0 and 4294967295 \
                        (set by VMJ_HTTP_BODY_LIMIT_BYTES)";
        assert_eq!(refused(load(&[(name, text)])), [expected], "{text}");
    }
}

#[test]
fn an_unknown_variable_is_refused_by_name() {
    let cases = [
        ("VMJ_HTPP_LISTEN", "; did you mean VMJ_HTTP_LISTEN?"),
        ("VMJ_DATABASE_ULR", "; did you mean VMJ_DATABASE_URL?"),
        ("VMJ_CONFG", "; did you mean VMJ_CONFIG?"),
        ("VMJ_HTTP_LISTEN_FILE", "; did you mean VMJ_HTTP_LISTEN?"),
        ("VMJ_SOMETHING_ELSE", ""),
        ("VMJ_", ""),
    ];
    for (name, suggestion) in cases {
        let expected = format!("{name}: unknown variable{suggestion}");
        assert_eq!(refused(load(&[(name, "hunter2")])), [expected]);
    }
}

#[test]
fn the_variables_of_other_programs_are_ignored() {
    load(&[("PATH", "/bin"), ("VMJOB", "1"), ("vmj_mode", "x"), ("HTTP_LISTEN", "x")]).unwrap();
}

#[test]
fn keeps_the_variables_of_the_server() {
    let binary = || OsString::from_vec(vec![0xff]);
    let pair = |name: &str, value: OsString| (OsString::from(name), value);
    let kept = vmj_variables([
        pair("VMJ_MODE", OsString::from("production")),
        pair("PATH", OsString::from("/bin")),
        pair("OTHER", binary()),
    ]);
    let kept: Vec<(String, String)> = kept.unwrap().into_iter().collect();
    assert_eq!(kept, [("VMJ_MODE".to_owned(), "production".to_owned())]);

    match vmj_variables([pair("VMJ_LOG_FILTER", binary())]) {
        Err(ConfigError::Refused(violations)) => {
            assert_eq!(violations[0].setting, "VMJ_LOG_FILTER");
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}
