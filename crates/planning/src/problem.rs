//! What a run computes from, and what may be asked about it.

use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::matching::{Basis, Market, Pairs, Proposed, RunParameters};
use vmj_domain::reference::Reference;

use crate::error::PlanError;
use crate::explanation::{PairExplanation, write};
use crate::feasible::{Refusal, Refused, refusal};
use crate::inputs::Inputs;
use crate::instance::Setting;
use crate::plan::{self, Plan};
use crate::revised;
use crate::value::{self, NotFeasible, Value};

/// All that a run computes from. The order of rows means nothing, nor does that of a set inside a row; the order of wishes and
/// of an ambassador's jobs does.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// Who may be paired with whom.
    pub market: &'a Market,
    /// How it computes. Wishes beyond the last penalty are not looked at.
    pub parameters: &'a RunParameters,
    /// Job profiles that the edition offers: a wished family stands for those of them that are in it.
    pub job_profiles: &'a [JobProfileSummary],
    /// Where departments are.
    pub reference: &'a Reference,
    /// The pairs that people know: fewest of them are lost. Those of somebody who is gone are passed over.
    pub previous: Option<&'a Pairs>,
}

impl<'a> Problem<'a> {
    /// What a run with these parameters computes from.
    #[must_use]
    pub fn new(basis: &'a Basis, parameters: &'a RunParameters, reference: &'a Reference) -> Self {
        let Basis { market, job_profiles, previous } = basis;
        Self { market, parameters, job_profiles, reference, previous: previous.as_ref() }
    }
}

impl Problem<'_> {
    /// What the plan depends on, to be kept and compared later.
    #[must_use]
    pub fn inputs(&self) -> Inputs {
        Inputs::of(self)
    }

    /// The best plan, proven and explained. With a previous plan, fewest of its pairs are lost without anybody else being left
    /// out for it. `watch` is told how much is done, in parts of a thousand, and ends the run by answering `false`.
    ///
    /// # Errors
    /// When a lock cannot be kept, the market contradicts itself, the proof does not hold, or the run was ended.
    pub fn solve(&self, watch: &mut dyn FnMut(u32) -> bool) -> Result<Plan, PlanError> {
        let nothing = Pairs::new();
        let setting = Setting::new(self, &nothing)?;
        plan::plan(&setting, &nothing, &self.inputs(), watch)
    }

    /// The best plan that keeps every pair of the previous one that may still be made: who is proposed to the seats that a
    /// drop-out has freed, while nobody else is moved. It places no more than [`Problem::solve`] does, and may place fewer.
    ///
    /// # Errors
    /// As [`Problem::solve`].
    pub fn repair(&self, watch: &mut dyn FnMut(u32) -> bool) -> Result<Plan, PlanError> {
        let locked = Setting::new(self, &Pairs::new())?;
        let fixed = self.previous.map(|previous| plan::still_possible(&locked, previous)).unwrap_or_default();
        let setting = Setting::new(self, &fixed)?;
        plan::plan(&setting, &fixed, &self.inputs(), watch)
    }

    /// What a plan is worth, be it the best or not.
    ///
    /// # Errors
    /// All pairs that may not be made, each with its reason.
    pub fn value_of(&self, pairs: &Pairs) -> Result<Value, NotFeasible> {
        value::value_of(&Setting::unlocked(self), pairs)
    }

    /// The pairs of a plan that can still be made, with job, format, rank and place as they are now, and those that cannot,
    /// with the reasons.
    #[must_use]
    pub fn revised(&self, plan: Vec<Proposed>) -> (Vec<Proposed>, Vec<Refused>) {
        revised::revised(&Setting::unlocked(self), plan)
    }

    /// A pair made by hand: its job, its format, its rank and its place. Whether a seat is left for it is
    /// [`Problem::value_of`]'s to say.
    ///
    /// # Errors
    /// Why the two may not be paired.
    pub fn by_hand(&self, student: StudentId, ambassador: AmbassadorId) -> Result<Proposed, Refusal> {
        let setting = Setting::unlocked(self);
        let candidate = setting.candidates.get(&student).ok_or(Refusal::StudentNotThere)?;
        let host = self.market.hosts.iter().find(|host| host.ambassador == ambassador);
        let host = host.ok_or(Refusal::AmbassadorNotThere)?;
        let locked = self.market.locks.contains(&(student, ambassador));
        if self.market.exclusions.contains(&(student, ambassador)) {
            return Err(Refusal::Excluded);
        }
        if let Some(why) = refusal(&setting, candidate, host, locked) {
            return Err(why);
        }
        let meeting = setting.meeting(candidate, host);
        Ok(Proposed {
            student,
            ambassador,
            job_profile: meeting.job_profile.ok_or(Refusal::NoOfferedJob)?,
            format: meeting.format.ok_or(Refusal::NoSharedFormat)?,
            wish_rank: meeting.wish_rank,
            place: meeting.place,
            other_organisation: meeting.other_organisation,
            locked,
            by_hand: !locked,
            explanation: write(if locked { &PairExplanation::Locked } else { &PairExplanation::ByHand }),
        })
    }
}
