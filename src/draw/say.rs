//! The sentence a panel begins with, made from the same evidence as its pictures.

use super::count as thousands;
use crate::protocol::{FormBody, Lang, Mark, Panel, SayPart};

fn text(text: impl Into<String>) -> SayPart {
    SayPart { text: text.into(), key: None }
}

fn mark(mark: &Mark) -> SayPart {
    SayPart { text: mark.label.clone(), key: Some(mark.key.clone()) }
}

/// Clauses; each ends in punctuation and is kept on one line where there is room.
pub fn say(lang: Lang, name: &str, panel: &Panel) -> Vec<Vec<SayPart>> {
    if panel.n_sentences == 0 {
        return vec![vec![text(match lang {
            Lang::Hans => format!("这些文章里没有写{name}的句子。"),
            Lang::Hant => format!("這些文章裏沒有寫{name}的句子。"),
            Lang::En => format!("No sentence here speaks of {name}."),
        })]];
    }
    let (n, a) = (thousands(panel.n_sentences), thousands(panel.n_articles));
    let mut clauses = vec![vec![text(match lang {
        Lang::Hans => format!("{name}见于 {a} 篇的 {n} 句；"),
        Lang::Hant => format!("{name}見於 {a} 篇的 {n} 句；"),
        Lang::En => {
            let (n, a) = (lang.n_sentences(panel.n_sentences), lang.n_articles(panel.n_articles));
            format!("{name}: {n} in {a}; ")
        }
    })]];
    // Bars say again what a leading form has said.
    let forms = panel.forms.iter().take(2).enumerate();
    let telling = forms.filter(|(index, form)| *index == 0 || !matches!(form.body, FormBody::Bars { .. }));
    clauses.extend(telling.filter_map(|(_, form)| clause(lang, &form.body)));
    // The last clause closes the sentence.
    if let Some(last) = clauses.last_mut().and_then(|clause| clause.last_mut()) {
        last.text.truncate(last.text.trim_end_matches([' ', ';', '；', '，', ',']).len());
        last.text.push_str(if lang == Lang::En { "." } else { "。" });
    }
    clauses
}

