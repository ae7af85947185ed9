//! The shapes of URLs that are accepted and refused.

use crate::config::web_url::WebUrl;

#[test]
fn tells_a_base_url() {
    let cases = [
        ("https://vis-mon-job.fr", true),
        ("http://127.0.0.1:8080", true),
        ("http://[::1]:8080", true),
        ("http://[::1]", true),
        ("https://example.fr/api", true),
        ("http://api_1:8080", true),
        ("https://example.fr/", false),
        ("https://example.fr/api/", false),
        ("https://example.fr?a=b", false),
        ("https://example.fr/api?a", false),
        ("https://example.fr#a", false),
        ("https://example.fr/a b", false),
        ("https://user:password@example.fr", false),
        ("https://example..fr", false),
        ("https://example.fr:0", false),
        ("https://example.fr:", false),
        ("https://example.fr:+80", false),
        ("https://example.fr:99999", false),
        ("https://300.1.1.1", false),
        ("https://[::1", false),
        ("https://", false),
        ("https:///path", false),
        ("HTTPS://example.fr", false),
        ("ftp://example.fr", false),
        ("example.fr", false),
        ("/api", false),
        ("", false),
    ];
    for (text, expected) in cases {
        let accepted = WebUrl::parse(text).is_some_and(|url| url.is_base());
        assert_eq!(accepted, expected, "{text}");
    }
}

#[test]
fn tells_an_origin() {
    let cases = [
        ("https://example.fr", true),
        ("https://example.fr:8443", true),
        ("http://localhost:3000", true),
        ("https://example.fr:443", false),
        ("http://example.fr:80", false),
        ("https://Example.fr", false),
        ("https://example.fr/", false),
        ("https://example.fr/page", false),
        ("*", false),
        ("null", false),
    ];
    for (text, expected) in cases {
        let accepted = WebUrl::parse(text).is_some_and(|url| url.is_origin());
        assert_eq!(accepted, expected, "{text}");
    }
}

#[test]
fn tells_a_loopback() {
    let cases = [
        ("http://127.0.0.1:8080", true),
        ("http://127.1.2.3", true),
        ("http://0.0.0.0", true),
        ("http://[::1]", true),
        ("http://[::ffff:127.0.0.1]", true),
        ("http://LOCALHOST", true),
        ("http://api.localhost", true),
        ("http://localhost.example.fr", false),
        ("http://192.0.2.1", false),
        ("http://[2001:db8::1]", false),
    ];
    for (text, expected) in cases {
        let loopback = WebUrl::parse(text).is_some_and(|url| url.is_loopback());
        assert_eq!(loopback, expected, "{text}");
    }
}
