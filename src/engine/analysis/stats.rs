//! The statistics, each after its source.
//!
//! - Log-likelihood: T. Dunning, Accurate methods for the statistics of surprise and coincidence,
//!   Computational Linguistics 19 (1993); for two corpora in the form of P. Rayson and R. Garside, Comparing
//!   corpora using frequency profiling (2000).
//! - Log ratio: A. Hardie, Log Ratio: an informal introduction (2014).
//! - BIC: A. Wilson, Embracing Bayes factors for key item analysis in corpus linguistics (2013).
//! - logDice: P. Rychlý, A lexicographer-friendly association score (2008).
//! - Mutual information: K. Church and P. Hanks, Word association norms, mutual information, and
//!   lexicography (1990); t-score: K. Church and others, Using statistics in lexical analysis (1991). What is
//!   expected in windows of several words: S. Evert, Corpora and collocations (2008).
//! - Deviation of proportions: S. Th. Gries, Dispersions and adjusted frequencies in corpora (2008), its
//!   greatest value: J. Lijffijt and S. Th. Gries (2012).
//! - Bursts: J. Kleinberg, Bursty and hierarchical structure in streams (2002), the automaton of two states
//!   over batches of its section 4.

/// `x ln(x / expected)`, nought at nought.
fn part(observed: f64, expected: f64) -> f64 {
    if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
}

/// Log-likelihood of a word said `n` times among `of` words on either side:
/// `2 (a ln(a/E1) + b ln(b/E2))` with `E1 = c (a + b) / (c + d)`.
pub(super) fn two_corpora(n: [u32; 2], of: [u32; 2]) -> f64 {
    let (n, of) = (n.map(f64::from), of.map(f64::from));
    let rate = (n[0] + n[1]) / (of[0] + of[1]).max(1.0);
    (2.0 * (part(n[0], of[0] * rate) + part(n[1], of[1] * rate))).max(0.0)
}

/// Binary logarithm of the ratio of relative frequencies; half a time stands for none.
pub(super) fn log_ratio(n: [u32; 2], of: [u32; 2]) -> f64 {
    let rate = |i: usize| if n[i] == 0 { 0.5 } else { f64::from(n[i]) } / f64::from(of[i].max(1));
    (rate(0) / rate(1)).log2()
}

/// Approximate Bayes factor of a log-likelihood with one degree of freedom: `LL - ln N`.
pub(super) fn bic(likelihood: f64, n: u32) -> f64 {
    likelihood - f64::from(n.max(1)).ln()
}

/// How a word and a window share a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Table {
    /// Times the word stands in a window.
    pub(super) both: u32,
    /// Words in windows.
    pub(super) window: u32,
    /// Times the word stands anywhere.
    pub(super) word: u32,
    /// Words.
    pub(super) all: u32,
}

impl Table {
    /// How often the word would stand in windows by chance.
    pub(super) fn expected(self) -> f64 {
        f64::from(self.window) * f64::from(self.word) / f64::from(self.all.max(1))
    }

    /// `2 Σ O ln(O/E)` over the four cells of the table.
    pub(super) fn likelihood(self) -> f64 {
        let [both, window, word, all] = [self.both, self.window, self.word, self.all].map(f64::from);
        let cells = [
            (both, window * word),
            (window - both, window * (all - word)),
            (word - both, (all - window) * word),
            (all - window - word + both, (all - window) * (all - word)),
        ];
        (2.0 * cells.iter().map(|(observed, product)| part(*observed, product / all.max(1.0))).sum::<f64>()).max(0.0)
    }

    /// `log2(O/E)`.
    pub(super) fn mi(self) -> f64 {
        (f64::from(self.both) / self.expected()).log2()
    }

    /// `(O - E) / √O`.
    pub(super) fn t(self) -> f64 {
        (f64::from(self.both) - self.expected()) / f64::from(self.both.max(1)).sqrt()
    }
}

/// `14 + log2(2 f(xy) / (f(x) + f(y)))`.
pub(super) fn log_dice(both: u32, x: u32, y: u32) -> f64 {
    14.0 + (2.0 * f64::from(both) / (f64::from(x) + f64::from(y)).max(1.0)).log2()
}

/// Deviation of proportions over parts of a corpus, each with its number of places and its size, and the
/// same over its greatest possible value. Parts left out hold no place. `None` where there is no place.
pub(super) fn dp(parts: impl Iterator<Item = (u32, u32)>, smallest: u32, n: u32, size: u32) -> Option<(f64, f64)> {
    if n == 0 || size == 0 {
        return None;
    }
    // Half the sum of the differences is 1 less what both proportions share.
    let shared: f64 = parts.map(|(places, words)| share(places, words, n, size)).sum();
    let dp = (1.0 - shared).clamp(0.0, 1.0);
    let most = 1.0 - f64::from(smallest) / f64::from(size);
    Some((dp, if most > 0.0 { (dp / most).min(1.0) } else { 0.0 }))
}

