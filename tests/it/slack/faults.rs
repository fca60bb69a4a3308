//! Calls that fail on their way, and answers that are no success: F9 and F11.

use jiff::SignedDuration;
use rstest::rstest;
use steward_tests::fakes::slack::{Fault, FaultOrder, Refused};

use super::stand::{Way, stand};

#[rstest]
#[case::server_error(Fault::Status(500))]
#[case::gateway(Fault::Status(502))]
#[case::reset(Fault::Reset)]
#[case::reset_after(Fault::AcceptedThenReset)]
#[case::slow(Fault::Slow(80))]
#[case::slow_answer(Fault::AcceptedThenSlow(80))]
#[tokio::test]
async fn f9_a_call_that_fails_on_its_way_is_there_once(#[case] fault: Fault) {
    let stand = stand(Way::Socket).await;
    stand.slack.fails(FaultOrder::next(2, fault).of("chat.postMessage").about("ops"));
    stand.reports("2026-11-21", "0.06").await;
    for _ in 0..4 {
        stand.forward(SignedDuration::from_secs(5)).await;
    }
    assert_eq!(stand.slack.posts("ops").len(), 1);
}

#[rstest]
#[case::for_now("service_unavailable")]
#[case::perhaps_carried_out("internal_error")]
#[tokio::test]
async fn f11_an_error_within_http_200_is_no_success(#[case] error: &str) {
    let stand = stand(Way::Socket).await;
    let fault = Fault::Refused(Refused::with(error));
    stand.slack.fails(FaultOrder::next(1, fault).of("chat.postMessage").about("ops"));
    stand.reports("2026-11-21", "0.06").await;
    for _ in 0..4 {
        stand.forward(SignedDuration::from_secs(5)).await;
    }
    assert_eq!(stand.slack.posts("ops").len(), 1, "refused, tried again, and there once");
}
