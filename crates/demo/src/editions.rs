//! Four editions: three that were held, and one that is open now.

mod held;
mod open;

use std::ops::Range;

use chrono::{NaiveDate, TimeDelta};
use vmj_domain::clock::Instant;
use vmj_domain::edition::{DayRange, Document, Edition, EditionParameters, EditionState, OfferedProfile};
use vmj_domain::job_profile::{JobProfile, JobProfileSummary};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::place::{Format, NATIONAL_ZONE, start_of_day};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::{Label, WebUrl};
use vmj_domain::version::Version;
use vmj_persistence::WriteTx;

pub use held::held;
pub use open::open;

use crate::DemoError;
use crate::error::{checked, none_broken};
use crate::places::Town;
use crate::scene::Scene;

/// An edition, and how it is peopled.
#[derive(Debug)]
pub struct Plan {
    /// The edition.
    pub edition: Edition,
    /// Whether it is the one that is open.
    pub is_open: bool,
    /// The towns of its ambassadors.
    pub towns: Vec<Town>,
    /// The numbers of the agents who are its ambassadors.
    pub agents: Range<usize>,
    /// The numbers of those who are its students.
    pub students: Range<usize>,
    /// Pairings at most.
    pub pairings: usize,
    /// When what happens.
    pub times: Times,
}

/// When what happens in an edition.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Ambassadors register from one to the other.
    pub ambassadors: (Instant, Instant),
    /// Students register from one to the other.
    pub students: (Instant, Instant),
    /// The first who leave do so then.
    pub withdrawals: Instant,
    /// The first proposals are made then.
    pub first_proposals: Instant,
    /// Those that are lost are lost then, if nobody refuses them before.
    pub losses: Instant,
    /// The last proposals are made then.
    pub last_proposals: Instant,
}

impl Plan {
    /// The instant of the n-th of so many, from one instant to another: no two have the same.
    pub fn spread((from, to): (Instant, Instant), number: usize, of: usize) -> Instant {
        let millis = (to - from).num_milliseconds().unsigned_abs() as u128;
        let past = millis * number as u128 / of.max(1) as u128;
        from + TimeDelta::milliseconds(i64::try_from(past).unwrap_or(0))
    }
}

/// An hour of a day, by the clock of metropolitan France.
fn hour(day: NaiveDate, hour: i64) -> Instant {
    start_of_day(day, NATIONAL_ZONE) + TimeDelta::hours(hour)
}

/// What all four have in common: a draft, of which the rest is made.
fn draft(
    tx: &WriteTx,
    profiles: &[JobProfile],
    organisations: Vec<OrganisationSummary>,
    (parameters, at): (EditionParameters, Instant),
) -> Result<Edition, DemoError> {
    let year = chrono::Datelike::year(&parameters.day);
    let offered = |profile: &JobProfile| {
        let url = format!("https://offres.example.fr/?metier={}", profile.code);
        let job_offers_url = Some(checked(WebUrl::parse, &url)?);
        Ok::<_, DemoError>(OfferedProfile { profile: JobProfileSummary::from(profile), job_offers_url })
    };
    Ok(Edition {
        id: tx.new_id_at(at),
        name: checked(Label::parse, &format!("Édition {year}"))?,
        parameters,
        job_profiles: profiles.iter().map(offered).collect::<Result<_, _>>()?,
        organisations,
        postponed_from: None,
        opened_at: None,
        state: EditionState::Draft,
        state_changed_at: at,
        version: Version::FIRST,
        created_at: at,
        updated_at: at,
    })
}

/// Parameters that most editions share, around a day and its window.
fn parameters(day: NaiveDate, window: DayRange) -> EditionParameters {
    EditionParameters {
        day,
        window,
        formats: Format::ALL.to_vec(),
        study_levels: StudyLevel::ALL.to_vec(),
        diploma_kinds: DiplomaKind::ALL.to_vec(),
        ambassadors_window: window,
        students_window: window,
        max_wishes: 5,
        min_capacity: 1,
        max_capacity: 3,
        answer_days: 5,
        documents: vec![Document::Agreement],
    }
}

impl Scene<'_> {
    /// The administrations of these codes, as an edition names them.
    fn taking_part(&self, codes: &[&'static str]) -> Vec<OrganisationSummary> {
        let named = self.administrations.iter().filter(|(code, _)| codes.contains(code));
        named.map(|(_, organisation)| organisation.clone()).collect()
    }

    /// Adds an edition, if it is one that DINUM could make.
    async fn announce(&self, edition: &Edition) -> Result<(), DemoError> {
        none_broken(edition.parameters.broken(self.reference))?;
        Ok(self.tx.editions().insert(edition).await?)
    }
}
