//! The lists and sums of a plan.

use rstest::rstest;
use vmj_domain::id::{OrganisationId, StudentId};
use vmj_domain::matching::{Place, Proposed, UnmatchedReason};
use vmj_domain::text::Slug;
use vmj_persistence::{
    Direction, Keyset, Places, ProposalFilter, ProposalRow, ReadTx, Slice, UnmatchedFilter, VacancyFilter,
};
use vmj_tests::Engine;

use super::plan::Planned;

const fn forward<K>(position: Option<K>, limit: u32) -> Keyset<K> {
    Keyset { position, direction: Direction::Forward, limit }
}

async fn proposals(
    planned: &Planned,
    within: Option<OrganisationId>,
    filter: &ProposalFilter,
    keyset: &Keyset<StudentId>,
) -> (Slice<ProposalRow>, u64) {
    let read = async |tx: &ReadTx| {
        let page = tx.matching().proposals(planned.run, within, filter, keyset).await?;
        Ok((page, tx.matching().count_proposals(planned.run, within, filter).await?))
    };
    planned.read(read).await
}

fn pairs(slice: Slice<ProposalRow>) -> Vec<Proposed> {
    slice.items.into_iter().map(|row| row.proposed).collect()
}

#[rstest]
#[actix_web::test]
async fn proposals_have_pages_and_people(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let planned = Planned::new(engine).await;
    let all = &planned.proposed;
    let none = ProposalFilter::default();
    let (first, count) = proposals(&planned, None, &none, &forward(None, 5)).await;
    assert_eq!((first.has_previous, first.has_next, count), (false, true, 8));
    let shown = &first.items[0];
    assert_eq!(shown.student.family_name.as_str(), "Exemple");
    assert_eq!(shown.organisation.code.as_str(), "culture");
    assert_ne!(shown.student.id, shown.ambassador.id);
    assert_eq!(pairs(first), all[..5]);
    let (rest, _) = proposals(&planned, None, &none, &forward(Some(all[4].student), 5)).await;
    assert_eq!((rest.has_previous, rest.has_next), (true, false));
    assert_eq!(pairs(rest), all[5..]);
    let back = Keyset { position: Some(all[5].student), direction: Direction::Backward, limit: 3 };
    let (back, _) = proposals(&planned, None, &none, &back).await;
    assert_eq!((back.has_previous, back.has_next), (true, true));
    assert_eq!(pairs(back), all[2..5]);
}

#[rstest]
#[actix_web::test]
async fn proposals_are_narrowed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let planned = Planned::new(engine).await;
    let (app, all) = (&planned.app, &planned.proposed);
    let culture = Some(app.db_organisation("culture").await);
    let direction = Some(app.db_organisation("direction-essai").await);
    let dinum = Some(app.db_organisation("dinum").await);
    let none = ProposalFilter::default;
    let tester = vec![Slug::parse("tester").expect("a code")];
    let cases = [
        (culture, none(), &all[..4]),
        (direction, none(), &all[2..4]),
        (None, ProposalFilter { organisation: dinum, ..none() }, &all[4..]),
        (culture, ProposalFilter { organisation: direction, ..none() }, &all[2..4]),
        (culture, ProposalFilter { organisation: dinum, ..none() }, &[]),
        (None, ProposalFilter { job_profiles: Some(tester), ..none() }, &all[7..]),
        (
            None,
            ProposalFilter { departments: Some(vec!["29".to_owned(), "22".to_owned()]), ..none() },
            &all[2..4],
        ),
        (None, ProposalFilter { departments: Some(Vec::new()), ..none() }, &[]),
        (None, ProposalFilter { wish_rank: Some(3), ..none() }, &all[1..2]),
        (None, ProposalFilter { place: Some(Place::Remote), ..none() }, &all[..1]),
        (None, ProposalFilter { locked: Some(true), ..none() }, &all[7..]),
        (None, ProposalFilter { locked: Some(false), ..none() }, &all[..7]),
        (None, ProposalFilter { by_hand: Some(true), ..none() }, &all[..1]),
        (None, ProposalFilter { student: Some(all[3].student), ..none() }, &all[3..4]),
        (None, ProposalFilter { ambassador: Some(planned.hosts[2]), ..none() }, &all[4..6]),
    ];
    for (within, filter, expected) in cases {
        let (found, count) = proposals(&planned, within, &filter, &forward(None, 20)).await;
        assert_eq!(pairs(found), expected, "{within:?} {filter:?}");
        assert_eq!(count, u64::try_from(expected.len()).expect("few"), "{within:?} {filter:?}");
    }
}

