//! Somebody else takes the place of who is lost: the nearest first.

use chrono::NaiveDate;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::ambassador::{Ambassador, AmbassadorState};
use vmj_domain::edition::Edition;
use vmj_domain::id::AmbassadorId;
use vmj_domain::place::{Format, Language};
use vmj_domain::student::{Student, Wish};
use vmj_domain::text::Slug;
use vmj_tests::duos::{Duo, stage};
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{assert_shows, audited, broken, for_party, history, tick};
use crate::contract::UNKNOWN_ID;

const RENNES: &str = "35238";
const BREST: &str = "29019";
const NANTES: &str = "44109";
const PARIS: &str = "75107";
const LILLE: &str = "59350";

struct World {
    app: TestApp,
    edition: Edition,
    dinum: Caller,
    /// Of a student in Ille-et-Vilaine who would travel to Pays de la Loire, with an ambassador of `dinum` in Paris.
    lost: Duo,
}

fn code(text: &str) -> Slug {
    Slug::parse(text).expect("a code")
}

impl World {
    async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|_| {}).await;
        let travels = |student: &mut Student| {
            student.form.accepted_region_codes = vec!["52".to_owned(), "11".to_owned()];
            student.form.wishes.push(Wish::Profile(code("tester")));
            student.form.wishes.push(Wish::Family(code("data")));
        };
        let student = app.db_candidate(&edition, travels).await;
        let in_paris = |host: &mut Ambassador| {
            host.form.site.commune_code = Some(PARIS.to_owned());
            host.form.capacity = Some(1);
        };
        let ambassador = app.db_host_of(&edition, "dinum", in_paris).await;
        let declined = |duo: &mut vmj_domain::pairing::Pairing| duo.state = stage("declined", duo.created_at);
        let lost = app.db_duo_of(&edition, student, ambassador, declined).await;
        let dinum = app.dinum_admin().await.caller;
        tick(&app);
        Self { app, edition, dinum, lost }
    }

    /// An ambassador at a place who does what the lost one did, on site, on the day of the edition; unless `change`
    /// makes them another.
    async fn host(
        &self,
        organisation: &str,
        commune: &str,
        change: impl Fn(&mut Ambassador),
    ) -> AmbassadorId {
        let here = |host: &mut Ambassador| {
            host.form.site.commune_code = Some(commune.to_owned());
            host.form.formats = vec![Format::OnSite];
            change(host);
        };
        // Who is made later comes later, other things being equal.
        tick(&self.app);
        self.app.db_host_of(&self.edition, organisation, here).await.id
    }

    async fn candidates(&self) -> Vec<Value> {
        let answer = self.dinum.get(&self.lost.at("replacement-candidates")).await.expect(200);
        answer.json["items"].as_array().expect("items").clone()
    }

    async fn replace(&self, host: AmbassadorId) -> Answer {
        self.dinum.post(&self.lost.at("replacement"), &with(host)).await
    }
}

fn with(host: AmbassadorId) -> Value {
    json!({ "ambassador_id": host.to_string(), "job_profile_code": "data-engineer", "format": "on_site" })
}

fn dates(days: &[NaiveDate]) -> impl Fn(&mut Ambassador) {
    move |host| host.form.alternative_dates = days.to_vec()
}

#[rstest]
#[actix_web::test]
async fn the_nearest_come_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    // Made in another order than they are to come.
    let family = |host: &mut Ambassador| host.form.job_profiles = vec![code("data-steward")];
    let named = |host: &mut Ambassador| host.form.job_profiles = vec![code("tester"), code("scrum-master")];
    let other_family = world.host("culture", RENNES, family).await;
    let other_job = world.host("culture", RENNES, named).await;
    let remote = |host: &mut Ambassador| host.form.formats = Format::ALL.to_vec();
    let by_video = world.host("culture", LILLE, remote).await;
    let reachable = world.host("culture", NANTES, |_| {}).await;
    let in_region = world.host("culture", BREST, remote).await;
    let at_home = world.host("culture", RENNES, |_| {}).await;
    let same_place = world.host("interieur", PARIS, |host| host.form.capacity = Some(1)).await;
    let same_organisation = world.host("dinum", NANTES, |host| host.form.capacity = Some(2)).await;
    let with_more_seats = world.host("dinum", RENNES, remote).await;
    let candidates = world.candidates().await;
    let found: Vec<_> = candidates
        .iter()
        .map(|it| {
            let text = |member: &str| it[member].as_str().expect("text").to_owned();
            (text("ambassador_id"), text("nearness"), text("format"), it["seats_left"].as_u64())
        })
        .collect();
    let candidate = |id: AmbassadorId, nearness: &str, format: &str, seats| {
        (id.to_string(), nearness.to_owned(), format.to_owned(), Some(seats))
    };
    let expected = [
        candidate(with_more_seats, "same_organisation", "on_site", 3),
        candidate(same_organisation, "same_organisation", "on_site", 2),
        candidate(at_home, "same_department", "on_site", 3),
        candidate(same_place, "same_department", "on_site", 1),
        candidate(reachable, "reachable", "on_site", 3),
        candidate(in_region, "reachable", "on_site", 3),
        candidate(by_video, "remote", "remote", 3),
        candidate(other_family, "another_wish", "on_site", 3),
        candidate(other_job, "another_wish", "on_site", 3),
    ];
    assert_eq!(found, expected);
    let last = json!({
        "date": "2026-11-19", "job_profile.code": "tester", "organisation.code": "culture", "commune.name": "Rennes",
    });
    let other_job = &candidates[8];
    for (member, value) in last.as_object().expect("members") {
        assert_eq!(other_job.pointer(&format!("/{}", member.replace('.', "/"))), Some(value), "{other_job}");
    }
    assert_eq!(candidates[7]["job_profile"]["code"], "data-steward", "of a family that is wished for");
    let shown = Value::from(candidates).to_string();
    assert!(!shown.contains("Exemple") && !shown.contains("@"), "who they are is read elsewhere");
}

