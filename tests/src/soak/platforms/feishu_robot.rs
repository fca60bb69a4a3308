//! Feishu's group robots: one robot, and nobody who could press anything.

use std::sync::Arc;

use async_trait::async_trait;

use super::{Calm, StandIn};
use crate::chance::Chance;
use crate::fakes::feishu_robot::FakeRobots;
use crate::fakes::mood::Moody;
use crate::soak::setup::Setup;

/// The file with the robots, which the section on Feishu names.
pub(super) const FILE: &str = "robots.toml";
/// The name of the platform.
const NAME: &str = "feishu_robot";
/// The name of the one robot, and its secret.
const ROBOT: &str = "robot";
const SECRET: &str = "robot-secret";

#[async_trait]
impl StandIn for FakeRobots {
    fn moody(&self) -> &dyn Moody {
        self
    }

    fn furnish(&self, setup: &mut Setup) {
        let webhook = self.add(ROBOT, Some(SECRET));
        let robots = format!("[{ROBOT}]\nwebhook = \"{webhook}\"\nsecret = \"{SECRET}\"\n");
        setup.files.insert(FILE.into(), robots);
        setup.add_target(NAME, ROBOT.into());
    }

    async fn live(self: Arc<Self>, _: Chance, _: Calm) {}
}
