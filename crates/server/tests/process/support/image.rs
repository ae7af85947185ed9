//! What the Dockerfile says.

use std::collections::BTreeMap;

use super::{Site, repository_text};

/// The last stage: what is run.
pub struct Image {
    instructions: Vec<(String, String)>,
}

impl Image {
    pub fn read() -> Self {
        let text = repository_text("Dockerfile").replace("\\\n", " ");
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let instructions: Vec<_> = lines
            .filter_map(|line| line.split_once(' '))
            .map(|(name, rest)| (name.to_owned(), rest.split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let last = instructions.iter().rposition(|(name, _)| name == "FROM").expect("a FROM");
        Self { instructions: instructions[last..].to_vec() }
    }

    /// What follows the only instruction of this name.
    pub fn only(&self, name: &str) -> &str {
        let mut found = self.instructions.iter().filter(|(instruction, _)| instruction == name);
        let (Some((_, rest)), None) = (found.next(), found.next()) else { panic!("not one {name}") };
        rest
    }

    /// The words of an instruction in exec form, the one that needs no shell.
    pub fn words(&self, name: &str) -> Vec<String> {
        let rest = self.only(name);
        let list = &rest[rest.find('[').unwrap_or_else(|| panic!("{name} is not in exec form"))..];
        serde_json::from_str(list).expect("a list of words")
    }

    /// The environment.
    pub fn environment(&self) -> BTreeMap<String, String> {
        let pairs = self.only("ENV").split(' ').map(|pair| pair.split_once('=').expect("NAME=value"));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// Asserts that a command is the binary with a subcommand that it has.
#[track_caller]
pub fn assert_understood(command: &[String]) {
    let [program, arguments @ ..] = command else { panic!("an empty command") };
    assert_eq!(program, "vis-mon-job");
    assert!(!arguments.is_empty(), "no subcommand");
    let arguments: Vec<_> = arguments.iter().map(String::as_str).chain(["--help"]).collect();
    Site::new().run(&arguments).expect(0);
}

/// Asserts that the binary knows all of these variables.
#[track_caller]
pub fn assert_known<'a>(names: impl IntoIterator<Item = &'a String>) {
    let listed = Site::new().run(&["config", "variables"]).expect(0).stdout;
    let known: Vec<_> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    for name in names {
        let name = name.strip_suffix("_FILE").unwrap_or(name);
        assert!(known.contains(&name), "{name} is not one of {known:?}");
    }
}
