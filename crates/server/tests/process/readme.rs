//! The shell lines of the README, executed as they stand there.

use std::process::{Command, Stdio};

use crate::support::{Server, Session, Site, repository_text};

/// The shell lines of a section.
fn lines_of(section: &str) -> String {
    let readme = repository_text("README.md");
    let from = readme.find(&format!("\n## {section}\n")).expect("the section");
    let text = &readme[from + 4..];
    let text = &text[..text.find("\n## ").unwrap_or(text.len())];
    let blocks = text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.collect::<Vec<_>>().join("\n")
}

/// What the lines of a section print, with the address of this server and the binary of this build.
fn walk(section: &str, site: &Site, server: &Server) -> String {
    let script = lines_of(section)
        .replace("cargo run --", env!("CARGO_BIN_EXE_vis-mon-job"))
        .replace("127.0.0.1:8080", &server.address.to_string());
    let walked = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .current_dir(site.folder())
        .stdin(Stdio::null())
        .output()
        .expect("bash runs");
    let seen = String::from_utf8(walked.stdout).expect("UTF-8");
    assert!(walked.status.success(), "{script}\n{seen}\n{}", String::from_utf8_lossy(&walked.stderr));
    seen
}

#[test]
fn the_first_walk_goes_as_written() {
    let site = Site::new();
    let server = Server::new(site.spawn(site.command(&["serve", "--demo"]))).ready();
    let seen = walk("A first walk", &site, &server);
    let mut rest = seen.as_str();
    // One after the other: the wish, the eligible student, each answer, and the sheet with the name of the host.
    for expected in [
        "\"code\":\"data-engineer\"",
        "\"state\":\"eligible\"",
        "\"state\":\"proposed\"",
        "\"state\":\"confirmed\"",
        "\"state\":\"confirmed\"",
        "\"family_name\":\"Exemple-Agent\"",
        "\"convocation\":{",
        "\"meeting_point\":",
        "\"contact_phone\":\"+33 1 99 00",
    ] {
        let at = rest.find(expected).unwrap_or_else(|| panic!("{expected} is missing in {seen}"));
        rest = &rest[at + expected.len()..];
    }
}

#[test]
fn the_first_admin_is_made_as_written() {
    let site = Site::new();
    let server = site.start();
    walk("Without the demo", &site, &server);
    let session: Session = server.sign_in("admin@example.fr");
    let me = session.client(&server).get("/v1/me").expect(200).json();
    assert_eq!(me["roles"], serde_json::json!(["dinum_admin"]));
}
