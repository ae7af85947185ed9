//! `Dockerfile`: it fits the binary that it packs.

use crate::support::image::{Image, assert_known, assert_understood};
use crate::support::{Site, repository_text};

#[test]
fn the_image_runs_commands_that_exist_with_variables_that_exist() {
    let image = Image::read();
    assert_understood(&[image.words("ENTRYPOINT"), image.words("CMD")].concat());
    let check = image.only("HEALTHCHECK");
    assert!(check.contains("CMD ["), "{check}");
    assert_understood(&image.words("HEALTHCHECK"));
    assert_known(image.environment().keys());
}

#[test]
fn the_image_runs_as_nobody_in_a_folder_of_its_own() {
    let image = Image::read();
    // A number, so that an orchestrator can see that it is not root.
    let user = image.only("USER").split(':').next().and_then(|user| user.parse::<u32>().ok());
    assert!(user.is_some_and(|user| user > 0), "{user:?}");
    let folder = image.only("WORKDIR");
    assert_eq!(image.only("VOLUME"), folder);
    assert_eq!(image.environment()["VMJ_DATABASE_URL"], format!("sqlite://{folder}/vis-mon-job.sqlite3"));
}

#[test]
fn the_image_listens_everywhere_on_the_ports_that_it_exposes() {
    let image = Image::read();
    let environment = image.environment();
    let port = |name: &str| environment[name].strip_prefix("0.0.0.0:").expect("everywhere").to_owned();
    let ports = [port("VMJ_HTTP_LISTEN"), port("VMJ_METRICS_LISTEN")];
    assert_eq!(image.only("EXPOSE"), ports.join(" "));
}

#[test]
fn the_image_starts_with_its_environment() {
    let environment = Image::read().environment();
    let mut site = Site::new();
    for (name, value) in environment {
        site = site.with(&name, value);
    }
    // All but the folder and the ports, which are those of the container.
    let url = format!("sqlite://{}/vis-mon-job.sqlite3", site.folder().display());
    let site = site
        .with("VMJ_DATABASE_URL", url)
        .with("VMJ_HTTP_LISTEN", "0.0.0.0:0")
        .with("VMJ_METRICS_LISTEN", "0.0.0.0:0");
    site.start();
    assert!(site.content().contains(&"vis-mon-job.sqlite3".to_owned()), "{:?}", site.content());
}

#[test]
fn what_a_developer_leaves_behind_stays_out_of_the_image() {
    let ignored = repository_text(".dockerignore");
    for pattern in [".git", "target", "data", "**/*.sqlite3", "**/.env"] {
        assert!(ignored.lines().any(|line| line == pattern), "{pattern} is not ignored");
    }
}
