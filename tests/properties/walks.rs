//! Random walks: eight people and systems at once do whatever comes to their minds, over all machines; the rules that
//! always hold, always hold.

mod deeds;
mod world;

use futures_util::future::join_all;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rstest::rstest;
use vmj_tests::Engine;

use self::world::World;

/// How many act at once.
const ACTORS: u64 = 8;
/// How often each of them.
const STEPS: usize = 150;
/// After how many steps somebody looks at the whole database.
const LOOK: usize = 25;

async fn walk(world: &World, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    for step in 0..STEPS {
        world.act(&mut random).await;
        if step % LOOK == 0 {
            world.assert_sound(seed).await;
        }
    }
}

#[rstest]
#[actix_web::test]
async fn whatever_is_done_the_rules_hold(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(1, 2)] seed: u64,
) {
    let world = World::new(engine).await;
    join_all((0..ACTORS).map(|actor| walk(&world, seed * 1000 + actor))).await;
    world.assert_sound(seed).await;
    let done = world.done();
    // A walk that is refused everywhere would prove nothing.
    for deed in ["pair", "acceptance", "cancellation", "withdrawal", "resumption", "approval", "capacity"] {
        assert!(done.get(deed).copied().unwrap_or(0) > 0, "nobody ever managed {deed}: {done:#?}");
    }
}
