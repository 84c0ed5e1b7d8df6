//! What stands in quotes: brands and schemes.

use crate::theme::evidence::NameKind;
use crate::theme::scan::{Range, Scan};

use super::{Candidate, pattern::candidate};

/// “亲相见”品牌, 品牌“亲相见”.
pub(super) fn brands(scan: &Scan) -> Vec<Candidate> {
    let mut names = Vec::new();
    let mut open = None;
    for i in 0..scan.len() {
        match scan.get(i) {
            '“' | '「' | '『' => open = Some(i + 1),
            '”' | '」' | '』' => {
                let Some(start) = open.take() else { continue };
                let n = i - start;
                let after = (i + 1..i + 8).find(|&k| scan.has(k, "品牌"));
                let plain = |range: Range| (range.0..range.1).all(|k| scan.get(k).is_alphanumeric());
                let behind = after.is_some_and(|k| plain((i + 1, k)) && k <= i + 5);
                let before = scan.ends(start - 1, "品牌");
                if (2..=12).contains(&n) && (behind || before) && (start..i).all(|k| !matches!(scan.get(k), ',' | '。'))
                {
                    names.push(candidate(scan, (start, i), NameKind::Brand));
                }
            }
            _ => {}
        }
    }
    names
}

/// “5+2”, 四件事.
pub(super) fn schemes(scan: &Scan) -> Vec<Candidate> {
    let mut names = Vec::new();
    for i in 0..scan.len() {
        if scan.get(i) == '“' {
            let Some(end) = (i + 1..i + 12).find(|&k| scan.get(k) == '”') else { continue };
            let digits = (i + 1..end).filter(|&k| scan.get(k).is_ascii_digit()).count();
            let signs = (i + 1..end).filter(|&k| matches!(scan.get(k), '+' | '×')).count();
            if digits >= 2 && signs >= 1 {
                names.push(candidate(scan, (i + 1, end), NameKind::Scheme));
            }
        }
        let count = "二两三四五六七八九十".contains(scan.get(i)) && !"一二三四五六七八九十第".contains(scan.before(i));
        if count {
            let tails = ["件事", "大工程", "大行动", "项行动", "篇文章", "大战略", "项重点工作", "大任务"];
            // 两件事并不冲突 counts in passing; 抓好两件事 is a plan.
            let is_plan = |tail: &str| {
                tail != "件事"
                    || !"二两三".contains(scan.get(i))
                    || ["好", "抓", "办", "做", "“"].iter().any(|word| scan.ends(i, word))
            };
            if let Some(tail) = tails.iter().find(|tail| scan.has(i + 1, tail) && is_plan(tail)) {
                names.push(candidate(scan, (i, i + 1 + tail.chars().count()), NameKind::Scheme));
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_counted_in_passing_are_no_scheme() {
        for (text, n) in [("抓好四件事", 1), ("办好两件事", 1), ("两件事并不冲突", 0), ("先问三件事", 0)]
        {
            assert_eq!(schemes(&Scan::new(text, &[])).len(), n, "{text}");
        }
    }
}
