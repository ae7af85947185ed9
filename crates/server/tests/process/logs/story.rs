//! Requests of all kinds, full of what must not be logged.

use serde_json::json;

use crate::support::{Answer, Client, PASSWORD, Server, Session};

pub const EMAIL: &str = "marianne.exemple@logs.example.fr";
pub const WRONG_PASSWORD: &str = "a wrong password, typed in haste";
pub const GIVEN_NAME: &str = "Marie-Anne-des-Journaux";
pub const CLIENT_ADDRESS: &str = "203.0.113.77";

/// Requests made, each under an id of its own, and what the log must say of them.
pub struct Story<'a> {
    server: &'a Server,
    /// Request id, method, route and status of each.
    pub expected: Vec<(String, &'static str, &'static str, u16)>,
    /// Tokens handed out.
    pub secrets: Vec<String>,
}

impl<'a> Story<'a> {
    /// Somebody signs in, works, and gets things wrong.
    pub fn tell(server: &'a Server) -> Self {
        let mut story = Self { server, expected: Vec::new(), secrets: Vec::new() };
        let session = story.signing_in();
        story.at_work(&session);
        story.refusals(&session);
        story
    }

    /// One request.
    #[track_caller]
    fn step(
        &mut self,
        (method, route, status): (&'static str, &'static str, u16),
        send: impl FnOnce(&Client) -> Answer,
    ) -> Answer {
        let id = format!("story-{}", self.expected.len());
        let client = self.server.client().with("X-Forwarded-For", CLIENT_ADDRESS).with("X-Request-Id", &id);
        let answer = send(&client).expect(status);
        assert_eq!(answer.header("x-request-id"), id);
        self.expected.push((id, method, route, status));
        answer
    }

    fn sign_in(&mut self, email: &str, password: &str, status: u16) -> Answer {
        let body = json!({ "email": email, "password": password });
        self.step(("POST", "/v1/auth/sessions", status), |client| client.post("/v1/auth/sessions", &body))
    }

    /// The tokens of an answer, which are secrets from now on.
    fn session(&mut self, answer: &Answer) -> Session {
        let session = Session::from(&answer.json());
        let parts = session.access_token.split('.').skip(1).map(str::to_owned);
        self.secrets.extend(parts);
        self.secrets.push(session.refresh_token.clone());
        session
    }

    fn signing_in(&mut self) -> Session {
        self.sign_in(EMAIL, WRONG_PASSWORD, 401);
        self.sign_in("nobody@logs.example.fr", PASSWORD, 401);
        self.sign_in("not an address but@logs.example.fr", PASSWORD, 422);
        let opened = self.sign_in(EMAIL, PASSWORD, 201);
        let first = self.session(&opened);
        self.sign_in(EMAIL, WRONG_PASSWORD, 429);
        let renewal = "/v1/auth/sessions/renewal";
        let renewed = self.step(("POST", renewal, 200), |client| {
            client.post(renewal, &json!({ "refresh_token": first.refresh_token }))
        });
        self.step(("POST", renewal, 401), |client| {
            client.post(renewal, &json!({ "refresh_token": "made-up@logs.example.fr" }))
        });
        self.session(&renewed)
    }

    fn at_work(&mut self, session: &Session) {
        let token = &session.access_token;
        let me = self.step(("GET", "/v1/me", 200), |client| client.bearer(token).get("/v1/me"));
        self.step(("PATCH", "/v1/me", 200), |client| {
            let client = client.bearer(token).with("If-Match", me.header("etag"));
            client.patch("/v1/me", &json!({ "given_name": GIVEN_NAME }))
        });
        self.step(("PATCH", "/v1/me", 422), |client| {
            let client = client.bearer(token).with("If-Match", "\"1\"");
            client.patch("/v1/me", &json!({ "given_name": GIVEN_NAME, "email": EMAIL }))
        });
        self.step(("GET", "/v1/accounts", 200), |client| {
            client.bearer(token).get("/v1/accounts?q=marianne.exemple@logs.example.fr")
        });
        self.step(("GET", "/v1/accounts/{account_id}", 404), |client| {
            client.bearer(token).get("/v1/accounts/0198f7c0-0000-7000-8000-000000000000")
        });
    }

    fn refusals(&mut self, session: &Session) {
        let (head, tail) = session.access_token.split_at(session.access_token.len() - 8);
        let forged = format!("{head}{}", tail.chars().rev().collect::<String>());
        let me = ("GET", "/v1/me", 401);
        self.step(me, |client| client.get("/v1/me?email=marianne.exemple@logs.example.fr"));
        self.step(me, |client| client.bearer(&forged).get("/v1/me"));
        self.step(me, |client| client.bearer("someone@logs.example.fr").get("/v1/me"));
        self.step(me, |client| client.with("Authorization", "Basic bWFyaWFubmU6c2VjcmV0").get("/v1/me"));
        self.step(("GET", "unmatched", 404), |client| client.get("/someone@logs.example.fr?a=b"));
        self.step(("GET", "unmatched", 404), |client| client.get("/v1/someone@logs.example.fr"));
        self.step(("POST", "/v1/me", 405), |client| client.post("/v1/me", &json!({ "email": EMAIL })));
    }
}
