//! The search for the text behind wrongly paired bytes.

use std::cell::Cell;

use super::{
    gbk,
    hypothesis::{Finish, Hypothesis, Lead, is_double, is_stop, prune},
    lattice::{END_OF_QUOTE, Lattice, ROOT},
    slip::{Chars, GARBLED, Seen, is_han, is_mark, is_rare},
};
use crate::text::{Lexicon, variant::simplified};

/// What started the slip.
pub(super) enum Start {
    /// A full-width mark with this second byte was taken for a half-width one.
    Mark(u8),
    /// Pinyin between two characters: what the lost byte can be.
    Pinyin(Vec<u8>),
    /// A byte that nothing tells of.
    Byte,
    /// A byte lost without a mark, at one of so many characters.
    Silent(usize),
}

/// What was found.
pub(super) struct Answer {
    pub(super) text: String,
    /// Index of the first character behind what is replaced.
    pub(super) end: usize,
    pub(super) certain: bool,
}

/// The surroundings of a slip.
pub(super) struct Search<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) chars: &'a Chars<'a>,
    pub(super) seen: &'a Seen,
    pub(super) context: &'a [char],
    /// Whether a `《` is open where the context starts.
    pub(super) in_title: bool,
    /// Whether a quotation mark is open there.
    pub(super) in_quote: bool,
    /// Whether a question stands before the slip, which a question mark may end.
    pub(super) asked: bool,
    /// Characters weighed so far in this round.
    pub(super) spent: &'a Cell<usize>,
}

/// The longest run of wrongly paired characters that is followed.
const LONGEST_RUN: usize = if cfg!(fuzzing) { 12 } else { 400 };
/// Behind so many characters only the best hypotheses are ended: a second byte lost is unlikely.
const SHORT_RUN: usize = 80;
const FEW: usize = 4;
/// Ends that are compared to the last character.
const FINISHES: usize = 48;
/// How many characters behind the run are weighed with it.
const LOOK_AHEAD: usize = 6;
/// Hypotheses kept per step and number of vanished pairs. Fuzzing goes the same ways with fewer.
const WIDTH: usize = if cfg!(fuzzing) { 4 } else { 40 };
/// Text that costs less per character is not taken for one in which pairs vanished.
const SENSE: f32 = 10.5;
/// What makes no sense for so many characters is more than names.
const LONG: usize = 20;
/// At most one in so many characters of sound text is rare.
const RAREST: usize = 4;
/// The cost of a rare character before the start of a slip that no mark shows: such characters are what shows it.
const RARE: f32 = 8.0;
/// Hypotheses kept while a slip that no mark shows may start, and for so many characters behind.
const WIDE: usize = if cfg!(fuzzing) { 12 } else { 400 };
const SETTLES: usize = 2;
/// So many characters behind the last place at which it may start, sense is asked of it.
const SHOWS: usize = 6;
/// Hypotheses kept between two vanished pairs in a row.
const NARROW: usize = if cfg!(fuzzing) { 2 } else { 10 };
/// Vanished pairs in one run.
const MOST_VANISHED: u8 = if cfg!(fuzzing) { 6 } else { 60 };

/// Where a round has been so costly, vanished pairs are no longer looked for.
const MOST_WORK: usize = if cfg!(fuzzing) { 12_000 } else { 6_000_000 };

/// Costs in nats.
const VANISHED: f32 = 1.5;
const DROPPED: f32 = 8.0;
const EATEN: f32 = 3.0;
/// The gain that a repair must bring over the text as it is.
const GAIN: f32 = 6.0;
const GAIN_ASKED: f32 = 14.0;
const GAIN_UNTOLD: f32 = 16.0;
const GAIN_SILENT: f32 = 24.0;
/// Where a byte was lost without a mark, what is read instead must cost no more per character.
const SILENT_SOUND: f32 = 7.0;
/// What one more character hardly ever makes good, in nats: hypotheses that cost so much more than the best are not
/// ended.
const ONE_CHAR: f32 = 18.0;
/// Text that costs no more per character is taken at once.
const SOUND: f32 = 4.5;
/// The distance to the next answer that takes away doubt.
const CLEAR: f32 = 2.5;

