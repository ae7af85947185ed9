//! The first walk of the README, executed as it stands there.

use std::process::{Command, Stdio};

use crate::support::{Server, Site, repository_text};

/// The shell lines of a section.
fn lines_of(section: &str) -> String {
    let readme = repository_text("README.md");
    let from = readme.find(&format!("\n## {section}\n")).expect("the section");
    let text = &readme[from + 4..];
    let text = &text[..text.find("\n## ").unwrap_or(text.len())];
    let blocks = text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.collect::<Vec<_>>().join("\n")
}

fn walk(site: &Site, server: &Server) -> String {
    let script = lines_of("A first walk")
        .replace("cargo run --", env!("CARGO_BIN_EXE_vis-mon-job"))
        .replace("127.0.0.1:8080", &server.address.to_string());
    let walked = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .current_dir(site.folder())
        .stdin(Stdio::null())
        .output()
        .expect("bash runs");
    assert!(walked.status.success(), "{script}\n{}", String::from_utf8_lossy(&walked.stderr));
    String::from_utf8(walked.stdout).expect("UTF-8")
}

#[test]
fn the_first_walk_goes_as_written() {
    let site = Site::new();
    let server = site.start();
    let seen = walk(&site, &server);
    for expected in [
        "\"email\":\"admin@example.fr\"",
        "\"label_fr\":\"Ingénieure / Ingénieur de données\"",
        "\"code\":\"precondition_failed\"",
        "\"name\":\"Saint-Étienne\"",
    ] {
        assert!(seen.contains(expected), "{expected} is missing in {seen}");
    }
}
