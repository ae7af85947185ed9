//! French and English.

use std::borrow::Cow;

use actix_web::HttpMessage;
use actix_web::http::header::{AcceptLanguage, Header as _, Quality};

/// The language of an answer's prose. Codes never change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The default.
    #[default]
    French,
    /// On request.
    English,
}

impl Language {
    /// The best of `Accept-Language` (RFC 9110 section 12.5.4) that we speak.
    pub fn negotiate(request: &impl HttpMessage) -> Self {
        let Ok(accepted) = AcceptLanguage::parse(request) else { return Self::default() };
        let mut accepted: Vec<_> = accepted.iter().filter(|item| item.quality > Quality::ZERO).collect();
        // Stable: of equals, the first named.
        accepted.sort_by_key(|item| std::cmp::Reverse(item.quality));
        accepted
            .iter()
            .find_map(|item| match item.item.item()?.primary_language() {
                "fr" => Some(Self::French),
                "en" => Some(Self::English),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    french: Cow<'static, str>,
    english: Cow<'static, str>,
}

impl Text {
    /// From any strings.
    pub fn new(french: impl Into<Cow<'static, str>>, english: impl Into<Cow<'static, str>>) -> Self {
        Self { french: french.into(), english: english.into() }
    }

    /// From strings of the program.
    pub const fn fixed(french: &'static str, english: &'static str) -> Self {
        Self { french: Cow::Borrowed(french), english: Cow::Borrowed(english) }
    }

    /// In a language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }

    /// In a language, when made from strings of the program; else empty.
    pub const fn fixed_in(&self, language: Language) -> &'static str {
        let text = match language {
            Language::French => &self.french,
            Language::English => &self.english,
        };
        match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(_) => "",
        }
    }

    /// In French.
    pub fn french(&self) -> &str {
        &self.french
    }

    /// In English.
    pub fn english(&self) -> &str {
        &self.english
    }
}
