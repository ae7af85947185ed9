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
    checked(text.trim().nfc().collect(), max, char::is_control)
}

/// As [`clean`], over several lines: tabs and line breaks are kept, the latter as `\n`.
fn clean_lines(text: &str, max: u64) -> Result<String, TextError> {
    let text: String = text.trim().nfc().collect();
    checked(text.replace("\r\n", "\n"), max, |c| c.is_control() && !matches!(c, '\n' | '\t'))
}

fn checked(text: String, max: u64, refused: impl Fn(char) -> bool) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().any(refused) {
        return Err(TextError::ControlCharacter);
    }
    if text.chars().count() as u64 > max {
        return Err(TextError::TooLong(max));
    }
    Ok(text)
}

macro_rules! texts {
    ($clean:ident: $($(#[$doc:meta])* $name:ident(max $max:expr) $(where $check:expr, $form:expr)?;)+) => {$(
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
                let text = $clean(text, Self::MAX_LENGTH)?;
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
    clean_lines:
    /// What a person writes at some length, over several lines.
    Prose(max 4000);
}

texts! {
    clean:
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
    /// A telephone number as written, international or French.
    PhoneNumber(max 20) where is_phone, "a telephone number such as +33 1 23 45 67 89";
    /// A link to a page, `https` only.
    WebUrl(max 500) where is_web_url, "an https link";
    /// A time of day at a place, to the minute; times sort as their texts do.
    TimeOfDay(max 5) where is_time_of_day, "a time such as 09:30";
    /// SIRET: SIREN and establishment, 14 digits with their check digit (INSEE, décret 73-314).
    Siret(max 14) where is_siret, "14 digits with a valid check digit";
    /// UAI, the code of a school: seven digits and their check letter (Éducation nationale).
    Uai(max 8) where is_uai, "seven digits and their check letter";
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

fn is_time_of_day(text: &str) -> bool {
    text.len() == 5 && chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok()
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && text
            .chars()
            .enumerate()
            .all(|(at, c)| c.is_ascii_digit() || " .-()".contains(c) || (at == 0 && c == '+'))
}

fn is_web_url(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && url::Url::parse(text).is_ok_and(|url| {
            url.scheme() == "https"
                && url.host_str().is_some()
                && url.username().is_empty()
                && url.password().is_none()
        })
}

/// Luhn; but establishments of La Poste have a digit sum that is a multiple of five, its seat apart.
fn is_siret(text: &str) -> bool {
    const LA_POSTE: &str = "356000000";
    if text.len() != 14 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let digits = || text.bytes().rev().map(|b| u32::from(b - b'0'));
    let doubled = |(at, digit): (usize, u32)| match (at % 2, digit * 2) {
        (0, _) => digit,
        (_, double) if double > 9 => double - 9,
        (_, double) => double,
    };
    let luhn = digits().enumerate().map(doubled).sum::<u32>().is_multiple_of(10);
    luhn || (text.starts_with(LA_POSTE) && digits().sum::<u32>().is_multiple_of(5))
}

fn is_uai(text: &str) -> bool {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let Some((number, letter)) = text.split_at_checked(7) else { return false };
    let number = number.parse::<usize>().ok().filter(|_| number.bytes().all(|b| b.is_ascii_digit()));
    number.and_then(|number| LETTERS.get(number % 23)).is_some_and(|check| letter.as_bytes() == [*check])
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
    fn identifiers_check_themselves() {
        // Public establishments, La Poste's seat and one of its offices; then one digit off.
        for good in ["13002526500013", "11002001300097", "35600000000048", "35600000049837"] {
            assert!(Siret::parse(good).is_ok(), "{good}");
        }
        for bad in ["13002526500014", "1300252650001", "1300252650001a", "35600000049838"] {
            assert!(Siret::parse(bad).is_err(), "{bad}");
        }
        for good in ["0951099D", "0750654D", "0752524L", "0920131T"] {
            assert!(Uai::parse(good).is_ok(), "{good}");
        }
        for bad in ["0951099E", "0951099d", "951099D", "+951099D", "095109éD"] {
            assert!(Uai::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn times_of_day() {
        for good in ["00:00", "09:30", "23:59"] {
            assert!(TimeOfDay::parse(good).is_ok(), "{good}");
        }
        for bad in ["24:00", "9:30", "09:60", "09h30", "09:3 "] {
            assert!(TimeOfDay::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn links_numbers_and_lines() {
        assert!(WebUrl::parse("https://choisirleservicepublic.example.fr/offres?q=1").is_ok());
        for bad in [
            "http://example.fr",
            "javascript:alert(1)",
            "https://",
            "https://a:b@example.fr",
            "https://a b.fr",
        ] {
            assert!(WebUrl::parse(bad).is_err(), "{bad}");
        }
        assert!(PhoneNumber::parse("+33 1 23 45 67 89").is_ok());
        for bad in ["12", "01 23 45 67 89 poste 3", "1+23456789"] {
            assert!(PhoneNumber::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Prose::parse(" a\r\nb\t").map(|prose| prose.to_string()), Ok("a\nb".to_owned()));
        assert_eq!(Prose::parse("a\0b"), Err(TextError::ControlCharacter));
        assert_eq!(Label::parse("a\nb"), Err(TextError::ControlCharacter));
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
