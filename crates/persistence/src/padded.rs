//! Lists of values in a statement, without a statement text for every length.

/// The values, the last one repeated up to the next power of two: `IN` takes no notice, and a handful of prepared
/// statements serve every length. Empty stays empty.
pub fn padded<T: Copy>(values: &[T]) -> Vec<T> {
    let mut padded = values.to_vec();
    if let Some(last) = values.last() {
        padded.resize(values.len().next_power_of_two(), *last);
    }
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_powers_of_two() {
        assert!(padded::<u8>(&[]).is_empty());
        assert_eq!(padded(&[7]), [7]);
        assert_eq!(padded(&[1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(padded(&[0; 65]).len(), 128);
    }
}
