//! `account create`.

use rstest::rstest;
use serde_json::json;

use crate::support::people::creation;
use crate::support::{Engine, PASSWORD, Server, Session, Site};

const EMAIL: &str = "admin@example.fr";

fn create(site: &Site, email: &str, more: &[&str], input: &str) -> crate::support::Finished {
    site.run_with_input(&[&creation(email), more].concat(), input)
}

fn addresses(server: &Server, session: &Session) -> Vec<String> {
    let accounts = session.client(server).get("/v1/accounts").expect(200).json();
    let accounts = accounts["items"].as_array().expect("items").iter();
    let mut addresses: Vec<_> =
        accounts.map(|account| account["email"].as_str().expect("an address").to_owned()).collect();
    addresses.sort();
    addresses
}

#[rstest]
fn the_first_admin_can_sign_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = Site::on(engine);
    let server = site.start();
    site.write("password", &format!("{PASSWORD}\r\nnot the password\n"));
    let made = create(&site, EMAIL, &["--password-file", "password"], "").expect(0);
    made.assert_silent_about(&[PASSWORD, "not the password", "argon2"]);

    let session = server.sign_in(EMAIL);
    let me = session.client(&server).get("/v1/me").expect(200).json();
    assert_eq!(made.stdout, format!("created {}\n", me["id"].as_str().expect("an id")));
    assert_eq!((&me["email"], &me["roles"]), (&json!(EMAIL), &json!(["dinum_admin"])));
    assert_eq!((&me["given_name"], &me["family_name"]), (&json!("Camille"), &json!("Exemple")));
    assert_eq!(me.get("organisation"), None);
}

#[test]
fn roles_and_organisation_are_those_asked_for() {
    let site = Site::new();
    let server = site.start();
    let more = ["--role", "agent", "--role", "ministry_admin", "--role", "agent", "--organisation", "dinum"];
    create(&site, EMAIL, &[&more[..], &["--password-file", "-"]].concat(), PASSWORD).expect(0);
    let me = server.sign_in(EMAIL).client(&server).get("/v1/me").expect(200).json();
    assert_eq!(me["roles"], json!(["agent", "ministry_admin"]));
    assert_eq!(me["organisation"]["code"], "dinum");
}

#[test]
fn what_cannot_be_made_is_refused_and_not_made() {
    let site = Site::new();
    let server = site.start();
    site.create_admin(EMAIL);
    let (other, file) = ("other@example.fr", ["--password-file", "-"]);
    let refused = |email: &str, more: &[&str], password: &str, words: &str| {
        let done = create(&site, email, &[&file, more].concat(), password).expect_refusal(words);
        assert!(password.is_empty() || !format!("{done:?}").contains(password), "{done:?}");
    };
    refused(other, &[], "eleven char", "the password must have 12 to 128 characters");
    refused(other, &[], "", "the password must have 12 to 128 characters");
    refused(other, &[], &"long ".repeat(26), "the password must have 12 to 128 characters");
    refused(EMAIL, &[], PASSWORD, "--email: an account has this address already");
    refused("ADMIN@Example.fr", &[], PASSWORD, "--email: an account has this address already");
    refused("nobody", &[], PASSWORD, "--email");
    refused(other, &["--role", "king"], PASSWORD, "--role king: expected one of student, agent");
    refused(other, &["--role", "agent"], PASSWORD, "--organisation is needed");
    refused(other, &["--role", "agent", "--organisation", "x"], PASSWORD, "no organisation x");
    let missing = [&creation(other)[..], &["--password-file", "missing"]].concat();
    site.run(&missing).expect_refusal("--password-file missing");
    assert_eq!(addresses(&server, &server.sign_in(EMAIL)), [EMAIL]);
}

#[test]
fn a_password_is_no_argument() {
    let site = Site::new();
    let secret = "seen-by-all-who-list-processes";
    for argument in [vec!["--password", secret], vec![&format!("--password={secret}")], vec![secret]] {
        let refused = create(&site, EMAIL, &argument, "").expect(2);
        assert!(refused.stderr.contains("unexpected argument"), "{}", refused.stderr);
    }
    assert!(site.content().is_empty());
}

#[rstest]
fn a_database_that_is_not_prepared_is_said_to_be_so(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = Site::on(engine);
    let refused = create(&site, EMAIL, &["--password-file", "-"], PASSWORD);
    refused.expect_refusal("the schema is not up to date: run `vis-mon-job migrate up`");
}
