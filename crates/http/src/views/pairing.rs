//! Pairings: each reader sees what rule 8 of PRODUCT.md lets them see.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::edition::Document;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::pairing::{
    Answers, Contest, PairedAmbassador, PairedStudent, Pairing, PairingState, Party, PendingDate,
};
use vmj_domain::reference::Reference;

use super::account::OrganisationSummaryView;
use super::ambassador::{CommuneSummaryView, SiteView};
use super::code::{
    AuthorCode, CancellationReasonCode, DiplomaKindCode, DocumentCode, FormatCode, MissingCode, PartyCode,
    StudyLevelCode,
};
use super::edition::EditionSummaryView;
use super::job_profile::{JobProfileSummaryView, summary_of};
use super::person::PersonSummaryView;
use super::student::{WishView, wish};
use super::text;
use crate::contract::code::Code;

/// Where a pairing is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PairingState, example = "confirmed")]
pub enum PairingStateView {
    /// Both are asked.
    Proposed,
    /// Both have accepted.
    Confirmed,
    /// One did not want it.
    Declined,
    /// Not both answered in time.
    Expired,
    /// It will not take place.
    Cancelled,
    /// It took place.
    Held,
    /// Somebody was missing.
    NoShow,
}

/// The student of a duo. Name and contact are shown from confirmation to thirty days after the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairedStudent)]
pub struct PairedStudentView {
    /// Which student.
    pub id: Uuid,
    /// Year of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub study_level: Option<StudyLevelCode>,
    /// Kind of the diploma that they work for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diploma_kind: Option<DiplomaKindCode>,
    /// What they study.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Master informatique, parcours données")]
    pub curriculum: Option<String>,
    /// What they wish for, the dearest wish first.
    #[schema(max_items = 20)]
    pub wishes: Vec<WishView>,
    /// Who, for those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonSummaryView>,
    /// Where they can be reached on the day, for those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "+33 6 39 98 12 34")]
    pub phone: Option<String>,
}

/// The ambassador of a duo. Name and contact are shown from confirmation to thirty days after the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairedAmbassador)]
pub struct PairedAmbassadorView {
    /// Which ambassador.
    pub id: Uuid,
    /// Where they work.
    pub organisation: OrganisationSummaryView,
    /// The commune of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<CommuneSummaryView>,
    /// What the day will show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Une journée avec l’équipe qui publie les données ouvertes.")]
    pub programme: Option<String>,
    /// Who, for those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<PersonSummaryView>,
}

/// Who has accepted the proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Answers)]
pub struct AnswersView {
    /// When the student accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub student_accepted_at: Option<DateTime<Utc>>,
    /// When the ambassador accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambassador_accepted_at: Option<DateTime<Utc>>,
    /// Until when they may; absent once it is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
}

/// Another date that is asked for. Until both accept it, the old one stays.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PendingDate)]
pub struct PendingDateView {
    /// Which.
    pub date: NaiveDate,
    /// Who asked: `system` when the edition was postponed, and then the duo ends without it.
    pub asked_by: AuthorCode,
    /// Whether the student has accepted it.
    pub student_accepts: bool,
    /// Whether the ambassador has accepted it.
    pub ambassador_accepts: bool,
    /// Until when they may.
    pub deadline: DateTime<Utc>,
}

/// Why it came to nothing.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairingLoss)]
pub struct LossView {
    /// Who said so.
    pub by: AuthorCode,
    /// On whose side it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined_for: Option<PartyCode>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<CancellationReasonCode>,
    /// In their words: for themselves and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub text: Option<String>,
}

/// Who was missing, and what they say to that.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NoShow)]
pub struct NoShowView {
    /// Who.
    pub missing: MissingCode,
    /// Who said so.
    pub by: AuthorCode,
    /// Who says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contested_by: Option<PartyCode>,
    /// In their words: for themselves and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub contest_text: Option<String>,
    /// When DINUM decided that it stays so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<DateTime<Utc>>,
}

/// A document of the checklist.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DocumentStatus)]
pub struct DocumentStatusView {
    /// Which.
    pub document: DocumentCode,
    /// Whether it has been handed in.
    pub received: bool,
}

