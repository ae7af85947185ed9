//! The name that was probably meant.

/// The known name closest to `name`, if it is close enough to be a slip of the keyboard.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A short name changes meaning with a few letters, a long one does not.
    let tolerance = (name.len() / 4).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The end of a message about an unknown name: the suggestion, or nothing.
pub(super) fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_only_what_is_close() {
        let known = ["VMJ_MODE", "VMJ_HTTP_LISTEN", "VMJ_HTTP_WORKERS"];
        let cases = [
            ("VMJ_MDOE", Some("VMJ_MODE")),
            ("VMJ_HTPP_LISTEN", Some("VMJ_HTTP_LISTEN")),
            ("VMJ_HTTP_WORKER", Some("VMJ_HTTP_WORKERS")),
            ("VMJ_HTTP_PORT", None),
            ("VMJ_FOO", None),
        ];
        for (name, expected) in cases {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
