//! Files that are not TOML, or that cannot be read.

use super::{Directory, Sources};
use crate::config::ConfigError;

#[test]
fn tells_where_the_syntax_is_wrong() {
    let cases = [
        ("mode = ", 1, 8),
        ("[http\n", 1, 6),
        ("[http]\nworkers = 1\nworkers = 2", 3, 1),
        ("[auth]\nkey_encryption_secret = hunter2", 2, 25),
        ("[database]\nurl = \"hunter2", 2, 15),
        ("[database]\nurl = \"é\" hunter2", 2, 11),
        ("[database]\nurl = 'a\nhunter2'", 3, 9),
    ];
    for (toml, expected_line, expected_column) in cases {
        let error = Directory::new(toml).load(&[], &[]).unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(!text.contains("hunter2"), "{text}");
        let ConfigError::Syntax { line, column, .. } = error else {
            panic!("expected a mistake of syntax, got {text}");
        };
        assert_eq!((line, column), (expected_line, expected_column), "{toml}: {text}");
    }
}

#[test]
fn a_named_file_must_exist() {
    let directory = Directory::empty();
    let missing = directory.0.path().join("missing.toml");
    let sources = Sources { file: Some(missing.clone()), ..Sources::default() };
    let error = directory.load_sources(&sources).unwrap_err().to_string();
    let expected = format!("cannot read the configuration file {}: ", missing.display());
    assert!(error.starts_with(&expected), "{error}");

    let variable = [("VMJ_CONFIG", missing.to_str().unwrap())];
    let error = directory.load(&variable, &[]).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");
}
