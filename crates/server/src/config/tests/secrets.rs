//! Secrets: given as files, never shown.

use super::{Directory, load, refused};
use crate::config::Secret;

const KEY: &str = "hunter2-hunter2-hunter2-hunter2-hunter2";

#[test]
fn a_secret_is_read_from_a_file() {
    let directory = Directory::empty();
    let key = format!("  {KEY} ");
    let cases = [
        (KEY.to_owned(), KEY),
        (format!("{KEY}\n"), KEY),
        (format!("{KEY}\r\n"), KEY),
        (format!("{key}\n"), &key),
    ];
    for (content, expected) in cases {
        let file = directory.write("secret", &content);
        let name = "VMJ_AUTH_KEY_ENCRYPTION_SECRET_FILE";
        let settings = load(&[(name, file.to_str().unwrap())]).unwrap();
        assert_eq!(settings.auth.key_encryption_secret.expose(), expected);
    }
}

#[test]
fn every_secret_can_be_a_file_and_wins_over_the_configuration_file() {
    let directory = Directory::new("[database]\nurl = 'sqlite:file.db'");
    let file = directory.write("url", "sqlite:secret.db\n");
    let environment = [("VMJ_DATABASE_URL_FILE", file.to_str().unwrap())];
    let settings = directory.load(&environment, &[]).unwrap();
    assert_eq!(settings.database.url.expose(), "sqlite:secret.db");
    let flags = [("database.url", "sqlite:flag.db")];
    let settings = directory.load(&environment, &flags).unwrap();
    assert_eq!(settings.database.url.expose(), "sqlite:flag.db");
}

#[test]
fn a_secret_given_twice_is_refused() {
    let violations = refused(load(&[
        ("VMJ_DATABASE_URL", "sqlite:hunter2.db"),
        ("VMJ_DATABASE_URL_FILE", "/run/hunter2"),
    ]));
    let expected = "database.url: VMJ_DATABASE_URL is set too; keep only one of them \
                    (set by VMJ_DATABASE_URL_FILE)";
    assert_eq!(violations, [expected]);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_without_its_path() {
    // The path is the secret itself when somebody uses the wrong variable.
    let violations = refused(load(&[("VMJ_DATABASE_URL_FILE", "postgres://vmj:hunter2@db/vmj")]));
    let expected = "database.url: expected the path of a file that can be read: entity not found \
                    (set by VMJ_DATABASE_URL_FILE)";
    assert_eq!(violations, [expected]);
}

#[test]
fn an_empty_file_is_refused() {
    let file = Directory::empty();
    let path = file.write("secret", "\n");
    let name = "VMJ_AUTH_KEY_ENCRYPTION_SECRET_FILE";
    let violations = refused(load(&[(name, path.to_str().unwrap())]));
    let expected = "auth.key_encryption_secret: expected at least 32 characters (set by \
                    VMJ_AUTH_KEY_ENCRYPTION_SECRET_FILE)";
    assert_eq!(violations, [expected]);
}

#[test]
fn nothing_shows_a_secret() {
    let settings = load(&[
        ("VMJ_DATABASE_URL", "postgres://vmj:hunter2@db/vmj?password=hunter2"),
        ("VMJ_AUTH_KEY_ENCRYPTION_SECRET", KEY),
    ]);
    let settings = settings.unwrap();
    let shown = [
        format!("{settings:?}"),
        format!("{settings:#?}"),
        serde_json::to_string(&settings).unwrap(),
        settings.effective_toml(),
    ];
    for text in shown {
        assert!(!text.contains("hunter2"), "{text}");
        assert!(text.contains("[redacted]"), "{text}");
    }
    assert_eq!(format!("{:?}", Secret::from("hunter2")), "[redacted]");
}

#[test]
fn no_error_shows_a_secret() {
    let cases: [(&str, super::Pairs, super::Pairs); 8] = [
        ("", &[("VMJ_DATABASE_URL", "hunter2")], &[]),
        ("", &[("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "hunter2")], &[]),
        ("", &[("VMJ_DATABSE_URL", "postgres://vmj:hunter2@db")], &[]),
        ("", &[("VMJ_HTTP_PUBLIC_URL", "https://vmj:hunter2@host")], &[]),
        ("", &[("VMJ_MODE", "hunter2"), ("VMJ_HTTP_WORKERS", "hunter2")], &[]),
        ("", &[], &[("database.url", "hunter2"), ("database.ulr", "hunter2")]),
        ("auth.key_encryption_secret = ['hunter2']", &[], &[]),
        ("database.url = { password = 'hunter2' }", &[], &[]),
    ];
    for (toml, environment, flags) in cases {
        let error = Directory::new(toml).load(environment, flags).unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}
