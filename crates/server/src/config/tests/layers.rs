//! Which layer wins.

use serde_json::json;

use super::{Directory, Sources, load, refused, texts, value};

#[test]
fn the_defaults_are_valid() {
    let settings = load(&[]).unwrap();
    assert!(settings.validate().is_empty());
    assert_eq!(settings.http.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.metrics.listen.unwrap().port(), 9464);
    let url = settings.database.url.expose();
    assert_eq!(url, "sqlite://data/vis-mon-job.sqlite3");
    let secret = settings.auth.key_encryption_secret.expose();
    assert_eq!(secret, "development-only-key-encryption-secret");
}

#[test]
fn the_transport_of_messages_depends_on_the_mode() {
    use crate::config::{MailSettings, MailTransport, Mode};
    let cases = [
        (None, Mode::Development, MailTransport::Log),
        (None, Mode::Production, MailTransport::None),
        (Some(MailTransport::None), Mode::Development, MailTransport::None),
        (Some(MailTransport::Log), Mode::Development, MailTransport::Log),
    ];
    for (transport, mode, expected) in cases {
        assert_eq!(MailSettings { transport }.transport_in(mode), expected, "{transport:?} in {mode:?}");
    }
    let chosen = load(&[("VMJ_MAIL_TRANSPORT", "none")]).unwrap();
    assert_eq!(chosen.mail.transport, Some(MailTransport::None));
}

#[test]
fn links_lead_to_the_public_url_unless_there_is_a_site() {
    let cases = [
        (&[][..], "http://127.0.0.1:8080"),
        (&[("VMJ_HTTP_PUBLIC_URL", "https://a.fr")], "https://a.fr"),
        (&[("VMJ_HTTP_PUBLIC_URL", "https://a.fr"), ("VMJ_HTTP_FRONT_URL", "https://b.fr")], "https://b.fr"),
    ];
    for (environment, expected) in cases {
        assert_eq!(crate::settings::http(&load(environment).unwrap()).front_url, expected);
    }
}

#[test]
fn each_layer_wins_over_the_one_before() {
    let toml = "mode = 'development'\n[http]\nworkers = 2\n[auth]\naudience = 'file'";
    let file = Directory::new(toml);
    let none = Directory::empty();
    let environment = [("VMJ_HTTP_WORKERS", "3")];
    let flags = [("http.workers", "4")];
    let cases = [
        (&none, &[][..], &[][..], json!(null)),
        (&file, &[], &[], json!(2)),
        (&file, &environment, &[], json!(3)),
        (&file, &environment, &flags, json!(4)),
        (&file, &[], &flags, json!(4)),
        (&none, &environment, &[], json!(3)),
        (&none, &environment, &flags, json!(4)),
    ];
    for (directory, environment, flags, expected) in cases {
        let settings = directory.load(environment, flags).unwrap();
        assert_eq!(value(&settings, "http.workers"), expected);
        // A section given by two layers is merged, not replaced.
        assert_eq!(value(&settings, "http.body_timeout_seconds"), json!(10));
    }
    let merged = file.load(&environment, &flags).unwrap();
    assert_eq!(merged.auth.audience, "file");
}

#[test]
fn a_list_is_replaced_as_a_whole() {
    let directory = Directory::new("[http]\nallowed_origins = ['https://a.fr', 'https://b.fr']");
    let environment = [("VMJ_HTTP_ALLOWED_ORIGINS", "https://c.fr")];
    let settings = directory.load(&environment, &[]).unwrap();
    assert_eq!(settings.http.allowed_origins, ["https://c.fr"]);
}

#[test]
fn the_last_flag_wins() {
    let flags = [("http.workers", "4"), ("http.workers", "5")];
    let settings = Directory::empty().load(&[], &flags).unwrap();
    assert_eq!(settings.http.workers, Some(5));
}

#[test]
fn a_wrong_value_that_is_not_in_force_does_not_matter() {
    let directory = Directory::new("[http]\nworkers = 'many'");
    let settings = directory.load(&[("VMJ_HTTP_WORKERS", "2")], &[]).unwrap();
    assert_eq!(settings.http.workers, Some(2));
}

#[test]
fn the_file_of_the_flag_wins_over_the_variable_and_the_default() {
    let directory = Directory::new("auth.audience = 'default'");
    let flag = directory.write("flag.toml", "auth.audience = 'flag'");
    let variable = directory.write("variable.toml", "auth.audience = 'variable'");
    let variable = [("VMJ_CONFIG", variable.to_str().unwrap())];
    let cases = [
        (Some(&flag), &variable[..], "flag"),
        (Some(&flag), &[], "flag"),
        (None, &variable, "variable"),
        (None, &[("VMJ_CONFIG", "")], "default"),
        (None, &[], "default"),
    ];
    for (file, environment, expected) in cases {
        let sources = Sources { file: file.cloned(), environment: texts(environment), overrides: Vec::new() };
        let settings = directory.load_sources(&sources).unwrap();
        assert_eq!(settings.auth.audience, expected);
    }
}

#[test]
fn an_unknown_flag_is_refused_by_name() {
    let flags = [("http.worker", "4"), ("nothing.close", "4")];
    let violations = refused(Directory::empty().load(&[], &flags));
    assert_eq!(
        violations,
        [
            "http.worker: unknown setting; did you mean http.workers? (set by the command line)",
            "nothing.close: unknown setting (set by the command line)",
        ]
    );
}
