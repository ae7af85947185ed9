//! The domain's closed lists, under plain names: the document's derive does not look through generic arguments.

use crate::contract::code::Code;

/// How the two of a duo meet.
pub type FormatCode = Code<vmj_domain::place::Format>;
/// A language.
pub type LanguageCode = Code<vmj_domain::place::Language>;
/// A year of higher education.
pub type StudyLevelCode = Code<vmj_domain::study::StudyLevel>;
/// A kind of diploma.
pub type DiplomaKindCode = Code<vmj_domain::study::DiplomaKind>;
/// A document wanted for a duo.
pub type DocumentCode = Code<vmj_domain::edition::Document>;
/// What the rule of an edition looks at.
pub type CriterionCode = Code<vmj_domain::student::Criterion>;
/// Who decided on eligibility.
pub type DeciderCode = Code<vmj_domain::student::Decider>;
/// The words of a consent to say what one needs.
pub type ConsentVersionCode = Code<vmj_domain::student::ConsentVersion>;
/// One of the two of a duo.
pub type PartyCode = Code<vmj_domain::pairing::Party>;
/// Who did something to a pairing.
pub type AuthorCode = Code<vmj_domain::pairing::Author>;
/// Why a pairing was cancelled.
pub type CancellationReasonCode = Code<vmj_domain::pairing::CancellationReason>;
/// Who missed the day.
pub type MissingCode = Code<vmj_domain::pairing::Missing>;
/// Something that happened to a pairing.
pub type PairingEventKindCode = Code<vmj_domain::pairing::PairingEventKind>;
/// Whom a matching run places.
pub type RunScopeCode = Code<vmj_domain::matching::RunScope>;
/// How the ranks of wishes are weighed.
pub type RankObjectiveCode = Code<vmj_domain::matching::RankObjective>;
/// Where the two of a pair would meet.
pub type PlaceCode = Code<vmj_domain::matching::Place>;
/// Why a student has no place.
pub type UnmatchedReasonCode = Code<vmj_domain::matching::UnmatchedReason>;
/// What DINUM has decided about a pair beforehand.
pub type ConstraintKindCode = Code<vmj_domain::matching::ConstraintKind>;
/// How near a replacement is.
pub type NearnessCode = Code<vmj_domain::pairing::Nearness>;