#[rstest]
#[actix_web::test]
async fn so_have_those_without_a_place_and_free_seats(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let planned = Planned::new(engine).await;
    let (run, left, free) = (planned.run, &planned.unmatched, &planned.vacant);
    let culture = Some(planned.app.db_organisation("culture").await);
    let reason = UnmatchedFilter { reason: Some(UnmatchedReason::OutOfReach), student: None };
    let read = async |tx: &ReadTx| {
        let matching = tx.matching();
        let (all, none) = (UnmatchedFilter::default(), VacancyFilter::default());
        let first = matching.unmatched(run, all, &forward(None, 2)).await?;
        let rest = matching.unmatched(run, all, &forward(Some(left[1].student), 2)).await?;
        let narrowed = matching.unmatched(run, reason, &forward(None, 9)).await?;
        let counts =
            (matching.count_unmatched(run, all).await?, matching.count_unmatched(run, reason).await?);
        let seats = matching.vacancies(run, None, &none, &forward(None, 1)).await?;
        let others = matching.vacancies(run, None, &none, &forward(Some(free[0].ambassador), 1)).await?;
        let own = matching.vacancies(run, culture, &none, &forward(None, 9)).await?;
        let sums = (
            matching.count_vacancies(run, None, &none).await?,
            matching.count_vacancies(run, culture, &none).await?,
            matching
                .count_vacancies(
                    run,
                    None,
                    &VacancyFilter { departments: Some(vec!["29".to_owned()]), organisation: None },
                )
                .await?,
        );
        Ok(([first, rest, narrowed], counts, [seats, others, own], sums))
    };
    let (unmatched, counts, vacancies, sums) = planned.read(read).await;
    let students =
        unmatched.map(|slice| slice.items.into_iter().map(|row| row.unmatched).collect::<Vec<_>>());
    assert_eq!(students, [left[..2].to_vec(), left[2..].to_vec(), vec![left[1].clone()]]);
    assert_eq!((counts, sums), ((3, 1), (2, 1, 0)));
    let organisation = vacancies[2].items[0].organisation.code.to_string();
    let hosts = vacancies.map(|slice| slice.items.into_iter().map(|row| row.vacant).collect::<Vec<_>>());
    let of_culture = free.iter().find(|vacant| vacant.ambassador == planned.hosts[0]).expect("one");
    assert_eq!(hosts, [vec![free[0].clone()], vec![free[1].clone()], vec![of_culture.clone()]]);
    assert_eq!(organisation, "culture");
}

#[rstest]
#[actix_web::test]
async fn places_are_summed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let planned = Planned::new(engine).await;
    let run = planned.run;
    let direction = Some(planned.app.db_organisation("direction-essai").await);
    let read = async |tx: &ReadTx| {
        let matching = tx.matching();
        let mut named = Vec::new();
        for within in [None, direction] {
            let organisations = matching.by_organisation(run, within).await?.into_iter();
            let jobs = matching.by_job_profile(run, within).await?.into_iter();
            let departments = matching.by_department(run, within).await?.into_iter();
            let organisations = organisations.map(|(it, sum)| (it.code.to_string(), sum));
            let jobs = jobs.map(|(code, sum)| (code.to_string(), sum));
            let departments = departments.map(|(code, sum)| (code.unwrap_or_default(), sum));
            named.push(organisations.chain(jobs).chain(departments).collect::<Vec<_>>());
        }
        Ok(named)
    };
    let named = planned.read(read).await;
    let places = |filled, free| Places { filled, free };
    let expected = [
        ("culture", places(4, 2)),
        ("premier-ministre", places(4, 1)),
        ("data-engineer", places(7, 3)),
        ("tester", places(1, 3)),
        ("29", places(2, 0)),
        ("35", places(6, 3)),
    ];
    assert_eq!(named[0], expected.map(|(name, sum)| (name.to_owned(), sum)));
    let expected = [("culture", places(2, 0)), ("data-engineer", places(2, 0)), ("29", places(2, 0))];
    assert_eq!(named[1], expected.map(|(name, sum)| (name.to_owned(), sum)));
}
