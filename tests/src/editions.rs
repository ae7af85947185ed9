//! Editions to take part in.

use chrono::NaiveDate;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::{DayRange, Edition, EditionParameters, EditionState, OfferedProfile};
use vmj_domain::id::EditionId;
use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::place::Format;
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::Label;
use vmj_domain::version::Version;
use vmj_persistence::{StoreError, WriteTx};

use crate::app::TestApp;

/// The organisations that take part, each with all below it.
pub const PARTICIPATING: [&str; 3] = ["culture", "dinum", "interieur"];

/// A day of the year in which [`crate::TestClock`] begins.
pub fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
}

impl TestApp {
    /// An edition on 19 November 2026: open, both windows open when [`crate::TestClock`] begins, all job profiles
    /// offered, [`PARTICIPATING`] taking part; unless `change` makes it another.
    pub async fn db_edition(&self, change: impl Fn(&mut Edition)) -> Edition {
        let insert = async |tx: &WriteTx| {
            let mut edition = blank(tx.new_id(), tx.now());
            let profiles = tx.job_profiles().all().await?;
            let offered = |profile| OfferedProfile { profile, job_offers_url: None };
            edition.job_profiles = profiles.iter().map(JobProfileSummary::from).map(offered).collect();
            let mut participating = Vec::new();
            for code in PARTICIPATING {
                participating.extend(tx.organisations().id_of(code).await?);
            }
            edition.organisations = tx.organisations().summaries(&participating).await?;
            change(&mut edition);
            tx.editions().insert(&edition).await?;
            Ok::<_, StoreError>(edition)
        };
        let edition = self.store.write(insert).await.expect("an edition");
        self.let_editions_be_seen();
        edition
    }

    /// Moves an edition to any state, past the rules.
    pub async fn db_edition_state(&self, id: EditionId, state: &EditionState) {
        let now = self.clock.now();
        let write = async |tx: &WriteTx| {
            let edition = tx.editions().find(id).await?.expect("the edition");
            tx.editions().update(edition.moved_to(state.clone(), now)).await
        };
        self.store.write(write).await.expect("written");
        self.let_editions_be_seen();
    }

    /// The server learns of what it did not write itself a second later.
    fn let_editions_be_seen(&self) {
        self.clock.advance(chrono::TimeDelta::seconds(1));
    }
}

fn blank(id: EditionId, now: vmj_domain::clock::Instant) -> Edition {
    Edition {
        id,
        name: Label::parse("Édition 2026").expect("a name"),
        parameters: EditionParameters {
            day: date(11, 19),
            window: DayRange { first: date(11, 16), last: date(11, 27) },
            formats: Format::ALL.to_vec(),
            study_levels: StudyLevel::ALL.to_vec(),
            diploma_kinds: DiplomaKind::ALL.to_vec(),
            ambassadors_window: DayRange { first: date(8, 31), last: date(11, 10) },
            students_window: DayRange { first: date(9, 14), last: date(11, 10) },
            max_wishes: 5,
            min_capacity: 1,
            max_capacity: 3,
            answer_days: 7,
            documents: Vec::new(),
        },
        job_profiles: Vec::new(),
        organisations: Vec::new(),
        postponed_from: None,
        state: EditionState::Open { reopened_because: None },
        state_changed_at: now,
        opened_at: Some(now),
        version: Version::FIRST,
        created_at: now,
        updated_at: now,
    }
}
