//! `serve --demo` and `demo`.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;
use serde_json::{Value, json};
use vmj_demo::{ACCOUNTS, PASSWORD};

use crate::support::{Client, Engine, Finished, Server, Session, Site, repository_text};

const STUDENT: usize = 0;
const AGENT: usize = 1;
const MINISTRY: usize = 2;
const DINUM: usize = 3;

#[track_caller]
fn start(site: &Site) -> Server {
    Server::new(site.spawn(site.command(&["serve", "--demo"]))).ready()
}

/// Somebody of the demo, signed in.
#[track_caller]
fn caller(server: &Server, which: usize) -> Client {
    let body = json!({ "email": ACCOUNTS[which].email, "password": PASSWORD });
    Session::from(&server.client().post("/v1/auth/sessions", &body).expect(201).json()).client(server)
}

/// All items of a list.
#[track_caller]
fn all(client: &Client, path: &str) -> Vec<Value> {
    let separator = if path.contains('?') { '&' } else { '?' };
    let mut page = client.get(&format!("{path}{separator}limit=200&count=true")).expect(200).json();
    let total = page["page"]["total"].clone();
    let mut items = page["items"].as_array().expect("items").clone();
    while let Some(cursor) = page["page"]["next_cursor"].as_str() {
        page =
            client.get(&format!("{path}{separator}limit=200&count=true&cursor={cursor}")).expect(200).json();
        items.extend(page["items"].as_array().expect("items").clone());
    }
    assert_eq!(total, items.len(), "{path}");
    items
}

/// The ids of the editions, by name; the one that is open under its state.
fn editions(server: &Server) -> BTreeMap<String, String> {
    let name =
        |edition: &Value| if edition["state"] == "open" { "open" } else { text(&edition["name"]) }.to_owned();
    let list = all(&server.client(), "/v1/editions");
    list.iter().map(|edition| (name(edition), text(&edition["id"]).to_owned())).collect()
}

#[track_caller]
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn states(items: &[Value]) -> BTreeMap<&str, usize> {
    let mut states = BTreeMap::new();
    for item in items {
        *states.entry(text(&item["state"])).or_default() += 1;
    }
    states
}

fn assert_tells_how_to_sign_in(finished: &Finished) {
    for account in ACCOUNTS {
        let mut lines = finished.stdout.lines();
        assert!(lines.any(|line| line.ends_with(account.email) && line.contains(account.role.slug())));
    }
    assert!(finished.stdout.contains(PASSWORD), "{}", finished.stdout);
    assert!(!finished.stdout.contains("Next step"), "{}", finished.stdout);
}

#[rstest]
fn one_of_each_role_signs_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = Site::on(engine);
    let server = start(&site);
    for (which, account) in ACCOUNTS.iter().enumerate() {
        let me = caller(&server, which).get("/v1/me").expect(200).json();
        assert_eq!(me["roles"], json!([account.role.slug()]), "{me}");
    }
    let open = editions(&server)["open"].clone();
    let current = server.client().get("/v1/editions/current").expect(200).json();
    assert_eq!(current["id"], open.as_str());

    let own = all(&caller(&server, STUDENT), &format!("/v1/editions/{open}/students"));
    assert_eq!((own.len(), &own[0]["state"], &own[0]["wishes"]), (1, &json!("draft"), &json!([])));
    let own = all(&caller(&server, AGENT), &format!("/v1/editions/{open}/ambassadors"));
    assert_eq!((own.len(), &own[0]["state"], &own[0]["capacity"]), (1, &json!("approved"), &json!(2)));
    let mine = all(&caller(&server, MINISTRY), &format!("/v1/editions/{open}/ambassadors"));
    assert!(mine.contains(&own[0]) && mine.len() < 40, "{}", mine.len());
    let audit = all(&caller(&server, DINUM), "/v1/audit-events?action=ambassador.approved");
    assert!(audit.len() > 200, "{}", audit.len());
    assert_tells_how_to_sign_in(&server.stop());
}

