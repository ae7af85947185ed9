//! `match`.

use std::path::Path;

use serde_json::Value;

use crate::support::{Site, repository_file, repository_text};

fn instance(name: &str) -> String {
    repository_file(&format!("crates/matching/tests/instances/{name}")).display().to_string()
}

fn solved(site: &Site, name: &str, more: &[&str]) -> Value {
    let out = site.folder().join("result.json");
    let file = instance(name);
    let arguments = [&["match", &file, "--out", out.to_str().expect("a name in UTF-8")], more].concat();
    site.run(&arguments).expect(0);
    let text = std::fs::read_to_string(&out).expect("the result");
    serde_json::from_str(&text).expect("JSON")
}

fn levels(placed: [u64; 2], [rank, place, preference]: [u64; 3]) -> Value {
    serde_json::json!({
        "placed": placed, "rank_penalty": rank, "place_band": place, "preference": preference
    })
}

#[test]
fn the_known_optima_come_certified_and_need_no_configuration() {
    let site = Site::new().with("VMJ_HTTP_LISTEN", "broken");
    for (name, seed, placed, below) in
        [("p12.json", 3, [1, 2], [17, 4, 0]), ("p120.json", 4, [9, 83], [193, 157, 17])]
    {
        let result = solved(&site, name, &[]);
        assert_eq!(result["format"], "vmj-matching-result/1");
        assert_eq!((&result["seed"], &result["certified"]), (&seed.into(), &true.into()));
        assert_eq!(result["levels"], levels(placed, below));
        let file: Value =
            serde_json::from_str(&repository_text(&format!("crates/matching/tests/instances/{name}")))
                .expect("JSON");
        for side in ["students", "ambassadors"] {
            let rows = file[side].as_array().expect("rows").len();
            assert_eq!(result["duals"][side].as_array().expect("duals").len(), rows);
            assert_eq!(result["duals"][side][0].as_array().expect("a vector").len(), 5);
        }
    }
}

#[test]
fn the_summary_tells_value_time_and_memory() {
    let printed = Site::new().run(&["match", &instance("p120.json")]).expect(0).stdout;
    for expected in [
        "market        120 students, 30 ambassadors, 114 seats\n",
        "placed        92 = 9 + 83\n",
        "rank penalty  193\n",
        "place band    157\n",
        "preference    17\n",
        "certified     yes\n",
    ] {
        assert!(printed.contains(expected), "{expected} is missing in {printed}");
    }
    let time = printed.lines().find(|line| line.starts_with("time ")).expect("the time");
    assert!(time.ends_with(" s"), "{time}");
    assert!(printed.contains("\nmemory "), "{printed}");
}

#[test]
fn a_seed_decides_and_is_repeated() {
    let site = Site::new();
    let one = solved(&site, "p120.json", &["--seed", "7", "--no-duals"]);
    assert_eq!((&one["seed"], one.get("duals")), (&7.into(), None));
    let again = solved(&site, "p120.json", &["--seed", "7"]);
    assert_eq!(one["pairs"], again["pairs"]);
    let other = solved(&site, "p120.json", &["--seed", "8"]);
    assert_eq!(one["levels"], other["levels"]);
}

#[track_caller]
fn refused(site: &Site, path: &Path, message: &str) {
    let path = path.display().to_string();
    let ended = site.run(&["match", &path]).expect(1);
    assert_eq!((ended.stdout.as_str(), ended.stderr), ("", format!("error: {path}: {message}\n")));
}

#[test]
fn what_cannot_be_solved_says_why() {
    let site = Site::new();
    let text = repository_text("crates/matching/tests/instances/p12.json");
    for (name, from, to, message) in [
        ("capacity.json", r#""capacity":3"#, r#""capacity":0"#, "ambassador 7 has capacity 0"),
        ("twice.json", r#"{"id":11,"#, r#"{"id":10,"#, "student 10 is there twice"),
        ("format.json", "vmj-matching/1", "vmj/1", "format is \"vmj/1\", not \"vmj-matching/1\""),
    ] {
        let path = site.folder().join(name);
        std::fs::write(&path, text.replace(from, to)).expect("a file");
        refused(&site, &path, message);
    }
    refused(&site, &site.folder().join("none.json"), "No such file or directory (os error 2)");
    let cut = site.folder().join("cut.json");
    std::fs::write(&cut, &text[..100]).expect("a file");
    assert!(site.run(&["match", &cut.display().to_string()]).expect(1).stderr.contains("EOF while parsing"));
}
