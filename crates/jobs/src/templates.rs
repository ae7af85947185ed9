//! The words of messages, in French and English: one function a template.

mod pairings;

use chrono::{DateTime, Utc};
use vmj_domain::account::Locale;
use vmj_domain::message::{LeasedMessage, Message, SecretLink};
use vmj_domain::place::NATIONAL_ZONE;
use vmj_domain::text::PersonName;

use crate::letter::Letter;

/// Subject, paragraphs before the link, the link, paragraph after it.
struct Words<'m> {
    subject: &'static str,
    before: String,
    link: &'m str,
    after: &'static str,
}

/// Puts a message into words.
pub fn render(message: &LeasedMessage) -> Letter {
    let locale = message.locale;
    let (given_name, words) = match &message.message {
        Message::AccountInvitation { given_name, link } => (given_name, account_invitation(locale, link)),
        Message::EmailVerification { given_name, link } => (given_name, email_verification(locale, link)),
        Message::AccountExists { given_name, sign_in_url } => {
            (given_name, account_exists(locale, sign_in_url))
        }
        Message::Pairing { notice, given_name, url, date, deadline } => {
            let (subject, before, after) = pairings::words(locale, *notice, *date, *deadline);
            (given_name, Words { subject, before, link: url, after })
        }
    };
    let Words { subject, before, link, after } = words;
    let text = format!("{}\n\n{before}\n\n{link}\n\n{after}\n", greeting(locale, given_name));
    Letter { recipient: message.recipient.clone(), subject: subject.to_owned(), text, link: link.to_owned() }
}

fn greeting(locale: Locale, given_name: &PersonName) -> String {
    match locale {
        Locale::French => format!("Bonjour {given_name},"),
        Locale::English => format!("Hello {given_name},"),
    }
}

fn account_invitation(locale: Locale, link: &SecretLink) -> Words<'_> {
    let end = moment(link.expires_at);
    let (subject, before, after) = match locale {
        Locale::French => (
            "Vis mon job : votre invitation",
            format!(
                "Un compte a été ouvert pour vous sur Vis mon job. Choisissez votre mot de passe avant le {end} :"
            ),
            "Si vous n’attendiez pas cette invitation, ne faites rien.",
        ),
        Locale::English => (
            "Vis mon job: your invitation",
            format!("An account was made for you on Vis mon job. Choose your password before {end}:"),
            "If you did not expect this invitation, do nothing.",
        ),
    };
    Words { subject, before, link: &link.url, after }
}

fn email_verification(locale: Locale, link: &SecretLink) -> Words<'_> {
    let end = moment(link.expires_at);
    let (subject, before, after) = match locale {
        Locale::French => (
            "Vis mon job : confirmez votre adresse",
            format!("Confirmez avant le {end} que cette adresse est la vôtre :"),
            "Si vous ne vous êtes pas inscrit·e, ne suivez pas ce lien : quelqu’un d’autre a donné votre adresse.",
        ),
        Locale::English => (
            "Vis mon job: confirm your address",
            format!("Confirm before {end} that this address is yours:"),
            "If you did not register, do not follow this link: somebody else gave your address.",
        ),
    };
    Words { subject, before, link: &link.url, after }
}

fn account_exists(locale: Locale, sign_in_url: &str) -> Words<'_> {
    let (subject, before, after) = match locale {
        Locale::French => (
            "Vis mon job : vous avez déjà un compte",
            "Une inscription a été demandée avec cette adresse, qui a déjà un compte. Connectez-vous :"
                .to_owned(),
            "Si ce n’était pas vous, ne faites rien : votre compte n’a pas changé.",
        ),
        Locale::English => (
            "Vis mon job: you have an account already",
            "Somebody tried to register with this address, which has an account already. Sign in:".to_owned(),
            "If it was not you, do nothing: your account has not changed.",
        ),
    };
    Words { subject, before, link: sign_in_url, after }
}

/// Day and hour in metropolitan France, by the digits that both languages read the same way.
fn moment(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&NATIONAL_ZONE).format("%Y-%m-%d %H:%M %Z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vmj_domain::message::PairingNotice;
    use vmj_domain::text::Email;

    #[test]
    fn each_message_has_its_words_in_each_language() {
        let given_name = PersonName::parse("Zoé").expect("a name");
        let url = "https://example.fr/invitation#token=x";
        let link = SecretLink { url: url.to_owned(), expires_at: DateTime::UNIX_EPOCH };
        let messages = [
            Message::AccountInvitation { given_name: given_name.clone(), link: link.clone() },
            Message::EmailVerification { given_name: given_name.clone(), link },
            Message::AccountExists { given_name, sign_in_url: url.to_owned() },
        ];
        let given = messages.len();
        let notice = |notice: &PairingNotice| Message::Pairing {
            notice: *notice,
            given_name: PersonName::parse("Zoé").expect("a name"),
            url: url.to_owned(),
            date: DateTime::UNIX_EPOCH.date_naive(),
            deadline: Some(DateTime::UNIX_EPOCH),
        };
        let messages = messages.into_iter().chain(PairingNotice::ALL.iter().map(notice));
        let mut subjects = Vec::new();
        for message in messages {
            for (locale, greeting) in [(Locale::French, "Bonjour Zoé,"), (Locale::English, "Hello Zoé,")] {
                let letter = render(&LeasedMessage {
                    id: uuid_nil(),
                    recipient: Email::parse("zoe@example.fr").expect("an address"),
                    locale,
                    message: message.clone(),
                    attempts: 1,
                });
                assert!(letter.text.starts_with(greeting) && letter.text.contains(url), "{}", letter.text);
                let dated = letter.text.contains("1970-01-01");
                assert_eq!(dated, !matches!(message, Message::AccountExists { .. }), "{}", letter.text);
                subjects.push(letter.subject);
            }
        }
        subjects.sort();
        subjects.dedup();
        assert_eq!(subjects.len(), 2 * (given + PairingNotice::ALL.len()));
    }

    fn uuid_nil() -> vmj_domain::id::OutboxMessageId {
        "00000000-0000-0000-0000-000000000000".parse().expect("an id")
    }
}
