//! Writes that go to the database together: a round trip costs more than what most statements do there.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::sql::Sql;
use crate::value::Value;
use crate::wake::Topic;
use crate::{Conn, StoreError, Tx};

/// Most values of one round trip: PostgreSQL takes 65,535, and no batch of rows has as many as half of them.
const MOST_VALUES: usize = 30_000;

/// Statements that write and whose results nobody needs. None reads or changes what another one writes, unless
/// `then` stands between them; foreign keys between them are fine, since they are checked in the end. Kept by
/// [`crate::Store::keep`], or as a part of a transaction.
#[derive(Debug, Default)]
pub struct Bundle {
    trips: Vec<Trip>,
    touched: BTreeSet<Topic>,
}

/// What goes to the database at once.
#[derive(Debug, Default)]
struct Trip {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Bundle {
    /// Adds a statement.
    pub(crate) fn add(&mut self, statement: Sql) {
        let (text, values) = statement.into_parts();
        if self.trips.last().is_none_or(|trip| trip.values.len() + values.len() > MOST_VALUES) {
            self.then();
        }
        if let Some(trip) = self.trips.last_mut() {
            trip.texts.push(renumbered(&text, trip.values.len()));
            trip.values.extend(values);
        }
    }

    /// What is added from now on finds done what was added before.
    pub(crate) fn then(&mut self) {
        self.trips.push(Trip::default());
    }

    /// Notes what this is about, told to whoever waits for it once it is committed.
    pub(crate) fn touch(&mut self, topic: Topic) {
        self.touched.insert(topic);
    }

    /// Whether nothing is to be written.
    pub(crate) fn is_empty(&self) -> bool {
        self.trips.iter().all(|trip| trip.texts.is_empty())
    }

    /// Whether one statement holds all of it.
    pub(crate) fn is_one_trip(&self) -> bool {
        self.trips.len() <= 1
    }

    /// Runs them in one round trip, or in as many as their values and their order need.
    pub(crate) async fn run(self, tx: &mut Tx) -> Result<(), StoreError> {
        for topic in self.send(tx).await? {
            tx.touch(topic);
        }
        Ok(())
    }

    /// Runs them; what they are about.
    pub(crate) async fn send(self, conn: &mut Conn) -> Result<BTreeSet<Topic>, StoreError> {
        for Trip { texts, values } in self.trips {
            if !texts.is_empty() {
                let text = conn.engine().bundled(&texts);
                Sql::from_parts(text, values).run(conn).await?;
            }
        }
        Ok(self.touched)
    }
}

/// The statement with its placeholders counted on behind those of the statements before it.
fn renumbered(text: &str, before: usize) -> String {
    let mut parts = text.split('$');
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(digits);
        let number = number.parse::<usize>().unwrap_or_default() + before;
        // Writing to a String cannot fail.
        let _ = write!(made, "${number}{rest}");
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::sql;

    #[test]
    fn placeholders_count_on() {
        let mut bundle = Bundle::default();
        bundle.add(sql("UPDATE a SET b = $2 WHERE c = $1").bind(1_i64).bind(2_i64));
        bundle.add(sql("INSERT INTO d (e) VALUES").rows([[Value::from(3_i64)]]));
        let [Trip { texts, values }] = &bundle.trips[..] else { panic!("{bundle:?}") };
        assert_eq!(texts, &["UPDATE a SET b = $2 WHERE c = $1", "INSERT INTO d (e) VALUES ($3)"]);
        assert_eq!(values.len(), 3);
    }

    #[test]
    fn what_has_too_many_values_for_one_trip_takes_several() {
        let mut bundle = Bundle::default();
        for _ in 0..5 {
            bundle.add(sql("INSERT INTO d (e) VALUES").rows((0..10_000_i64).map(|one| [Value::from(one)])));
        }
        let values: Vec<usize> = bundle.trips.iter().map(|trip| trip.values.len()).collect();
        assert_eq!(values, [30_000, 20_000]);
        assert!(bundle.trips[1].texts[0].contains("($1), ($2)"), "counted anew");
    }
}
