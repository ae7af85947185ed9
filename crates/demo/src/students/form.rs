//! What a student writes.

use vmj_domain::id::OrganisationId;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::place::{Format, Language};
use vmj_domain::student::{StudentForm, StudentSchool, Wish};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::{Label, Prose};

use super::case::Case;
use crate::DemoError;
use crate::ambassadors::phone;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::checked;
use crate::scene::Scene;
use crate::texts::{self, filled};

/// A complete form.
pub fn form(scene: &Scene<'_>, plan: &Plan, case: Case, dice: &mut Dice) -> Result<StudentForm, DemoError> {
    let drawn_to = dice.one_of(&scene.profiles)?;
    let subject = texts::subject(drawn_to.content.family_code.as_str());
    let (level, kind) = studies(plan, case, dice)?;
    let template =
        texts::CURRICULA.iter().find(|(slug, _)| *slug == kind.slug()).map_or("", |(_, text)| *text);
    let motivation: &str = dice.one_of(&texts::STUDENT_MOTIVATIONS)?;
    let values = [("{matiere}", subject)];
    let school = if matches!(case, Case::UnknownSchool | Case::Refused) {
        StudentSchool::Named(checked(Label::parse, dice.one_of(&texts::SCHOOLS)?)?)
    } else {
        StudentSchool::Known(dice.one_of(&scene.schools)?.summary())
    };
    let (home, regions) = places(scene, plan, dice)?;
    Ok(StudentForm {
        study_level: Some(level),
        diploma_kind: Some(kind),
        curriculum: Some(checked(Label::parse, &filled(template, &values))?),
        school: Some(school),
        adult: Some(!matches!(case, Case::Minor | Case::AdmittedMinor)),
        wishes: wishes(drawn_to, &scene.profiles, dice)?,
        home_department_code: Some(home),
        accepted_region_codes: regions,
        formats: formats(case, dice),
        organisations: organisations(scene, plan, dice),
        languages: languages(case, dice),
        motivation: Some(checked(Prose::parse, &filled(motivation, &values))?),
        phone: if dice.percent(80) { Some(phone("+33 6 39 98", dice)?) } else { None },
    })
}

/// A year and a diploma that go together, and that the edition asks for, or does not.
fn studies(plan: &Plan, case: Case, dice: &mut Dice) -> Result<(StudyLevel, DiplomaKind), DemoError> {
    use DiplomaKind::{Bachelor, Bts, But, Engineer, GrandeEcole, Licence, Master, Other, ProfessionalTitle};
    let rule = &plan.edition.parameters;
    let is_asked_for = |pair: &&(StudyLevel, DiplomaKind)| {
        rule.study_levels.contains(&pair.0) && rule.diploma_kinds.contains(&pair.1)
    };
    let pairs = [
        (StudyLevel::BacPlus2, Bts),
        (StudyLevel::BacPlus2, But),
        (StudyLevel::BacPlus3, But),
        (StudyLevel::BacPlus3, Licence),
        (StudyLevel::BacPlus3, Bachelor),
        (StudyLevel::BacPlus4, Master),
        (StudyLevel::BacPlus4, Engineer),
        (StudyLevel::BacPlus5, Master),
        (StudyLevel::BacPlus5, Engineer),
        (StudyLevel::BacPlus5, GrandeEcole),
    ];
    match case {
        Case::OtherDiploma => Ok((StudyLevel::BacPlus4, Other)),
        Case::OutsideRule if rule.study_levels.contains(&StudyLevel::BacPlus2) => {
            Ok((StudyLevel::BacPlus3, ProfessionalTitle))
        }
        Case::OutsideRule => Ok((StudyLevel::BacPlus2, Bts)),
        _ => dice.one_of(&pairs.iter().filter(is_asked_for).copied().collect::<Vec<_>>()).copied(),
    }
}

/// One to five: the job that they are drawn to, perhaps its family, and others.
fn wishes(drawn_to: &JobProfile, profiles: &[JobProfile], dice: &mut Dice) -> Result<Vec<Wish>, DemoError> {
    let count = 1 + dice.below(5);
    let family = Wish::Family(drawn_to.content.family_code.clone());
    let mut wishes =
        vec![if dice.percent(15) { family.clone() } else { Wish::Profile(drawn_to.code.clone()) }];
    while wishes.len() < count {
        let other = dice.one_of(profiles)?;
        let wish = match dice.below(10) {
            0..3 => family.clone(),
            3..5 => Wish::Family(other.content.family_code.clone()),
            _ => Wish::Profile(other.code.clone()),
        };
        if !wishes.contains(&wish) {
            wishes.push(wish);
        }
    }
    Ok(wishes)
}

/// A home near one of the towns more often than not, and other regions to which they would travel.
fn places(scene: &Scene<'_>, plan: &Plan, dice: &mut Dice) -> Result<(String, Vec<String>), DemoError> {
    let near = dice.one_of(&plan.towns)?.department_code;
    let metropolitan = |zone: &str| zone == "metro";
    let departments: Vec<_> =
        scene.reference.departments.iter().filter(|department| metropolitan(&department.zone)).collect();
    let anywhere = dice.one_of(&departments)?;
    let home = if dice.percent(70) { near } else { anywhere.code.as_str() };
    let own = scene.reference.department(home).map(|department| department.region_code.as_str());
    let others = scene.reference.regions.iter().filter(|region| metropolitan(&region.zone));
    let others: Vec<_> = others.map(|region| region.code.clone()).filter(|code| own != Some(code)).collect();
    let count = dice.below(4);
    Ok((home.to_owned(), dice.some_of(&others, count)))
}

fn formats(case: Case, dice: &mut Dice) -> Vec<Format> {
    match dice.below(10) {
        _ if case == Case::Draft => Format::ALL.to_vec(),
        0..6 => Format::ALL.to_vec(),
        6..9 => vec![Format::OnSite],
        _ => vec![Format::Remote],
    }
}

/// Some name administrations, or parts of them.
fn organisations(scene: &Scene<'_>, plan: &Plan, dice: &mut Dice) -> Vec<OrganisationId> {
    let whole = plan.edition.organisations.iter().map(|organisation| organisation.id);
    let takes_part = |administration: &str| {
        plan.edition.organisations.iter().any(|organisation| organisation.code.as_str() == administration)
    };
    let parts = scene.units.iter().filter(|unit| takes_part(unit.administration));
    let all: Vec<_> = whole.chain(parts.map(|unit| unit.organisation.id)).collect();
    let count = if dice.percent(45) { 1 + dice.below(3) } else { 0 };
    dice.some_of(&all, count)
}

fn languages(case: Case, dice: &mut Dice) -> Vec<Language> {
    let mut languages = vec![Language::French];
    if dice.percent(50) {
        languages.push(Language::English);
    }
    match dice.below(100) {
        _ if case == Case::Draft => {}
        0..2 => languages = vec![Language::English],
        2..8 => languages.push(Language::Spanish),
        8..11 => languages.push(Language::German),
        11..13 => languages.push(Language::Arabic),
        13..15 => languages.push(Language::FrenchSign),
        _ => {}
    }
    languages
}
