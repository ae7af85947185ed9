//! Who meets whom: as the rules allow, and near what students wish for.

use std::collections::HashMap;

use vmj_domain::ambassador::{Ambassador, AmbassadorState};
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::id::{AmbassadorId, PairingId};
use vmj_domain::pairing::{
    Answers, Pair, PairedAmbassador, PairedStudent, Pairing, PairingState, answer_deadline, broken_date,
};
use vmj_domain::place::{Format, national_day, zone_of_department};
use vmj_domain::student::{Decider, Student, StudentState, Wish};
use vmj_domain::text::Slug;
use vmj_domain::version::Version;

use super::life::Life;
use super::story::Story;
use crate::DemoError;
use crate::ambassadors::Host;
use crate::editions::Plan;
use crate::error::none_broken;
use crate::scene::Scene;
use crate::students::Guest;

/// Who is free.
pub struct Casting<'c> {
    plan: &'c Plan,
    hosts: &'c [Host],
    guests: &'c [Guest],
    /// Hosts by the jobs that they do.
    by_job: HashMap<&'c Slug, Vec<usize>>,
    /// The jobs of each family.
    families: HashMap<&'c Slug, Vec<&'c Slug>>,
    /// The seats of each host that living pairings take.
    taken: Vec<Vec<u32>>,
    /// Students who have had a pairing.
    cast: Vec<bool>,
    /// Students before this one have had theirs, or found nobody.
    next_guest: usize,
    administrations: HashMap<AmbassadorId, &'static str>,
}

/// Two who meet.
#[derive(Clone, Debug)]
pub struct Duo {
    host: usize,
    guest: usize,
    job_profile: Slug,
    format: Format,
    seat: u32,
}

impl<'c> Casting<'c> {
    /// Everybody is free.
    pub fn new(scene: &'c Scene<'_>, plan: &'c Plan, hosts: &'c [Host], guests: &'c [Guest]) -> Self {
        let (mut by_job, mut families): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for (at, host) in hosts.iter().enumerate().filter(|(_, host)| host.was_approved && !host.is_reserved)
        {
            for job in &host.ambassador.form.job_profiles {
                by_job.entry(job).or_default().push(at);
            }
        }
        for profile in &scene.profiles {
            families.entry(&profile.content.family_code).or_default().push(&profile.code);
        }
        let administrations = hosts.iter().map(|host| (host.ambassador.id, host.administration)).collect();
        Self {
            plan,
            hosts,
            guests,
            by_job,
            families,
            taken: vec![Vec::new(); hosts.len()],
            cast: vec![false; guests.len()],
            next_guest: 0,
            administrations,
        }
    }

    /// Approved ambassadors who have left since.
    pub fn departed_hosts(&self) -> impl Iterator<Item = usize> {
        let has_left = |host: &Host| matches!(host.ambassador.state, AmbassadorState::Withdrawn { .. });
        self.hosts.iter().enumerate().filter(move |(_, host)| has_left(host)).map(|(at, _)| at)
    }

    /// Eligible students who have left since.
    pub fn departed_guests(&self) -> impl Iterator<Item = usize> {
        let has_left = |guest: &Guest| matches!(guest.student.state, StudentState::Withdrawn { .. });
        self.guests.iter().enumerate().filter(move |(_, guest)| has_left(guest)).map(|(at, _)| at)
    }

