//! Paragraphs and sentences.

use super::Span;

/// Where a line ends.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What stands between sentences without belonging to one.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The span of `text[start..end]` without blanks at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let part = text.get(start..end)?;
    let body = part.trim_start_matches(is_blank);
    let start = end - body.len();
    let body = body.trim_end_matches(is_blank);
    (!body.is_empty()).then(|| Span::new(start, start + body.len()))
}

/// The lines of `text` that say something, without the blanks around them.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_line_end(*c)) {
        spans.extend(trimmed(text, start, at));
        start = at + c.len_utf8();
    }
    spans.extend(trimmed(text, start, text.len()));
    spans
}

/// The sentences of `text`. They never reach across the end of a line; blanks between them
/// belong to none. What goes on for more than a thousand characters without an end (a table, a text that lost its
/// marks) is cut at its semicolons, commas or blanks.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for line in paragraphs(text) {
        let base = line.start as usize;
        let mut start = 0;
        let body = line.of(text);
        for end in ends(body).into_iter().chain([body.len()]) {
            if let Some(span) = trimmed(text, base + start, base + end) {
                pieces(text, span, &mut spans);
            }
            start = end;
        }
    }
    spans
}

/// Most bytes of a sentence: some thousand characters.
const LONGEST: usize = 3000;

/// Appends a sentence, or its pieces where it is too long to be one.
fn pieces(text: &str, span: Span, spans: &mut Vec<Span>) {
    let (mut start, end) = (span.start as usize, span.end as usize);
    while let Some(rest) = text.get(start..end).filter(|rest| rest.len() > LONGEST) {
        let window = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
        let behind = |is_gap: fn(char) -> bool| {
            window.char_indices().rev().find(|(_, c)| is_gap(*c)).map(|(at, c)| at + c.len_utf8())
        };
        let cut = behind(|c| matches!(c, '；' | ';'))
            .or_else(|| behind(|c| matches!(c, '，' | ',' | '、') || c.is_whitespace()))
            .unwrap_or(window.len());
        spans.extend(trimmed(text, start, start + cut));
        start += cut;
    }
    spans.extend(trimmed(text, start, end));
}

/// Titles and brackets longer than this are taken for such that were never closed.
const LONGEST_TITLE: usize = 60;

/// Byte offsets in `line` after which a new sentence starts.
fn ends(line: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut found = Vec::new();
    let (mut title_since, mut bracket_since) = (None, None);
    let mut straight_quote_open = false;
    let mut i = 0;
    while let Some(c) = at(i) {
        match c {
            '《' => title_since = Some(i),
            '》' => title_since = None,
            '（' | '(' | '〔' => bracket_since = bracket_since.or(Some(i)),
            '）' | ')' | '〕' => bracket_since = None,
            '"' => straight_quote_open = !straight_quote_open,
            _ => {}
        }
        let is_inside = |since: Option<usize>| since.is_some_and(|at| i - at < LONGEST_TITLE);
        let stops = is_stop(c, i.checked_sub(1).and_then(at), at(i + 1)) && !(c == '.' && abbreviates(&chars, i));
        if !stops || is_inside(title_since) {
            i += 1;
            continue;
        }
        let full_stop = matches!(c, '。' | '｡' | '.' | '．');
        let mut next = i + 1;
        while at(next).is_some_and(|c| is_stop(c, None, None) || c == '…') {
            next += 1;
        }
        // Several sentences in brackets belong to the one around them.
        if is_inside(bracket_since) && !at(next).is_some_and(is_closer) {
            i = next;
            continue;
        }
        let mut closed = None;
        while let Some(c) = at(next) {
            let closes = match c {
                '"' if straight_quote_open => {
                    straight_quote_open = false;
                    true
                }
                _ => is_closer(c),
            };
            if !closes {
                break;
            }
            closed = Some(c);
            if matches!(c, '）' | ')' | '〕') {
                bracket_since = None;
            }
            next += 1;
        }
        i = next;
        // Footnote marks stand after the stop and belong to it.
        if let Some(after) = footnote(&chars, next) {
            i = after;
        }
        let goes_on = match at(i) {
            None => true,
            Some(c) if is_continuation(c) => true,
            // `“冲啊！”的口号`, `（真的！）他说`: the stop is that of the quotation alone.
            Some(c) => !full_stop && closed.is_some() && (is_particle(c) || matches!(closed, Some('）' | ')'))),
        };
        if !goes_on && let Some((end, _)) = chars.get(i) {
            found.push(*end);
        }
    }
    found
}

