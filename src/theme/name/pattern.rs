//! Names by their ending: enterprises, parks, projects and sites.

use std::cmp::Reverse;

use crate::theme::evidence::NameKind;
use crate::theme::matcher::{Found, Role};
use crate::theme::scan::{Range, Scan, Word};

use super::{Candidate, person, quoted};

/// Endings of organisations, longest first.
#[rustfmt::skip]
const ORGS: &[&str] = &[
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "集团", "公司", "股份", "银行", "大学",
    "研究院", "研究所", "实验室", "合作社", "矿业", "煤业", "牧业", "乳业", "酒业", "热电厂", "电厂", "药业",
    "重工", "联合会", "商会", "委员会",
];
/// Endings of parks, zones and bases.
#[rustfmt::skip]
const PARKS: &[&str] = &[
    "高新技术产业开发区", "经济技术开发区", "产业园区", "工业园区", "产业园", "工业园", "科技园", "物流园",
    "科创园", "软件园", "开发区", "高新区", "经开区", "新区", "试验区", "示范区", "保税区", "合作区", "产业基地",
    "种植基地", "养殖基地", "生产基地", "示范基地", "能源基地", "基地", "园区", "科学城",
];
/// Endings of projects.
const PROJECTS: &[&str] = &["一体化项目", "示范项目", "建设项目", "工程项目", "项目", "工程"];
/// Endings of sites.
#[rustfmt::skip]
const SITES: &[&str] = &[
    "纪念馆", "博物馆", "博物院", "陈列馆", "展览馆", "科技馆", "美术馆", "风景名胜区", "旅游度假区", "旅游景区",
    "风景区", "度假区", "景区", "遗址公园", "国家公园", "湿地公园", "森林公园", "地质公园", "文化公园", "主题公园",
    "遗址", "旧址", "故居", "科普基地", "采炭所", "战俘营", "古城", "古镇", "古村", "石窟", "陵园", "大世界",
    "乐园", "河源", "历史文化街区", "步行街", "滑雪场", "度假村", "天文台", "长城", "名胜",
];
/// Words that name no particular thing before an ending.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "重点", "重大", "一批", "大型", "龙头", "各类", "相关", "有关", "国有", "民营", "产业", "工业", "建设", "示范",
    "优质", "现代", "特色", "国家", "国家级", "省级", "市级", "投资", "基础设施", "民生", "科技", "标志性", "续建",
    "新建", "开工", "合作", "全国", "全省", "全市", "我国", "中国", "当地", "本地", "企业", "上市", "跨国", "中央",
    "地方", "创新", "综合", "先进", "新能源", "制造业", "5A级", "4A级", "A级", "旅游", "红色", "乡村", "系列",
    "配套", "主要", "多个", "其他", "这个", "该", "优势", "骨干", "高质量", "高标准", "改造", "惠民", "世界",
    "国际", "农业", "文化", "经济", "开发", "保护", "世界级", "首批", "首个", "部分", "重点工程", "传统", "系统",
    "生态", "绿色", "环保", "水利", "骨干网", "“十五五”", "智能", "数字", "高水平", "标准化",
];
pub(super) fn read(scan: &Scan, found: &[Found]) -> Vec<Candidate> {
    let mut names = quoted::brands(scan);
    names.extend(quoted::schemes(scan));
    if scan.words().is_empty() {
        return names;
    }
    for (_, kind) in ENDINGS {
        names.extend(by_ending(scan, found, *kind));
    }
    names.extend(shared_endings(scan, found));
    names.extend(mountains(scan));
    names.extend(person::read(scan, found));
    names
}

/// The endings by kind; of two names at one place the earlier kind stands.
pub(crate) const ENDINGS: &[(&[&str], NameKind)] =
    &[(SITES, NameKind::Site), (PARKS, NameKind::Park), (PROJECTS, NameKind::Project), (ORGS, NameKind::Org)];

