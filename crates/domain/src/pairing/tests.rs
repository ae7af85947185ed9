use chrono::{TimeDelta, TimeZone as _, Utc};

use super::*;
use crate::text::{Email, PersonName, Reason};
use crate::transition::Unmoved;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).expect("a date")
}

fn at(day: u32, hour: u32) -> Instant {
    Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).single().expect("an instant")
}

fn why() -> Reason {
    Reason::parse("Grève des trains").expect("a reason")
}

/// On 19 November at Rennes.
fn pairing(state: PairingState) -> Pairing {
    let id = uuid::Uuid::nil();
    let label = |text| Label::parse(text).expect("a label");
    let person = PersonSummary {
        id: id.into(),
        given_name: PersonName::parse("Camille").expect("a name"),
        family_name: PersonName::parse("Exemple").expect("a name"),
        email: Email::parse("camille@example.fr").expect("an address"),
    };
    Pairing {
        id: id.into(),
        edition: EditionSummary { id: id.into(), name: label("Édition 2026"), day: day(19) },
        student: PairedStudent {
            id: id.into(),
            person: person.clone(),
            locale: Locale::French,
            phone: None,
            study_level: None,
            diploma_kind: None,
            curriculum: None,
            wishes: Vec::new(),
            languages: vec![Language::French],
        },
        ambassador: PairedAmbassador {
            id: id.into(),
            agent: person,
            locale: Locale::French,
            organisation: OrganisationSummary {
                id: id.into(),
                code: Slug::parse("dinum").expect("a code"),
                name: label("DINUM"),
            },
            programme: None,
            site: Site::default(),
            department_code: Some("35".to_owned()),
            languages: vec![Language::French],
        },
        job_profile: Slug::parse("data-engineer").expect("a code"),
        format: Format::OnSite,
        seat: 1,
        date: day(19),
        state,
        state_changed_at: at(2, 9),
        access_cleared: false,
        received_documents: Vec::new(),
        replaces: None,
        replaced_by: None,
        version: Version::FIRST,
        created_at: at(2, 9),
        updated_at: at(2, 9),
    }
}

fn pending(asked_by: Author) -> PendingDate {
    let (date, deadline) = (day(24), at(10, 9));
    PendingDate { date, asked_by, student_accepts: false, ambassador_accepts: false, deadline }
}

fn answered() -> Answers {
    Answers { student: Some(at(3, 9)), ambassador: Some(at(4, 9)) }
}

fn states() -> Vec<PairingState> {
    let contest = |settled_at| Some(Contest { party: Party::Student, text: why(), settled_at });
    let no_show =
        |contest| PairingState::NoShow { missing: Missing::Student, by: Author::Ambassador, contest };
    vec![
        PairingState::Proposed { answers: Answers::default(), deadline: at(10, 9) },
        PairingState::Confirmed { answers: answered(), pending: None },
        PairingState::Confirmed { answers: answered(), pending: Some(pending(Author::Student)) },
        PairingState::Confirmed { answers: answered(), pending: Some(pending(Author::System)) },
        PairingState::Declined { party: Party::Student, by: Author::Student, text: None },
        PairingState::Expired { answers: Answers::default() },
        PairingState::Cancelled { by: Author::Student, reason: CancellationReason::Illness, text: None },
        PairingState::Held,
        no_show(None),
        no_show(contest(None)),
        no_show(contest(Some(at(21, 9)))),
    ]
}

/// A transition, its target, and what it makes of a pairing on a day at noon.
type Transition = (&'static str, &'static str, fn(Pairing) -> Result<Pairing, Unmoved>);

const TRANSITIONS: [Transition; 11] = [
    ("acceptance", "proposed", |p| p.accept(Party::Ambassador, at(5, 12))),
    ("refusal", "declined", |p| Ok(p.decline(Party::Student, Author::Student, None, at(5, 12))?)),
    ("cancellation", "cancelled", |p| {
        Ok(p.cancel(Author::Dinum, CancellationReason::Work, None, at(5, 12))?)
    }),
    ("date-request", "confirmed", |p| {
        p.ask_date((Party::Student, Author::Student), day(24), at(10, 9), at(5, 12))
    }),
    ("date-acceptance", "confirmed", |p| p.accept_date(Party::Ambassador, at(5, 12))),
    ("date-refusal", "confirmed", |p| p.refuse_date(Author::Ambassador, at(5, 12))),
    ("holding", "held", |p| p.hold(at(19, 12))),
    ("no-show", "no_show", |p| p.miss(Missing::Student, Author::Ambassador, at(19, 12))),
    ("contestation", "no_show", |p| p.contest(Party::Student, why(), at(20, 12))),
    ("contest-settlement", "held", |p| p.settle(Settlement::Held, at(21, 12))),
    ("contest-settlement", "no_show", |p| p.settle(Settlement::NoShow(Missing::Both), at(21, 12))),
];

