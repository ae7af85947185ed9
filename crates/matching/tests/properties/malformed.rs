//! Instances that cannot be, and those that only look so.

use vmj_matching::format::read;
use vmj_matching::{InstanceError, Options, Side, Solution, SolveError, solve};

const AMBASSADOR: &str = r#"{"id":0,"profile":3,"region":1,"departement":13,"format":"both","ministry":5,"accessible":true,"prefers_school":null,"capacity":2}"#;
const STUDENT: &str = r#"{"id":0,"school":16,"region":1,"departement":9,"remote":true,"extra_regions":[11,11],"needs_access":false,"priority":1,"wishes":[3,1]}"#;

fn text(ambassadors: &[&str], students: &[&str], more: &str) -> String {
    let (ambassadors, students) = (ambassadors.join(","), students.join(","));
    format!(
        r#"{{"format":"vmj-matching/1","seed":1,"rules":{{"rank_penalty":[0,1]}},"ambassadors":[{ambassadors}],"students":[{students}]{more}}}"#
    )
}

fn solved(text: &str) -> Result<Solution, SolveError> {
    solve(&read(text.as_bytes()).unwrap().instance, Options::default())
}

fn error(text: &str) -> String {
    match read(text.as_bytes()) {
        Err(error) => error.to_string(),
        Ok(file) => solve(&file.instance, Options::default()).unwrap_err().to_string(),
    }
}

#[test]
fn the_plain_one_is_solved() {
    assert_eq!(solved(&text(&[AMBASSADOR], &[STUDENT], "")).unwrap().pairs, [(0, 0)]);
    assert_eq!(solved(&text(&[], &[], "")).unwrap().pairs, []);
    assert_eq!(solved(&text(&[AMBASSADOR], &[], "")).unwrap().levels.placed, [0]);
    assert_eq!(solved(&text(&[], &[STUDENT], r#","exclusions":[]"#)).unwrap().levels.placed, [0, 0]);
}

#[test]
fn contradictions_are_named() {
    let twice = solved(&text(&[AMBASSADOR, AMBASSADOR], &[STUDENT], "")).unwrap_err();
    assert_eq!(twice, SolveError::Instance(InstanceError::RepeatedId(Side::Ambassador, 0)));
    for (more, message) in [
        (r#","exclusions":[[1,0]]"#, "exclusions: there is no student 1"),
        (r#","locked":[[0,9]]"#, "locked: there is no ambassador 9"),
        (r#","locked":[[0,0],[0,0]]"#, "locked: student 0 is there twice"),
        (r#","previous":[[0,0],[0,7]]"#, "previous: student 0 is there twice"),
        (
            r#","locked":[[0,0]],"exclusions":[[0,0]]"#,
            "student 0 and ambassador 0 are locked and excluded at once",
        ),
    ] {
        assert_eq!(error(&text(&[AMBASSADOR], &[STUDENT], more)), message);
    }
    let full = AMBASSADOR.replace(r#""capacity":2"#, r#""capacity":1"#);
    let other = STUDENT.replace(r#""id":0"#, r#""id":1"#);
    let over = text(&[&full], &[STUDENT, &other], r#","locked":[[0,0],[1,0]]"#);
    assert_eq!(error(&over), "ambassador 0 has more locked pairs than seats");
}

#[test]
fn rows_that_cannot_be_are_named() {
    for (from, to, message) in [
        (r#""capacity":2"#, r#""capacity":0"#, "ambassador 0 has capacity 0"),
        (
            r#""capacity":2"#,
            r#""capacity":4000000000"#,
            "a capacity is 4000000000, at most 1000000 is allowed",
        ),
        (r#""profile":3"#, r#""profiles":[]"#, "ambassador 0 has no profile"),
        (r#""profile":3,"#, "", "ambassador 0 needs either profile or profiles"),
        (r#""profile":3"#, r#""profile":3,"profiles":[3]"#, "ambassador 0 needs either profile or profiles"),
    ] {
        assert_eq!(error(&text(&[&AMBASSADOR.replace(from, to)], &[STUDENT], "")), message);
    }
    for (from, to, message) in [
        (r#"[3,1]"#, "[3,1,2]", "student 0 has 3 wishes, the rules have 2 penalties"),
        (r#"[3,1]"#, "[3,[]]", "student 0 has an empty wish"),
        (r#""priority":1"#, r#""priority":4000000000"#, "a priority is 4000000000, at most 15 is allowed"),
    ] {
        assert_eq!(error(&text(&[AMBASSADOR], &[&STUDENT.replace(from, to)], "")), message);
    }
}

#[test]
fn what_is_not_the_format_says_where() {
    for (from, to, part) in [
        ("vmj-matching/1", "vmj-matching/2", "format is \"vmj-matching/2\""),
        (r#""capacity":2"#, r#""capacity":-2"#, "invalid value: integer `-2`"),
        (r#""capacity":2"#, r#""capacity":99999999999999999999999"#, "line 1 column"),
        (r#""capacity":2"#, r#""seats":2"#, "unknown field `seats`"),
        (r#""both""#, r#""mixed""#, "unknown variant `mixed`"),
        (r#""students""#, r#""pupils""#, "unknown field `pupils`"),
        (r#"[3,1]"#, r#"["three"]"#, "a wish is a profile or a list of profiles"),
        (r#"[0,1]"#, r#"[0,-1]"#, "invalid value: integer `-1`"),
        (r#"[0,1]"#, r#"[0,2000000]"#, "a penalty is 2000000"),
        ("}]}", "}]", "EOF while parsing"),
    ] {
        let found = error(&text(&[AMBASSADOR], &[STUDENT], "").replace(from, to));
        assert!(found.contains(part), "{found}");
    }
    assert!(error("").contains("EOF"));
    assert!(error("[1]").contains("line 1"));
}

#[test]
fn gone_people_of_the_previous_plan_are_passed_over() {
    let solution = solved(&text(&[AMBASSADOR], &[STUDENT], r#","previous":[[0,7],[5,0]]"#)).unwrap();
    assert_eq!((solution.levels.changes, solution.pairs), (Some(0), vec![(0, 0)]));
}

#[test]
fn a_locked_pair_needs_no_rules_and_counts() {
    let stranger = STUDENT.replace("[3,1]", "[2]");
    let solution = solved(&text(&[AMBASSADOR], &[&stranger], r#","locked":[[0,0]]"#)).unwrap();
    assert_eq!((solution.pairs, solution.levels.placed), (vec![(0, 0)], vec![0, 1]));
    assert_eq!(solution.by_wish_rank, [0, 0]);
}