/// Where endings of a kind stand, in the order of the text; of those that begin together the
/// longest.
fn endings(found: &[Found], kind: NameKind) -> Vec<Range> {
    let mine = found.iter().filter(|f| f.role == Role::Ending { kind });
    let mut ranges: Vec<Range> = mine.map(|f| f.range).collect();
    ranges.sort_by_key(|range| (range.0, Reverse(range.1)));
    ranges.dedup_by_key(|range| range.0);
    ranges
}

pub(super) fn candidate(scan: &Scan, range: Range, kind: NameKind) -> Candidate {
    Candidate { range, kind, canon: scan.text(range), within: Vec::new(), known: false }
}

/// Names that end as their kind does.
fn by_ending(scan: &Scan, found: &[Found], kind: NameKind) -> Vec<Candidate> {
    let mut names: Vec<Candidate> = Vec::new();
    for (i, end) in endings(found, kind) {
        if !scan.is_edge(end) || names.last().is_some_and(|last| i < last.range.1) {
            continue;
        }
        if let Some(start) = head(scan, i, kind) {
            names.push(candidate(scan, (start, end), kind));
        }
    }
    names
}

/// Where the name that ends behind `ending` begins: the nouns before it, without leading words
/// that name nothing. `None` when nothing particular is left.
fn head(scan: &Scan, ending: usize, kind: NameKind) -> Option<usize> {
    let limit = if kind == NameKind::Project { 16 } else { 12 };
    let words: Vec<&Word> = scan.words().iter().filter(|word| word.start < ending).collect();
    let mut start = ending;
    // An ending may be the last part of a word: 矿工纪念馆 as one word.
    for word in words.iter().rev() {
        let joins = word.end == start || (start == ending && word.end > ending);
        if !joins || ending - word.start > limit || !names_thing(scan, word, kind) {
            break;
        }
        start = word.start;
    }
    while let Some(word) = words.iter().find(|word| word.start == start && word.end <= ending) {
        let text = scan.text((word.start, word.end));
        let lead = LEAD_VERBS.contains(&text.as_str());
        if lead || GENERIC.contains(&text.as_str()) || matches!(word.tag, "v" | "vn" | "d" | "b" | "a") || text == "的"
        {
            start = word.end;
        } else {
            break;
        }
    }
    // 琴粤澳深度合作区: a character left over from a word that was cut wrong.
    if let Some(word) = words.iter().find(|word| word.start == start && word.end <= ending)
        && word.end - word.start == 1
        && kind != NameKind::Scheme
        && !matches!(word.tag.as_bytes().first(), Some(b'n' | b'j' | b'b' | b'g' | b'x') | None)
    {
        start = word.end;
    }
    let rest = words.iter().filter(|word| word.start >= start && word.end <= ending);
    let proper = rest.clone().any(|word| {
        matches!(word.tag, "ns" | "nr" | "nz" | "nt" | "nrt" | "nrfg" | "eng" | "x" | "") && word.end - word.start >= 2
    });
    let n = ending - start;
    let telling = rest.filter(|word| !GENERIC.contains(&scan.text((word.start, word.end)).as_str())).count();
    let enough = match kind {
        NameKind::Org => n >= 2 && proper,
        // Parts of a list that share an ending: looser, as the ending is named.
        NameKind::Scheme => n >= 3 && telling >= 1,
        NameKind::Site => n >= 2 && telling >= 1,
        NameKind::Park => proper || (telling >= 1 && n >= 4 && !is_loose_park(scan, ending)),
        _ => n >= 4 && (proper || telling >= 4),
    };
    (enough && n >= 2).then_some(start)
}

