//! Access tokens that are not ours, or not right: 401, and no word on why.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use vmj_persistence::StoreError;
use vmj_tests::app::KEY_SECRET;
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

/// The server's own private key, as somebody with the database and the secret would open it.
async fn own_key(app: &TestApp) -> EncodingKey {
    let stored =
        app.store.read::<_, StoreError>(async |tx| tx.signing_keys().all().await).await.expect("keys");
    let key = stored.first().expect("a key");
    let mut hasher = Sha256::new();
    for part in [b"vis-mon-job signing key encryption".as_slice(), KEY_SECRET.as_bytes()] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let cipher = ChaCha20Poly1305::new(&Key::from(<[u8; 32]>::from(hasher.finalize())));
    let (nonce, msg) = key.sealed_private_key.split_first_chunk::<12>().expect("a nonce");
    let opened =
        cipher.decrypt(&Nonce::from(*nonce), Payload { msg, aad: key.kid.as_bytes() }).expect("opened");
    EncodingKey::from_ed_der(&opened)
}

/// What each wrong token has wrong: a change of its header, or of its claims. Null takes a claim away.
fn wrongs(now: i64) -> Vec<(&'static str, Value, Value)> {
    let claims = |name: &str, value: Value| (json!({}), json!({ name: value }));
    let header = |name: &str, value: Value| (json!({ name: value }), json!({}));
    let mut wrongs = vec![
        ("typ JWT", header("typ", json!("JWT"))),
        ("no typ", header("typ", Value::Null)),
        ("no kid", header("kid", Value::Null)),
        ("unknown kid", header("kid", json!("unknown"))),
        ("crit", header("crit", json!(["exp"]))),
        ("another audience", claims("aud", json!("another"))),
        ("another issuer", claims("iss", json!("https://elsewhere.example.fr"))),
        ("expired", claims("exp", json!(now - 6))),
        ("not yet", claims("nbf", json!(now + 6))),
        ("unknown session", claims("sid", json!("019ab5a0-0000-7000-8000-000000000000"))),
        ("a client that is none", claims("sid", Value::Null)),
        ("a subject that is no id", claims("sub", json!("root"))),
        ("an expiry that is text", claims("exp", json!("4000000000"))),
    ];
    wrongs.extend(["iss", "aud", "sub", "exp", "nbf"].map(|name| (name, claims(name, Value::Null))));
    wrongs.into_iter().map(|(what, (header, claims))| (what, header, claims)).collect()
}

#[actix_web::test]
async fn well_signed_tokens_that_are_not_right_are_refused() {
    let app = TestApp::start(Engine::Sqlite).await;
    let student = app.student().await;
    let sample = Sample::of(app.db_token(student.id).await);
    let key = own_key(&app).await;
    let sign = |header: &Value, claims: &Value| {
        let (mut all_header, mut all_claims) = (sample.header.clone(), sample.claims.clone());
        merge(&mut all_header, header);
        merge(&mut all_claims, claims);
        let header: Header = serde_json::from_value(all_header).expect("a header");
        jsonwebtoken::encode(&header, &all_claims, &key).expect("a token")
    };
    app.bearer(sign(&json!({}), &json!({}))).get("/v1/me").await.expect(200);
    for (what, header, claims) in wrongs(app.store.clock().now().timestamp()) {
        let answer = app.bearer(sign(&header, &claims)).get("/v1/me").await;
        assert_eq!((answer.status.as_u16(), &answer.json["code"]), (401, &json!("invalid_token")), "{what}");
    }
}

/// A merge patch of one level.
fn merge(into: &mut Value, patch: &Value) {
    for (name, value) in patch.as_object().into_iter().flatten() {
        if value.is_null() {
            into.as_object_mut().expect("an object").remove(name);
        } else {
            into[name] = value.clone();
        }
    }
}

#[actix_web::test]
async fn a_token_lives_ten_minutes() {
    let app = TestApp::start(Engine::Sqlite).await;
    let student = app.student().await;
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
