//! What a market says of each person.

use rstest::rstest;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::Edition;
use vmj_domain::matching::{Candidate, Host};
use vmj_domain::place::{Format, Language};
use vmj_domain::school::SchoolSummary;
use vmj_domain::student::{AccessibilityNeeds, ConsentVersion, Student, StudentSchool, Wish};
use vmj_domain::text::{Label, Prose, Slug, Uai};
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::{Engine, TestApp};

fn slug(code: &str) -> Slug {
    Slug::parse(code).expect("a code")
}

fn prose(text: &str) -> Prose {
    Prose::parse(text).expect("a text")
}

async fn candidate(app: &TestApp, edition: &Edition, student: &Student) -> Candidate {
    let market = app.db_market(edition).await;
    market.candidates.into_iter().find(|it| it.student == student.id).expect("a candidate")
}

async fn host(app: &TestApp, edition: &Edition, ambassador: &Ambassador) -> Host {
    let market = app.db_market(edition).await;
    market.hosts.into_iter().find(|it| it.ambassador == ambassador.id).expect("a host")
}

#[rstest]
#[actix_web::test]
async fn a_candidate_says_what_the_form_does_and_that_there_are_needs(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let plain = app.db_candidate(&edition, |student| student.form.wishes = Vec::new()).await;
    let school = SchoolSummary {
        id: app.db_school("École d’essai").await,
        uai: Uai::parse("0352756F").expect("a UAI"),
        name: Label::parse("École d’essai").expect("a name"),
    };
    let mut named = vec![app.db_organisation("culture").await, app.db_organisation("dinum").await];
    named.sort();
    let wishes =
        vec![Wish::Family(slug("data")), Wish::Profile(slug("tester")), Wish::Family(slug("security"))];
    let fill = |student: &mut Student| {
        student.form.school = Some(StudentSchool::Known(school.clone()));
        student.form.wishes.clone_from(&wishes);
        student.form.accepted_region_codes = vec!["52".to_owned(), "11".to_owned()];
        student.form.formats = vec![Format::Remote];
        student.form.organisations = named.iter().rev().copied().collect();
        student.form.languages = vec![Language::French, Language::English];
    };
    let full = app.db_candidate(&edition, fill).await;
    let needs = AccessibilityNeeds {
        needs: prose("Fauteuil roulant"),
        consent_version: ConsentVersion::ALL[0],
        consented_at: full.created_at,
    };
    let tell = async |tx: &WriteTx| tx.students().set_needs(full.id, &needs).await;
    app.store.write::<_, StoreError>(tell).await.expect("told");
    let expected = Candidate {
        student: full.id,
        was_left_out: false,
        school: Some(school.id),
        home_department_code: Some("35".to_owned()),
        accepted_region_codes: full.form.accepted_region_codes.clone(),
        formats: vec![Format::Remote],
        needs_access: true,
        languages: vec![Language::French, Language::English],
        wishes,
        organisations: named,
    };
    assert_eq!(candidate(&app, &edition, &full).await, expected);
    let plain = candidate(&app, &edition, &plain).await;
    assert!(!plain.needs_access && plain.school.is_none());
    assert!(plain.wishes.is_empty() && plain.organisations.is_empty());
}

#[rstest]
#[actix_web::test]
async fn a_host_says_what_the_offer_does_and_what_is_above(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let offer = |edition: &mut Edition| {
        edition.job_profiles.retain(|offered| offered.profile.code.as_str() != "tester");
    };
    let edition = app.db_edition(offer).await;
    let direction = app.db_sub_organisation("direction-essai", "culture").await;
    let mut line = vec![app.db_organisation("culture").await, direction];
    line.sort();
    let fill = |host: &mut Ambassador| {
        host.form.job_profiles = ["developer", "tester", "data-engineer"].map(slug).to_vec();
        host.form.formats = vec![Format::OnSite];
        host.form.languages = vec![Language::English];
        host.form.capacity = Some(2);
        host.form.site.accessibility = Some(prose("De plain-pied"));
    };
    let full = app.db_host_of(&edition, "direction-essai", fill).await;
    app.db_pairing_with(&edition, &full, |_| {}).await;
    let expected = Host {
        ambassador: full.id,
        organisations: line,
        job_profiles: ["developer", "data-engineer"].map(slug).to_vec(),
        department_code: Some("35".to_owned()),
        formats: vec![Format::OnSite],
        accessible: true,
        languages: vec![Language::English],
        seats_left: 1,
    };
    assert_eq!(host(&app, &edition, &full).await, expected);
    let unoffered = |host: &mut Ambassador| host.form.job_profiles = vec![slug("tester")];
    let other = app.db_host_of(&edition, "dinum", unoffered).await;
    let other = host(&app, &edition, &other).await;
    assert_eq!((other.job_profiles.len(), other.accessible, other.organisations.len()), (0, false, 2));
    let market = app.db_market(&edition).await;
    assert!(market.hosts.is_sorted_by_key(|host| host.ambassador));
}
