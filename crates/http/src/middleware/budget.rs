//! Request budgets, and the `RateLimit` fields that show them (draft-ietf-httpapi-ratelimit-headers).

use std::net::IpAddr;
use std::num::NonZeroU32;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use uuid::Uuid;

use crate::problem::{Problem, ProblemCode};
use crate::settings::{Budget, RateLimitSettings};

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// All budgets of this server.
#[derive(Debug)]
pub struct Budgets {
    address: Policy<IpAddr>,
    principal: Policy<Uuid>,
    sign_in: Policy<IpAddr>,
}

#[derive(Debug)]
struct Policy<K: std::hash::Hash + Eq + Clone> {
    name: &'static str,
    budget: Budget,
    limiter: Limiter<K>,
}

/// What a request left of a budget.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    policy: &'static str,
    budget: Budget,
    remaining: u32,
    /// Seconds to wait, when there was nothing left.
    wait: Option<u32>,
}

impl Budgets {
    /// Full budgets.
    pub fn new(settings: &RateLimitSettings) -> Self {
        let RateLimitSettings { address, principal, sign_in } = *settings;
        Self {
            address: Policy::new("address", address),
            principal: Policy::new("principal", principal),
            sign_in: Policy::new("sign-in", sign_in),
        }
    }

    /// Takes one request from the budget of an address.
    pub fn of_address(&self, address: IpAddr) -> Spent {
        self.address.spend(&network(address))
    }

    /// Takes one request from the budget of an account or HR client.
    pub fn of_principal(&self, principal: Uuid) -> Spent {
        self.principal.spend(&principal)
    }

    /// Takes one attempt to sign in from the budget of an address.
    pub fn of_sign_in(&self, address: IpAddr) -> Spent {
        self.sign_in.spend(&network(address))
    }

    /// Forgets who has a full budget again.
    pub fn forget_idle(&self) {
        self.address.limiter.retain_recent();
        self.sign_in.limiter.retain_recent();
        self.principal.limiter.retain_recent();
    }
}

/// One household or office has a whole IPv6 /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => std::net::Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        },
    }
}

impl<K: std::hash::Hash + Eq + Clone> Policy<K> {
    fn new(name: &'static str, budget: Budget) -> Self {
        let quota = Quota::per_minute(budget.per_minute).allow_burst(budget.burst);
        let limiter = RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>();
        Self { name, budget, limiter }
    }

    fn spend(&self, key: &K) -> Spent {
        let (remaining, wait) = match self.limiter.check_key(key) {
            Ok(snapshot) => (snapshot.remaining_burst_capacity(), None),
            Err(refusal) => {
                let wait = refusal.wait_time_from(DefaultClock::default().now());
                (0, Some(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)))
            }
        };
        Spent { policy: self.name, budget: self.budget, remaining, wait }
    }
}

impl Spent {
    /// Whether the request came too much.
    pub const fn is_exhausted(&self) -> bool {
        self.wait.is_some()
    }

    /// 429.
    pub fn problem(&self) -> Problem {
        let mut problem = Problem::new(ProblemCode::RateLimited).with_retry_after(self.wait.unwrap_or(1));
        problem.budget = Some(Box::new(*self));
        problem
    }

    /// Shows the budget.
    pub fn write(&self, headers: &mut HeaderMap) {
        let Self { policy, budget, remaining, wait: _ } = self;
        let window = seconds_to_refill(budget.burst.get(), budget.per_minute);
        let until_full = seconds_to_refill(budget.burst.get().saturating_sub(*remaining), budget.per_minute);
        let fields = [
            ("ratelimit-policy", format!("\"{policy}\";q={};w={window}", budget.burst)),
            ("ratelimit", format!("\"{policy}\";r={remaining};t={until_full}")),
        ];
        for (name, value) in fields {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

fn seconds_to_refill(requests: u32, per_minute: NonZeroU32) -> u64 {
    (u64::from(requests) * 60).div_ceil(u64::from(per_minute.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks() {
        let network = |text: &str| text.parse().map(network).map(|address| address.to_string());
        for (address, wanted) in [
            ("198.51.100.7", "198.51.100.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("::1", "::"),
        ] {
            assert_eq!(network(address), Ok(wanted.to_owned()), "{address}");
        }
    }

    #[test]
    fn a_spent_budget_says_when_to_come_back() {
        let budget = Budget { burst: NonZeroU32::MIN, per_minute: NonZeroU32::MIN };
        let budgets =
            Budgets::new(&RateLimitSettings { address: budget, principal: budget, sign_in: budget });
        let (one, other) = (IpAddr::from([198, 51, 100, 1]), IpAddr::from([198, 51, 100, 2]));
        assert!(!budgets.of_address(one).is_exhausted());
        let spent = budgets.of_address(one);
        assert!(spent.is_exhausted() && !budgets.of_address(other).is_exhausted());
        assert!(!budgets.of_sign_in(one).is_exhausted(), "another budget");
        assert!(spent.problem().retry_after.is_some_and(|seconds| seconds.get() <= 61));
        let mut headers = HeaderMap::new();
        spent.write(&mut headers);
        let field = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(field("ratelimit-policy"), Some("\"address\";q=1;w=60"));
        assert_eq!(field("ratelimit"), Some("\"address\";r=0;t=60"));
    }
}
