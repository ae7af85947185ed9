//! Headers and parameters that are described once.

use serde_json::{Value, json};

/// Response headers, by component name.
pub fn components() -> Value {
    let text = |description: &str, max: u32, example: &str| {
        json!({
            "description": description,
            "schema": { "type": "string", "maxLength": max, "example": example },
        })
    };
    let mut headers = json!({
        "AccessControlAllowOrigin": text("The calling origin, when it is one of those configured.", 300, "https://vismonjob.example.fr"),
        "ContentLanguage": text("Language of `title` and `detail`.", 5, "fr"),
        "ETag": text("Entity tag: `\"<version>.<hash>\"`, for `If-Match` and `If-None-Match`.", 100, "\"3.Hq4dGdTy0mVgWz1p\""),
        "IdempotencyReplayed": text("`true` when this is the kept answer of an earlier request with the same key.", 5, "true"),
        "Link": text("Neighbouring pages (RFC 8288).", 8192, "</v1/accounts?limit=20&cursor=eyJrIjo>; rel=\"next\""),
        "Location": text("Where to read what was created.", 300, "/v1/job-profiles/platform-engineer"),
        "RateLimit": text("What is left of the budget, and seconds until it is full (draft-ietf-httpapi-ratelimit-headers).", 100, "\"principal\";r=299;t=1"),
        "RateLimitPolicy": text("The budget: requests in a window of seconds.", 100, "\"principal\";q=300;w=15"),
        "RetryAfter": json!({
            "description": "Seconds to wait before the next try.",
            "schema": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 86400, "example": 2 },
        }),
        "WWWAuthenticate": text("The challenge (RFC 6750).", 200, "Bearer realm=\"vis-mon-job\", error=\"invalid_token\""),
        "XRequestId": text("Names this request in our logs: echoed, or made.", 64, "019ab5a0-0000-7000-8000-000000000001"),
    });
    if let Some(id) = headers.pointer_mut("/XRequestId") {
        id["required"] = json!(true);
    }
    headers
}

/// Request headers, by component name.
pub fn parameters() -> Value {
    let header = |name: &str, required: bool, max: u32, example: &str, description: &str| {
        json!({
            "name": name, "in": "header", "required": required, "description": description,
            "schema": { "type": "string", "minLength": 1, "maxLength": max }, "example": example,
        })
    };
    json!({
        "AcceptLanguage": header("Accept-Language", false, 200, "fr", "Language of the prose in problems: French (the default) or English."),
        "IdempotencyKey": header("Idempotency-Key", false, 257, "\"7c2c4f1e\"", "Names the intention: the same request with the same key runs once, and gets the same answer for 24 hours."),
        "IfMatch": header("If-Match", true, 1024, "\"3.Hq4dGdTy0mVgWz1p\"", "Entity tag of the version that was read; its version part is compared."),
        "IfMatchOptional": header("If-Match", false, 1024, "\"3.Hq4dGdTy0mVgWz1p\"", "Entity tag of the version that was read; honoured when sent."),
        "IfNoneMatch": header("If-None-Match", false, 1024, "\"3.Hq4dGdTy0mVgWz1p\"", "Entity tag of the bytes at hand: 304 when they are still right."),
    })
}
