//! The page behind a problem's `type`: what the code means, in both languages.

use std::fmt::Write as _;

use super::ProblemCode;

/// The page of one code.
#[must_use]
pub fn of(code: ProblemCode) -> String {
    let (title, why) = (code.title(), code.explanation());
    page(
        code.slug(),
        &format!(
            "<p>HTTP {status}</p>\
             <section lang=\"fr\"><h2>{}</h2><p>{}</p></section>\
             <section lang=\"en\"><h2>{}</h2><p>{}</p></section>\
             <p><a href=\"/problems\">Tous les codes / All codes</a></p>",
            title.french(),
            why.french(),
            title.english(),
            why.english(),
            status = code.status(),
        ),
    )
}

/// The list of all codes.
#[must_use]
pub fn index() -> String {
    let mut rows = String::from("<ul>");
    for code in ProblemCode::ALL {
        let (slug, status, title) = (code.slug(), code.status().as_u16(), code.title());
        // Writing to a String cannot fail.
        let _ = write!(
            rows,
            "<li><a href=\"/problems/{slug}\">{status} {slug}</a> — {} / <span lang=\"en\">{}</span></li>",
            title.french(),
            title.english()
        );
    }
    rows.push_str("</ul>");
    page("Vis mon job : codes d’erreur / problem codes", &rows)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )
}