fn names_thing(scan: &Scan, word: &Word, kind: NameKind) -> bool {
    let text = scan.text((word.start, word.end));
    if text.chars().any(|c| !c.is_alphanumeric() && c != '·' && c != '-') {
        return false;
    }
    if matches!(
        text.as_str(),
        "等" | "的"
            | "了"
            | "和"
            | "与"
            | "及"
            | "在"
            | "是"
            | "个"
            | "一批"
            | "一个"
            | "各"
            | "家"
            | "这"
            | "该"
            | "为"
    ) {
        return false;
    }
    match word.tag.as_bytes().first() {
        Some(b'n' | b'j' | b'g' | b'b' | b's' | b'e' | b'i' | b'l' | b'x') | None => true,
        Some(b'f') => word.end - word.start == 1,
        Some(b'v') => {
            word.tag == "vn"
                || matches!(kind, NameKind::Park | NameKind::Project | NameKind::Scheme)
                    && word.end - word.start <= 2
                    && !LEAD_VERBS.contains(&text.as_str())
        }
        Some(b'a') => word.tag == "an" || kind != NameKind::Org && word.end - word.start <= 2,
        Some(b'm') => text.chars().any(|c| c.is_ascii_digit()) && kind == NameKind::Project,
        _ => {
            let loose = matches!(
                word.tag,
                "p" | "c" | "d" | "r" | "y" | "t" | "q" | "u" | "uj" | "ul" | "uz" | "ud" | "uv" | "ug"
            );
            matches!(kind, NameKind::Park | NameKind::Project | NameKind::Scheme)
                && word.end - word.start == 1
                && !loose
        }
    }
}

/// Verbs before a name, not in it.
#[rustfmt::skip]
const LEAD_VERBS: &[&str] = &[
    "深化", "完善", "强化", "确保", "做好", "加大", "建立", "整合", "积极", "继续", "建设", "打造", "加快", "推进",
    "推动", "抓好", "实施", "布局", "建成", "依托", "围绕", "支持", "培育", "发展", "创建", "带动", "完成", "启动",
    "探索", "开展", "开工", "传承", "参观", "位于", "走进", "来到", "推出", "形成", "成为", "提升", "做强", "新建",
    "有", "等", "到", "在", "投资", "组织", "前往", "入选", "获批", "加强", "看", "用", "让", "使", "将", "获",
    "修建", "扩大", "引进", "落户", "落地",
];

/// 基地, 示范区 and the like need a proper name before them: 传统煤炭基地 names nothing.
fn is_loose_park(scan: &Scan, ending: usize) -> bool {
    let firm = ["产业园", "工业园", "科技园", "物流园", "科创园", "软件园", "开发区", "高新区", "经开区", "科学城"];
    !firm.iter().any(|word| scan.has(ending, word) || scan.has(ending + 2, word))
}

/// A和B2个产业园: each of the parts, with the ending they share as its canonical text.
fn shared_endings(scan: &Scan, found: &[Found]) -> Vec<Candidate> {
    let mut names = Vec::new();
    for kind in [NameKind::Park, NameKind::Project] {
        for ending in endings(found, kind) {
            let (i, text) = (ending.0, scan.text(ending));
            let counted = matches!(scan.before(i), '个' | '大');
            let number =
                i.checked_sub(2).filter(|&k| scan.get(k).is_numeric() || "两三四五六七八九十".contains(scan.get(k)));
            let Some(mut end) = number.filter(|_| counted) else { continue };
            let mut parts = Vec::new();
            while let Some(start) = head(scan, end, NameKind::Scheme).filter(|&start| end - start >= 3) {
                parts.push((start, end));
                if !matches!(scan.before(start), '和' | '、' | '及' | '与') {
                    break;
                }
                end = start - 1;
            }
            if parts.len() >= 2 {
                names.extend(
                    parts
                        .into_iter()
                        .map(|range| Candidate { canon: scan.text(range) + &text, ..candidate(scan, range, kind) }),
                );
            }
        }
    }
    names
}

/// A word of three or more characters that is a mountain, a river or the like.
fn mountains(scan: &Scan) -> Vec<Candidate> {
    let mut names = Vec::new();
    for word in scan.words() {
        let last = scan.before(word.end);
        let n = word.end - word.start;
        let feature = matches!(last, '山' | '河' | '湖' | '岛' | '寺' | '庙' | '塔' | '峡' | '泉');
        let abroad = matches!(scan.text((word.start, word.end)).as_str(), "旧金山" | "乔巴山" | "巴厘岛" | "海南岛");
        let land = scan.ends(word.end, "群岛") || scan.ends(word.end, "半岛");
        if feature && n >= 3 && matches!(word.tag, "ns" | "nz") && !abroad && !land {
            names.push(candidate(scan, (word.start, word.end), NameKind::Site));
        }
    }
    names
}
