//! `openapi`.

use serde_json::Value;

use crate::support::{Site, repository_text};

#[test]
fn the_document_is_the_committed_one_and_needs_no_configuration() {
    let site = Site::new().with("VMJ_HTTP_LISTEN", "broken").with("VMJ_NO_SUCH_VARIABLE", "1");
    let printed = site.run(&["openapi"]).expect(0);
    assert!(printed.stdout == repository_text("openapi/openapi.json"), "openapi/openapi.json is out of date");
    assert!(site.content().is_empty());
}

#[test]
fn yaml_and_json_are_one_document() {
    let site = Site::new();
    let json: Value = serde_json::from_str(&site.run(&["openapi"]).expect(0).stdout).expect("JSON");
    let yaml: Value =
        serde_saphyr::from_str(&site.run(&["openapi", "--yaml"]).expect(0).stdout).expect("YAML");
    assert!(json == yaml, "the two forms differ");
}

#[test]
fn a_reader_who_leaves_early_is_no_accident() {
    let site = Site::new();
    for arguments in [&["openapi"][..], &["config", "variables"], &["config", "check"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = site.command(arguments);
        let ended = command.stdout(writer).output().expect("the binary runs");
        assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()), "{arguments:?}");
    }
}
