//! The rows of a plan, each with its reason.

use std::collections::HashSet;

use uuid::Uuid;
use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::matching::{Candidate, Proposed, Unmatched, Vacant};
use vmj_matching::explain::{Explainer, StudentExplanation};

use super::{PROVEN, WHOLE, Watch};
use crate::error::PlanError;
use crate::explain;
use crate::explanation::{PairExplanation, VacantExplanation, write};
use crate::instance::{Setting, people};

/// A certified solution that is being read.
pub struct Rows<'s, 'a, 'w> {
    pub setting: &'s Setting<'a>,
    pub explainer: Explainer<'s>,
    /// Pairs that a repair keeps.
    pub fixed: HashSet<(StudentId, AmbassadorId)>,
    pub watch: Watch<'w>,
}

impl Rows<'_, '_, '_> {
    /// Everybody on the students' side.
    pub fn students(&mut self) -> Result<(Vec<Proposed>, Vec<Unmatched>), PlanError> {
        let mut candidates: Vec<&Candidate> = self.setting.problem.market.candidates.iter().collect();
        candidates.sort_unstable_by_key(|one| one.student);
        let (mut proposed, mut unmatched) = (Vec::new(), Vec::new());
        for (row, candidate) in candidates.iter().enumerate() {
            self.tell(PROVEN, row, candidates.len())?;
            let student = candidate.student;
            match self.explainer.student(Uuid::from(student).as_u128()) {
                Some(StudentExplanation::LeftOut(why)) => {
                    let why = explain::left_out(self.setting, candidate, &why);
                    unmatched.push(Unmatched { student, reason: why.reason(), explanation: write(&why) });
                }
                Some(why) => proposed.push(self.proposed(candidate, &why)?),
                None => return Err(lost(student)),
            }
        }
        Ok((proposed, unmatched))
    }

    /// Students are most of the work: nine tenths of what is left after the proof.
    fn tell(&mut self, from: u32, row: usize, rows: usize) -> Result<(), PlanError> {
        let share = (WHOLE - from) as usize * 9 / 10 * row / rows.max(1);
        let done = from + u32::try_from(share).unwrap_or(0);
        if row.is_multiple_of(64) && !(self.watch)(done) {
            return Err(PlanError::Cancelled);
        }
        Ok(())
    }

    fn proposed(&self, candidate: &Candidate, why: &StudentExplanation) -> Result<Proposed, PlanError> {
        let student = candidate.student;
        let id = match why {
            StudentExplanation::Placed(placed) => placed.ambassador,
            StudentExplanation::Locked(ambassador) => *ambassador,
            StudentExplanation::LeftOut(_) => return Err(lost(student)),
        };
        let (_, ambassador) = people((0, id));
        let host = self.setting.hosts.get(&ambassador).ok_or_else(|| lost(student))?;
        let meeting = self.setting.meeting(candidate, host);
        let kept = self.fixed.contains(&(student, ambassador));
        let locked = matches!(why, StudentExplanation::Locked(_)) && !kept;
        let explanation = match why {
            StudentExplanation::Placed(placed) => {
                explain::chosen(self.explainer.levels(), placed, meeting.other_organisation)
            }
            StudentExplanation::Locked(_) if kept => PairExplanation::Kept,
            StudentExplanation::Locked(_) | StudentExplanation::LeftOut(_) => PairExplanation::Locked,
        };
        Ok(Proposed {
            student,
            ambassador,
            job_profile: meeting.job_profile.ok_or_else(|| lost(student))?,
            format: meeting.format.ok_or_else(|| lost(student))?,
            wish_rank: meeting.wish_rank,
            place: meeting.place,
            other_organisation: meeting.other_organisation,
            locked,
            by_hand: false,
            explanation: write(&explanation),
        })
    }

    /// Ambassadors with a free seat.
    pub fn vacant(&mut self) -> Result<Vec<Vacant>, PlanError> {
        let hosts = self.setting.problem.market.hosts.iter().filter(|host| host.seats_left > 0);
        let mut vacant = Vec::new();
        for host in hosts {
            let ambassador = host.ambassador;
            if !self.setting.hosts.contains_key(&ambassador) {
                let explanation = write(&VacantExplanation::NoOfferedJob);
                vacant.push(Vacant { ambassador, free: host.seats_left, explanation });
                continue;
            }
            let Some(why) = self.explainer.ambassador(Uuid::from(ambassador).as_u128()) else {
                continue;
            };
            if let Some(reason) = explain::vacant(&why) {
                vacant.push(Vacant { ambassador, free: why.free, explanation: write(&reason) });
            }
        }
        vacant.sort_unstable_by_key(|row| row.ambassador);
        Ok(vacant)
    }
}

fn lost(student: StudentId) -> PlanError {
    PlanError::Internal(format!("the plan cannot be read for student {student}"))
}
