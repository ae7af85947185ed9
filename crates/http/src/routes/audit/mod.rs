//! The audit log, for administrators.

mod get_audit_event;
mod list_audit_events;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_audit_events::list_audit_events).service(get_audit_event::get_audit_event);
}
