//! Explanations in whole sentences, to people who know nothing of how it is computed.

pub mod english;
pub mod french;

#[cfg(test)]
mod tests;

/// One or several.
fn counted<'w>(count: u64, one: &'w str, several: &'w str) -> &'w str {
    if count == 1 { one } else { several }
}
