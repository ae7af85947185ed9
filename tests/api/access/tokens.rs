//! Access tokens that are not ours, or not right: 401, and no word on why.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use vmj_tests::{Engine, TestApp};

/// A good token and its two readable parts, to be spoilt.
struct Sample {
    token: String,
    header: Value,
    claims: Value,
}

impl Sample {
    fn of(token: String) -> Self {
        let part = |at| {
            let text = token.split('.').nth(at).expect("three parts");
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).expect("base64")).expect("JSON")
        };
        Self { header: part(0), claims: part(1), token }
    }

    /// The token with other parts under the old signature.
    fn spliced(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signature = self.token.rsplit('.').next().expect("a signature");
        format!("{}.{}.{signature}", part(header), part(claims))
    }

    fn with_claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.spliced(&self.header, &claims)
    }

    fn with_header(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        self.spliced(&header, &self.claims)
    }
}

/// Signed with a key of the attacker, under the server's kid.
fn signed_elsewhere(sample: &Sample) -> String {
    let der = SigningKey::from_bytes(&[7; 32]).to_pkcs8_der().expect("DER");
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some("at+jwt".to_owned());
    header.kid = sample.header["kid"].as_str().map(str::to_owned);
    jsonwebtoken::encode(&header, &sample.claims, &EncodingKey::from_ed_der(der.as_bytes())).expect("a token")
}

/// HS256 with the public key as its secret (CVE-2015-9256 and its kind).
fn signed_with_public_key(sample: &Sample, public_key: &str, decoded: bool) -> String {
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some("at+jwt".to_owned());
    header.kid = sample.header["kid"].as_str().map(str::to_owned);
    let secret =
        if decoded { URL_SAFE_NO_PAD.decode(public_key).expect("base64") } else { public_key.into() };
    jsonwebtoken::encode(&header, &sample.claims, &EncodingKey::from_secret(&secret)).expect("a token")
}

async fn forgeries(app: &TestApp, sample: &Sample) -> Vec<(&'static str, String)> {
    let keys = app.anonymous().get("/.well-known/jwks.json").await.expect(200);
    let public_key = keys.json["keys"][0]["x"].as_str().expect("a key").to_owned();
    let unsigned = |alg: &str| {
        let mut header = sample.header.clone();
        header["alg"] = json!(alg);
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.", part(&header), part(&sample.claims))
    };
    vec![
        ("garbage", "garbage".to_owned()),
        ("two parts", "a.b".to_owned()),
        ("empty parts", "..".to_owned()),
        ("huge", "x".repeat(7000)),
        ("alg none", unsigned("none")),
        ("alg None", unsigned("None")),
        ("no signature", unsigned("EdDSA")),
        ("alg HS256, old signature", sample.with_header("alg", json!("HS256"))),
        ("HS256 with the public key", signed_with_public_key(sample, &public_key, true)),
        ("HS256 with the public key as text", signed_with_public_key(sample, &public_key, false)),
        ("another key, our kid", signed_elsewhere(sample)),
        ("unknown kid", sample.with_header("kid", json!("unknown"))),
        ("typ JWT", sample.with_header("typ", json!("JWT"))),
        ("crit", sample.with_header("crit", json!(["exp"]))),
        (
            "jwk in the header",
            sample.with_header("jwk", json!({"kty": "OKP", "crv": "Ed25519", "x": public_key})),
        ),
        ("another subject", sample.with_claim("sub", json!("019ab5a0-0000-7000-8000-000000000000"))),
        ("more roles", sample.with_claim("roles", json!(["dinum_admin"]))),
        ("longer life", sample.with_claim("exp", json!(4_000_000_000_u64))),
        ("signature cut", sample.token[..sample.token.len() - 2].to_owned()),
        ("signature lengthened", format!("{}AA", sample.token)),
    ]
}

#[actix_web::test]
async fn forged_tokens_are_refused_without_a_word() {
    let app = TestApp::start(Engine::Sqlite).await;
    let student = app.student().await;
    let sample = Sample::of(app.db_token(student.id).await);
    app.bearer(&*sample.token).get("/v1/me").await.expect(200);
    let mut answers = Vec::new();
    for (what, token) in forgeries(&app, &sample).await {
        for path in ["/v1/me", "/v1/job-profiles"] {
            let answer = app.bearer(&*token).get(path).await;
            assert_eq!(answer.status, 401, "{what} on {path}");
            assert_eq!(answer.json["code"], "invalid_token", "{what}");
            assert!(answer.header("www-authenticate").starts_with("Bearer "), "{what}");
            answers.push(answer.json["detail"].clone());
        }
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "every refusal reads the same");
}

/// Tokens with a good signature of our own key, and one claim that is not right.
#[actix_web::test]
async fn well_signed_tokens_with_wrong_claims_are_refused() {
    let app = TestApp::start(Engine::Sqlite).await;
    let student = app.student().await;
    let others = TestApp::start_with(Engine::Sqlite, |settings| {
        settings.auth.audience = "another-service".to_owned();
    })
    .await;
    let foreign_student = others.student().await;
    // Same key material would be needed to go further; the issuer and audience of the other server differ.
    let foreign = others.db_token(foreign_student.id).await;
    app.bearer(foreign).get("/v1/me").await.expect_problem(401, "invalid_token");

    let token = app.db_token(student.id).await;
    app.clock.advance(chrono::TimeDelta::seconds(604));
    app.bearer(&*token).get("/v1/me").await.expect(200);
    app.clock.advance(chrono::TimeDelta::seconds(2));
    app.bearer(&*token).get("/v1/me").await.expect_problem(401, "invalid_token");
}

#[actix_web::test]
async fn other_authorization_schemes_are_refused() {
    let app = TestApp::start(Engine::Sqlite).await;
    for header in ["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "bearer-ish x", "Token abc"] {
        app.anonymous()
            .with("Authorization", header)
            .get("/v1/job-profiles")
            .await
            .expect_problem(401, "invalid_token");
    }
}
