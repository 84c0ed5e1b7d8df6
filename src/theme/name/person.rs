//! People: a personal name beside an office, or before a verb of speech.

use crate::theme::evidence::NameKind;
use crate::theme::matcher::{Found, Role};
use crate::theme::scan::{Range, Scan, Word};

use super::{Candidate, pattern::candidate};

/// Offices.
#[rustfmt::skip]
pub(crate) const OFFICES: &[&str] = &[
    "中共中央总书记", "国家主席", "中央军委主席", "国务院总理", "国务院副总理", "国务委员", "省委书记", "市委书记",
    "县委书记", "区委书记", "自治区党委书记", "党委书记", "党组书记", "党支部书记", "总书记", "副书记", "书记",
    "省长", "副省长", "市长", "副市长", "县长", "副县长", "区长", "镇长", "乡长", "州长", "主席", "副主席", "总理",
    "总统", "部长", "副部长", "外长", "厅长", "局长", "副局长", "司长", "处长", "科长", "主任", "副主任", "董事长",
    "副董事长", "总经理", "副总经理", "总裁", "总工程师", "首席执行官", "首席专家", "院长", "副院长", "校长",
    "所长", "馆长", "会长", "秘书长", "理事长", "负责人", "院士", "教授", "研究员", "工程师", "经理", "厂长",
    "车间主任", "站长", "队长", "村支书", "第一书记", "传承人", "发言人", "代表", "记者", "委员长", "大使",
    "技术员",
];
/// Verbs of speech behind a name.
const SAYS: &[&str] = &["说", "表示", "指出", "强调", "介绍", "告诉", "认为", "称", "透露", "坦言"];

/// A personal name beside an office, or before a verb of speech.
pub(super) fn read(scan: &Scan, found: &[Found]) -> Vec<Candidate> {
    let words = scan.words();
    let offices: Vec<Range> = found.iter().filter(|f| f.role == Role::Office).map(|f| f.range).collect();
    let mut names: Vec<Candidate> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if names.last().is_some_and(|last| word.start < last.range.1) {
            continue;
        }
        if let Some(range) = dotted(scan, words, i) {
            names.push(candidate(scan, range, NameKind::Person));
            continue;
        }
        // 乌克兰, 关于: a word tagged as a name is one where it begins with a family name.
        let tagged = matches!(word.tag, "nr" | "nrfg" | "nrt")
            && (2..=4).contains(&(word.end - word.start))
            && FAMILIES.contains(scan.get(word.start))
            && !NO_PEOPLE.contains(&scan.text((word.start, word.end)).as_str());
        let plain = word.tag.starts_with('v') || NO_PEOPLE.contains(&scan.text((word.start, word.end)).as_str());
        if !tagged && (plain || offices.is_empty() || !FAMILIES.contains(scan.get(word.start))) {
            continue;
        }
        // The longest office that ends right before the name.
        let office_before = offices.iter().filter(|office| office.1 == word.start).map(|office| office.0).min();
        let end = if tagged {
            word.end
        } else if let Some(end) = office_before.and_then(|_| given_name(scan, words, i)) {
            end
        } else {
            continue;
        };
        let office_behind = offices.iter().filter(|office| office.0 == end).max_by_key(|office| office.1);
        let says = SAYS.iter().any(|verb| scan.has(end, verb));
        let office = match (office_before, office_behind) {
            (Some(start), _) => Some(scan.text((with_owner(scan, words, i, start), word.start))),
            (None, Some(office)) => Some(scan.text(*office)),
            (None, None) => None,
        };
        if office.is_some() || says && tagged {
            let mut name = candidate(scan, (word.start, end), NameKind::Person);
            name.within = office.into_iter().collect();
            names.push(name);
        }
    }
    names
}

/// Common words that the lexicon also has as names.
#[rustfmt::skip]
const NO_PEOPLE: &[&str] = &[
    "关于", "高度", "荣誉", "卓越", "成功", "顾问", "白皮书", "文明", "武文", "康庄", "安全", "和平", "万里", "高峰",
    "明珠", "金山", "石油", "黄河", "黄金", "高尚", "温暖", "温馨", "幸福", "常务", "全文", "时代", "和谐", "方便",
    "强调", "海拉尔", "阿里", "伊尔", "任组长", "任主任", "向新闻", "向记者",
];

/// A foreign name as it is written, 弗拉基米尔·普京: the words on both sides of its dots.
fn dotted(scan: &Scan, words: &[Word], i: usize) -> Option<Range> {
    let first = words.get(i)?;
    let is_part = |word: &Word| {
        let n = word.end - word.start;
        (1..=6).contains(&n) && (word.start..word.end).all(|k| scan.get(k).is_alphabetic())
    };
    if scan.get(first.end) != '·' || !is_part(first) || !matches!(word_kind(first), b'n' | b'x' | 0) {
        return None;
    }
    let (mut end, mut k) = (first.end, i + 1);
    while scan.get(end) == '·' {
        let next = words.iter().skip(k).position(|word| word.start == end + 1).map(|at| at + k)?;
        let part = words.get(next).filter(|word| is_part(word) && matches!(word_kind(word), b'n' | b'x' | 0))?;
        end = part.end;
        k = next + 1;
    }
    let says = SAYS.iter().any(|verb| scan.has(end, verb));
    (end - first.start >= 4 && (says || words.get(k).is_some_and(|word| word.tag != "n"))).then_some((first.start, end))
}

fn word_kind(word: &Word) -> u8 {
    word.tag.as_bytes().first().copied().unwrap_or_default()
}

/// Family names, single ones.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜\
戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛\
伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯\
阮桂闵解强柴华车冉房边阙敖";

/// Characters that do not end a given name.
const NO_NAME: &str = "在说等的对向将为和与也还就到出主一宣率会及是以作称带告介表指强认坦透,。、;:!?“”《》() 同";

/// Whether a character cannot be part of a given name: 强 only where it begins 强调.
fn ends_name(scan: &Scan, i: usize) -> bool {
    let c = scan.get(i);
    NO_NAME.contains(c) && !(c == '强' && scan.get(i + 1) != '调')
}

/// The end of a name whose characters the segmenter left apart: 沈 德 生.
fn given_name(scan: &Scan, words: &[Word], i: usize) -> Option<usize> {
    let word = words.get(i)?;
    if !FAMILIES.contains(scan.get(word.start)) {
        return None;
    }
    let mut end = word.end;
    for next in words.iter().skip(i + 1) {
        let fits = next.start == end
            && next.end - word.start <= 3
            && !(next.start..next.end).any(|k| ends_name(scan, k))
            && !matches!(next.tag, "v" | "p" | "c" | "uj" | "ul")
            || next.start == end && next.end - next.start == 1 && end - word.start == 1 && !ends_name(scan, next.start);
        if !fits {
            break;
        }
        end = next.end;
    }
    (2..=3).contains(&(end - word.start)).then_some(end)
}

/// The office with what it is an office of: 辽源市委书记.
fn with_owner(scan: &Scan, words: &[Word], i: usize, office: usize) -> usize {
    let mut start = office;
    for word in words.iter().take(i).rev() {
        if word.end > start {
            start = start.min(word.start);
            continue;
        }
        let owner = matches!(word.tag, "ns" | "nt" | "n" | "nz" | "j" | "");
        let plain = scan.text((word.start, word.end)).chars().all(char::is_alphanumeric);
        if word.end != start || !owner || !plain || office - word.start > 8 {
            break;
        }
        start = word.start;
    }
    start
}
