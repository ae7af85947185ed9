//! Reviewed files: what a test finds is held against one, and `UPDATE_GOLDEN=1` rewrites it.

use std::path::PathBuf;

#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this variable")]
fn is_rewriting() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Holds a text against the reviewed file of a test of this folder.
#[track_caller]
pub fn hold_against(test: &str, found: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("api/access").join(test).with_extension("txt");
    if is_rewriting() {
        std::fs::write(&file, found).expect("written");
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    let difference = similar::TextDiff::from_lines(&reviewed, found).unified_diff().to_string();
    assert!(
        difference.is_empty(),
        "{difference}\nReview, then: UPDATE_GOLDEN=1 cargo test -p vmj-tests --test api {test}"
    );
}
