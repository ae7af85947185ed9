//! `openapi`

use super::Outcome;

/// Prints the document.
pub fn print(yaml: bool) -> Outcome {
    let document = vmj_http::openapi::document()?;
    let text =
        if yaml { vmj_http::openapi::to_yaml(&document)? } else { vmj_http::openapi::to_json(&document)? };
    super::print(&text)
}
