//! Pages of accounts, from the database.

use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use serde_json::Value;
use vmj_domain::access::Role;
use vmj_domain::account::{Locale, Profile};
use vmj_domain::id::OrganisationId;
use vmj_domain::text::{Email, PersonName, fold};
use vmj_persistence::{NewAccount, StoreError};
use vmj_tests::people::fresh_email;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::pages::{beside, column, walk};

/// Accents, case and particles that sort otherwise than their bytes; the same name twice.
const FAMILY_NAMES: [&str; 12] = [
    "Évrard",
    "eve",
    "Evrard",
    "ÉTIENNE",
    "Zola",
    "de Gaulle",
    "d’Arc",
    "Œuvrard",
    "Camus",
    "camus",
    "Ça",
    "Évrard",
];

async fn db_named(app: &TestApp, family_name: &str, roles: &[Role], organisation: Option<OrganisationId>) {
    // Ids are in order of creation to the millisecond.
    app.clock.advance(TimeDelta::milliseconds(2));
    let name = |text: &str| PersonName::parse(text).expect("a name");
    let insert = async |tx: &vmj_persistence::WriteTx| {
        let account = NewAccount {
            id: tx.new_id(),
            email: Email::parse(&fresh_email()).expect("an address"),
            profile: Profile {
                given_name: name("Camille"),
                family_name: name(family_name),
                locale: Locale::French,
            },
            roles: roles.to_vec(),
            organisation,
            password_hash: None,
            email_verified_at: None,
            invited_at: None,
        };
        tx.accounts().insert(&account).await?;
        Ok::<_, StoreError>(())
    };
    app.store.write(insert).await.expect("an account");
}

/// 25 accounts, the caller's among them.
async fn db_crowd(app: &TestApp) -> Caller {
    let admin = app.dinum_admin().await.caller;
    let culture = app.db_organisation("culture").await;
    for family_name in FAMILY_NAMES {
        db_named(app, family_name, &[Role::Student], None).await;
        db_named(app, family_name, &[Role::Agent], Some(culture)).await;
    }
    app.clock.advance(TimeDelta::milliseconds(2));
    admin
}

async fn all(caller: &Caller, filter: &str) -> Answer {
    caller.get(&format!("/v1/accounts?limit=200&count=true&{filter}")).await.expect(200)
}

fn names(page: &Answer) -> Vec<String> {
    let name = |account: &Value, member: &str| account[member].as_str().expect("a name").to_owned();
    let items = page.json["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| fold(&format!("{} {}", name(item, "family_name"), name(item, "given_name"))))
        .collect()
}

#[rstest]
#[actix_web::test]
async fn every_order_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = db_crowd(&app).await;
    let by_name = all(&admin, "sort=name").await;
    let by_age = all(&admin, "sort=created_at").await;
    assert!(names(&by_name).is_sorted(), "{:?}", names(&by_name));
    let instant = |text: &Value| text.as_str().expect("text").parse::<DateTime<Utc>>().expect("an instant");
    let created: Vec<_> = column(&by_age, "created_at").iter().map(instant).collect();
    assert!(created.is_sorted(), "{created:?}");
    for (sort, ascending) in [("name", &by_name), ("created_at", &by_age)] {
        let mut ids = column(ascending, "id");
        assert_eq!((ids.len(), &ascending.json["page"]["total"]), (25, &25.into()));
        for limit in [1, 7, 25] {
            assert_eq!(walk(&admin, &format!("/v1/accounts?sort={sort}"), limit, "id").await, ids);
        }
        ids.reverse();
        for limit in [4, 24] {
            assert_eq!(walk(&admin, &format!("/v1/accounts?sort=-{sort}"), limit, "id").await, ids);
        }
    }
    assert_eq!(column(&all(&admin, "").await, "id"), column(&by_name, "id"), "by name when nothing is said");
}

#[rstest]
#[actix_web::test]
async fn filters_narrow_the_list_and_its_total(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = db_crowd(&app).await;
    let gone = app.student().await;
    let path = format!("/v1/accounts/{}/suspension", gone.id);
    admin.post(&path, &serde_json::json!({ "reason": "Essai" })).await.expect(200);
    let (culture, justice) = (app.db_organisation("culture").await, app.db_organisation("justice").await);
    for (filter, total) in [
        ("role=student", 13),
        ("role=agent", 12),
        ("role=dinum_admin", 1),
        ("role=ministry_admin", 0),
        ("status=suspended", 1),
        ("status=active", 25),
        ("q=evrard", 6),
        ("q=%C3%89VRARD", 6),
        ("q=ev", 8),
        ("q=camus%20cam", 4),
        ("q=oeuv", 2),
        ("q=d%27arc", 2),
        ("q=person-", 26),
        ("q=xyzzy", 0),
        // Neither `%` nor `_` stands for anything but itself.
        ("q=per_on", 0),
        ("q=p%25n", 0),
        ("q=person%5C", 0),
        // Nothing is left of it once folded, so it narrows nothing.
        ("q=%25", 26),
        ("q=evrard&role=agent", 3),
        (&format!("organisation_id={culture}"), 12),
        (&format!("organisation_id={justice}"), 0),
        (&format!("organisation_id={culture}&q=zola&status=active"), 1),
        (&format!("q={}", gone.email.to_uppercase()), 1),
    ] {
        let page = all(&admin, filter).await;
        assert_eq!(page.json["page"]["total"], total, "{filter}: {:?}", names(&page));
        assert_eq!(column(&page, "id").len(), total, "{filter}");
        if total > 0 {
            let list = format!("/v1/accounts?{filter}");
            assert_eq!(walk(&admin, &list, 3, "id").await, column(&page, "id"), "{filter}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn a_position_stays_when_rows_are_inserted_before_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = db_crowd(&app).await;
    for (sort, before) in [("name", "Aaa"), ("-name", "Zzz"), ("-created_at", "Moi")] {
        let list = format!("/v1/accounts?sort={sort}&limit=5");
        let first = admin.get(&list).await.expect(200);
        let second = beside(&admin, &list, &first, "next_cursor").await.expect("a page");
        for _ in 0..3 {
            db_named(&app, before, &[Role::Student], None).await;
        }
        let again = beside(&admin, &list, &first, "next_cursor").await.expect("a page");
        assert_eq!(column(&again, "id"), column(&second, "id"), "{sort}");
        let back = beside(&admin, &list, &second, "prev_cursor").await.expect("a page");
        assert_eq!(column(&back, "id"), column(&first, "id"), "{sort}");
        let newcomers = beside(&admin, &list, &back, "prev_cursor").await.expect("a page");
        assert_eq!(column(&newcomers, "id").len(), 3, "{sort}: they are before the first page of then");
    }
}