fn clause(lang: Lang, body: &FormBody) -> Option<Vec<SayPart>> {
    match body {
        FormBody::Chain { stages, .. } => {
            let leading = leading(lang, stages.iter())?;
            let silent: Vec<&Mark> = stages.iter().filter(|stage| stage.n == 0).collect();
            let mut parts = vec![text(match lang {
                Lang::Hans => "各环节里",
                Lang::Hant => "各環節裏",
                Lang::En => "of the stages, ",
            })];
            parts.extend(leading);
            if let [one] = silent.as_slice() {
                parts.push(text(match lang {
                    Lang::Hans => format!("“{}”没有一句单独写到；", one.label),
                    Lang::Hant => format!("「{}」沒有一句單獨寫到；", one.label),
                    Lang::En => format!("no sentence speaks of {} alone; ", one.label),
                }));
            }
            Some(parts)
        }
        FormBody::Treemap { groups } => {
            let mut order: Vec<&Mark> = groups.iter().map(|(group, _)| group).filter(|group| group.n > 0).collect();
            crate::order::sort_by_key(&mut order, |group| std::cmp::Reverse(group.n));
            match order.as_slice() {
                [] => None,
                // The second is not one of two that lead where a third has as many.
                [_] => leading(lang, order.iter().copied()),
                [_, two, three, ..] if two.n == three.n => leading(lang, order.iter().copied()),
                [one, two, ..] => Some(match lang {
                    Lang::En => vec![mark(one), text(" and "), mark(two), text(" lead; ")],
                    Lang::Hans => vec![text("“"), mark(one), text("”和“"), mark(two), text("”写得最多；")],
                    Lang::Hant => vec![text("「"), mark(one), text("」和「"), mark(two), text("」寫得最多；")],
                }),
            }
        }
        FormBody::Ladder { rungs } => {
            let claims: u32 = rungs.iter().flat_map(|rung| &rung.claims).map(|(mark, _)| mark.n).sum();
            let targets: u32 = rungs
                .iter()
                .flat_map(|rung| &rung.claims)
                .filter(|(_, status)| status == "target")
                .map(|(mark, _)| mark.n)
                .sum();
            (claims > 0).then(|| {
                vec![text(match lang {
                    Lang::Hans => format!("{claims} 处量级说法里，{targets} 处是目标；"),
                    Lang::Hant => format!("{claims} 處量級說法裏，{targets} 處是目標；"),
                    Lang::En => format!("of {claims} claims of magnitude, {targets} are targets; "),
                })]
            })
        }
        FormBody::Lanes { lanes, .. } => {
            let with_era = lanes.iter().filter(|lane| !lane.eras.is_empty()).count();
            let mut parts = leading(lang, lanes.iter().map(|lane| &lane.mark))?;
            parts.push(text(match lang {
                Lang::Hans => format!("{} 处地点里，文中写明年代的有 {with_era} 处；", lanes.len()),
                Lang::Hant => format!("{} 處地點裏，文中寫明年代的有 {with_era} 處；", lanes.len()),
                Lang::En => format!("of {} sites, the text dates {with_era}; ", lanes.len()),
            }));
            Some(parts)
        }
        FormBody::Bars { bars } => leading(lang, bars.iter()),
        // Once or twice is not often.
        FormBody::Ego { centre, arms } => most(arms).map(|arm| match lang {
            Lang::Hans if arm.n < OFTEN => {
                vec![mark(centre), text("与"), mark(arm), text(format!("同见于 {} 句；", arm.n))]
            }
            Lang::Hant if arm.n < OFTEN => {
                vec![mark(centre), text("與"), mark(arm), text(format!("同見於 {} 句；", arm.n))]
            }
            Lang::En if arm.n < OFTEN => {
                vec![mark(centre), text(" stands with "), mark(arm), text(format!(" in {}; ", lang.n_sentences(arm.n)))]
            }
            Lang::Hans => vec![mark(centre), text("常与"), mark(arm), text("写在同一句里；")],
            Lang::Hant => vec![mark(centre), text("常與"), mark(arm), text("寫在同一句裏；")],
            Lang::En => vec![mark(centre), text(" most often stands with "), mark(arm), text("; ")],
        }),
        _ => None,
    }
}

/// From so many sentences on two names stand together often.
const OFTEN: u32 = 3;

fn most(marks: &[Mark]) -> Option<&Mark> {
    // The first of the largest.
    marks.iter().rev().max_by_key(|mark| mark.n).filter(|mark| mark.n > 0)
}

/// The first of the marks that lead; where others have as many, how many they are.
fn leading<'a>(lang: Lang, marks: impl Iterator<Item = &'a Mark> + Clone) -> Option<Vec<SayPart>> {
    let n = marks.clone().map(|mark| mark.n).max().filter(|n| *n > 0)?;
    let mut leading = marks.filter(|mark| mark.n == n);
    let (top, second) = (leading.next()?, leading.next());
    let (n_tied, n) = (leading.count() + 1 + usize::from(second.is_some()), thousands(n));
    if let (2, Some(second)) = (n_tied, second) {
        let [open, and, close, end] = match lang {
            Lang::Hans => ["“", "”和“", "”", &format!("写得最多，各 {n} 句；")],
            Lang::Hant => ["「", "」和「", "」", &format!("寫得最多，各 {n} 句；")],
            Lang::En => ["", " and ", "", &format!(" lead with {n} each; ")],
        };
        return Some(vec![text(open), mark(top), text(and), mark(second), text(format!("{close}{end}"))]);
    }
    Some(match lang {
        Lang::Hans if n_tied > 1 => vec![text("“"), mark(top), text(format!("”等 {n_tied} 项写得最多，各 {n} 句；"))],
        Lang::Hant if n_tied > 1 => vec![text("「"), mark(top), text(format!("」等 {n_tied} 項寫得最多，各 {n} 句；"))],
        Lang::En if n_tied > 1 => vec![mark(top), text(format!(" is one of {n_tied} that lead with {n} each; "))],
        Lang::Hans => vec![text("“"), mark(top), text(format!("”最多，{n} 句；"))],
        Lang::Hant => vec![text("「"), mark(top), text(format!("」最多，{n} 句；"))],
        Lang::En => vec![mark(top), text(format!(" leads with {n}; "))],
    })
}
