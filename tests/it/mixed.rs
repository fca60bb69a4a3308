//! A team on two platforms: the owner in Shenzhen is on Feishu, the lead and the team's channel in Los Angeles on Slack.

mod stand;
mod story;
mod two_accounts;
