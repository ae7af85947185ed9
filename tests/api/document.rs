//! The document: equal to the committed file, and complete by our own rules.

use vmj_tests::app::DOCUMENT;
use vmj_tests::golden::hold_against;

/// As `cargo run -- openapi` prints it.
#[test]
fn the_committed_document_is_the_one_of_the_code() {
    let made = vmj_http::openapi::to_json(&vmj_http::openapi::document().expect("a document")).expect("JSON");
    hold_against("../openapi/openapi.json", &made);
}

#[test]
fn the_document_follows_our_rules() {
    let faults = DOCUMENT.lint();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
