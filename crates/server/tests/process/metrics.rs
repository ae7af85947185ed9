//! The figures, on a port of their own.

use crate::support::{Client, Site};

#[test]
fn figures_have_routes_and_no_ids_and_a_port_of_their_own() {
    let site = Site::new();
    let server = site.start();
    site.create_admin("admin@example.fr");
    let admin = server.sign_in("admin@example.fr").client(&server);
    let id = admin.get("/v1/me").expect(200).json()["id"].as_str().expect("an id").to_owned();
    admin.get(&format!("/v1/accounts/{id}")).expect(200);
    admin.get("/v1/accounts/0198f7c0-0000-7000-8000-000000000000").expect(404);
    server.client().get("/v1/job-profiles/data-engineer?q=someone@example.fr").expect(200);
    server.client().get("/no/such/path/someone@example.fr").expect(404);
    server.client().get("/metrics").expect(404);

    let metrics = Client::new(server.metrics);
    metrics.get("/v1/job-profiles").expect(404);
    metrics.get("/readyz").expect(404);
    let answer = metrics.get("/metrics").expect(200);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    let text = answer.text;
    assert!(text.ends_with("# EOF\n"), "{text}");
    for line in [
        r#"http_requests_total{method="POST",route="/v1/auth/sessions",status="201"} 1"#,
        r#"http_requests_total{method="GET",route="/v1/accounts/{account_id}",status="200"} 1"#,
        r#"http_requests_total{method="GET",route="/v1/accounts/{account_id}",status="404"} 1"#,
        r#"http_request_duration_seconds_count{method="GET",route="/v1/accounts/{account_id}"} 2"#,
        r#"http_requests_total{method="GET",route="/v1/job-profiles/{job_profile_code}",status="200"} 1"#,
        r#"http_requests_total{method="GET",route="unmatched",status="404"} 2"#,
        "http_requests_in_flight 0",
    ] {
        assert!(text.lines().any(|found| found == line), "no {line} in:\n{text}");
    }
    for personal in [id.as_str(), "0198f7c0", "example.fr", "data-engineer", "such", "127.0.0.1"] {
        assert!(!text.contains(personal), "{personal} is in:\n{text}");
    }
}

#[test]
fn figures_can_be_switched_off() {
    let site = Site::new().with("VMJ_METRICS_LISTEN", "");
    let mut process = site.spawn(site.command(&[]));
    crate::support::eventually("the greeting", || process.stdout().contains("Swagger UI").then_some(()));
    assert!(!process.stdout().contains("Metrics"), "{}", process.stdout());
    assert!(process.finished().is_none());
}
