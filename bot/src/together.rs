//! What many ask for at the same time is done together: whoever has a turn does it for all who wait by then, so that they
//! share one transaction and its commit. Whoever comes alone waits for nobody.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, oneshot};

/// Most that one turn does.
const MOST: usize = 64;

/// Those who wait.
pub(crate) struct Together<A, R> {
    waiting: Mutex<Vec<(A, oneshot::Sender<R>)>>,
    turns: Semaphore,
}

impl<A: Clone, R> Together<A, R> {
    /// Nobody waits yet; so many turns may be under way at the same time.
    pub(crate) fn with_turns(turns: usize) -> Self {
        Self { waiting: Mutex::default(), turns: Semaphore::new(turns) }
    }

    /// What `work` came to for what is asked, which it does with what others ask. It answers each in the order in which
    /// they are given.
    pub(crate) async fn ask<W, F>(&self, asked: A, work: W) -> R
    where
        W: Fn(Vec<A>) -> F,
        F: Future<Output = Vec<R>>,
    {
        loop {
            let (tell, mut told) = oneshot::channel();
            self.lock().push((asked.clone(), tell));
            loop {
                let turn = tokio::select! {
                    biased;
                    result = &mut told => match result {
                        Ok(result) => return result,
                        // Whoever had the turn was stopped in the middle of it.
                        Err(_) => break,
                    },
                    turn = self.turns.acquire() => turn,
                };
                let (all, tells): (Vec<A>, Vec<_>) = self.next().into_iter().unzip();
                if !all.is_empty() {
                    for (tell, result) in tells.into_iter().zip(work(all).await) {
                        // Whoever asked may have gone.
                        let _ = tell.send(result);
                    }
                }
                drop(turn);
            }
        }
    }

    /// Those who have waited longest.
    fn next(&self) -> Vec<(A, oneshot::Sender<R>)> {
        let mut waiting = self.lock();
        let most = waiting.len().min(MOST);
        waiting.drain(..most).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(A, oneshot::Sender<R>)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::runner::rest;

    /// Doubles the numbers, and keeps how many were given at once.
    async fn doubled(given: Vec<u32>, sizes: Arc<Mutex<Vec<usize>>>) -> Vec<u32> {
        rest(Duration::from_millis(10)).await;
        sizes.lock().unwrap().push(given.len());
        given.into_iter().map(|number| number * 2).collect()
    }

    #[tokio::test]
    async fn those_who_wait_are_answered_together_each_with_its_own() {
        let together = Together::with_turns(1);
        let sizes = Arc::new(Mutex::new(Vec::new()));
        let ask = |number| together.ask(number, |given| doubled(given, Arc::clone(&sizes)));
        let answers = futures_util::future::join_all((0..100).map(ask)).await;
        assert_eq!(answers, (0..100).map(|number| number * 2).collect::<Vec<_>>());
        assert!(sizes.lock().unwrap().len() <= 3, "{sizes:?}");
    }

    #[tokio::test]
    async fn nobody_is_forgotten_when_the_one_with_the_turn_is_stopped() {
        let together = Arc::new(Together::with_turns(1));
        let sizes = Arc::new(Mutex::new(Vec::new()));
        let ask = |number| {
            let (together, sizes) = (Arc::clone(&together), Arc::clone(&sizes));
            tokio::spawn(
                async move { together.ask(number, |given| doubled(given, Arc::clone(&sizes))).await },
            )
        };
        let first = ask(1);
        rest(Duration::from_millis(5)).await;
        let (second, third) = (ask(2), ask(3));
        rest(Duration::from_millis(10)).await;
        second.abort();
        assert_eq!((first.await.unwrap(), third.await.unwrap()), (2, 6));
    }
}