/// The second bytes that a character may have. Fuzzing goes the same ways with a few of them.
fn trails() -> impl Iterator<Item = u8> {
    (0x40..=0xfe).filter(|trail| !cfg!(fuzzing) || trail % 16 == 1)
}

impl Search<'_> {
    /// Looks for the text behind the slip whose mark stands at `mark` and whose wrongly paired
    /// characters start at `from`.
    pub(super) fn run(&self, mark: usize, from: usize, start: &Start) -> Option<Answer> {
        // Vanished pairs cost time; try without them first.
        let plain = self.attempt(mark, from, start, 0);
        match plain {
            Some((answer, rate)) if rate < SOUND => Some(answer),
            None if matches!(start, Start::Silent(n) if !self.is_garbled(from + n, LONG)) => None,
            plain if !matches!(start, Start::Silent(_)) && self.is_sense(from) => plain.map(|(answer, _)| answer),
            plain if self.spent.get() > MOST_WORK => plain.map(|(answer, _)| answer),
            plain => {
                let with = self.attempt(mark, from, start, MOST_VANISHED);
                match (plain, with) {
                    (Some((plain, _)), None) => Some(plain),
                    (_, with) => with.map(|(answer, _)| answer),
                }
            }
        }
    }

    /// How many of the next characters stand for two bytes, up to `most`, and what they cost each.
    fn rate(&self, from: usize, most: usize) -> (usize, f32) {
        let run: Vec<char> = (from..from + most)
            .map_while(|i| self.chars.at(i))
            .take_while(|c| is_double(*c) && !is_mark(*c))
            .map(simplified)
            .collect();
        (run.len(), self.lexicon.model().cost(&run) / run.len().max(1) as f32)
    }

    /// Whether what makes no sense goes on for so long from the character at `from`: that is no list of names.
    fn is_garbled(&self, from: usize, long: usize) -> bool {
        let (n, rate) = self.rate(from, long);
        n * 2 > long && rate > GARBLED
    }

    /// Whether the characters from the one at `from` on are likely as they are: no pairs vanished among them.
    fn is_sense(&self, from: usize) -> bool {
        /// So many tell.
        const FEW: usize = 8;
        let (n, rate) = self.rate(from, FEW);
        n == FEW && rate < SENSE
    }

    /// The best answer and its cost per character.
    fn attempt(&self, mark: usize, from: usize, start: &Start, most: u8) -> Option<(Answer, f32)> {
        let mut lattice = Lattice::new(self.lexicon, self.seen, self.in_title);
        let mut root = ROOT;
        for &c in self.context {
            root = lattice.extend(root, c, false);
        }
        let limit = self.limit(from);
        let raw = self.raw_costs(&mut lattice, root, mark, limit);

        let mut beam: Vec<Hypothesis> = Vec::new();
        match start {
            Start::Mark(trail) => {
                for lead in 0x81..=0xfe {
                    if let Some(c) = gbk::pair(lead, 0xa3) {
                        let node = lattice.extend(root, c, true);
                        let cost = lattice.cost(node);
                        beam.push(Hypothesis { node, lead: Lead::Known(*trail), vanished: 0, cost });
                    }
                }
            }
            Start::Pinyin(lost) => {
                let cost = lattice.cost(root);
                beam.extend(lost.iter().map(|b| Hypothesis { node: root, lead: Lead::Known(*b), vanished: 0, cost }));
            }
            Start::Byte => {
                let cost = lattice.cost(root);
                beam.push(Hypothesis { node: root, lead: Lead::Any, vanished: 0, cost });
            }
            Start::Silent(_) => {}
        }
        let starts = if let Start::Silent(n) = start { from..from + n } else { 0..0 };
        let mut sound = root;
        let mut finishes = Vec::new();
        let mut k = from;
        loop {
            let mut next = Vec::new();
            if starts.contains(&k) {
                self.start_here(&mut lattice, sound, k, &mut beam, &mut next);
                if let Some(c) = self.chars.at(k) {
                    sound = lattice.extend(sound, c, false);
                    if is_rare(c) {
                        lattice.charge(sound, RARE);
                    }
                }
            }
            // Soon behind its start a slip that is one makes sense.
            if !starts.is_empty() && k == starts.end + SHOWS {
                let least = beam.iter().map(|hypothesis| hypothesis.cost).fold(f32::INFINITY, f32::min);
                if least - lattice.cost(root) > SILENT_SOUND * (k - from) as f32 {
                    break;
                }
            }
            // Where a slip may start in many places, what is right is not yet likely.
            let width = if k < starts.end + SETTLES { WIDE } else { WIDTH };
            beam = prune(beam, width);
            if most > 0 {
                let mut lost = beam.clone();
                for _ in 0..2 {
                    lost = Self::vanish(&mut lattice, &lost, most);
                    beam.extend_from_slice(&lost);
                }
                beam = prune(beam, width);
            }
            let is_silent = !starts.is_empty();
            let ended = if k < from + SHORT_RUN { WIDTH } else { FEW };
            self.finish(&mut lattice, &beam, k, (k > from, is_silent), ended, &mut finishes);
            let Some([a, b]) = self.chars.at(k).filter(|_| k < limit).and_then(gbk::bytes_or_private) else { break };
            for hypothesis in &beam {
                for lead in hypothesis.lead.bytes() {
                    if let Some(c) = gbk::pair(lead, a) {
                        let node = lattice.extend(hypothesis.node, c, true);
                        let cost = lattice.cost(node) + VANISHED * f32::from(hypothesis.vanished);
                        next.push(Hypothesis { node, lead: Lead::Known(b), cost, ..*hypothesis });
                    }
                }
            }
            if next.is_empty() && !starts.contains(&(k + 1)) {
                break;
            }
            beam = next;
            k += 1;
        }
        let chosen = self.choose(&mut lattice, (root, mark), finishes, limit, &raw, start);
        self.spent.set(self.spent.get() + lattice.len());
        chosen
    }

    /// Hypotheses of a slip that starts at the character at `k`, behind the sound text that ends at `sound`: the first
    /// byte of a character was lost before it, or the second one of the character whose first byte it shows.
    fn start_here(
        &self,
        lattice: &mut Lattice<'_>,
        sound: u32,
        k: usize,
        here: &mut Vec<Hypothesis>,
        next: &mut Vec<Hypothesis>,
    ) {
        here.push(Hypothesis { node: sound, lead: Lead::Lost, vanished: 0, cost: lattice.cost(sound) });
        let Some([first, b]) = self.chars.at(k).and_then(gbk::bytes_or_private) else { return };
        // The character itself is the case that the byte was lost behind it.
        for c in trails().filter(|trail| *trail != b).filter_map(|trail| gbk::pair(first, trail)) {
            let node = lattice.extend(sound, c, true);
            next.push(Hypothesis { node, lead: Lead::Known(b), vanished: 0, cost: lattice.cost(node) });
        }
    }

    /// Where all readings of the slip are compared.
    fn limit(&self, from: usize) -> usize {
        let run = (from..from + LONGEST_RUN).take_while(|i| self.chars.at(*i).is_some_and(is_double)).count();
        let mut end = from + run;
        if let Some((_, after)) =
            self.chars.annotation(end + usize::from(self.chars.at(end).is_some_and(is_mark)), false)
        {
            end = after;
        } else {
            end += 1;
        }
        let line = (end..end + LOOK_AHEAD).take_while(|i| self.chars.at(*i).is_some_and(|c| c != '\n')).count();
        (end + line).min(self.chars.all.len())
    }

    /// The cost of leaving everything as it is, up to each character from the one at `mark` to `limit`; annotations
    /// cost nothing.
    fn raw_costs(&self, lattice: &mut Lattice<'_>, root: u32, mark: usize, limit: usize) -> Vec<f32> {
        let mut costs = vec![lattice.cost(root)];
        let (mut node, mut at) = (root, mark);
        while at < limit {
            (node, at) = self.step(lattice, node, at);
            costs.resize(at - mark + 1, lattice.cost(node));
        }
        costs
    }

    /// Extends `node` by the text as it is from `at` to `limit`, pinyin left out.
    fn follow(&self, lattice: &mut Lattice<'_>, mut node: u32, mut at: usize, limit: usize) -> u32 {
        while at < limit {
            (node, at) = self.step(lattice, node, at);
        }
        node
    }

    /// Extends `node` by the character at `at`, or passes the pinyin that stands there.
    fn step(&self, lattice: &mut Lattice<'_>, node: u32, at: usize) -> (u32, usize) {
        let behind_mark = at > 0 && self.chars.at(at - 1).is_some_and(is_mark);
        if let Some((_, end)) = self.chars.annotation(at, !behind_mark) {
            return (node, end);
        }
        (self.chars.at(at).map_or(node, |c| lattice.extend(node, c, false)), at + 1)
    }

    /// Hypotheses in which one more pair vanished here.
    fn vanish(lattice: &mut Lattice<'_>, beam: &[Hypothesis], most: u8) -> Vec<Hypothesis> {
        let mut found = Vec::new();
        for hypothesis in prune(beam.to_vec(), NARROW).iter().filter(|h| h.vanished < most) {
            for lead in hypothesis.lead.bytes() {
                for &first in gbk::vanishing() {
                    let Some(c) = gbk::pair(lead, first) else { continue };
                    let node = lattice.extend(hypothesis.node, c, true);
                    let vanished = hypothesis.vanished + 1;
                    let cost = lattice.cost(node) + VANISHED * f32::from(vanished);
                    found.push(Hypothesis { node, lead: Lead::Behind(first), vanished, cost });
                }
            }
        }
        prune(found, WIDTH)
    }

    /// The ways in which the hypotheses may end before the character at `k`.
    fn finish(
        &self,
        lattice: &mut Lattice<'_>,
        beam: &[Hypothesis],
        k: usize,
        (moved, is_silent): (bool, bool),
        ended: usize,
        out: &mut Vec<Finish>,
    ) {
        let next = self.chars.at(k);
        let mut here = Vec::new();
        let mut push = |lattice: &mut Lattice<'_>, from: &Hypothesis, c: char, end: usize, extra: f32| {
            let node = lattice.extend(from.node, c, true);
            let extra = extra + VANISHED * f32::from(from.vanished);
            here.push(Finish { node, end, extra, total: lattice.cost(node) + extra });
        };
        // A byte without partner that no mark stands for was left out with what it stood for.
        let leaves_out = next.is_none_or(|c| c.is_ascii() && !c.is_ascii_alphabetic());
        let ends_here = is_silent && leaves_out;
        let dropped = if ends_here { EATEN } else { DROPPED };
        let least = beam.iter().map(|hypothesis| hypothesis.cost).fold(f32::INFINITY, f32::min);
        let may_end =
            |hypothesis: &&Hypothesis| !matches!(hypothesis.lead, Lead::Lost) && hypothesis.cost < least + ONE_CHAR;
        for hypothesis in prune(beam.to_vec(), ended).iter().filter(may_end) {
            for lead in hypothesis.lead.bytes() {
                match next {
                    Some(c @ '\u{40}'..='\u{7e}') => {
                        if let Some(whole) = gbk::pair(lead, c as u8) {
                            match self.chars.annotation(k + 1, true) {
                                Some((syllable, end)) if self.lexicon.readings.is_reading(whole, syllable) => {
                                    push(lattice, hypothesis, whole, end, -EATEN);
                                }
                                _ => push(lattice, hypothesis, whole, k + 1, 0.0),
                            }
                        }
                    }
                    Some(c) if is_mark(c) => {
                        let told = self.chars.annotation(k + 1, false);
                        for trail in trails() {
                            let Some(whole) = gbk::pair(lead, trail) else { continue };
                            match told {
                                Some((syllable, end)) if self.lexicon.readings.is_reading(whole, syllable) => {
                                    push(lattice, hypothesis, whole, end, -EATEN);
                                }
                                Some(_) => {}
                                None => push(lattice, hypothesis, whole, k + 1, EATEN),
                            }
                        }
                    }
                    _ if moved && matches!(hypothesis.lead, Lead::Known(_)) => {
                        for trail in trails() {
                            if let Some(whole) =
                                gbk::pair(lead, trail).filter(|c| is_han(*c) || ends_here && is_stop(*c))
                            {
                                push(lattice, hypothesis, whole, k, dropped);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        here.sort_by(|a, b| a.total.total_cmp(&b.total));
        out.extend(here.into_iter().take(6));
    }

    /// The best finish, if it is better than the text as it is.
    fn choose(
        &self,
        lattice: &mut Lattice<'_>,
        (root, mark): (u32, usize),
        mut finishes: Vec<Finish>,
        limit: usize,
        raw: &[f32],
        start: &Start,
    ) -> Option<(Answer, f32)> {
        // What stands behind an end costs about what it costs anyhow: only what may be the best is followed.
        let rest = |end: usize| raw.get(end.saturating_sub(mark)).copied().unwrap_or_default();
        let raw = raw.last().copied().unwrap_or_default();
        if finishes.len() > FINISHES {
            finishes.sort_by(|a, b| (a.total - rest(a.end)).total_cmp(&(b.total - rest(b.end))));
            finishes.truncate(FINISHES);
        }
        for finish in &mut finishes {
            let node = self.follow(lattice, finish.node, finish.end, limit);
            finish.total = lattice.cost(node) + finish.extra;
        }
        finishes.sort_by(|a, b| a.total.total_cmp(&b.total));
        let best = finishes.first()?;
        let needed = match start {
            Start::Byte => GAIN_UNTOLD,
            Start::Silent(_) => GAIN_SILENT,
            _ if self.asked => GAIN_ASKED,
            _ => GAIN,
        };
        // What quotations are granted says nothing on how likely the rest is; and where none is open, none ends.
        let quoted = lattice.ends_of_quotes(best.node, root) as f32 * END_OF_QUOTE;
        let text = lattice.text(best.node, root);
        let is_open = self.in_quote || text.find('“').is_some_and(|open| text.find('”').is_none_or(|end| open < end));
        let granted = if is_open { 0.0 } else { quoted };
        if raw - best.total - granted < needed {
            return None;
        }
        let rival = finishes
            .iter()
            .skip(1)
            .find(|f| f.end != best.end || lattice.text(f.node, root) != text)
            .map_or(f32::INFINITY, |f| f.total);
        let n = text.chars().count() + limit.saturating_sub(best.end);
        let rate = (best.total + quoted - lattice.cost(root)) / n as f32;
        // What stands behind may be garbled again.
        let read = lattice.cost(best.node) + quoted - lattice.cost(root);
        let n_chars = text.chars().count();
        let is_sound =
            read <= SILENT_SOUND * n_chars as f32 && text.chars().filter(|c| is_rare(*c)).count() * RAREST <= n_chars;
        if matches!(start, Start::Silent(_)) && !is_sound {
            return None;
        }
        Some((Answer { text, end: best.end, certain: rival - best.total > CLEAR }, rate))
    }
}
