//! Entity tags: `"<version>.<hash of the bytes>"` (RFC 9110 section 8.8.3).

use super::fingerprint;

/// The tag of a representation.
pub fn entity_tag(version: i64, body: &[u8]) -> String {
    format!("\"{version}.{}\"", fingerprint::short(&[body]))
}

/// The opaque parts of the tags in an `If-Match` or `If-None-Match` list, weak ones included; `*` stands for itself.
pub fn opaque_tags(header: &str) -> impl Iterator<Item = &str> {
    header.split(',').map(|tag| {
        let tag = tag.trim();
        tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"')
    })
}

/// The version part of an opaque tag of ours.
pub fn version_of(opaque: &str) -> Option<i64> {
    opaque.split_once('.')?.0.parse().ok()
}

/// Whether `If-None-Match` names this tag (weak comparison).
pub fn none_match_hits(header: &str, tag: &str) -> bool {
    let own = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    opaque_tags(header).any(|other| other == "*" || other == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let tag = entity_tag(3, b"{}");
        assert_eq!(opaque_tags(&tag).filter_map(version_of).collect::<Vec<_>>(), [3]);
        assert!(none_match_hits(&format!("\"x\", W/{tag}"), &tag));
        assert!(none_match_hits("*", &tag));
        assert!(!none_match_hits("\"3.other\"", &tag));
        assert_eq!(opaque_tags("W/\"12.abc\"").find_map(version_of), Some(12));
        assert_eq!(opaque_tags("\"abc\", \"\"").find_map(version_of), None);
    }
}
