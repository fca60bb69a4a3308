//! Properties of every source: no bytes can make it panic.

use proptest::prelude::*;

use crate::import::FileInput;
use crate::registry::{read, registry};
use crate::sample_org::{file, org_of};
use crate::table::sample_mapping;

const ENTRIES: [&str; 8] = [
    "amz_odr",
    "amz_lsr",
    "policy_violations",
    "sessions",
    "days_of_supply",
    "aged_181_pct",
    "stranded_units",
    "restock_due",
];

/// Words of the formats, so that random files get past the first check.
const WORDS: [&str; 24] = [
    "{\"performanceMetrics\":[",
    "{\"salesAndTrafficByDate\":[",
    "{\"orderDefectRate\":{\"mfn\":{\"rate\":0.1}}}",
    "{\"lateShipmentRate\":{\"rate\":1e9,\"orderCount\":0}}",
    "{\"date\":\"2026-11-20\",\"trafficByDate\":{\"sessions\":-1}}",
    "]}",
    ",",
    "\t",
    "\n",
    "\"",
    "snapshot-date",
    "available",
    "units-shipped-t30",
    "inv-age-181-to-270-days",
    "date-stranded",
    "stranded-reason",
    "Recommended replenishment qty",
    "Recommended ship date",
    "Date",
    "Value",
    "2026-11-20",
    "99999999999999999999999999999",
    "-5%",
    "\u{feff}",
];

fn survives(bytes: &[u8]) {
    let mut org = org_of(&ENTRIES);
    let mapping = sample_mapping("amz_lsr");
    org.mappings.insert(mapping.key.clone(), mapping.clone());
    let input = file(&org, "x.csv", bytes);
    let _ = read(&input);
    for source in registry() {
        let _ = source.describes(&input);
        let _ = source.read(&input);
        let _ = source.read(&FileInput { mapping: Some(&mapping), shop: Some("US"), ..input });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
        survives(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn any_words_are_read_or_refused(words in proptest::collection::vec(0..WORDS.len(), 0..40)) {
        let text: String = words.iter().filter_map(|word| WORDS.get(*word)).copied().collect();
        survives(text.as_bytes());
    }
}
