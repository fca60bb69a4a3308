//! Open policy issues: the sum of the listing-level violations of every type.

use rust_decimal::Decimal;
use steward_core::target::{Condition, PlatformTarget};

use super::shape::{self, VIOLATIONS};
use super::{Section, block};
use crate::contradiction;
use crate::gathering::Gathering;
use crate::json;
use crate::reading::{Measure, Reading, When};
use crate::remark::RemarkKind;

/// Adds the types up. The window is the one that holds all of theirs; the status is the worst of them.
pub(super) fn read(section: &Section<'_>, gathering: &mut Gathering<'_>) {
    let mut sum = None;
    let mut window = None;
    let mut status: Option<String> = None;
    for name in VIOLATIONS {
        let Some((spelled, value)) = shape::find(section.fields, name) else { continue };
        let place = format!("{}.{spelled}", section.path);
        let Some(fields) = value.as_object() else {
            gathering.problem(None, &place, "an object is needed here");
            continue;
        };
        let Some(count) = block::number(&place, fields, "defectsCount", gathering) else { continue };
        gathering.remark(place.as_str(), RemarkKind::Counted { count });
        sum = Some(sum.unwrap_or(Decimal::ZERO).saturating_add(count));
        if let Some((from, to)) = block::window(&place, fields, gathering) {
            window = Some(window.map_or((from, to), |(first, last)| (from.min(first), to.max(last))));
        }
        let target = block::target(&place, fields, gathering);
        gathering
            .remark_if(&place, target.as_ref().and_then(|target| contradiction::of_status(count, target)));
        let own = json::text(fields, "status");
        if own == Some("BAD") || status.is_none() {
            status = own.map(str::to_owned).or(status);
        }
    }
    let Some(sum) = sum else { return };
    gathering.offer(Reading {
        marketplace: section.marketplace,
        value: Some(sum),
        window,
        platform_target: Some(PlatformTarget { value: Decimal::ZERO, condition: Condition::Equals, status }),
        ..Reading::new("policy_violations", section.path.as_str(), Measure::Count, When::Taken(None))
    });
}
