//! The platforms of the run: for each a stand-in, what the service has to know of it, and what goes on there.

mod discord;
mod feishu;
mod feishu_robot;
mod slack;

use std::sync::Arc;

use async_trait::async_trait;
use steward_core::time::Clock;
use tokio::sync::watch;

use super::setup::Setup;
use crate::chance::Chance;
use crate::fakes::discord::FakeDiscord;
use crate::fakes::feishu::FakeFeishu;
use crate::fakes::feishu_robot::FakeRobots;
use crate::fakes::mood::Moody;
use crate::fakes::slack::FakeSlack;

/// Whether it is time to be calm.
pub(super) type Calm = watch::Receiver<bool>;

/// A stand-in.
#[async_trait]
pub(super) trait StandIn: Send + Sync {
    /// It as what misbehaves.
    fn moody(&self) -> &dyn Moody;

    /// Adds its channel and its people, and says what the service has to know of them.
    fn furnish(&self, setup: &mut Setup);

    /// What goes on there until it is time to be calm.
    async fn live(self: Arc<Self>, chance: Chance, calm: Calm);
}

/// Starts a stand-in for each platform but the web chat, which is the service's own.
pub(super) async fn start(clock: &Arc<dyn Clock>) -> Vec<Arc<dyn StandIn>> {
    vec![
        FakeSlack::start(Arc::clone(clock)).await,
        FakeFeishu::start(Arc::clone(clock)).await,
        FakeRobots::start(Arc::clone(clock)).await,
        FakeDiscord::start(Arc::clone(clock)).await,
    ]
}
