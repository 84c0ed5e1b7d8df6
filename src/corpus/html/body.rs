//! Which lines of a page are its article: the element whose lines weigh most, cut to what reads as text.

use rustc_hash::FxHashMap;

use super::byline;
use super::lines::{Line, ends_sentence};
use super::title;
use super::tree::Tree;
use super::zone;
use crate::protocol::ArticleMeta;

/// What is taken of a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Numbers of the article's lines.
    pub(super) lines: Vec<usize>,
    /// The first and the last line of the element chosen.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// How much a line speaks for (characters) or against its element being the article.
fn score(line: &Line) -> f32 {
    let n = line.n_chars as f32;
    if line.is_outside {
        return -(n.min(80.0)) * 0.3;
    }
    if line.is_linked() && !(line.n_marks > 1 && ends_sentence(&line.text)) {
        return -(n.min(30.0)) * 0.5 - 2.0;
    }
    if zone::is_tool(&line.text) {
        return -3.0;
    }
    // How lists of other articles quote them.
    if line.text.ends_with("...") || line.text.ends_with('…') && !line.text.ends_with("……") {
        return -(n.min(80.0)) * 0.2;
    }
    if line.is_prose() {
        return n - line.n_linked as f32;
    }
    match line.n_chars {
        0..=40 if line.is_heading => 0.0,
        0..=12 => -2.0,
        13..=30 => -1.0,
        _ => n * 0.3,
    }
}

/// Finds the article. `hidden` also weighs lines that are not shown at first.
pub(super) fn find(tree: &Tree, lines: &[Line], hidden: bool) -> Option<Found> {
    let mut sums: FxHashMap<usize, f32> = FxHashMap::default();
    for line in lines.iter().filter(|line| hidden || !line.is_hidden) {
        let score = score(line);
        for at in std::iter::once(line.block).chain(tree.around(line.block)) {
            *sums.entry(at).or_default() += score;
        }
    }
    let mut best: Option<(usize, f32)> = None;
    let mut blocks: Vec<(usize, f32)> = sums.into_iter().collect();
    blocks.sort_unstable_by_key(|(at, _)| *at);
    for (at, sum) in blocks {
        let sum = sum * tree.node(at).map_or(1.0, zone::weight);
        // Of equals the inner one.
        if sum > 0.0 && best.is_none_or(|(_, most)| sum >= most) {
            best = Some((at, sum));
        }
    }
    let chosen = narrowed(tree, lines, best?.0, hidden);
    let end = tree.node(chosen)?.end;
    let inside = |line: &Line| (chosen..end).contains(&line.block);
    let first = lines.iter().position(inside)?;
    let last = lines.iter().rposition(inside)?;
    let kept = (first..=last)
        .filter(|&i| lines.get(i).is_some_and(|line| inside(line) && !line.is_outside && (hidden || !line.is_hidden)));
    Some(Found { lines: kept.collect(), first, last })
}

/// Characters of a line that is more than a caption or a remark.
const SENTENCE: usize = 25;
/// Part of an element's text that an inner element must hold to stand for it, in hundredths.
const MOST: usize = 88;
/// The same where the rest stands behind it.
const MUCH: usize = 70;

/// The innermost element that holds nearly all text of an element: what is beside it are titles, remarks, abstracts.
fn narrowed(tree: &Tree, lines: &[Line], mut chosen: usize, hidden: bool) -> usize {
    let weight = |line: &Line| if line.is_prose() && line.n_chars >= SENTENCE { line.n_chars } else { 0 };
    let texts: Vec<(usize, usize)> = lines
        .iter()
        .filter(|line| !line.is_outside && (hidden || !line.is_hidden) && !zone::is_tool(&line.text))
        .map(|line| (line.block, weight(line)))
        .filter(|(_, n)| *n > 0)
        .collect();
    loop {
        let Some(end) = tree.node(chosen).map(|node| node.end) else { return chosen };
        let inside = |end: usize, from: usize| {
            texts.iter().filter(|(block, _)| (from..end).contains(block)).copied().collect::<Vec<_>>()
        };
        let all = inside(end, chosen);
        let total: usize = all.iter().map(|(_, n)| n).sum();
        // The child that holds most; a single paragraph is no element to narrow to.
        let mut children: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
        for (block, n) in &all {
            let child = std::iter::once(*block).chain(tree.around(*block)).take_while(|at| *at != chosen).last();
            if let Some(child) = child {
                let slot = children.entry(child).or_default();
                *slot = (slot.0 + n, slot.1 + 1);
            }
        }
        let Some((&child, &(n, n_lines))) = children.iter().max_by_key(|(at, (n, _))| (*n, usize::MAX - **at)) else {
            return chosen;
        };
        let before: usize = children.iter().filter(|(at, _)| **at < child).map(|(_, (n, _))| n).sum();
        let class = |at: usize| tree.node(at).map(|node| (node.tag.clone(), node.get("class").to_owned()));
        let goes_on = children.keys().any(|&at| at > child && class(at) == class(child));
        // What stands behind in boxes of another kind are comments and other articles.
        let is_most = n * 100 >= total * MOST || n * 100 >= total * MUCH && before * 100 <= total * 5 && !goes_on;
        if !is_most || n_lines < 2 && !is_frame(tree, child) {
            return chosen;
        }
        chosen = child;
    }
}

