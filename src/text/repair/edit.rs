//! Changes to a text, and changes to a text that was changed before.

use super::{Kind, Repair, Repaired};
use crate::text::Span;

/// A change that a pass proposes, in offsets of the text the pass was given.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) after: String,
    pub(super) certain: bool,
}

impl Edit {
    /// A change without doubt.
    pub(super) fn sure(kind: Kind, start: usize, end: usize, after: impl Into<String>) -> Self {
        Self { kind, start, end, after: after.into(), certain: true }
    }
}

impl Repaired {
    /// Applies the edits of one pass, which are in order and do not overlap. Where they touch
    /// what an earlier pass changed, the two become one repair of the text as it came.
    pub(super) fn apply(self, edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            return self;
        }
        let mut old = self.repairs.into_iter().peekable();
        let mut new = edits.into_iter().filter(|edit| edit.start <= edit.end).peekable();
        let mut done = Self { text: String::with_capacity(self.text.len()), repairs: Vec::new() };
        // Where we are in the text before this pass, and in the text as it came.
        let (mut here, mut raw) = (0, 0);
        loop {
            let start = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(repair), None) => repair.at.start as usize,
                (None, Some(edit)) => edit.start,
                (Some(repair), Some(edit)) => edit.start.min(repair.at.start as usize),
            };
            done.text.push_str(self.text.get(here..start).unwrap_or_default());
            raw += start - here;
            let mut group = Group { start, end: start, at: start, ..Group::default() };
            loop {
                let first = group.kind.is_none();
                let takes = |from: usize, to: usize| from < group.end || (first && from == start && to >= from);
                let old_next = old.peek().map(|r| (r.at.start as usize, r.at.end as usize)).filter(|r| takes(r.0, r.1));
                let new_next = new.peek().map(|e| (e.start, e.end)).filter(|e| takes(e.0, e.1));
                match (old_next, new_next) {
                    (None, None) => break,
                    (Some(r), e) if e.is_none_or(|e| r <= e) => {
                        if let Some(repair) = old.next() {
                            group.take_old(repair, &self.text);
                        }
                    }
                    _ => {
                        if let Some(edit) = new.next() {
                            group.take_new(edit, &self.text);
                        }
                    }
                }
            }
            here = group.end;
            raw = group.close(&self.text, raw, &mut done);
        }
        done.text.push_str(self.text.get(here..).unwrap_or_default());
        done
    }
}

/// Changes that touch one another.
#[derive(Default)]
struct Group {
    start: usize,
    end: usize,
    /// How far `after` has got, in the text before this pass.
    at: usize,
    /// How far `before` has got, in the same text.
    before_at: usize,
    before: String,
    after: String,
    kind: Option<Kind>,
    edited: bool,
    doubtful: bool,
}

impl Group {
    fn take_old(&mut self, repair: Repair, text: &str) {
        let (start, end) = (repair.at.start as usize, repair.at.end as usize);
        self.before_at = self.before_at.max(self.start);
        self.before.push_str(text.get(self.before_at..start).unwrap_or_default());
        self.before.push_str(&repair.before);
        self.before_at = end;
        self.end = self.end.max(end);
        self.doubtful |= !repair.certain;
        if !self.edited {
            self.kind = Some(repair.kind);
        }
    }

    fn take_new(&mut self, edit: Edit, text: &str) {
        self.after.push_str(text.get(self.at..edit.start).unwrap_or_default());
        self.after.push_str(&edit.after);
        self.at = edit.end;
        self.end = self.end.max(edit.end);
        self.doubtful |= !edit.certain;
        self.edited = true;
        self.kind = Some(edit.kind);
    }

    /// Writes the group down; gives the offset after it in the text as it came.
    fn close(mut self, text: &str, raw: usize, done: &mut Repaired) -> usize {
        self.before_at = self.before_at.max(self.start);
        self.before.push_str(text.get(self.before_at..self.end).unwrap_or_default());
        self.after.push_str(text.get(self.at..self.end).unwrap_or_default());
        let from = done.text.len();
        done.text.push_str(&self.after);
        let end = raw + self.before.len();
        if let (Some(kind), true) = (self.kind, self.before != self.after) {
            done.repairs.push(Repair {
                kind,
                span: Span::new(raw, end),
                at: Span::new(from, done.text.len()),
                before: self.before,
                after: self.after,
                certain: !self.doubtful,
            });
        }
        end
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Edits of a text from numbers: keep some characters, replace some.
    fn edits(text: &str, plan: &[(usize, usize, &'static str)]) -> Vec<Edit> {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut at = 0;
        let mut out = Vec::new();
        for (skip, len, after) in plan {
            let start = at + skip;
            let end = start + len;
            if end >= bounds.len() {
                break;
            }
            if *len > 0 || !after.is_empty() {
                out.push(Edit::sure(Kind::Space, bounds[start], bounds[end], *after));
            }
            at = end + usize::from(*len == 0);
        }
        out
    }

    fn plan() -> impl Strategy<Value = Vec<(usize, usize, &'static str)>> {
        prop::collection::vec((0..4usize, 0..4usize, prop::sample::select(vec!["", "甲", "xy"])), 0..8)
    }

    proptest! {
        #[test]
        fn passes_compose(raw in "[a-d中文]{0,30}", plans in prop::collection::vec(plan(), 1..4)) {
            let mut repaired = Repaired { text: raw.clone(), repairs: Vec::new() };
            for plan in &plans {
                let edits = edits(&repaired.text, plan);
                let mut expected = String::new();
                let mut at = 0;
                for edit in &edits {
                    expected.push_str(repaired.text.get(at..edit.start).unwrap());
                    expected.push_str(&edit.after);
                    at = edit.end;
                }
                expected.push_str(repaired.text.get(at..).unwrap());
                repaired = repaired.apply(edits);
                prop_assert_eq!(&repaired.text, &expected);
            }
            prop_assert_eq!(repaired.original(), raw.clone());
            for repair in &repaired.repairs {
                prop_assert_eq!(repair.span.of(&raw), &repair.before);
                prop_assert_eq!(repair.at.of(&repaired.text), &repair.after);
            }
        }
    }
}
