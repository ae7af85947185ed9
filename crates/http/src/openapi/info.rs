//! What stands at the head of the document.

use serde_json::{Value, json};

const DESCRIPTION: &str = include_str!("start_here.md");

/// Title, contact, licence.
pub fn info() -> Value {
    json!({
        "title": "Vis mon job",
        "summary": "One day, one duo, one digital job of the State.",
        "description": DESCRIPTION,
        "version": env!("CARGO_PKG_VERSION"),
        "termsOfService": "https://www.numerique.gouv.fr/mentions-legales/",
        "contact": {
            "name": "Direction interministérielle du numérique (DINUM)",
            "url": "https://www.numerique.gouv.fr/",
            "email": "vis-mon-job@example.fr",
        },
        "license": { "name": "MIT", "identifier": "MIT" },
    })
}

/// Where the API is: where the document was read.
pub fn servers() -> Value {
    json!([{ "url": "/", "description": "The server that this document was read from.", "x-internal": false }])
}

/// The resources.
pub fn tags() -> Value {
    let tags = [
        ("registration", "Making an account, proving an address, accepting an invitation."),
        ("sessions", "Signing in and out: access tokens, and refresh tokens that rotate."),
        ("me", "The caller's own account and what its roles allow."),
        ("accounts", "The people who can sign in, for DINUM and for ministry admins."),
        ("audit", "Who did what to whose record, when and why: append-only."),
        ("editions", "The occurrences of the operation: day, rules, windows, what is offered."),
        ("ambassadors", "Agents in an edition: what they show, where, and whether they are approved."),
        ("students", "Students in an edition: what they study and wish for, and whether they are eligible."),
        (
            "pairings",
            "The duos: proposals, answers, dates, the day itself, replacements; each reader sees what they may.",
        ),
        ("matching", "Who meets whom: computed plans, proven and explained, before they are proposed."),
        ("organisations", "The tree of ministries and administrations, through renames and mergers."),
        ("schools", "Schools and universities, known by their UAI, and the free texts that mean them."),
        ("job-profiles", "The digital jobs of the State and their families."),
        ("reference", "Places, study levels and public holidays: public, cached by entity tag."),
    ];
    tags.into_iter().map(|(name, description)| json!({ "name": name, "description": description })).collect()
}

/// How callers authenticate.
pub fn security_schemes() -> Value {
    json!({
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "at+jwt",
            "description": "Access token of `POST /v1/auth/sessions`: a JWT (RFC 9068), signed with EdDSA, checked as \
                RFC8725 asks; public keys at `/.well-known/jwks.json`.",
        },
    })
}
