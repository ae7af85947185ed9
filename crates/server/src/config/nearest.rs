//! The name that was probably meant.

/// The known name closest to `name`, if it is close enough to be a slip of the keyboard.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A short name changes meaning with a few letters, a long one does not.
    let tolerance = (name.len() / 4).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The end of a message about an unknown name: the suggestion, or nothing.
pub(super) fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

/// Letters to add, remove, replace or swap with their neighbour to go from one text to the other.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            let mut best = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *letter == to[column - 1] && from[row - 1] == *other;
            if swapped {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn counts_the_changes() {
        let cases = [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("mode", "mode", 0),
            ("mdoe", "mode", 1),
            ("modes", "mode", 1),
            ("kitten", "sitting", 3),
            ("é", "e", 1),
        ];
        for (from, to, expected) in cases {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }

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