/// The practical sheet of a confirmed duo.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Convocation)]
pub struct ConvocationView {
    /// When.
    pub date: NaiveDate,
    /// How they meet.
    pub format: FormatCode,
    /// Where, at what hours, and whom to call on the day.
    pub site: SiteView,
    /// The documents that the edition wants.
    #[schema(max_items = 3)]
    pub documents: Vec<DocumentStatusView>,
    /// Whether the site's security lets the student in.
    pub access_cleared: bool,
}

/// A duo: one student, one ambassador, one job, one date.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Pairing)]
pub struct PairingView {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition: EditionSummaryView,
    /// Where it is in its life.
    pub state: PairingStateView,
    /// Since when it is in this state.
    pub state_changed_at: DateTime<Utc>,
    /// What the day shows.
    pub job_profile: JobProfileSummaryView,
    /// How they meet.
    pub format: FormatCode,
    /// When they meet, by the calendar of the place.
    pub date: NaiveDate,
    /// The student.
    pub student: PairedStudentView,
    /// The ambassador.
    pub ambassador: PairedAmbassadorView,
    /// Who has accepted; absent once it is lost otherwise than by time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswersView>,
    /// Another date that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_date: Option<PendingDateView>,
    /// Why it was declined or cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<LossView>,
    /// Who was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_show: Option<NoShowView>,
    /// Whether it waits for the reader.
    pub needs_action: bool,
    /// The practical sheet, from confirmation to thirty days after the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub convocation: Option<ConvocationView>,
    /// The lost pairing that it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces_id: Option<Uuid>,
    /// The pairing that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by_id: Option<Uuid>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

/// Who reads a pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// One of the two.
    Party(Party),
    /// An admin of the ambassador's ministry.
    Ministry,
    /// DINUM.
    Dinum {
        /// Which of the two they are themself, if either.
        own: Option<Party>,
    },
}

/// What is needed to show pairings to a reader.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'s> {
    /// Job profiles.
    pub profiles: &'s [JobProfile],
    /// Places and job families.
    pub reference: &'s Reference,
    /// The documents that the edition wants.
    pub documents: &'s [Document],
    /// The present instant.
    pub now: DateTime<Utc>,
}

impl Reader {
    fn knows(self, party: Party, revealed: bool) -> bool {
        match self {
            Self::Dinum { .. } => true,
            Self::Ministry => party == Party::Ambassador || revealed,
            Self::Party(own) => party == own || revealed,
        }
    }

    /// Whether words that somebody wrote about it are for this reader.
    fn reads_words_of(self, author: Option<Party>) -> bool {
        match self {
            Self::Dinum { .. } | Self::Ministry => true,
            Self::Party(own) => author == Some(own),
        }
    }

    fn acts_on(self, pairing: &Pairing) -> bool {
        match self {
            Self::Party(party) => pairing.state.awaits(party),
            Self::Ministry => pairing.state.awaits(Party::Ambassador),
            Self::Dinum { own } => {
                pairing.state.is_contested() || own.is_some_and(|party| pairing.state.awaits(party))
            }
        }
    }
}

impl From<&PairingState> for PairingStateView {
    fn from(state: &PairingState) -> Self {
        match state {
            PairingState::Proposed { .. } => Self::Proposed,
            PairingState::Confirmed { .. } => Self::Confirmed,
            PairingState::Declined { .. } => Self::Declined,
            PairingState::Expired { .. } => Self::Expired,
            PairingState::Cancelled { .. } => Self::Cancelled,
            PairingState::Held => Self::Held,
            PairingState::NoShow { .. } => Self::NoShow,
        }
    }
}

impl PairingStateView {
    /// Its stable name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Held => "held",
            Self::NoShow => "no_show",
        }
    }
}

impl From<&PendingDate> for PendingDateView {
    fn from(pending: &PendingDate) -> Self {
        let PendingDate { date, asked_by, student_accepts, ambassador_accepts, deadline } = *pending;
        Self { date, asked_by: Code(asked_by), student_accepts, ambassador_accepts, deadline }
    }
}

