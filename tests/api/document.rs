//! The document: equal to the committed file, and complete by our own rules.

use std::path::Path;

use similar::TextDiff;
use vmj_tests::app::DOCUMENT;

#[test]
fn the_committed_document_is_the_one_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let made = vmj_http::openapi::to_json(&vmj_http::openapi::document().expect("a document")).expect("JSON");
    if committed != made {
        let difference =
            TextDiff::from_lines(&committed, &made).unified_diff().header("committed", "made").to_string();
        panic!(
            "{difference}\nopenapi/openapi.json is out of date. Rewrite it:\n\n  cargo run -- openapi > openapi/openapi.json\n"
        );
    }
}

#[test]
fn the_document_follows_our_rules() {
    let faults = DOCUMENT.lint();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