/// What a part's proportion of places and its proportion of words have in common.
pub(super) fn share(places: u32, words: u32, n: u32, size: u32) -> f64 {
    (f64::from(places) / f64::from(n)).min(f64::from(words) / f64::from(size))
}

/// The log-likelihood that is exceeded by chance with probability `p`: the quantile of the chi-squared
/// distribution with one degree of freedom.
pub(super) fn cutoff(p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1_000.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if chance(middle) > p { low = middle } else { high = middle }
    }
    high
}

/// The probability of a log-likelihood at least so great by chance: `erfc(√(x/2))`.
fn chance(likelihood: f64) -> f64 {
    let x = (likelihood.max(0.0) / 2.0).sqrt();
    let root = std::f64::consts::PI.sqrt();
    if x < 2.0 {
        // The power series of the error function.
        let (mut term, mut sum) = (x, x);
        for n in 1..60 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        return 1.0 - 2.0 / root * sum;
    }
    // Its continued fraction, from the inside out.
    let tail = (1..=60).rev().fold(x, |tail, n| x + f64::from(n) / 2.0 / tail);
    (-x * x).exp() / (root * tail)
}

/// How much more a burst has than the rest.
const SCALE: f64 = 2.0;
/// What entering a burst costs, times the logarithm of the number of batches.
const GAMMA: f64 = 1.0;

