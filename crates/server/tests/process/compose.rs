//! `docker-compose.yml`: its server works with what it is given.

use std::process::Command;

use crate::support::Site;
use crate::support::compose::{cluster, compose, environment, health_check, host_and_port, pg_isready};
use crate::support::image::{Image, assert_known, assert_understood};

const SERVICES: [&str; 3] = ["database", "server", "mailpit"];

#[test]
fn every_service_is_pinned_and_watched() {
    let compose = compose();
    let services = compose["services"].as_object().expect("services");
    assert_eq!(services.keys().collect::<Vec<_>>(), SERVICES);
    for (name, service) in services {
        assert!(!health_check(service).is_empty(), "{name}");
        let (_, tag) = service["image"].as_str().and_then(|image| image.split_once(':')).expect("a tag");
        assert!(!["", "latest"].contains(&tag), "{name}");
        for volume in service["volumes"].as_array().into_iter().flatten() {
            let volume = volume.as_str().and_then(|volume| volume.split(':').next()).expect("a volume");
            assert!(compose["volumes"].get(volume).is_some(), "{volume}");
        }
        for port in service["ports"].as_array().into_iter().flatten() {
            // Docker's ports go around the firewall of the machine.
            assert!(port.as_str().is_some_and(|port| port.starts_with("127.0.0.1:")), "{name}: {port}");
        }
    }
}

#[test]
fn the_server_fits_the_image_and_the_binary() {
    let compose = compose();
    let (server, image) = (&compose["services"]["server"], Image::read());
    assert_understood(&health_check(server));
    assert_known(environment(server).keys());
    assert_eq!(server["depends_on"]["database"]["condition"], "service_healthy");
    let port = image.environment()["VMJ_HTTP_LISTEN"].rsplit(':').next().expect("a port").to_owned();
    assert_eq!(server["ports"][0], format!("127.0.0.1:{port}:{port}"));
    // Nothing but the volume can be written to.
    assert_eq!(server["read_only"], true);
    assert_eq!(server["volumes"][0], format!("server:{}", image.only("VOLUME")));
}

#[test]
fn docker_waits_longer_than_the_server_takes_to_stop() {
    let shown = Site::new().run(&["config", "check"]).expect(0).stdout;
    let seconds = |name: &str| {
        let line = shown.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
        line.and_then(|value| value.parse::<u32>().ok()).expect("a number")
    };
    let needed = seconds("shutdown_drain_seconds") + seconds("shutdown_timeout_seconds");
    let compose = compose();
    let grace = compose["services"]["server"]["stop_grace_period"].as_str().expect("a period");
    let grace = grace.strip_suffix('s').and_then(|grace| grace.parse::<u32>().ok()).expect("seconds");
    assert!(grace > needed, "{grace} s, but stopping may take {needed} s");
}

#[test]
fn the_server_and_the_check_of_the_database_work_as_composed() {
    let compose = compose();
    let (database, server) = (&compose["services"]["database"], &compose["services"]["server"]);
    let cluster = cluster(&environment(database));
    let (host, port) = host_and_port(&cluster);

    let check = health_check(database);
    assert_eq!(check[0], "pg_isready");
    let ready = Command::new(pg_isready()).args(&check[1..]).args(["-p", &port]).output().expect("it runs");
    assert!(ready.status.success(), "{ready:?}");

    let mut site = Site::new();
    for (name, value) in Image::read().environment().into_iter().chain(environment(server)) {
        site = site.with(&name, value);
    }
    let url = &environment(server)["VMJ_DATABASE_URL"];
    let here = url.replace("@database/", &format!("@{host}:{port}/"));
    assert_ne!(*url, here);
    let site = site
        .with("VMJ_DATABASE_URL", here)
        .with("VMJ_HTTP_LISTEN", "0.0.0.0:0")
        .with("VMJ_METRICS_LISTEN", "0.0.0.0:0");
    let server = site.start();
    server.client().get("/v1/job-profiles").expect(200);
    // As the health check of the service does, on the port of this test.
    let listen = format!("http.listen=0.0.0.0:{}", server.address.port());
    site.run(&["--set", &listen, "healthcheck"]).expect(0);
    assert!(site.content().is_empty(), "{:?}", site.content());
}
