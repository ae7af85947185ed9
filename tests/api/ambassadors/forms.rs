//! What an agent may offer: every broken value is named, all of them together.

use chrono::NaiveDate;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::{DayRange, Edition};
use vmj_domain::place::Format;
use vmj_tests::ambassadors::{complete_form, full_form};
use vmj_tests::{Caller, Engine, TestApp};

use super::{broken, collection, created, editor, path};

/// Pointer and code of one broken value.
type Broken<'b> = (&'b str, &'b str);

async fn refused(caller: &Caller, edition: &Edition, form: &Value, expected: &[Broken<'_>]) {
    let answer = caller.post(&collection(edition), form).await.expect_problem(422, "validation_failed");
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(broken(&answer), expected, "{form}");
}

/// One value of a complete form, by its pointer.
fn with(pointer: &str, value: &Value) -> Value {
    let mut form = full_form();
    *form.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value.clone();
    form
}

#[rstest]
#[actix_web::test]
async fn a_form_comes_back_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await;
    let made = agent.caller.post(&collection(&edition), &full_form()).await.expect(201);
    let id = made.json["id"].as_str().expect("an id");
    assert_eq!(made.header("location"), path(id));
    let (shown, form) = (&made.json, full_form());
    for member in [
        "unit",
        "programme",
        "projects",
        "technologies",
        "motivation",
        "formats",
        "capacity",
        "languages",
        "alternative_dates",
    ] {
        assert_eq!(shown[member], form[member], "{member}");
    }
    let profiles: Vec<_> = shown["job_profiles"].as_array().expect("profiles").iter().collect();
    assert_eq!(
        profiles.iter().map(|profile| &profile["code"]).collect::<Vec<_>>(),
        form["job_profile_codes"].as_array().expect("codes").iter().collect::<Vec<_>>(),
        "in the order of the form"
    );
    let mut site = form["site"].clone();
    site.as_object_mut().expect("a site").remove("commune_code");
    site["commune"] = json!({ "code": "75107", "name": "Paris 7e Arrondissement", "department_code": "75" });
    site["time_zone"] = json!("Europe/Paris");
    assert_eq!(shown["site"], site);
    assert_eq!(shown["agent"]["id"], agent.id.to_string());
    assert_eq!(
        (&shown["organisation"]["code"], &shown["edition"]["day"]),
        (&json!("dinum"), &json!("2026-11-19"))
    );
    assert_eq!(agent.caller.get(&path(id)).await.expect(200).json, *shown);
}

#[rstest]
#[actix_web::test]
async fn all_broken_values_are_named_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|edition| edition.parameters.formats = vec![Format::OnSite]).await;
    let agent = app.agent("dinum").await.caller;
    let form = json!({
        "job_profile_codes": ["data-engineer", "no-such-job", "data-engineer"],
        "unit": " ", "programme": "", "projects": "x".repeat(4001), "technologies": ["Rust", ""],
        "motivation": "a\u{7}b", "formats": ["remote"], "capacity": 4, "reason": "",
        "alternative_dates": ["2026-11-20", "2026-11-21", "2026-11-19", "2026-11-30", "2026-11-20"],
        "site": {
            "address": "x".repeat(201), "commune_code": "99999", "meeting_point": "a\nb", "arrival_time": "9:30",
            "end_time": "25:00", "access_instructions": "x".repeat(4001), "security_form_url": "http://example.fr",
            "security_form_deadline": "2026-11-12", "lunch": "", "dress_code": "x".repeat(201), "accessibility": " ",
            "contact_name": "x".repeat(101), "contact_phone": "12",
        },
    });
    let expected = [
        ("/job_profile_codes/1", "not_offered"),
        ("/job_profile_codes/2", "repeated"),
        ("/unit", "blank"),
        ("/programme", "blank"),
        ("/projects", "too_long"),
        ("/technologies/1", "blank"),
        ("/motivation", "control_character"),
        ("/formats", "not_offered"),
        ("/capacity", "out_of_range"),
        ("/reason", "wrong_length"),
        ("/alternative_dates/1", "not_a_workday"),
        ("/alternative_dates/2", "contradicts"),
        ("/alternative_dates/3", "outside_window"),
        ("/alternative_dates/4", "repeated"),
        ("/site/address", "too_long"),
        ("/site/commune_code", "unknown_value"),
        ("/site/meeting_point", "control_character"),
        ("/site/arrival_time", "malformed"),
        ("/site/end_time", "malformed"),
        ("/site/access_instructions", "too_long"),
        ("/site/security_form_url", "malformed"),
        ("/site/lunch", "blank"),
        ("/site/dress_code", "too_long"),
        ("/site/accessibility", "blank"),
        ("/site/contact_name", "too_long"),
        ("/site/contact_phone", "malformed"),
    ];
    refused(&agent, &edition, &form, &expected).await;
    // The same of PUT and PATCH; what was submitted, besides, stays complete.
    let made = created(&agent, &edition, &complete_form()).await;
    agent.act(&format!("{made}/submission")).await.expect(200);
    let editor = editor(&agent, &made).await;
    let mut completed = [&expected[..], &[("/languages", "missing")]].concat();
    completed.sort_unstable();
    let replaced = editor.put(&made, &form).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&replaced), completed);
    completed.retain(|(pointer, _)| *pointer != "/languages");
    let patched = editor.patch(&made, &form).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&patched), completed, "the languages are those of before");
}

