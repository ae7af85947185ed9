//! Text that is parsed once and then known to be good.
//!
//! Length is counted in Unicode scalar values. Control characters, NUL among them, are refused everywhere.

use unicode_normalization::UnicodeNormalization as _;

/// Why a text was refused. `code` is what an API client sees in a validation error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing left after trimming white space.
    #[error("must not be empty")]
    Empty,
    /// Longer than the type allows.
    #[error("must have at most {0} characters")]
    TooLong(u64),
    /// A control character, such as NUL.
    #[error("must not contain control characters")]
    ControlCharacter,
    /// Not of the form that the type demands.
    #[error("must be {0}")]
    Malformed(&'static str),
}

impl TextError {
    /// The stable slug of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "blank",
            Self::TooLong(_) => "too_long",
            Self::ControlCharacter => "control_character",
            Self::Malformed(_) => "malformed",
        }
    }
}

fn clean(text: &str, max: u64) -> Result<String, TextError> {
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().any(char::is_control) {
        return Err(TextError::ControlCharacter);
    }
    if text.chars().count() as u64 > max {
        return Err(TextError::TooLong(max));
    }
    Ok(text)
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident(max $max:expr) $(where $check:expr, $form:expr)?;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The longest value, in characters.
            pub const MAX_LENGTH: u64 = $max;

            /// Trims, normalises to NFC and checks.
            ///
            /// # Errors
            /// What is wrong with the text.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                let text = clean(text, Self::MAX_LENGTH)?;
                $(if !$check(&text) {
                    return Err(TextError::Malformed($form));
                })?
                Ok(Self(text))
            }

            /// The checked text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// A given or family name as the person writes it.
    PersonName(max 100);
    /// A label shown to people, in one language.
    Label(max 200);
    /// Why an admin did something, kept with the audit log.
    Reason(max 500);
    /// A slug that names a reference value for ever: `data-engineer`.
    Slug(max 64) where is_slug, "lower-case letters and digits joined by single hyphens";
    /// A ROME 4.0 job code: `M1805`.
    RomeCode(max 5) where is_rome, "a letter and four digits";
    /// An e-mail address (RFC 5321 lengths), as written.
    Email(max 254) where is_email, "an e-mail address such as prenom.nom@example.fr";
}

impl Email {
    /// The form in which addresses are compared: NFKC, lower case.
    #[must_use]
    pub fn normalised(&self) -> String {
        self.0.nfkc().collect::<String>().to_lowercase()
    }
}

/// Folds a text for searching: no accents, lower case, every run of other characters one space; `œ` and `æ` spelt out.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            c if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn is_slug(text: &str) -> bool {
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn is_rome(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase())
        && bytes.len() == 4
        && bytes.all(|b| b.is_ascii_digit())
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails() {
        for good in ["a@example.fr", "prénom.nom@exemple.fr", "x+tag@sub.example.fr", " A.B@Example.FR "] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@example.fr",
            "a@b",
            "a b@example.fr",
            ".a@example.fr",
            "a..b@example.fr",
            "a@-b.fr",
            "a@\0.fr",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Email::parse("Jean@Example.FR").map(|e| e.normalised()), Ok("jean@example.fr".to_owned()));
    }

    #[test]
    fn slugs_and_codes() {
        assert!(Slug::parse("data-engineer").is_ok());
        for bad in ["Data", "data--x", "-data", "data_engineer", "é"] {
            assert_eq!(Slug::parse(bad).map_err(TextError::code), Err("malformed"), "{bad}");
        }
        assert!(RomeCode::parse("M1805").is_ok());
        assert!(RomeCode::parse("M180é").is_err());
        assert_eq!(Label::parse(&"é".repeat(201)), Err(TextError::TooLong(200)));
        assert_eq!(Label::parse("a\0b"), Err(TextError::ControlCharacter));
    }

    #[test]
    fn folding_ignores_accents_case_and_punctuation() {
        for (raw, folded) in [
            ("L'Haÿ-les-Roses", "l hay les roses"),
            ("  Œuilly ", "oeuilly"),
            ("SAINT-ÉTIENNE", "saint etienne"),
            ("--", ""),
        ] {
            assert_eq!(fold(raw), folded);
        }
    }
}