/// The parts of a state, each where it belongs.
struct Parts {
    answers: Option<AnswersView>,
    pending_date: Option<PendingDateView>,
    loss: Option<LossView>,
    no_show: Option<NoShowView>,
}

impl Parts {
    fn new(state: &PairingState, reader: Reader) -> Self {
        let none = Self { answers: None, pending_date: None, loss: None, no_show: None };
        let answers = |answers: &Answers, deadline| {
            let Answers { student, ambassador } = *answers;
            Some(AnswersView { student_accepted_at: student, ambassador_accepted_at: ambassador, deadline })
        };
        let words = |by, words: Option<&vmj_domain::text::Reason>| {
            text(words).filter(|_| reader.reads_words_of(party_of(by)))
        };
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

const fn party_of(author: vmj_domain::pairing::Author) -> Option<Party> {
    use vmj_domain::pairing::Author;
    match author {
        Author::Student => Some(Party::Student),
        Author::Ambassador => Some(Party::Ambassador),
        Author::Ministry | Author::Dinum | Author::System => None,
    }
}

impl PairingView {
    /// A pairing, as a reader may see it.
    #[must_use]
    pub fn new(pairing: &Pairing, reader: Reader, showing: Showing<'_>) -> Self {
        let Pairing {
            id,
            edition,
            student,
            ambassador,
            job_profile,
            format,
            seat: _,
            date,
            state,
            state_changed_at,
            access_cleared: _,
            received_documents: _,
            replaces,
            replaced_by,
            version,
            created_at,
            updated_at,
        } = pairing;
        let revealed = pairing.reveals_contacts(showing.now);
        let Parts { answers, pending_date, loss, no_show } = Parts::new(state, reader);
        Self {
            id: (*id).into(),
            edition: edition.into(),
            state: state.into(),
            state_changed_at: *state_changed_at,
            job_profile: summary_of(job_profile, showing.profiles),
            format: Code(*format),
            date: *date,
            student: showing.student(student, reader.knows(Party::Student, revealed)),
            ambassador: showing.ambassador(ambassador, reader.knows(Party::Ambassador, revealed)),
            answers,
            pending_date,
            loss,
            no_show,
            needs_action: reader.acts_on(pairing),
            convocation: revealed.then(|| showing.convocation(pairing)),
            replaces_id: replaces.map(Into::into),
            replaced_by_id: replaced_by.map(Into::into),
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}

impl Showing<'_> {
    fn student(&self, student: &PairedStudent, known: bool) -> PairedStudentView {
        let PairedStudent {
            id,
            person,
            locale: _,
            phone,
            study_level,
            diploma_kind,
            curriculum,
            wishes,
            languages: _,
        } = student;
        let ranked = (1..).zip(wishes);
        PairedStudentView {
            id: (*id).into(),
            study_level: study_level.map(Code),
            diploma_kind: diploma_kind.map(Code),
            curriculum: text(curriculum.as_ref()),
            wishes: ranked.map(|(rank, wished)| wish(rank, wished, self.profiles, self.reference)).collect(),
            person: known.then(|| person.into()),
            phone: text(phone.as_ref()).filter(|_| known),
        }
    }

    fn ambassador(&self, ambassador: &PairedAmbassador, known: bool) -> PairedAmbassadorView {
        let PairedAmbassador {
            id,
            agent,
            locale: _,
            organisation,
            programme,
            site,
            department_code: _,
            languages: _,
        } = ambassador;
        let commune = site.commune_code.as_deref().and_then(|code| self.reference.commune(code));
        PairedAmbassadorView {
            id: (*id).into(),
            organisation: organisation.clone().into(),
            commune: commune.map(Into::into),
            programme: text(programme.as_ref()),
            agent: known.then(|| agent.into()),
        }
    }

    fn convocation(&self, pairing: &Pairing) -> ConvocationView {
        let received = |document: &Document| DocumentStatusView {
            document: Code(*document),
            received: pairing.received_documents.contains(document),
        };
        ConvocationView {
            date: pairing.date,
            format: Code(pairing.format),
            site: SiteView::new(&pairing.ambassador.site, self.reference),
            documents: self.documents.iter().map(received).collect(),
            access_cleared: pairing.access_cleared,
        }
    }
}
