use super::*;
use crate::edition::DayRange;
use crate::place::Format;
use crate::school::SchoolSummary;
use crate::study::StudyLevel;
use crate::text::{Label, Uai};
use chrono::NaiveDate;

fn rule() -> EditionParameters {
    let day = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date");
    let days = DayRange { first: day, last: day };
    EditionParameters {
        day,
        window: days,
        formats: Format::ALL.to_vec(),
        study_levels: vec![StudyLevel::BacPlus4, StudyLevel::BacPlus5],
        diploma_kinds: vec![DiplomaKind::Master, DiplomaKind::Other],
        ambassadors_window: days,
        students_window: days,
        max_wishes: 5,
        min_capacity: 1,
        max_capacity: 1,
        answer_days: 7,
        documents: Vec::new(),
    }
}

#[test]
fn the_rule_decides_what_it_can() {
    use Criterion as C;
    let label = |text| Label::parse(text).expect("a label");
    let (uai, id) = (Uai::parse("0920131T").expect("a UAI"), uuid::Uuid::nil().into());
    let known = StudentSchool::Known(SchoolSummary { id, uai, name: label("École") });
    let named = StudentSchool::Named(label("École d’ailleurs"));
    let (master, level) = (DiplomaKind::Master, StudyLevel::BacPlus4);
    // level, diploma, adult, school known, address proven → verdict
    let cases = [
        ((level, master, true, true, true), Verdict::Eligible),
        ((StudyLevel::BacPlus5, master, true, true, true), Verdict::Eligible),
        ((StudyLevel::BacPlus3, master, true, true, true), Verdict::Ineligible(vec![C::StudyLevel])),
        ((level, DiplomaKind::Bts, true, true, true), Verdict::Ineligible(vec![C::DiplomaKind])),
        (
            (StudyLevel::BacPlus2, DiplomaKind::Bts, false, false, false),
            Verdict::Ineligible(vec![C::StudyLevel, C::DiplomaKind]),
        ),
        ((level, DiplomaKind::Other, true, true, true), Verdict::Open(vec![C::DiplomaKind])),
        ((level, master, false, true, true), Verdict::Open(vec![C::Adult])),
        ((level, master, true, false, true), Verdict::Open(vec![C::School])),
        ((level, master, true, true, false), Verdict::Open(vec![C::EmailVerified])),
        (
            (level, DiplomaKind::Other, false, false, false),
            Verdict::Open(vec![C::DiplomaKind, C::Adult, C::School, C::EmailVerified]),
        ),
    ];
    for (case, expected) in cases {
        let (study_level, diploma_kind, adult, school_is_known, email_verified) = case;
        let school = if school_is_known { known.clone() } else { named.clone() };
        let form = StudentForm {
            study_level: Some(study_level),
            diploma_kind: Some(diploma_kind),
            adult: Some(adult),
            school: Some(school),
            ..StudentForm::default()
        };
        assert_eq!(Verdict::of(&form, email_verified, &rule()), expected, "{case:?}");
    }
}