#[test]
fn every_transition_from_every_state() {
    for state in states() {
        for (transition, target, act) in TRANSITIONS {
            let outcome = act(pairing(state.clone()));
            let allowed = state.transitions().contains(&transition);
            assert_eq!(outcome.is_ok(), allowed, "{state:?} {transition}: {outcome:?}");
            match outcome {
                // A refused date of a postponement ends it.
                Ok(next) if next.state.slug() == "cancelled" && transition == "date-refusal" => {
                    assert!(matches!(state, PairingState::Confirmed { pending: Some(pending), .. }
                        if pending.is_postponement()));
                }
                Ok(next) => assert_eq!(next.state.slug(), target, "{transition}"),
                Err(Unmoved::Transition(refusal)) => assert_eq!(refusal, state.refusal()),
                Err(other) => panic!("{transition}: {other:?}"),
            }
        }
    }
}

#[test]
fn two_acceptances_confirm_and_a_third_is_refused() {
    let proposed = pairing(PairingState::Proposed { answers: Answers::default(), deadline: at(10, 9) });
    let once = proposed.accept(Party::Student, at(5, 9)).expect("accepted");
    assert!(once.state.awaits(Party::Ambassador) && !once.state.awaits(Party::Student));
    assert!(matches!(once.clone().accept(Party::Student, at(5, 9)), Err(Unmoved::Transition(_))));
    assert_eq!(once.clone().accept(Party::Ambassador, at(10, 9)), Err(Unmoved::TooLate(at(10, 9))));
    let twice = once.accept(Party::Ambassador, at(10, 9) - TimeDelta::microseconds(1)).expect("accepted");
    assert_eq!(twice.state.slug(), "confirmed");
}

#[test]
fn a_date_that_both_accept_is_the_date() {
    let confirmed = pairing(PairingState::Confirmed { answers: answered(), pending: None });
    let asked = confirmed.ask_date((Party::Student, Author::Student), day(24), at(10, 9), at(5, 9));
    let asked = asked.expect("asked");
    assert_eq!(asked.date, day(19), "until then the old one stays");
    assert!(asked.clone().accept_date(Party::Student, at(5, 9)).is_err(), "who asks has accepted");
    assert_eq!(asked.clone().accept_date(Party::Ambassador, at(10, 9)), Err(Unmoved::TooLate(at(10, 9))));
    let expired = asked.clone().expire_date(at(10, 9)).expect("expired");
    assert_eq!((expired.date, expired.state.slug()), (day(19), "confirmed"));
    let settled = asked.accept_date(Party::Ambassador, at(6, 9)).expect("settled");
    assert_eq!(settled.date, day(24));
    assert!(matches!(settled.state, PairingState::Confirmed { pending: None, .. }));
}

#[test]
fn a_postponement_asks_both_and_ends_what_does_not_suit() {
    let confirmed = pairing(PairingState::Confirmed { answers: answered(), pending: None });
    let asked = confirmed.postponed(day(24), at(10, 9), at(5, 9));
    assert!(asked.state.awaits(Party::Student) && asked.state.awaits(Party::Ambassador));
    let expired = asked.clone().expire_date(at(10, 9)).expect("expired");
    let reason = CancellationReason::EditionPostponed;
    assert_eq!(expired.state, PairingState::Cancelled { by: Author::System, reason, text: None });
    let once = asked.accept_date(Party::Student, at(6, 9)).expect("accepted");
    assert_eq!(once.date, day(19));
    assert_eq!(once.accept_date(Party::Ambassador, at(6, 9)).expect("accepted").date, day(24));
    let proposed = pairing(PairingState::Proposed {
        answers: Answers::default().with(Party::Student, at(3, 9)),
        deadline: at(6, 9),
    });
    let proposed = proposed.postponed(day(24), at(10, 9), at(5, 9));
    let anew = PairingState::Proposed { answers: Answers::default(), deadline: at(10, 9) };
    assert_eq!((proposed.date, proposed.state), (day(24), anew));
}

#[test]
fn the_day_begins_and_ends_at_the_place() {
    let mut confirmed = pairing(PairingState::Confirmed { answers: answered(), pending: None });
    let moment = TimeDelta::microseconds(1);
    for (department, begins_at, held_from) in
        [("35", at(18, 23), at(20, 23)), ("974", at(18, 20), at(20, 20))]
    {
        confirmed.ambassador.department_code = Some(department.to_owned());
        assert_eq!((confirmed.begins_at(), confirmed.is_held_from()), (begins_at, held_from));
        assert_eq!(confirmed.clone().hold(begins_at - moment), Err(Unmoved::TooEarly(begins_at)));
        assert!(confirmed.clone().hold(begins_at).is_ok());
    }
}

#[test]
fn contacts_are_revealed_from_confirmation_to_thirty_days_after() {
    let end = Utc.with_ymd_and_hms(2026, 12, 19, 23, 0, 0).single().expect("an instant");
    for state in states() {
        let revealed = matches!(
            state,
            PairingState::Confirmed { .. } | PairingState::Held | PairingState::NoShow { .. }
        );
        let pairing = pairing(state);
        assert_eq!(pairing.reveals_contacts(end - TimeDelta::microseconds(1)), revealed);
        assert!(!pairing.reveals_contacts(end));
    }
}