/// Whether `c` between its neighbours ends a sentence.
fn is_stop(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '。' | '｡' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => true,
        // In an address or a formula they stand between letters.
        '!' | '?' => !after.is_some_and(|c| c.is_ascii_alphanumeric()) || before.is_some_and(|c| !c.is_ascii()),
        '…' => before.is_none_or(|c| c != '…') && after == Some('…') || after.is_none(),
        '.' | '．' => {
            let ends_word = before.is_some_and(|c| !c.is_ascii_digit() && (is_han(c) || c.is_lowercase()));
            let free = after.is_none_or(|c| c.is_whitespace() || is_closer(c) || is_opener(c));
            let between_han = before.is_some_and(is_han) && after.is_some_and(is_han);
            ends_word && free || between_han
        }
        _ => false,
    }
}

/// Whether the full stop at `i` belongs to an abbreviation: `Mr. Smith`, `No. 5`, or anything that goes on with a small
/// letter.
fn abbreviates(chars: &[(usize, char)], i: usize) -> bool {
    const TITLES: [&str; 18] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "No", "Gen", "Col", "Lt", "Capt", "Gov", "Sen", "Rep", "Vol", "Fig",
        "vs", "cf",
    ];
    let mut behind = chars.get(i + 1..).unwrap_or_default().iter().map(|(_, c)| *c);
    if behind.next() != Some(' ') {
        return false;
    }
    let Some(next) = behind.find(|c| *c != ' ') else { return false };
    let before = chars.get(..i).unwrap_or_default().iter().rev().map(|(_, c)| *c);
    let word: Vec<char> = before.take_while(char::is_ascii_alphabetic).take(5).collect();
    let is_title = TITLES.iter().any(|title| title.chars().rev().eq(word.iter().copied()));
    !word.is_empty() && (next.is_ascii_lowercase() || is_title && next.is_ascii_alphanumeric())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '」' | '』' | '）' | ')' | '】' | '〕' | '］' | ']' | '〗' | '〞' | '﹂' | '﹄' | '》' | '〉'
    )
}

fn is_opener(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '（' | '(' | '【' | '〔' | '《' | '〈' | '"')
}

/// What cannot begin a sentence.
fn is_continuation(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '－' | '》' | '〉' | '～')
}

/// What carries a sentence on after a quotation.
fn is_particle(c: char) -> bool {
    matches!(c, '的' | '地' | '得' | '之' | '等' | '和' | '与' | '與' | '是' | '了' | '为' | '為' | '及' | '或')
}