/// Whether an element is a box for text, not a paragraph itself.
fn is_frame(tree: &Tree, at: usize) -> bool {
    tree.node(at).is_some_and(|node| {
        matches!(node.tag.as_str(), "div" | "section" | "article" | "main" | "td" | "tr" | "tbody" | "table")
    })
}

/// Cuts what is found to the article's own lines: the title and byline before it and the remarks behind it go.
/// What the remarks say of the article is kept in `meta`.
pub(super) fn trim(found: &mut Found, lines: &[Line], title: &str, meta: &mut ArticleMeta) {
    let line = |i: usize| lines.get(i);
    let title = title::key(title);
    let is_title = |line: &Line| {
        let key = title::key(&line.text);
        line.n_chars >= 4 && (key == title || key.contains(&title) && key.len() < title.len() + 24)
    };
    found.lines.retain(|&i| line(i).is_some_and(|line| !zone::is_original(&line.text)));
    // Links between sentences are offers to read on; inside sentences they are text.
    found.lines.retain(|&i| {
        line(i).is_some_and(|line| {
            !line.is_linked() || line.is_heading && !line.is_item || line.n_marks > 1 && ends_sentence(&line.text)
        })
    });
    cut_before(found, lines);
    let first_prose = found.lines.iter().position(|&i| line(i).is_some_and(Line::is_prose)).unwrap_or(0);
    let titled = found.lines.iter().take(first_prose + 1).rposition(|&i| line(i).is_some_and(is_title));
    let from = titled.map_or(0, |at| at + 1);
    let mut at = 0;
    found.lines.retain(|&i| {
        at += 1;
        let Some(line) = line(i) else { return false };
        let before = at <= from;
        let around = at <= first_prose && (is_around(&line.text) || is_title(line));
        !before && !around
    });
    while found
        .lines
        .first()
        .and_then(|&i| line(i))
        .is_some_and(|line| line.n_chars <= 100 && zone::is_offer(&line.text))
    {
        found.lines.remove(0);
    }
    cut_after(found, lines);
    while let Some(line) = found.lines.last().and_then(|&i| line(i)) {
        let is_credit = byline::is_byline(&line.text) && !line.is_prose();
        if !(is_credit
            || zone::is_tool(&line.text)
            || zone::is_after(&line.text)
            || zone::is_notice(&line.text) && line.n_chars < 200)
        {
            break;
        }
        if is_credit || zone::is_tool(&line.text) {
            byline::take(meta, &line.text, None);
        }
        found.lines.pop();
    }
    let is_remark = |line: &Line| {
        zone::is_tool(&line.text) && !ends_sentence(&line.text) || zone::is_after(&line.text) && line.n_chars < 6
    };
    found.lines.retain(|&i| line(i).is_some_and(|line| !is_remark(line)));
}

/// Cuts what stands before the heading of the text itself.
fn cut_before(found: &mut Found, lines: &[Line]) {
    let prose = |i: &usize| lines.get(*i).filter(|line| line.is_prose()).map_or(0, |line| line.n_chars);
    let total: usize = found.lines.iter().map(prose).sum();
    let at = found.lines.iter().position(|&i| lines.get(i).is_some_and(|line| zone::is_before(&line.text)));
    if let Some(at) = at
        && found.lines.iter().skip(at).map(prose).sum::<usize>() * 2 > total
    {
        found.lines.drain(..=at);
    }
}

/// Cuts at the heading of what stands below an article, when little prose comes after it.
fn cut_after(found: &mut Found, lines: &[Line]) {
    let prose = |i: &usize| lines.get(*i).filter(|line| line.is_prose()).map_or(0, |line| line.n_chars);
    let total: usize = found.lines.iter().map(prose).sum();
    let mut before = 0;
    for at in 0..found.lines.len() {
        let Some(i) = found.lines.get(at) else { break };
        let is_after = lines.get(*i).is_some_and(|line| zone::is_after(&line.text));
        if is_after && before * 10 >= total * 6 && before > 0 {
            found.lines.truncate(at);
            break;
        }
        before += prose(i);
    }
}

/// Whether a line before the text is about the article, not of it.
fn is_around(text: &str) -> bool {
    byline::is_byline(text) || zone::is_tool(text) || is_path(text)
}

/// `首页 > 新闻 > 正文`.
fn is_path(text: &str) -> bool {
    text.chars().count() < 60 && text.contains(['>', '›', '»', '＞']) && !text.contains('。')
}
