//! What a message says, as JSON.

use serde_json::{Value, json};
use vmj_domain::message::{Message, PairingNotice, SecretLink, Template};
use vmj_domain::text::PersonName;

/// The variables of a message.
pub fn write(message: &Message) -> String {
    let variables = match message {
        Message::AccountInvitation { given_name, link } | Message::EmailVerification { given_name, link } => {
            let SecretLink { url, expires_at } = link;
            json!({ "given_name": given_name.as_str(), "url": url, "expires_at": expires_at })
        }
        Message::AccountExists { given_name, sign_in_url } => {
            json!({ "given_name": given_name.as_str(), "sign_in_url": sign_in_url })
        }
        Message::Pairing { notice: _, given_name, url, date, deadline } => {
            json!({ "given_name": given_name.as_str(), "url": url, "date": date, "deadline": deadline })
        }
    };
    variables.to_string()
}

/// The message of a template with these variables, if they are right.
pub fn read(template: Template, variables: &str) -> Option<Message> {
    let variables: Value = serde_json::from_str(variables).ok()?;
    let text = |name: &str| variables.get(name).and_then(Value::as_str);
    let given_name = PersonName::parse(text("given_name")?).ok()?;
    let link =
        || Some(SecretLink { url: text("url")?.to_owned(), expires_at: text("expires_at")?.parse().ok()? });
    let pairing = |notice| {
        let date = text("date")?.parse().ok()?;
        let deadline = text("deadline").map(str::parse).transpose().ok()?;
        let (given_name, url) = (given_name.clone(), text("url")?.to_owned());
        Some(Message::Pairing { notice, given_name, url, date, deadline })
    };
    Some(match template {
        Template::AccountInvitation => Message::AccountInvitation { given_name, link: link()? },
        Template::EmailVerification => Message::EmailVerification { given_name, link: link()? },
        Template::AccountExists => {
            Message::AccountExists { given_name, sign_in_url: text("sign_in_url")?.to_owned() }
        }
        Template::PairingProposed => pairing(PairingNotice::Proposed)?,
        Template::PairingConfirmed => pairing(PairingNotice::Confirmed)?,
        Template::PairingLost => pairing(PairingNotice::Lost)?,
        Template::PairingDateAsked => pairing(PairingNotice::DateAsked)?,
        Template::PairingDateChanged => pairing(PairingNotice::DateChanged)?,
        Template::PairingDateKept => pairing(PairingNotice::DateKept)?,
        Template::PairingNoShow => pairing(PairingNotice::NoShow)?,
        Template::PairingContestSettled => pairing(PairingNotice::ContestSettled)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vmj_domain::clock::Instant;

    #[test]
    fn variables_there_and_back() {
        let given_name = PersonName::parse("Camille").expect("a name");
        let link =
            SecretLink { url: "https://example.fr/#token=x".to_owned(), expires_at: Instant::UNIX_EPOCH };
        let notice = |notice: &PairingNotice| Message::Pairing {
            notice: *notice,
            given_name: given_name.clone(),
            url: "https://example.fr/pairings/1".to_owned(),
            date: chrono::NaiveDate::default(),
            deadline: (*notice == PairingNotice::Proposed).then_some(Instant::UNIX_EPOCH),
        };
        let mut messages: Vec<_> = PairingNotice::ALL.iter().map(notice).collect();
        messages.extend([
            Message::AccountInvitation { given_name: given_name.clone(), link: link.clone() },
            Message::EmailVerification { given_name: given_name.clone(), link },
            Message::AccountExists {
                given_name: given_name.clone(),
                sign_in_url: "https://example.fr/sign-in".to_owned(),
            },
        ]);
        assert_eq!(messages.len(), Template::ALL.len());
        for message in messages {
            assert_eq!(read(message.template(), &write(&message)), Some(message.clone()), "{message:?}");
            assert_eq!(read(message.template(), "{}"), None);
        }
    }
}
