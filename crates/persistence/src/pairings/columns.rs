//! From pairings to rows.

use sea_orm::ActiveValue::{self, NotSet, Set};
use uuid::Uuid;
use vmj_domain::pairing::{Contest, Pairing, PairingState, PendingDate};

use crate::codes::join;
use crate::entity::pairing::ActiveModel;

/// All columns of a pairing.
pub fn columns(pairing: &Pairing) -> ActiveModel {
    let Pairing {
        id,
        edition,
        student,
        ambassador,
        job_profile,
        format,
        seat,
        date: _,
        state: _,
        state_changed_at: _,
        access_cleared,
        received_documents,
        replaces,
        replaced_by: _,
        version,
        created_at,
        updated_at: _,
    } = pairing;
    ActiveModel {
        id: Set((*id).into()),
        edition_id: Set(edition.id.into()),
        student_id: Set(student.id.into()),
        student_account_id: Set(student.person.id.into()),
        ambassador_id: Set(ambassador.id.into()),
        ambassador_account_id: Set(ambassador.agent.id.into()),
        job_profile_code: Set(job_profile.to_string()),
        format: Set(format.slug().to_owned()),
        seat: Set(i32::try_from(*seat).unwrap_or(i32::MAX)),
        access_cleared: Set(*access_cleared),
        received_documents: Set(join(received_documents)),
        replaces_id: Set(replaces.map(Uuid::from)),
        version: Set(version.get()),
        created_at: Set(*created_at),
        ..moved(pairing)
    }
}

/// The columns that a transition may write: state, date, and what goes with them.
pub fn moved(pairing: &Pairing) -> ActiveModel {
    let row = ActiveModel {
        date: Set(pairing.date),
        state: Set(pairing.state.slug().to_owned()),
        state_changed_at: Set(pairing.state_changed_at),
        updated_at: Set(pairing.updated_at),
        deadline: Set(None),
        declined_for: Set(None),
        decided_by: Set(None),
        reason_code: Set(None),
        reason_text: Set(None),
        missing: Set(None),
        ..with_contest(with_pending(ActiveModel::default(), None), None)
    };
    match &pairing.state {
        PairingState::Proposed { answers, deadline } => {
            let row = ActiveModel { deadline: Set(Some(*deadline)), ..row };
            with_answers(row, answers.student, answers.ambassador)
        }
        PairingState::Confirmed { answers, pending } => {
            with_pending(with_answers(row, answers.student, answers.ambassador), pending.as_ref())
        }
        PairingState::Declined { party, by, text } => ActiveModel {
            declined_for: code(party.slug()),
            decided_by: code(by.slug()),
            reason_text: words(text.as_ref()),
            ..row
        },
        // What was answered stays: nobody changes it any more.
        PairingState::Expired { answers: _ } | PairingState::Held => row,
        PairingState::Cancelled { by, reason, text } => ActiveModel {
            decided_by: code(by.slug()),
            reason_code: code(reason.slug()),
            reason_text: words(text.as_ref()),
            ..row
        },
        PairingState::NoShow { missing, by, contest } => {
            let row = ActiveModel { missing: code(missing.slug()), decided_by: code(by.slug()), ..row };
            with_contest(row, contest.as_ref())
        }
    }
}

/// As [`moved`], where many come to the same: what each has reached alone, and nobody changes for many, stays as it is.
pub fn moved_together(pairing: &Pairing) -> ActiveModel {
    let mut row = moved(pairing);
    if matches!(pairing.state, PairingState::Confirmed { .. }) {
        (row.student_accepted_at, row.ambassador_accepted_at) = (NotSet, NotSet);
    }
    if pairing.state_changed_at != pairing.updated_at {
        row.state_changed_at = NotSet;
    }
    row
}

type Moment = Option<vmj_domain::clock::Instant>;

fn with_answers(row: ActiveModel, student: Moment, ambassador: Moment) -> ActiveModel {
    ActiveModel { student_accepted_at: Set(student), ambassador_accepted_at: Set(ambassador), ..row }
}

fn with_pending(row: ActiveModel, pending: Option<&PendingDate>) -> ActiveModel {
    ActiveModel {
        pending_date: Set(pending.map(|pending| pending.date)),
        pending_asked_by: Set(pending.map(|pending| pending.asked_by.slug().to_owned())),
        pending_student_accepts: Set(pending.map(|pending| pending.student_accepts)),
        pending_ambassador_accepts: Set(pending.map(|pending| pending.ambassador_accepts)),
        pending_deadline: Set(pending.map(|pending| pending.deadline)),
        ..row
    }
}

fn with_contest(row: ActiveModel, contest: Option<&Contest>) -> ActiveModel {
    ActiveModel {
        contested_by: Set(contest.map(|contest| contest.party.slug().to_owned())),
        contest_text: words(contest.map(|contest| &contest.text)),
        contest_settled_at: Set(contest.and_then(|contest| contest.settled_at)),
        ..row
    }
}

fn code(slug: &str) -> ActiveValue<Option<String>> {
    Set(Some(slug.to_owned()))
}

fn words(value: Option<&impl ToString>) -> ActiveValue<Option<String>> {
    Set(value.map(ToString::to_string))
}
