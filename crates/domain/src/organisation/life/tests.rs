use super::*;
use crate::id::OrganisationId;
use crate::organisation::OrganisationKind;
use crate::text::Slug;
use crate::version::Version;

const NOW: Instant = Instant::UNIX_EPOCH;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
}

fn label(text: &str) -> Label {
    Label::parse(text).expect("a label")
}

fn organisation(number: u128, above: &[&Organisation]) -> Organisation {
    Organisation {
        id: OrganisationId::from(uuid::Uuid::from_u128(number)),
        code: Slug::parse(&format!("organisation-{number}")).expect("a code"),
        content: OrganisationContent {
            name: label("Ancien nom"),
            short_name: label("AN"),
            kind: OrganisationKind::Operator,
            siret: None,
            parent: above.last().map(|parent| parent.id),
            valid_from: Some(day(1, 1)),
        },
        ancestors: above.iter().map(|above| above.summary()).collect(),
        state: OrganisationState::Active,
        former_names: Vec::new(),
        version: Version::FIRST,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn broken(outcome: Result<Organisation, Unmoved>) -> Vec<Broken> {
    match outcome {
        Err(Unmoved::Broken(broken)) => broken,
        other => panic!("not broken: {other:?}"),
    }
}

#[test]
fn every_transition_from_every_state() {
    let successor = organisation(2, &[]);
    let states = [
        OrganisationState::Active,
        OrganisationState::Retired { last_day: day(5, 1) },
        OrganisationState::Merged { last_day: day(5, 1), successor: successor.summary() },
    ];
    for state in states {
        let subject = || Organisation { state: state.clone(), ..organisation(1, &[]) };
        let renamed = subject().rename((label("Nom"), label("N")), day(5, 2), day(6, 1), NOW);
        let outcomes = [
            ("renaming", "active", renamed),
            ("merger", "merged", subject().merge(&successor, day(5, 2), day(6, 1), NOW)),
            ("retirement", "retired", subject().retire(day(5, 2), NOW)),
            ("restoration", "active", subject().restore(NOW).map_err(Unmoved::from)),
        ];
        for (transition, target, outcome) in outcomes {
            let allowed = state.transitions().contains(&transition);
            match outcome {
                Ok(next) => assert_eq!((allowed, next.state.slug()), (true, target), "{transition}"),
                Err(Unmoved::Transition(refusal)) => {
                    assert_eq!((refusal.state, refusal.allowed), (state.slug(), state.transitions()));
                    assert!(!allowed, "{transition} from {}", state.slug());
                }
                Err(broken) => panic!("{transition}: {broken:?}"),
            }
        }
    }
}

#[test]
fn the_last_day_is_a_day_in_force() {
    let retired = organisation(1, &[]).retire(day(5, 2), NOW).expect("retired");
    assert_eq!(retired.state.last_day(), Some(day(5, 1)));
    for (on, status) in [
        (NaiveDate::from_ymd_opt(2025, 12, 31).expect("a date"), OrganisationStatus::Upcoming),
        (day(1, 1), OrganisationStatus::Active),
        (day(5, 1), OrganisationStatus::Active),
        (day(5, 2), OrganisationStatus::Retired),
    ] {
        assert_eq!(retired.status_on(on), status, "{on}");
    }
}

#[test]
fn each_name_has_its_days() {
    let today = day(6, 1);
    let rename = |subject: Organisation, on| subject.rename((label("Nom"), label("N")), on, today, NOW);
    let once = rename(organisation(1, &[]), day(3, 1)).expect("renamed");
    let former = FormerName { name: label("Ancien nom"), short_name: label("AN"), used_until: day(2, 28) };
    assert_eq!((once.content.name.as_str(), &once.former_names), ("Nom", &vec![former]));
    let range = |first, last| vec![Rule::OutsideWindow { first, last }.at("/effective_on")];
    for wrong in [day(1, 1), day(6, 2)] {
        assert_eq!(broken(rename(organisation(1, &[]), wrong)), range(day(1, 2), today), "{wrong}");
    }
    for wrong in [day(2, 28), day(3, 1)] {
        assert_eq!(broken(rename(once.clone(), wrong)), range(day(3, 2), today), "{wrong}");
    }
    assert_eq!(broken(once.clone().retire(day(3, 1), NOW)), range(day(3, 2), LAST_DAY));
    assert!(rename(once.clone(), day(3, 2)).is_ok());
    let born = |first| OrganisationContent { valid_from: Some(first), ..once.content.clone() };
    assert!(once.clone().with_content(born(day(2, 28)), NOW).is_ok());
    let late = once.clone().with_content(born(day(3, 1)), NOW).expect_err("after its first name");
    assert_eq!(late, [Rule::OutsideWindow { first: FIRST_DAY, last: day(2, 28) }.at("/valid_from")]);
}

#[test]
fn a_successor_is_in_force_and_elsewhere() {
    let today = day(6, 1);
    let (root, other) = (organisation(1, &[]), organisation(2, &[]));
    let child = organisation(3, &[&root]);
    let below = organisation(4, &[&root, &child]);
    let retired = other.clone().retire(day(5, 2), NOW).expect("retired");
    let mut young = other.clone();
    young.content.valid_from = Some(day(5, 3));
    for (successor, rule) in [
        (&child, Rule::Circular),
        (&below, Rule::Circular),
        (&retired, Rule::Retired),
        (&young, Rule::Contradicts { other: "/effective_on" }),
    ] {
        let outcome = child.clone().merge(successor, day(5, 2), today, NOW);
        assert_eq!(broken(outcome), [rule.at("/successor_id")]);
    }
    for successor in [&root, &other] {
        let merged = child.clone().merge(successor, day(5, 2), today, NOW).expect("merged");
        assert_eq!(merged.state.successor(), Some(&successor.summary()));
        assert_eq!(merged.content.parent, Some(successor.id));
        let moved = OrganisationContent { parent: None, ..merged.content.clone() };
        let refused = merged.with_content(moved, NOW).expect_err("its place is its successor's");
        assert_eq!(refused, [Rule::Fixed { transition: "merger" }.at("/parent_id")]);
    }
    let tomorrow = child.clone().merge(&other, day(6, 2), today, NOW);
    assert_eq!(broken(tomorrow)[0].pointer, "/effective_on", "people move at once");
}