#[rstest]
fn the_editions_are_peopled_as_they_were(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = Site::on(engine);
    let server = start(&site);
    let (editions, dinum) = (editions(&server), caller(&server, DINUM));
    let names: Vec<_> = editions.keys().map(String::as_str).collect();
    assert_eq!(names, ["open", "Édition 2020", "Édition 2021", "Édition 2022"]);

    let first = all(&dinum, &format!("/v1/editions/{}/ambassadors", editions["Édition 2020"]));
    assert_eq!(states(&first), BTreeMap::from([("approved", 84)]));
    let organisations = all(&dinum, "/v1/organisations");
    let root = |id: &Value| {
        let found = organisations.iter().find(|organisation| organisation["id"] == *id);
        text(&found.expect("an organisation")["root"]["code"])
    };
    let roots: BTreeSet<_> = first.iter().map(|ambassador| root(&ambassador["organisation"]["id"])).collect();
    assert_eq!(roots.len(), 8, "{roots:?}");
    for (year, edition) in [(2020, "Édition 2020"), (2021, "Édition 2021"), (2022, "Édition 2022")] {
        let ambassadors = all(&dinum, &format!("/v1/editions/{}/ambassadors", editions[edition]));
        let towns: BTreeSet<_> =
            ambassadors.iter().map(|one| text(&one["site"]["commune"]["name"])).collect();
        let file = repository_text("crates/demo/reference/edition_towns.csv");
        let row = file.lines().find_map(|line| line.strip_prefix(&format!("{year},"))).expect("a row");
        let named: BTreeSet<_> = row.split(';').map(|name| name.trim_start_matches("La Défense (")).collect();
        let named: BTreeSet<_> = named.iter().map(|name| name.trim_end_matches(')')).collect();
        assert_eq!(towns, named, "{year}");
    }

    let ambassadors = all(&dinum, &format!("/v1/editions/{}/ambassadors", editions["open"]));
    let expected = [("approved", 92), ("draft", 8), ("rejected", 4), ("submitted", 12), ("withdrawn", 4)];
    assert_eq!(states(&ambassadors), BTreeMap::from(expected));
    let students = all(&dinum, &format!("/v1/editions/{}/students", editions["open"]));
    let expected =
        [("draft", 12), ("eligible", 505), ("ineligible", 24), ("submitted", 47), ("withdrawn", 12)];
    assert_eq!(states(&students), BTreeMap::from(expected));
    assert_eq!(all(&dinum, "/v1/schools").len(), 40);
    for person in students.iter().map(|student| &student["person"]) {
        assert!(text(&person["email"]).ends_with("@example.fr"), "{person}");
        let family_name = text(&person["family_name"]);
        let beginnings = ["Exemple-", "Démo-", "Essai-", "Fictif-"];
        assert!(beginnings.iter().any(|beginning| family_name.starts_with(beginning)), "{person}");
    }
}

/// What does not depend on chance or on the moment.
fn timeless(value: &Value) -> Value {
    let is_timeless = |key: &str| key != "id" && !key.ends_with("_at") && !key.ends_with("_id");
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| is_timeless(key));
            members.map(|(key, member)| (key.clone(), timeless(member))).collect()
        }
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(timeless).collect();
            // Organisations that students name are in no order.
            if items.iter().all(|item| item.get("code").is_some() && item.get("name").is_some()) {
                items.sort_by_key(|item| item["code"].to_string());
            }
            items.into()
        }
        other => other.clone(),
    }
}

#[test]
fn two_demos_are_alike() {
    let sites = [Site::on(Engine::Sqlite), Site::on(Engine::Postgres)];
    let seen = sites.each_ref().map(|site| {
        let server = start(site);
        let dinum = caller(&server, DINUM);
        let mut seen =
            vec![all(&dinum, "/v1/editions"), all(&dinum, "/v1/schools"), all(&dinum, "/v1/accounts")];
        seen.push(all(&dinum, "/v1/organisations"));
        for id in editions(&server).values() {
            seen.push(all(&dinum, &format!("/v1/editions/{id}/students")));
            seen.push(all(&dinum, &format!("/v1/editions/{id}/ambassadors")));
            seen.push(all(&dinum, &format!("/v1/editions/{id}/students?sort=created_at")));
        }
        timeless(&seen.into_iter().map(Value::from).collect())
    });
    let lists = seen.each_ref().map(|seen| seen.as_array().expect("lists"));
    for (one, other) in lists[0].iter().zip(lists[1]) {
        let pairs = one.as_array().expect("a list").iter().zip(other.as_array().expect("a list"));
        for (one, other) in pairs {
            assert_eq!(one, other);
        }
    }
    assert!(seen[0] == seen[1], "lists of different lengths");
}

#[rstest]
fn a_demo_that_is_there_stays_as_it_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = Site::on(engine);
    site.run(&["migrate", "up"]).expect(0);
    assert_tells_how_to_sign_in(&site.run(&["demo"]).expect(0));
    site.run(&["demo"]).expect_refusal("the demo is there already: nothing was written");
    let server = start(&site);
    let path = format!("/v1/editions/{}/students", editions(&server)["open"]);
    let before = all(&caller(&server, DINUM), &path);
    assert_tells_how_to_sign_in(&server.stop());
    let server = start(&site);
    assert!(all(&caller(&server, DINUM), &path) == before, "something was written");
}

#[test]
fn only_an_empty_database_is_filled() {
    let site = Site::new();
    site.run(&["demo"]).expect_refusal("the schema is not up to date: run `vis-mon-job migrate up`");
    site.run(&["migrate", "up"]).expect(0);
    site.create_admin("admin@example.fr");
    for arguments in [&["demo"][..], &["serve", "--demo"]] {
        site.run(arguments).expect_refusal("the database is not empty");
    }
    let server = site.start();
    let admin = server.sign_in("admin@example.fr").client(&server);
    assert_eq!((all(&admin, "/v1/accounts").len(), all(&admin, "/v1/editions").len()), (1, 0));
}

#[test]
fn production_has_no_demo() {
    let site = Site::new()
        .with("VMJ_MODE", "production")
        .with("VMJ_HTTP_PUBLIC_URL", "https://api.vis-mon-job.example.fr")
        .with("VMJ_AUTH_KEY_ENCRYPTION_SECRET", "a-secret-of-our-own-that-nobody-else-has");
    site.run(&["migrate", "up"]).expect(0);
    for arguments in [&["demo"][..], &["serve", "--demo"]] {
        let refused = site.run(arguments).expect_refusal("mode = \"production\"");
        refused.assert_silent_about(&[PASSWORD]);
    }
    site.run(&["demo", "--students", "5"]).expect(2);
    assert_eq!(site.start().client().get("/v1/editions").expect(200).json()["items"], json!([]));
}
