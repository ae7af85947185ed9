//! What only some states have.

use vmj_domain::pairing::{Answers, Author, Contest, PairingState, Party};
use vmj_domain::text::Reason;

use super::Reader;
use super::answers::{AnswersView, PendingDateView};
use super::loss::{LossView, NoShowView};
use crate::contract::code::Code;
use crate::views::text;

/// The parts of a state, each where it belongs.
pub struct Parts {
    /// Who has accepted.
    pub answers: Option<AnswersView>,
    /// Another date that is asked for.
    pub pending_date: Option<PendingDateView>,
    /// Why it was declined or cancelled.
    pub loss: Option<LossView>,
    /// Who was missing.
    pub no_show: Option<NoShowView>,
}

impl Parts {
    /// Those of a state, as a reader may see them.
    pub fn new(state: &PairingState, reader: Reader) -> Self {
        let none = Self { answers: None, pending_date: None, loss: None, no_show: None };
        let answers = |answers: &Answers, deadline| {
            let Answers { student, ambassador } = *answers;
            Some(AnswersView { student_accepted_at: student, ambassador_accepted_at: ambassador, deadline })
        };
        let words = |by, words: Option<&Reason>| text(words).filter(|_| reader.reads_words_of(party_of(by)));
        match state {
            PairingState::Proposed { answers: given, deadline } => {
                Self { answers: answers(given, Some(*deadline)), ..none }
            }
            PairingState::Confirmed { answers: given, pending } => {
                let pending_date = pending.as_ref().map(Into::into);
                Self { answers: answers(given, None), pending_date, ..none }
            }
            PairingState::Expired { answers: given } => Self { answers: answers(given, None), ..none },
            PairingState::Declined { party, by, text } => {
                let (declined_for, text) = (Some(Code(*party)), words(*by, text.as_ref()));
                Self { loss: Some(LossView { by: Code(*by), declined_for, reason_code: None, text }), ..none }
            }
            PairingState::Cancelled { by, reason, text } => {
                let (reason_code, text) = (Some(Code(*reason)), words(*by, text.as_ref()));
                Self { loss: Some(LossView { by: Code(*by), declined_for: None, reason_code, text }), ..none }
            }
            PairingState::Held => none,
            PairingState::NoShow { missing, by, contest } => {
                let said = |contest: &Contest| {
                    Some(contest.text.to_string()).filter(|_| reader.reads_words_of(Some(contest.party)))
                };
                let no_show = NoShowView {
                    missing: Code(*missing),
                    by: Code(*by),
                    contested_by: contest.as_ref().map(|contest| Code(contest.party)),
                    contest_text: contest.as_ref().and_then(said),
                    settled_at: contest.as_ref().and_then(|contest| contest.settled_at),
                };
                Self { no_show: Some(no_show), ..none }
            }
        }
    }
}

const fn party_of(author: Author) -> Option<Party> {
    match author {
        Author::Student => Some(Party::Student),
        Author::Ambassador => Some(Party::Ambassador),
        Author::Ministry | Author::Dinum | Author::System => None,
    }
}
