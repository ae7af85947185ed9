//! Text is parsed once: parsing what was parsed changes nothing.

use proptest::prelude::*;
use vmj_domain::reference::{CommuneQuery, Reference, YEARS};
use vmj_domain::text::{Email, Label, PersonName, Slug, fold};

proptest! {
    #[test]
    fn parsing_is_idempotent_and_within_bounds(text in any::<String>()) {
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            prop_assert!(name.as_str().chars().count() as u64 <= PersonName::MAX_LENGTH);
            prop_assert!(!name.as_str().chars().any(char::is_control));
        }
        if let Ok(label) = Label::parse(&text) {
            prop_assert_eq!(label.as_str().trim(), label.as_str());
        }
        if let Ok(slug) = Slug::parse(&text) {
            prop_assert!(slug.as_str().is_ascii());
        }
    }

    #[test]
    fn emails_compare_without_case(local in "[a-z0-9.+-]{1,20}", domain in "[a-z0-9]{1,10}\\.(fr|com)") {
        let text = format!("{local}@{domain}");
        if let (Ok(lower), Ok(upper)) = (Email::parse(&text), Email::parse(&text.to_uppercase())) {
            prop_assert_eq!(lower.normalised(), upper.normalised());
        }
    }

    #[test]
    fn folding_is_idempotent(text in any::<String>()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }
}

#[test]
fn every_commune_is_found_by_its_own_name() {
    let reference = Reference::load().expect("embedded data");
    for commune in reference.communes.iter().step_by(97) {
        let query = CommuneQuery { text: Some(commune.name.to_uppercase()), ..CommuneQuery::default() };
        let found = reference.search_communes(&query);
        assert!(found.iter().any(|other| other.code == commune.code), "{}", commune.name);
    }
}

#[test]
fn holidays_of_every_department_and_year_are_in_order_and_in_the_year() {
    use chrono::Datelike as _;
    let reference = Reference::load().expect("embedded data");
    for department in &reference.departments {
        for year in YEARS {
            let holidays = reference.holidays(year, &department.code);
            assert!(holidays.len() >= 11, "{} {year}", department.code);
            assert!(holidays.windows(2).all(|pair| pair[0].date <= pair[1].date));
            assert!(holidays.iter().all(|holiday| holiday.date.year() == year));
        }
    }
}