/// Which batches are in a burst, and by how much that explains each of them better. A batch is its number
/// of relevant items and its number of items; the state `i` expects a proportion of `p SCALE^i`, costs
/// `-ln(p_i^r (1 - p_i)^(d - r))`, and going up costs `GAMMA ln n`.
pub(super) fn bursts(batches: &[(u32, u32)]) -> Vec<Option<f64>> {
    let (relevant, all) = batches.iter().fold((0.0, 0.0), |sum, (r, d)| (sum.0 + f64::from(*r), sum.1 + f64::from(*d)));
    let base = relevant / f64::max(all, 1.0);
    // Nothing can be more frequent than always.
    let n_used = batches.iter().filter(|(_, d)| *d > 0).count();
    if relevant == 0.0 || base * SCALE >= 1.0 || n_used < 2 {
        return vec![None; batches.len()];
    }
    let cost = |p: f64, (r, d): (u32, u32)| -(f64::from(r) * p.ln() + f64::from(d.saturating_sub(r)) * (1.0 - p).ln());
    let up = GAMMA * (n_used as f64).ln();
    let (mut calm, mut burst) = (0.0, up);
    // Per batch, whether the best way to either state comes from a burst.
    let mut from: Vec<[bool; 2]> = Vec::with_capacity(batches.len());
    for (i, &batch) in batches.iter().enumerate() {
        let first = i == 0;
        let to_calm = !first && burst < calm;
        let to_burst = !first && burst <= calm + up;
        from.push([to_calm, to_burst]);
        let best = [if to_calm { burst } else { calm }, if first || to_burst { burst } else { calm + up }];
        (calm, burst) = (best[0] + cost(base, batch), best[1] + cost(base * SCALE, batch));
    }
    let mut is_burst = burst < calm;
    let mut states = vec![None; batches.len()];
    for (i, &batch) in batches.iter().enumerate().rev() {
        if is_burst && let Some(state) = states.get_mut(i) {
            *state = Some(cost(base, batch) - cost(base * SCALE, batch));
        }
        is_burst = from.get(i).is_some_and(|from| from[usize::from(is_burst)]);
    }
    states
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn near(got: f64, expected: f64, within: f64) {
        assert!((got - expected).abs() <= within, "{got} for {expected}");
    }

    /// The first rows of Dunning's table of bigrams.
    #[test]
    fn likelihood_is_dunnings() {
        for (likelihood, ab, a, b, neither) in [
            (270.72, 110, 2442, 111, 29114),
            (263.90, 29, 13, 123, 31612),
            (256.84, 31, 23, 139, 31584),
            (167.23, 10, 0, 3, 31764),
        ] {
            let table = Table { both: ab, window: ab + a, word: ab + b, all: ab + a + b + neither };
            near(table.likelihood(), likelihood, 0.005);
        }
    }

    #[test]
    fn likelihood_of_two_corpora_is_worked_by_hand() {
        // Expected are 40/3 and 80/3: 2 (30 ln 2.25 + 10 ln 0.375).
        near(two_corpora([30, 10], [1000, 2000]), 2.0 * (30.0 * 2.25_f64.ln() + 10.0 * 0.375_f64.ln()), 1e-9);
        near(two_corpora([10, 20], [100, 200]), 0.0, 1e-9);
        // One side has none: 2 * 10 ln 3.
        near(two_corpora([10, 0], [1000, 2000]), 20.0 * 3.0_f64.ln(), 1e-9);
        near(two_corpora([0, 0], [0, 0]), 0.0, 0.0);
    }

    /// Hardie's example: 0.0006 is three times 0.0002.
    #[test]
    fn log_ratio_is_hardies() {
        near(log_ratio([600, 200], [1_000_000; 2]), 3.0_f64.log2(), 1e-9);
        near(log_ratio([5, 5], [100, 100]), 0.0, 0.0);
        near(log_ratio([16, 2], [100, 100]), 3.0, 1e-9);
        near(log_ratio([4, 0], [100, 100]), 3.0, 1e-9);
    }

    #[test]
    fn bic_takes_the_size_off() {
        near(bic(20.0, 1_000_000), 20.0 - 13.815_51, 1e-4);
    }

    /// The properties Rychlý lists, and values of a script that is published with them.
    #[test]
    fn log_dice_is_rychlys() {
        near(log_dice(300, 300, 300), 14.0, 0.0);
        near(log_dice(8, 389, 230), 8.726_204, 1e-6);
        near(log_dice(3, 3000, 3000), 4.034_216, 1e-6);
        near(log_dice(6, 3000, 3000), 5.034_216, 1e-6);
        near(log_dice(300, 3000, 3000), 10.678_07, 1e-5);
    }

    /// Church and Hanks's table: `honorary doctor` has 11.3 bits in 15 million words.
    #[test]
    fn information_is_that_of_church_and_hanks() {
        let table = Table { both: 12, window: 111, word: 621, all: 15_000_000 };
        near(table.mi(), 11.3, 0.051);
        // Expected 111 * 621 / 15e6 = 0.0045954.
        near(table.t(), (12.0 - 0.004_595_4) / 12.0_f64.sqrt(), 1e-6);
    }

    /// Gries' corpus of fifty letters in five parts, and the example of Lijffijt and Gries: three equal parts
    /// with two thirds, one third and none.
    #[test]
    fn deviation_is_gries() {
        let parts = [(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)];
        near(dp(parts.into_iter(), 9, 15, 50).unwrap().0, 0.18, 1e-9);
        let (plain, normal) = dp([(2, 10), (1, 10), (0, 10)].into_iter(), 10, 3, 30).unwrap();
        near(plain, 1.0 / 3.0, 1e-9);
        near(normal, 0.5, 1e-9);
        assert_eq!(dp(std::iter::empty(), 1, 0, 9), None);
    }

    /// The critical values of the log-likelihood calculator of UCREL, Lancaster.
    #[test]
    fn cutoffs_are_those_of_the_tables() {
        for (p, value) in [(0.05, 3.84), (0.01, 6.63), (0.001, 10.83), (0.0001, 15.13)] {
            near(cutoff(p), value, 0.01);
        }
        // Both forms of the tail agree where they meet.
        near(chance(8.0 - 1e-9), chance(8.0), 1e-9);
        assert!(cutoff(0.05 / 100_000.0) > 25.0);
    }

    /// The cheapest of all ways through the states, tried one by one.
    fn best_of_all(batches: &[(u32, u32)]) -> Vec<bool> {
        let (r, d) = batches.iter().fold((0, 0), |sum, batch| (sum.0 + batch.0, sum.1 + batch.1));
        let p = [f64::from(r) / f64::from(d), 2.0 * f64::from(r) / f64::from(d)];
        let n = batches.len();
        let cost = |way: usize| {
            let mut before = 0;
            (0..n).fold(0.0, |sum, i| {
                let state = way >> i & 1;
                let up = if state > before { (n as f64).ln() } else { 0.0 };
                before = state;
                let (r, d) = (f64::from(batches[i].0), f64::from(batches[i].1));
                sum + up - r * p[state].ln() - (d - r) * (1.0 - p[state]).ln()
            })
        };
        let best = (0..1 << n).min_by(|a, b| cost(*a).total_cmp(&cost(*b))).unwrap();
        (0..n).map(|i| best >> i & 1 == 1).collect()
    }

    #[test]
    fn bursts_are_the_cheapest_way() {
        let quiet = [(1, 20), (2, 20), (1, 20), (2, 20)];
        let loud = [quiet.as_slice(), &[(9, 20), (11, 20), (8, 20)], &quiet, &quiet].concat();
        let states = bursts(&loud);
        let inside: Vec<usize> = (0..loud.len()).filter(|&i| states[i].is_some()).collect();
        assert_eq!(inside, [4, 5, 6]);
        assert!(bursts(&quiet).iter().all(Option::is_none));
        let mut seed = 5u32;
        for _ in 0..200 {
            let batches: Vec<(u32, u32)> = (0..10)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let d = 5 + (seed >> 20) % 30;
                    (((seed >> 8) % 97 * (d / 2 + 1) / 97).pow(2) / d, d)
                })
                .collect();
            let r: u32 = batches.iter().map(|batch| batch.0).sum();
            let d: u32 = batches.iter().map(|batch| batch.1).sum();
            if r > 0 && r * 2 < d {
                let got: Vec<bool> = bursts(&batches).iter().map(Option::is_some).collect();
                assert_eq!(got, best_of_all(&batches), "{batches:?}");
            }
        }
    }
}
