//! What an agent offers.

use vmj_domain::ambassador::AmbassadorForm;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::place::{Format, Language};
use vmj_domain::text::{Label, Prose, Slug};

use super::site::site;
use crate::DemoError;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::checked;
use crate::places::Town;
use crate::scene::Scene;
use crate::texts::{self, filled};

/// The job of the agent who signs in, for which the README pairs them.
const RESERVED_JOB: &str = "data-engineer";

/// A complete offer.
pub fn form(
    scene: &Scene<'_>,
    plan: &Plan,
    town: &Town,
    is_reserved: bool,
    dice: &mut Dice,
) -> Result<AmbassadorForm, DemoError> {
    let foremost = if is_reserved { reserved(&scene.profiles)? } else { dice.one_of(&scene.profiles)? };
    let family = foremost.content.family_code.as_str();
    let family_label = scene.reference.job_family(family).map_or("", |family| family.label_fr.as_str());
    let values = [
        ("{metier}", foremost.content.label_fr.as_str()),
        ("{ville}", town.name.as_str()),
        ("{famille}", family_label),
    ];
    let mut prose = |templates: &[&str]| {
        let template: &str = dice.one_of(templates)?;
        checked(Prose::parse, &filled(template, &values))
    };
    let (programme, projects) = (prose(&texts::PROGRAMMES)?, prose(&texts::PROJECTS)?);
    let motivation = prose(&texts::AMBASSADOR_MOTIVATIONS)?;
    let unit = checked(Label::parse, &filled(dice.one_of(&texts::UNITS)?, &values))?;
    let technologies = dice.below(4) + 1;
    let technologies = dice.some_of(texts::technologies(family), technologies).into_iter();
    let formats = formats(plan, is_reserved, dice);
    Ok(AmbassadorForm {
        job_profiles: job_profiles(foremost, &scene.profiles, dice),
        unit: Some(unit),
        programme: Some(programme),
        projects: dice.percent(70).then_some(projects),
        technologies: technologies.map(|name| checked(Label::parse, name)).collect::<Result<_, _>>()?,
        motivation: Some(motivation),
        capacity: Some(if is_reserved { 2 } else { capacity(dice) }),
        languages: languages(is_reserved, dice),
        alternative_dates: alternative_dates(town, dice),
        site: site(plan, town, &formats, dice)?,
        formats,
    })
}

fn reserved(profiles: &[JobProfile]) -> Result<&JobProfile, DemoError> {
    let found = profiles.iter().find(|profile| profile.code.as_str() == RESERVED_JOB);
    found.ok_or_else(|| DemoError::Defect(format!("no job {RESERVED_JOB}")))
}

/// One job, or up to three of the same family.
fn job_profiles(foremost: &JobProfile, profiles: &[JobProfile], dice: &mut Dice) -> Vec<Slug> {
    let alike = |profile: &&JobProfile| {
        profile.content.family_code == foremost.content.family_code && profile.code != foremost.code
    };
    let others: Vec<_> = profiles.iter().filter(alike).map(|profile| profile.code.clone()).collect();
    let more = if dice.percent(45) { 1 + dice.below(2) } else { 0 };
    let mut codes = vec![foremost.code.clone()];
    codes.extend(dice.some_of(&others, more));
    codes
}

/// In 2020, many were ready for a day by video.
fn formats(plan: &Plan, is_reserved: bool, dice: &mut Dice) -> Vec<Format> {
    let (both, on_site) = if plan.agents.start == 0 { (70, 90) } else { (55, 90) };
    match dice.below(100) {
        _ if is_reserved => Format::ALL.to_vec(),
        roll if roll < both => Format::ALL.to_vec(),
        roll if roll < on_site => vec![Format::OnSite],
        _ => vec![Format::Remote],
    }
}

fn capacity(dice: &mut Dice) -> u32 {
    match dice.below(10) {
        0..6 => 1,
        6..9 => 2,
        _ => 3,
    }
}

fn languages(is_reserved: bool, dice: &mut Dice) -> Vec<Language> {
    let mut languages = vec![Language::French];
    if is_reserved || dice.percent(45) {
        languages.push(Language::English);
    }
    if dice.percent(8) {
        let others = [Language::German, Language::Spanish, Language::Italian, Language::FrenchSign];
        languages.extend(dice.some_of(&others, 1));
    }
    languages
}

fn alternative_dates(town: &Town, dice: &mut Dice) -> Vec<chrono::NaiveDate> {
    let count = if dice.percent(40) { 1 + dice.below(3) } else { 0 };
    let mut dates = dice.some_of(&town.other_days, count);
    dates.sort_unstable();
    dates
}