#[rstest]
#[actix_web::test]
async fn sizes_have_bounds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let long = |length: usize| json!("é".repeat(length));
    let days: Vec<_> = (1..=11).map(|day| json!(format!("2026-12-{day:02}"))).collect();
    let technologies = |count: usize| Value::from(vec!["Rust"; count]);
    let cases = [
        ("/job_profile_codes", json!(["a", "b", "c", "d"]), "wrong_length"),
        ("/job_profile_codes/0", json!("Data Engineer"), "malformed"),
        ("/job_profile_codes/0", json!("x".repeat(65)), "too_long"),
        ("/unit", long(201), "too_long"),
        ("/programme", long(4001), "too_long"),
        ("/technologies", technologies(21), "wrong_length"),
        ("/technologies/1", long(201), "too_long"),
        ("/alternative_dates", Value::from(days), "wrong_length"),
        ("/site/contact_phone", json!("+33 1 23 45 67 89 01 23"), "too_long"),
        ("/site/security_form_url", json!(format!("https://example.fr/{}", "x".repeat(500))), "too_long"),
        ("/site/contact_phone", json!("appelez-moi"), "malformed"),
        ("/capacity", json!(0), "out_of_range"),
        ("/capacity", json!(21), "out_of_range"),
    ];
    for (pointer, value, code) in cases {
        let form = with(pointer, &value);
        let answer = agent.post(&collection(&edition), &form).await.expect_problem(422, "validation_failed");
        assert!(broken(&answer).contains(&(pointer, code)), "{pointer} {value}: {}", answer.json);
    }
    // At their bounds they are taken.
    let mut largest = full_form();
    for (pointer, value) in [
        ("/unit", long(200)),
        ("/programme", long(4000)),
        ("/technologies", technologies(20)),
        ("/capacity", json!(3)),
        ("/site/contact_phone", json!("+33 (0)1 23.45-67 89")),
        (
            "/alternative_dates",
            json!([
                "2026-11-16",
                "2026-11-17",
                "2026-11-18",
                "2026-11-20",
                "2026-11-23",
                "2026-11-24",
                "2026-11-25",
                "2026-11-26",
                "2026-11-27"
            ]),
        ),
    ] {
        *largest.pointer_mut(pointer).expect("there") = value;
    }
    let made = created(&agent, &edition, &largest).await;
    let shown = agent.get(&made).await.expect(200);
    assert_eq!(
        (&shown.json["programme"], &shown.json["technologies"]),
        (&largest["programme"], &largest["technologies"])
    );
}

#[rstest]
#[actix_web::test]
async fn a_broken_shape_is_named_singly(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    for (form, pointer, code) in [
        (json!({ "state": "approved" }), "/state", "unknown_member"),
        (json!({ "site": { "floor": 3 } }), "/site/floor", "unknown_member"),
        (json!({ "site": ["20 avenue de Ségur"] }), "/site", "wrong_type"),
        (json!({ "site": null }), "/site", "wrong_type"),
        (json!({ "capacity": "2" }), "/capacity", "wrong_type"),
        (json!({ "capacity": -1 }), "/capacity", "wrong_type"),
        (json!({ "capacity": 1.5 }), "/capacity", "wrong_type"),
        (json!({ "formats": ["by_mail"] }), "/formats/0", "unknown_value"),
        (json!({ "languages": ["fr", "tlh"] }), "/languages/1", "unknown_value"),
        (json!({ "alternative_dates": ["2026-02-30"] }), "/alternative_dates/0", "wrong_type"),
        (json!({ "alternative_dates": ["20/11/2026"] }), "/alternative_dates/0", "wrong_type"),
        (json!({ "account_id": "moi" }), "/account_id", "wrong_type"),
        (json!({ "technologies": null }), "/technologies", "wrong_type"),
        (json!({ "unit": "a\u{0}b" }), "/unit", "control_character"),
    ] {
        refused(&agent, &edition, &form, &[(pointer, code)]).await;
    }
}

