//! The one collector of broken values: sizes from `validator`, meaning from the domain, all reported together.

use validator::{Validate, ValidationErrors, ValidationErrorsKind};
use vmj_domain::broken::Broken;
use vmj_domain::text::TextError;

use crate::contract::language::Text;
use crate::problem::{MAX_VIOLATIONS, Place, Problem, Violation, detail};

/// A request whose values can be turned into domain values.
pub trait Parse: Validate + Sized {
    /// What it means.
    type Value;

    /// Turns the values into domain values, noting every one that is not right. `None` when that leaves nothing which
    /// other rules could look at.
    fn parse(&self, violations: &mut Violations) -> Option<Self::Value>;

    /// Checks sizes and meaning together.
    ///
    /// # Errors
    /// 422 with every broken value.
    fn checked(&self, place: Place) -> Result<Self::Value, Problem> {
        self.checked_with(place, |_| Vec::new())
    }

    /// As [`Parse::checked`], with rules that need more than the request. They see what could be read of it.
    ///
    /// # Errors
    /// 422 with every broken value.
    fn checked_with(
        &self,
        place: Place,
        rules: impl FnOnce(&Self::Value) -> Vec<Broken>,
    ) -> Result<Self::Value, Problem> {
        let reading = self.read(place);
        let broken = reading.value().map(rules).unwrap_or_default();
        reading.judged(&broken)
    }

    /// Checks sizes and meaning together, as far as the request alone goes.
    fn read(&self, place: Place) -> Reading<Self::Value> {
        let mut violations = Violations { place, found: Vec::new() };
        let value = violations.nested(self);
        Reading { value, violations }
    }
}

/// What could be read of a request, and what is wrong with it so far: for rules that ask the database.
#[derive(Debug)]
pub struct Reading<V> {
    value: Option<V>,
    violations: Violations,
}

impl<V> Reading<V> {
    /// What the rules may look at.
    pub const fn value(&self) -> Option<&V> {
        self.value.as_ref()
    }

    /// The value, now that the rules have been asked: what they found is reported together with the rest.
    ///
    /// # Errors
    /// 422 with every broken value.
    pub fn judged(mut self, broken: &[Broken]) -> Result<V, Problem> {
        broken.iter().for_each(|broken| self.violations.broken(broken));
        let found = self.violations.found;
        self.value.filter(|_| found.is_empty()).ok_or_else(|| Problem::invalid(found))
    }
}

/// Broken values found so far.
#[derive(Debug)]
pub struct Violations {
    place: Place,
    found: Vec<Violation>,
}

impl Violations {
    /// Takes a parsed value, or notes why there is none.
    pub fn take<T>(&mut self, pointer: &str, parsed: Result<T, TextError>) -> Option<T> {
        parsed.map_err(|error| self.add(pointer, error.code(), text_detail(error))).ok()
    }

    /// As [`Violations::take`], for a value that may be absent.
    pub fn take_optional<T>(
        &mut self,
        pointer: &str,
        value: Option<&str>,
        parse: impl Fn(&str) -> Result<T, TextError>,
    ) -> Option<Option<T>> {
        match value {
            None => Some(None),
            Some(text) => self.take(pointer, parse(text)).map(Some),
        }
    }

    /// Checks a request that is part of this one, at the same level.
    pub fn nested<T: Parse>(&mut self, part: &T) -> Option<T::Value> {
        if let Err(errors) = part.validate() {
            self.add_sizes("", &errors);
        }
        part.parse(self)
    }

    /// Notes a value that breaks a rule of the domain.
    pub fn broken(&mut self, broken: &Broken) {
        self.add(&broken.pointer, broken.rule.code(), detail(&broken.rule));
    }

    /// Notes a broken value, unless its place is noted already, or there are more than anybody reads.
    pub fn add(&mut self, pointer: &str, code: &'static str, detail: Text) {
        // The time to collect them grows with their square.
        let full = self.found.len() >= MAX_VIOLATIONS;
        if !full && !self.found.iter().any(|violation| violation.pointer == pointer) {
            self.found.push(Violation { place: self.place, pointer: pointer.to_owned(), code, detail });
        }
    }

    fn add_sizes(&mut self, prefix: &str, errors: &ValidationErrors) {
        let mut fields: Vec<_> = errors.errors().iter().collect();
        // Out of a hash map: the same request is refused in the same words.
        fields.sort_unstable_by_key(|(field, _)| *field);
        for (field, kind) in fields {
            let pointer = format!("{prefix}/{field}");
            match kind {
                ValidationErrorsKind::Struct(inner) => self.add_sizes(&pointer, inner),
                ValidationErrorsKind::List(items) => {
                    for (at, inner) in items {
                        self.add_sizes(&format!("{pointer}/{at}"), inner);
                    }
                }
                ValidationErrorsKind::Field(errors) => {
                    if let Some(error) = errors.first() {
                        let (code, detail) = size_detail(error);
                        self.add(&pointer, code, detail);
                    }
                }
            }
        }
    }
}

fn text_detail(error: TextError) -> Text {
    match error {
        TextError::Empty => Text::fixed("Ne doit pas être vide.", "Must not be empty."),
        TextError::TooLong(max) => {
            Text::new(format!("Au plus {max} caractères."), format!("At most {max} characters."))
        }
        TextError::ControlCharacter => {
            Text::fixed("Contient un caractère de contrôle.", "Contains a control character.")
        }
        TextError::Malformed(form) => Text::new("N’a pas la forme attendue.", format!("Must be {form}.")),
    }
}

fn size_detail(error: &validator::ValidationError) -> (&'static str, Text) {
    let bound = |name: &str| error.params.get(name).map(ToString::to_string);
    let (min, max) = (bound("min"), bound("max"));
    let (code, unit_fr, unit_en) = match error.code.as_ref() {
        "range" => ("out_of_range", "", ""),
        _ => ("wrong_length", " caractères ou éléments", " characters or items"),
    };
    let detail = match (min, max) {
        (Some(min), Some(max)) => {
            Text::new(format!("Entre {min} et {max}{unit_fr}."), format!("Between {min} and {max}{unit_en}."))
        }
        (None, Some(max)) => {
            Text::new(format!("Au plus {max}{unit_fr}."), format!("At most {max}{unit_en}."))
        }
        (Some(min), None) => {
            Text::new(format!("Au moins {min}{unit_fr}."), format!("At least {min}{unit_en}."))
        }
        (None, None) => Text::fixed("Valeur refusée.", "Value refused."),
    };
    (code, detail)
}