#[rstest]
#[actix_web::test]
async fn another_date_comes_after_the_same(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    // The lost duo had another date than the edition.
    let moved = world.app.db_uuid(world.lost.id);
    world.app.db_run(&format!("UPDATE pairings SET date = '2026-11-24' WHERE id = {moved}")).await;
    let days = [date(11, 25), date(11, 26)];
    let other_date = world.host("dinum", RENNES, dates(&days)).await;
    let only_the_day = world.host("dinum", RENNES, |_| {}).await;
    let same_date = world.host("culture", NANTES, dates(&[date(11, 23), date(11, 24)])).await;
    // Not a workday, and outside the window: the day of the edition suits them all the same.
    let no_workday = world.host("culture", NANTES, dates(&[date(11, 21), date(12, 24)])).await;
    let found = world.candidates().await;
    let found: Vec<_> = found
        .iter()
        .map(|it| (it["ambassador_id"].clone(), it["nearness"].clone(), it["date"].clone()))
        .collect();
    let candidate =
        |id: AmbassadorId, nearness: &str, day: &str| (json!(id.to_string()), json!(nearness), json!(day));
    let expected = [
        candidate(same_date, "reachable", "2026-11-24"),
        candidate(other_date, "another_date", "2026-11-25"),
        candidate(only_the_day, "another_date", "2026-11-19"),
        candidate(no_workday, "another_date", "2026-11-19"),
    ];
    assert_eq!(found, expected);
    world.app.clock.set("2026-11-25T09:00:00Z");
    let dinum = world.app.dinum_admin().await.caller;
    let later = dinum.get(&world.lost.at("replacement-candidates")).await.expect(200);
    let later: Vec<_> =
        later.json["items"].as_array().expect("items").iter().map(|it| it["date"].clone()).collect();
    assert_eq!(later, [json!("2026-11-26")], "what is to come");
}

#[rstest]
#[actix_web::test]
async fn whoever_cannot_is_not_suggested(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let other = world.app.db_edition(|_| {}).await;
    world.app.db_host_of(&other, "dinum", |_| {}).await;
    let full = world.app.db_duo(&world.edition, "dinum", |_| {}).await;
    let sql =
        format!("UPDATE ambassadors SET capacity = 1 WHERE id = {}", world.app.db_uuid(full.ambassador.id));
    world.app.db_run(&sql).await;
    world.host("dinum", RENNES, |host| host.form.capacity = None).await;
    world.host("dinum", RENNES, |host| host.form.languages = vec![Language::English]).await;
    world.host("dinum", RENNES, |host| host.state = AmbassadorState::Submitted).await;
    world.host("dinum", RENNES, |host| host.form.job_profiles = vec![code("scrum-master")]).await;
    // Too far away, and not by video.
    world.host("dinum", LILLE, |_| {}).await;
    // By video alone, which the student does not want.
    let on_site_only = format!(
        "UPDATE students SET formats = 'on_site' WHERE id = {}",
        world.app.db_uuid(world.lost.student.id)
    );
    world.app.db_run(&on_site_only).await;
    world.host("dinum", RENNES, |host| host.form.formats = vec![Format::Remote]).await;
    assert_eq!(world.candidates().await, Vec::<Value>::new());
    let found = world.host("culture", RENNES, |_| {}).await;
    assert_eq!(world.candidates().await[0]["ambassador_id"], found.to_string());
}

#[rstest]
#[actix_web::test]
async fn a_candidate_can_be_proposed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    for (organisation, commune) in [("culture", LILLE), ("culture", RENNES), ("dinum", NANTES)] {
        let anything = |host: &mut Ambassador| host.form.formats = Format::ALL.to_vec();
        world.host(organisation, commune, anything).await;
    }
    world.host("culture", RENNES, |host| host.form.job_profiles = vec![code("data-steward")]).await;
    let candidates = world.candidates().await;
    assert_eq!(candidates.len(), 4);
    for candidate in candidates {
        let body = json!({
            "ambassador_id": candidate["ambassador_id"], "format": candidate["format"], "date": candidate["date"],
            "job_profile_code": candidate["job_profile"]["code"],
        });
        let undone = format!("DELETE FROM pairings WHERE replaces_id = {}", world.app.db_uuid(world.lost.id));
        world.app.db_run(&undone).await;
        world.dinum.post(&world.lost.at("replacement"), &body).await.expect(201);
    }
}

