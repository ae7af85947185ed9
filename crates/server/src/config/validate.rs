//! The rules that the types of the settings cannot express.

use super::auth::DEVELOPMENT_SECRET;
use super::error::Violation;
use super::mail::MailTransport;
use super::web_url::WebUrl;
use super::{HttpSettings, Mode, Settings, bounds};

/// Shortest key encryption secret, in characters.
const SECRET_LENGTH: usize = 32;

const BASE_URL: &str = "expected an absolute http or https URL, without trailing slash or query";

impl Settings {
    /// All the rules that the settings break; none when the server can run with them.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut rules = Rules(bounds::violations(self));
        rules.shapes(self);
        rules.listeners(self);
        if self.mode == Mode::Production {
            rules.production(self);
        }
        rules.0
    }
}

/// The violations found so far.
struct Rules(Vec<Violation>);

impl Rules {
    fn require(&mut self, respected: bool, setting: &str, message: impl Into<String>) {
        if !respected {
            self.0.push(Violation::new(setting, message));
        }
    }

    fn shapes(&mut self, settings: &Settings) {
        let is_base = |text: &str| WebUrl::parse(text).is_some_and(|url| url.is_base());
        self.require(is_base(&settings.http.public_url), "http.public_url", BASE_URL);
        let front = settings.http.front_url.as_deref();
        self.require(front.is_none_or(is_base), "http.front_url", BASE_URL);
        let issuer = settings.auth.issuer.as_deref();
        self.require(issuer.is_none_or(is_base), "auth.issuer", BASE_URL);
        for (index, origin) in settings.http.allowed_origins.iter().enumerate() {
            let shaped = WebUrl::parse(origin).is_some_and(|url| url.is_origin());
            self.require(
                shaped || origin == "*",
                &format!("http.allowed_origins[{index}]"),
                "expected an origin as browsers write it, such as https://example.fr",
            );
        }
        let database = settings.database.url.expose();
        let schemes = ["sqlite:", "postgres://", "postgresql://"];
        self.require(
            schemes.iter().any(|scheme| database.starts_with(scheme)),
            "database.url",
            "expected a URL that starts with sqlite:, postgres:// or postgresql://",
        );
        self.require(
            settings.auth.key_encryption_secret.expose().chars().count() >= SECRET_LENGTH,
            "auth.key_encryption_secret",
            format!("expected at least {SECRET_LENGTH} characters"),
        );
        let empty = |text: &str| text.trim().is_empty();
        self.require(!empty(&settings.auth.audience), "auth.audience", "expected a text");
        self.require(!empty(&settings.log.filter), "log.filter", "expected a filter");
    }

    fn listeners(&mut self, settings: &Settings) {
        let api = settings.http.listen;
        // Port 0 asks for any free port: it is a different one each time.
        let clash = settings.metrics.listen == Some(api) && api.port() != 0;
        self.require(!clash, "metrics.listen", "expected another address than http.listen");
    }

    fn production(&mut self, settings: &Settings) {
        let HttpSettings { public_url, front_url, .. } = &settings.http;
        let urls = [("http.public_url", Some(public_url)), ("http.front_url", front_url.as_ref())];
        for (setting, url) in urls {
            let Some(url) = url.and_then(|url| WebUrl::parse(url)) else { continue };
            self.require(url.is_https(), setting, "expected https in production");
            let message = "expected a public host in production, not a loopback address";
            self.require(!url.is_loopback(), setting, message);
        }
        self.require(
            settings.mail.transport != Some(MailTransport::Log),
            "mail.transport",
            "expected another transport in production than log, which shows personal data",
        );
        self.require(
            !settings.http.allowed_origins.iter().any(|origin| origin == "*"),
            "http.allowed_origins",
            "expected named origins in production, not *",
        );
        self.require(
            settings.auth.key_encryption_secret.expose() != DEVELOPMENT_SECRET,
            "auth.key_encryption_secret",
            "expected a secret of your own in production, not the one of development",
        );
    }
}