#[rstest]
#[actix_web::test]
async fn the_edition_bounds_what_is_offered(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app
        .db_edition(|edition| {
            edition.job_profiles.retain(|offered| offered.profile.code.as_str() != "tester");
            edition.parameters.formats = vec![Format::Remote];
            (edition.parameters.min_capacity, edition.parameters.max_capacity) = (2, 2);
        })
        .await;
    let agent = app.agent("dinum").await.caller;
    let form = json!({ "job_profile_codes": ["tester"], "formats": ["on_site", "remote"], "capacity": 1 });
    let expected =
        [("/job_profile_codes/0", "not_offered"), ("/formats", "not_offered"), ("/capacity", "out_of_range")];
    refused(&agent, &edition, &form, &expected).await;
    refused(&agent, &edition, &json!({ "capacity": 3 }), &[("/capacity", "out_of_range")]).await;
    let form =
        json!({ "job_profile_codes": ["data-engineer"], "formats": ["remote", "remote"], "capacity": 2 });
    let made = created(&agent, &edition, &form).await;
    let shown = agent.get(&made).await.expect(200);
    assert_eq!(shown.json["formats"], json!(["remote"]), "each once");
}

#[rstest]
#[actix_web::test]
async fn alternative_dates_follow_the_calendar_of_the_place(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).expect("a date");
    let edition = app
        .db_edition(|edition| {
            edition.parameters.day = day(3, 25);
            edition.parameters.window = DayRange { first: day(3, 22), last: day(12, 31) };
        })
        .await;
    let (paris, strasbourg, reunion, mayotte) = ("75107", "67482", "97411", "97611");
    for (commune, date, code) in [
        // Good Friday, in Alsace and Moselle.
        (Some(strasbourg), "2027-03-26", Some("not_a_workday")),
        (Some(paris), "2027-03-26", None),
        (None, "2027-03-26", None),
        // The abolition of slavery, each island on its own day.
        (Some(reunion), "2027-12-20", Some("not_a_workday")),
        (Some(mayotte), "2027-12-20", None),
        (Some(mayotte), "2027-04-27", Some("not_a_workday")),
        (Some(reunion), "2027-04-27", None),
        (Some(paris), "2027-04-27", None),
        // Ascension Day, everywhere.
        (Some(reunion), "2027-05-06", Some("not_a_workday")),
        (None, "2027-05-06", Some("not_a_workday")),
        (Some(paris), "2027-04-03", Some("not_a_workday")),
        (Some(paris), "2027-04-04", Some("not_a_workday")),
        (Some(paris), "2027-03-25", Some("contradicts")),
        (Some(paris), "2027-03-19", Some("outside_window")),
        (Some(paris), "2028-01-03", Some("outside_window")),
        (Some(paris), "2027-03-22", None),
        (Some(paris), "2027-12-31", None),
    ] {
        let agent = app.agent("dinum").await.caller;
        let mut form = json!({ "alternative_dates": [date], "site": {} });
        if let Some(commune) = commune {
            form["site"]["commune_code"] = json!(commune);
        }
        let answer = agent.post(&collection(&edition), &form).await;
        match code {
            None => assert_eq!(answer.expect(201).json["alternative_dates"], json!([date])),
            Some(code) => {
                let answer = answer.expect_problem(422, "validation_failed");
                assert_eq!(broken(&answer), [("/alternative_dates/0", code)], "{commune:?} {date}");
            }
        }
    }
    // A site that moves takes its calendar along.
    let agent = app.agent("dinum").await.caller;
    let good_friday = json!({ "alternative_dates": ["2027-03-26"], "site": { "commune_code": paris } });
    let made = created(&agent, &edition, &good_friday).await;
    let editor = editor(&agent, &made).await;
    let moved = editor.patch(&made, &json!({ "site": { "commune_code": strasbourg } })).await;
    assert_eq!(broken(&moved.expect(422)), [("/alternative_dates/0", "not_a_workday")]);
}

#[rstest]
#[actix_web::test]
async fn times_and_the_security_form_go_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let end = ("/site/end_time", "not_after");
    let url = ("/site/security_form_url", "missing");
    for (site, broken) in [
        (json!({ "arrival_time": "09:30", "end_time": "09:30" }), end),
        (json!({ "arrival_time": "17:00", "end_time": "09:30" }), end),
        (json!({ "security_form_deadline": "2026-11-12" }), url),
        (
            json!({ "security_form_url": "ftp://example.fr/formulaire" }),
            ("/site/security_form_url", "malformed"),
        ),
        (json!({ "arrival_time": "24:00" }), ("/site/arrival_time", "malformed")),
    ] {
        refused(&agent, &edition, &json!({ "site": site }), &[broken]).await;
    }
    let site = json!({ "end_time": "09:30", "security_form_url": "https://acces.example.fr/" });
    created(&agent, &edition, &json!({ "site": site })).await;
}