#[rstest]
#[actix_web::test]
async fn the_two_name_each_other(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, lost, .. } = &world;
    let host = world.host("dinum", RENNES, |_| {}).await;
    let before = dinum.get(&lost.path()).await.expect(200);
    let keyed = dinum.with("If-Match", before.header("etag")).with("Idempotency-Key", "replace-1");
    let made = keyed.post(&lost.at("replacement"), &with(host)).await.expect(201);
    let again = keyed.post(&lost.at("replacement"), &with(host)).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &made.json));
    let id = made.json["id"].as_str().expect("an id");
    let expected = json!({
        "state": "proposed", "replaces_id": lost.id.to_string(), "replaced_by_id": null,
        "student.id": lost.student.id.to_string(), "ambassador.id": host.to_string(), "date": "2026-11-19",
    });
    assert_shows(&made, &expected);
    assert_eq!(made.header("location"), format!("/v1/pairings/{id}"));
    assert_shows(
        &dinum.get(&lost.path()).await.expect(200),
        &json!({ "state": "declined", "replaced_by_id": id, "version": 2, "loss": before.json["loss"] }),
    );
    assert_eq!(history(dinum, &lost.path()).await, ["proposed dinum", "replaced dinum"]);
    assert_eq!(history(dinum, &format!("/v1/pairings/{id}")).await, ["proposed dinum"]);
    assert_eq!(audited(app, id).await, [("pairing.proposed".to_owned(), None)]);
    world.replace(host).await.expect_problem(409, "already_replaced");
    let candidates = dinum.get(&lost.at("replacement-candidates")).await;
    candidates.expect_problem(409, "already_replaced");
    // What takes the place may be lost in its turn, and replaced.
    let path = format!("/v1/pairings/{id}");
    dinum.post(&format!("{path}/refusal"), &for_party("student")).await.expect(200);
    world.replace(host).await.expect_problem(409, "already_replaced");
    let third = dinum.post(&format!("{path}/replacement"), &with(host)).await.expect(201);
    assert_shows(&third, &json!({ "replaces_id": id }));
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn the_rules_of_pairing_hold(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum, lost } = &world;
    let unfit = world.host("dinum", RENNES, |host| host.state = AmbassadorState::Submitted).await;
    let refused = world.replace(unfit).await.expect_problem(409, "not_pairable");
    assert_eq!(broken(&refused), [("/ambassador_id", "not_approved")]);
    let mut nobody = with(unfit);
    nobody["ambassador_id"] = json!(UNKNOWN_ID);
    let refused = dinum.post(&lost.at("replacement"), &nobody).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/ambassador_id", "unknown_value")]);
    let stale = dinum.with("If-Match", "\"9.x\"");
    stale.post(&lost.at("replacement"), &nobody).await.expect_problem(422, "validation_failed");
    stale.post(&lost.at("replacement"), &with(unfit)).await.expect_problem(412, "precondition_failed");
    // The same ambassador on another date.
    let mut later = with(lost.ambassador.id);
    later["date"] = json!("2026-11-24");
    dinum.post(&lost.at("replacement"), &later).await.expect(201);
    // The student has found another duo meanwhile.
    let other = app.db_duo(edition, "dinum", |duo| duo.state = stage("expired", duo.created_at)).await;
    let host = app.db_host_of(edition, "culture", |_| {}).await;
    app.db_duo_of(edition, other.student.clone(), host.clone(), |_| {}).await;
    dinum.post(&other.at("replacement"), &with(host.id)).await.expect_problem(409, "already_paired");
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn of_8_replacements_at_once_one_succeeds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum, .. } = &world;
    for round in 0..4 {
        let lost = app.db_duo(edition, "dinum", |duo| duo.state = stage("cancelled", duo.created_at)).await;
        let (one, other) = (
            app.db_host_of(edition, "culture", |_| {}).await.id,
            app.db_host_of(edition, "culture", |_| {}).await.id,
        );
        let replacements = (0..8).map(|number| {
            let (at, body) = (lost.at("replacement"), with(if number % 2 == 0 { one } else { other }));
            async move { dinum.post(&at, &body).await }
        });
        let answers = join_all(replacements).await;
        let made = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(made, 1, "round {round}");
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!(answer.status, 409, "round {round}: {}", answer.json);
            assert_eq!(answer.json["code"], "already_replaced", "round {round}: {}", answer.json);
        }
    }
    super::assert_sound(&app.db_broken_invariants().await);
}
