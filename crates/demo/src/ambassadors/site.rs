//! Where and how the day takes place.

use chrono::Days;
use vmj_domain::ambassador::Site;
use vmj_domain::place::Format;
use vmj_domain::text::{Label, PersonName, PhoneNumber, Prose, TimeOfDay, WebUrl};

use crate::DemoError;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::checked;
use crate::names::{NAMES, name};
use crate::places::Town;
use crate::texts;

/// The practical sheet of a site in a town.
pub fn site(plan: &Plan, town: &Town, formats: &[Format], dice: &mut Dice) -> Result<Site, DemoError> {
    let on_site = formats.contains(&Format::OnSite);
    let address = format!("{} rue d’exemple, {}", 1 + dice.below(120), town.name);
    let early = dice.percent(30);
    let times = if early { ("09:00", "16:30") } else { ("09:30", "17:00") };
    let (arrival_time, end_time) = (checked(TimeOfDay::parse, times.0)?, checked(TimeOfDay::parse, times.1)?);
    let mut label = |chance, texts: &[&str]| {
        let (given, text): (_, &str) = (dice.percent(chance), dice.one_of(texts)?);
        Ok::<_, DemoError>(if given { Some(checked(Label::parse, text)?) } else { None })
    };
    let meeting_point = label(100, &texts::MEETING_POINTS)?.filter(|_| on_site);
    let (lunch, dress_code) = (label(60, &texts::LUNCH)?, label(30, &texts::DRESS)?);
    let mut prose = |chance, texts: &[&str]| {
        let (given, text): (_, &str) = (dice.percent(chance), dice.one_of(texts)?);
        Ok::<_, DemoError>(if given { Some(checked(Prose::parse, text)?) } else { None })
    };
    let (access_instructions, accessibility) =
        (prose(70, &texts::ACCESS)?, prose(40, &texts::ACCESSIBILITY)?);
    let secured = on_site && dice.percent(20);
    let security_form_url =
        if secured { Some(checked(WebUrl::parse, "https://acces.example.fr/visiteurs")?) } else { None };
    let deadline = plan.edition.parameters.day.checked_sub_days(Days::new(7));
    let (given_name, family_name) = name(dice.below(NAMES))?;
    Ok(Site {
        address: if on_site { Some(checked(Label::parse, &address)?) } else { None },
        commune_code: Some(town.commune_code.to_owned()),
        meeting_point,
        arrival_time: Some(arrival_time),
        end_time: Some(end_time),
        access_instructions: access_instructions.filter(|_| on_site),
        security_form_deadline: deadline.filter(|_| security_form_url.is_some()),
        security_form_url,
        lunch: lunch.filter(|_| on_site),
        dress_code,
        accessibility: accessibility.filter(|_| on_site),
        contact_name: Some(checked(PersonName::parse, &format!("{given_name} {family_name}"))?),
        contact_phone: Some(phone("+33 1 99 00", dice)?),
    })
}

/// A number of a range that is kept for fiction (ARCEP, décision 2018-0881).
pub fn phone(range: &str, dice: &mut Dice) -> Result<PhoneNumber, DemoError> {
    let number = format!("{range} {:02} {:02}", dice.below(100), dice.below(100));
    checked(PhoneNumber::parse, &number)
}
