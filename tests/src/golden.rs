//! Reviewed files: what a test finds is held against one, and `UPDATE_GOLDEN=1` rewrites it.

use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this variable")]
fn is_rewriting() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Holds a text against a reviewed file, named from the folder of the tests.
#[track_caller]
pub fn hold_against(file: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if is_rewriting() {
        std::fs::write(&path, found).expect("written");
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    let difference = similar::TextDiff::from_lines(&reviewed, found)
        .unified_diff()
        .header("reviewed", "found")
        .to_string();
    assert!(
        difference.is_empty(),
        "{difference}\n{file} is out of date. Review, then: UPDATE_GOLDEN=1 cargo test -p vmj-tests --test api"
    );
}