    /// The code of the administration of a pairing's ambassador.
    pub fn administration_of(&self, pairing: &Pairing) -> &'static str {
        self.administrations.get(&pairing.ambassador.id).copied().unwrap_or_default()
    }

    /// Two for a life, if there are: the student does not come twice.
    pub fn duo(&mut self, life: Life) -> Option<Duo> {
        let found = match life {
            Life::HostLeft(host) => self.guest_for(host),
            Life::GuestLeft(guest) => self.host_for(guest, None),
            Life::Asked
            | Life::HalfAgreed(_)
            | Life::Agreed
            | Life::Ready
            | Life::AnotherDate(_)
            | Life::Refused(..)
            | Life::Forgotten
            | Life::CalledOff(..)
            | Life::Replaced
            | Life::Held
            | Life::Missed(..)
            | Life::Contested
            | Life::Settled(_) => self.next_two(),
        };
        if let Some(cast) = found.as_ref().and_then(|duo| self.cast.get_mut(duo.guest)) {
            *cast = true;
        }
        found
    }

    /// Another host for the student of a duo.
    pub fn other_host(&self, duo: &Duo) -> Option<Duo> {
        self.host_for(duo.guest, Some(duo.host))
    }

    fn next_two(&mut self) -> Option<Duo> {
        while self.next_guest < self.guests.len() {
            let guest = self.next_guest;
            self.next_guest += 1;
            if self.is_eligible(guest)
                && let Some(duo) = self.host_for(guest, None)
            {
                return Some(duo);
            }
        }
        None
    }

    /// Whether a student is eligible now and has not been cast.
    fn is_eligible(&self, guest: usize) -> bool {
        let is_free = self.cast.get(guest) == Some(&false);
        is_free
            && self
                .guests
                .get(guest)
                .is_some_and(|guest| matches!(guest.student.state, StudentState::Eligible { .. }))
    }

    fn guest_for(&self, host: usize) -> Option<Duo> {
        let jobs = &self.hosts.get(host)?.ambassador.form.job_profiles;
        let meets = |guest: usize| jobs.iter().find_map(|job| self.meeting(host, guest, job));
        let guests = (self.next_guest..self.guests.len()).filter(|guest| self.is_eligible(*guest));
        guests.rev().find_map(meets)
    }

    /// The first host who does what a student wishes for, the dearest wish first, and is still there.
    fn host_for(&self, guest: usize, but: Option<usize>) -> Option<Duo> {
        let student = &self.guests.get(guest)?.student;
        let jobs = student.form.wishes.iter().flat_map(|wish| match wish {
            Wish::Profile(code) => vec![code],
            Wish::Family(code) => self.families.get(code).cloned().unwrap_or_default(),
        });
        let is_there = |host: &usize| {
            let state = self.hosts.get(*host).map(|host| &host.ambassador.state);
            Some(*host) != but && state == Some(&AmbassadorState::Approved)
        };
        jobs.flat_map(|job| {
            self.by_job.get(job).into_iter().flatten().copied().filter(is_there).map(move |host| (host, job))
        })
        .find_map(|(host, job)| self.meeting(host, guest, job))
    }

    /// How two meet for a job, if they can.
    fn meeting(&self, host: usize, guest: usize, job: &Slug) -> Option<Duo> {
        let (offer, form) = (&self.hosts.get(host)?.ambassador.form, &self.guests.get(guest)?.student.form);
        let format = offer.formats.iter().find(|format| form.formats.contains(format))?;
        offer.languages.iter().find(|language| form.languages.contains(language))?;
        let taken = self.taken.get(host)?;
        let seat = (1..=offer.capacity?).find(|seat| !taken.contains(seat))?;
        Some(Duo { host, guest, job_profile: job.clone(), format: *format, seat })
    }

    /// Gives the duo its seat, as long as their pairing lives.
    pub fn seat(&mut self, duo: &Duo, story: &Story) {
        if story.pairing.state.is_live()
            && let Some(taken) = self.taken.get_mut(duo.host)
        {
            taken.push(duo.seat);
        }
    }

    /// The proposal of a duo, which the rules allow.
    pub fn pairing(
        &self,
        scene: &Scene<'_>,
        duo: &Duo,
        at: Instant,
        replaces: Option<PairingId>,
    ) -> Result<Pairing, DemoError> {
        let nobody = || DemoError::Defect("nobody to pair".to_owned());
        let host = self.hosts.get(duo.host).ok_or_else(nobody)?;
        let guest = self.guests.get(duo.guest).ok_or_else(nobody)?;
        self.check(duo, host, guest)?;
        let rule = &self.plan.edition.parameters;
        let department = host.town.department_code;
        let date = rule.day;
        let broken = broken_date(date, rule, (scene.reference, department), national_day(at));
        none_broken(broken.into_iter().collect())?;
        let deadline = answer_deadline(rule, &[date], zone_of_department(department), at);
        Ok(Pairing {
            id: scene.tx.new_id_at(at),
            edition: EditionSummary::from(&self.plan.edition),
            student: paired_student(guest),
            ambassador: paired_ambassador(host),
            job_profile: duo.job_profile.clone(),
            format: duo.format,
            seat: duo.seat,
            date,
            state: PairingState::Proposed { answers: Answers::default(), deadline },
            state_changed_at: at,
            access_cleared: false,
            received_documents: Vec::new(),
            replaces,
            replaced_by: None,
            version: Version::FIRST,
            created_at: at,
            updated_at: at,
        })
    }

    /// As they were when they were paired: whoever has left since was there then.
    fn check(&self, duo: &Duo, host: &Host, guest: &Guest) -> Result<(), DemoError> {
        if !host.was_approved || !guest.was_eligible {
            return Err(DemoError::Defect("paired too early".to_owned()));
        }
        let ambassador = Ambassador { state: AmbassadorState::Approved, ..host.ambassador.clone() };
        let state = StudentState::Eligible { decider: Decider::Rule };
        let student = Student { state, ..guest.student.clone() };
        let pair = Pair {
            edition: &self.plan.edition,
            student: &student,
            ambassador: &ambassador,
            job_profile: &duo.job_profile,
            format: duo.format,
        };
        let obstacles = pair.obstacles();
        if obstacles.is_empty() { Ok(()) } else { Err(DemoError::Defect(format!("{obstacles:?}"))) }
    }
}

fn paired_student(guest: &Guest) -> PairedStudent {
    let Student { id, person, form, .. } = &guest.student;
    PairedStudent {
        id: *id,
        person: person.clone(),
        locale: guest.locale,
        phone: form.phone.clone(),
        study_level: form.study_level,
        diploma_kind: form.diploma_kind,
        curriculum: form.curriculum.clone(),
        wishes: form.wishes.clone(),
        languages: form.languages.clone(),
    }
}

fn paired_ambassador(host: &Host) -> PairedAmbassador {
    let Ambassador { id, agent, organisation, form, .. } = &host.ambassador;
    PairedAmbassador {
        id: *id,
        agent: agent.clone(),
        locale: host.locale,
        organisation: organisation.clone(),
        programme: form.programme.clone(),
        site: form.site.clone(),
        department_code: Some(host.town.department_code.to_owned()),
        languages: form.languages.clone(),
    }
}
