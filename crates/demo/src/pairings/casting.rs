//! Who meets whom: as the rules allow, and near what students wish for.

use std::collections::HashMap;

use vmj_domain::ambassador::AmbassadorState;
use vmj_domain::place::Format;
use vmj_domain::student::{StudentState, Wish};
use vmj_domain::text::Slug;

use super::life::Life;
use super::story::Story;
use crate::DemoError;
use crate::ambassadors::Host;
use crate::scene::Scene;
use crate::students::Guest;

/// Who is free.
pub struct Casting<'c> {
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
}

/// Two who meet.
#[derive(Clone, Debug)]
pub struct Duo {
    host: usize,
    guest: usize,
    /// What the day shows.
    pub job_profile: Slug,
    /// How they meet.
    pub format: Format,
    /// Which seat is theirs.
    pub seat: u32,
}

impl<'c> Casting<'c> {
    /// Everybody is free.
    pub fn new(scene: &'c Scene<'_>, hosts: &'c [Host], guests: &'c [Guest]) -> Self {
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
        Self {
            hosts,
            guests,
            by_job,
            families,
            taken: vec![Vec::new(); hosts.len()],
            cast: vec![false; guests.len()],
            next_guest: 0,
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

    /// The two of a duo.
    pub fn both(&self, duo: &Duo) -> Result<(&'c Host, &'c Guest), DemoError> {
        let both = self.hosts.get(duo.host).zip(self.guests.get(duo.guest));
        both.ok_or_else(|| DemoError::Defect("nobody to pair".to_owned()))
    }

    /// Gives the duo its seat, as long as their pairing lives.
    pub fn seat(&mut self, duo: &Duo, story: &Story) {
        if story.pairing.state.is_live()
            && let Some(taken) = self.taken.get_mut(duo.host)
        {
            taken.push(duo.seat);
        }
    }
}