/// Where the footnote mark at `from` ends: `[3]`, `［12］` or `①`.
fn footnote(chars: &[(usize, char)], from: usize) -> Option<usize> {
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    match at(from)? {
        '①'..='⑳' => Some(from + 1),
        '[' | '［' => {
            let mut i = from + 1;
            while at(i).is_some_and(|c| c.is_ascii_digit()) && i - from < 5 {
                i += 1;
            }
            (i > from + 1 && matches!(at(i), Some(']' | '］'))).then_some(i + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn splits_at_stops_with_their_closers() {
        check("今天好。明天也好！", &["今天好。", "明天也好！"]);
        check("他说：“好。”然后走了。", &["他说：“好。”", "然后走了。"]);
        check("怎么办？！不知道……算了。", &["怎么办？！", "不知道……", "算了。"]);
        check("“要干！”的口号响了。“好！”", &["“要干！”的口号响了。", "“好！”"]);
        check("他喊了“冲！”，就去了。", &["他喊了“冲！”，就去了。"]);
        check("读《怎么办？》有感。好书。", &["读《怎么办？》有感。", "好书。"]);
        check("他笑了（真的！）又哭了。", &["他笑了（真的！）又哭了。"]);
        check("有据可查。[3]另有一说。", &["有据可查。[3]", "另有一说。"]);
        check("Mr. Smith saw No. 5 there. He left. 好。", &["Mr. Smith saw No. 5 there.", "He left.", "好。"]);
    }

    #[test]
    fn quotations_and_brackets_stay_with_their_sentence() {
        check("他问：“去吗？”她答：“去。”两人走了。", &["他问：“去吗？”", "她答：“去。”", "两人走了。"]);
        check("會議說「要快。」隨後『開工』。", &["會議說「要快。」", "隨後『開工』。"]);
        check("他说：“先看。再定！”大家同意。", &["他说：“先看。", "再定！”", "大家同意。"]);
        check(
            "项目（一期已建成。二期在建）进展顺利。下一步更快。",
            &["项目（一期已建成。二期在建）进展顺利。", "下一步更快。"],
        );
        check("（见附件。）另有安排。", &["（见附件。）", "另有安排。"]);
        check("编号（未完。", &["编号（未完。"]);
        check("“绿电+”怎么走？《答案。》在这里。", &["“绿电+”怎么走？", "《答案。》在这里。"]);
        check("他说\"快走!\"然后走了。\"好。\"完了。", &["他说\"快走!\"", "然后走了。", "\"好。\"", "完了。"]);
    }

    #[test]
    fn ellipses_end_a_sentence_only_at_its_end() {
        check("风、光、水、秸秆……都是资源。", &["风、光、水、秸秆……", "都是资源。"]);
        check("话没说完……", &["话没说完……"]);
        check("真的吗……？真的！！！", &["真的吗……？", "真的！！！"]);
        check("等等…还有", &["等等…还有"]);
    }

    #[test]
    fn what_never_ends_is_cut_at_its_commas() {
        let text = "风电、光伏，".repeat(1000) + &"无".repeat(2500);
        let found: Vec<&str> = sentences(&text).iter().map(|span| span.of(&text)).collect();
        assert_eq!(found.concat(), text);
        assert!(found.len() > 8 && found.iter().all(|sentence| sentence.len() <= LONGEST));
        assert!(found.iter().take(5).all(|sentence| sentence.ends_with(['，', '、'])));
    }

    #[test]
    fn headings_and_lists_are_lines_of_their_own() {
        check(
            "（一）总体要求\n1、稳中求进。\n2、以进促稳；\n——先立后破",
            &["（一）总体要求", "1、稳中求进。", "2、以进促稳；", "——先立后破"],
        );
        check(
            "第三章 附则\r\n第十条 本办法自2026年1月1日起施行。",
            &["第三章 附则", "第十条 本办法自2026年1月1日起施行。"],
        );
        check("增长3.5%。U.S.和C++。", &["增长3.5%。", "U.S.和C++。"]);
    }

    #[test]
    fn numbers_lists_and_addresses_stay_whole() {
        check("1. 增长3.5%\n2．下降0.2%。", &["1. 增长3.5%", "2．下降0.2%。"]);
        check("见http://a.cn/b?c=d。完", &["见http://a.cn/b?c=d。", "完"]);
        check("It rose. 然后跌了.", &["It rose.", "然后跌了."]);
        check("一、总体要求\n　　坚持稳中求进。", &["一、总体要求", "坚持稳中求进。"]);
        check(" \n\u{3000}\n", &[]);
    }

    #[test]
    fn paragraphs_are_lines_that_say_something() {
        let text = "甲\r\n\r\n  乙 \u{2028}丙";
        let found: Vec<&str> = paragraphs(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["甲", "乙", "丙"]);
    }
}
