//! Accounts made as an operator makes them, and their sessions.

use serde_json::{Value, json};

use super::{Client, Server, Site};

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery staple";

/// The arguments of `account create`, without those on role and password.
pub fn creation(email: &str) -> [&str; 8] {
    ["account", "create", "--email", email, "--given-name", "Camille", "--family-name", "Exemple"]
}

/// Tokens of somebody who signed in.
pub struct Session {
    /// The access token.
    pub access_token: String,
    /// What renews it.
    pub refresh_token: String,
}

impl Site {
    /// Makes a DINUM admin with the password of everybody.
    #[track_caller]
    pub fn create_admin(&self, email: &str) {
        let arguments = [creation(email).as_slice(), &["--password-file", "-"]].concat();
        self.run_with_input(&arguments, PASSWORD).expect(0);
    }
}

impl Server {
    /// Signs in.
    #[track_caller]
    pub fn sign_in(&self, email: &str) -> Session {
        let body = json!({ "email": email, "password": PASSWORD });
        Session::from(&self.client().post("/v1/auth/sessions", &body).expect(201).json())
    }
}

impl From<&Value> for Session {
    fn from(answer: &Value) -> Self {
        let text = |name: &str| answer[name].as_str().expect("a token").to_owned();
        Self { access_token: text("access_token"), refresh_token: text("refresh_token") }
    }
}

impl Session {
    /// Calls in the name of this session.
    pub fn client(&self, server: &Server) -> Client {
        server.client().bearer(&self.access_token)
    }
}
