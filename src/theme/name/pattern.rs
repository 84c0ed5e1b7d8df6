//! Names by their ending: enterprises, parks, projects and sites.

use std::cmp::Reverse;

use crate::theme::evidence::NameKind;
use crate::theme::matcher::{Found, Role};
use crate::theme::scan::{Range, Scan, Word};

use super::{Candidate, organ, person, quoted, word_from, word_to};

/// Endings of organisations, longest first.
#[rustfmt::skip]
const ORGS: &[&str] = &[
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "集团", "公司", "股份", "银行", "大学",
    "研究院", "研究所", "实验室", "合作社", "矿业", "煤业", "牧业", "乳业", "酒业", "热电厂", "电厂", "药业",
    "重工", "联合会", "商会", "委员会", "协会", "学会", "基金会", "医院", "学院", "交易所",
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
/// Words before a name, not in it.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "重点", "重大", "一批", "大型", "龙头", "各类", "相关", "有关", "国有", "民营", "优质", "续建", "新建", "开工", "全省", "全市",
    "我国", "当地", "本地", "企业", "上市", "跨国", "地方", "系列", "配套", "主要", "多个", "其他", "这个", "该", "优势", "骨干",
    "高质量", "高标准", "首批", "首个", "部分", "重点工程", "标志性", "基础设施", "民生", "惠民", "投资", "世界级", "高水平",
    "标准化", "“十五五”", "境内外", "境内", "境外", "人均", "高端", "城市", "现有", "所有", "原有", "多家", "知名", "著名", "项目", "充分发挥", "交由", "规划", "公司", "医院", "银行", "地区",
];
/// Words that name no particular thing before an ending.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "产业", "工业", "建设", "示范", "现代", "特色", "国家", "国家级", "省级", "市级", "科技", "合作", "全国", "中国", "中央",
    "创新", "综合", "先进", "新能源", "制造业", "5A级", "4A级", "A级", "旅游", "红色", "乡村", "高质量", "改造", "世界", "国际",
    "农业", "文化", "经济", "开发", "保护", "传统", "系统", "生态", "绿色", "环保", "水利", "骨干网", "智能", "数字", "医疗",
    "养老", "健康", "文明", "污水", "处理厂", "污水处理厂", "遗址", "链", "提", "标", "改", "扩", "建", "升级", "扩建", "卫生", "教育", "体育",
    "服务", "物流", "商业", "金融", "生产", "加工", "种植", "养殖", "自由", "贸易", "自由贸易", "高新技术", "经济技术", "技术", "高新",
    "智慧", "军事", "民用", "全域",
];

/// Words that end as a name does and are of many.
const NO_NAMES: &[&str] = &[
    "商业银行",
    "法律委员会",
    "军事学院",
    "中央委员会",
    "村镇银行",
    "投资银行",
    "常务委员会",
    "专门委员会",
    "中医学院",
];

/// Whether a word before an ending says nothing of which one is meant.
fn is_generic(text: &str) -> bool {
    GENERIC.contains(&text) || LEADING.contains(&text) || person::is_no_name(text)
}

/// Names by their ending, in quotes and of people; the places are those of the sentence, in order.
pub(super) fn read(scan: &Scan, places: &[Candidate], found: &[Found]) -> Vec<Candidate> {
    let mut names = quoted::brands(scan);
    names.extend(quoted::schemes(scan));
    if scan.words().is_empty() {
        return names;
    }
    for kind in [NameKind::Site, NameKind::Park, NameKind::Project, NameKind::Org] {
        names.extend(by_ending(scan, places, found, kind));
    }
    names.extend(shared_endings(scan, places, found));
    names.extend(mountains(scan));
    names.extend(person::read(scan, found));
    names
}

/// The endings by kind; of two names at one place the earlier kind stands.
pub(crate) const ENDINGS: &[(&[&str], NameKind)] = &[
    (SITES, NameKind::Site),
    (PARKS, NameKind::Park),
    (PROJECTS, NameKind::Project),
    (ORGS, NameKind::Org),
    (organ::DEPARTMENTS, NameKind::Org),
];

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
    Candidate { range, kind, canon: scan.text(range), within: Vec::new(), known: false, local: false }
}

/// Names that end as their kind does.
fn by_ending(scan: &Scan, places: &[Candidate], found: &[Found], kind: NameKind) -> Vec<Candidate> {
    let mut names: Vec<Candidate> = Vec::new();
    for (i, end) in endings(found, kind) {
        if !scan.is_edge(end) || names.last().is_some_and(|last| i < last.range.1) {
            continue;
        }
        if let Some(start) = head(scan, places, i, kind) {
            if NO_NAMES.contains(&scan.text((start, end)).as_str()) {
                continue;
            }
            // 宪法和法律委员会: the name begins before 和.
            if kind == NameKind::Org && scan.before(start) == '和' && !has_proper(scan, start, end) {
                continue;
            }
            let mut name = candidate(scan, (start, end), kind);
            name.local =
                kind == NameKind::Org && organ::DEPARTMENTS.iter().any(|department| scan.ends(end, department));
            names.push(name);
        }
    }
    names
}

/// Where the name that ends behind `ending` begins: the nouns before it, without leading words
/// that name nothing. `None` when nothing particular is left.
fn head(scan: &Scan, places: &[Candidate], ending: usize, kind: NameKind) -> Option<usize> {
    let limit = if kind == NameKind::Project { 16 } else { 12 };
    let mut words: Vec<Word> = Vec::with_capacity(limit);
    let mut start = ending;
    // An ending may be the last part of a word: 矿工纪念馆 as one word.
    let mut next = ending.checked_sub(1).and_then(|last| scan.word_over(last));
    while let Some(word) = next {
        if ending - word.start > limit || !names_thing(scan, &word, kind) || divides(scan, &word, start < ending) {
            break;
        }
        start = word.start;
        words.push(word);
        next = word_to(scan, start);
    }
    words.reverse();
    let (mut first, mut rest) = (0, words.as_slice());
    while let Some((word, more)) = rest.split_first() {
        let text = scan.text((word.start, word.end));
        let one = word.end - word.start == 1;
        let lead = LEAD_VERBS.contains(&text.as_str()) || LEADING.contains(&text.as_str());
        let plain =
            !one && matches!(word.tag, "v" | "vn" | "d" | "a") || matches!(word.tag, "p" | "c" | "d" | "m" | "q");
        let level = word.tag == "b" && !one;
        // 军火制造商莱茵金属公司: what it is, not what it is called.
        let trade = word.tag == "n" && !one && text.ends_with('商');
        let drops = lead || plain || level || trade || one && LEAD_ONES.contains(text.as_str());
        if !drops || word.end > ending {
            break;
        }
        start = word.end;
        first += 1;
        rest = more;
    }
    let rest = words.get(first..).unwrap_or_default();
    // A word that holds the ending itself, 清华大学, is a name where the lexicon says so; of parks what is before
    // the ending must say it, 雄安新区 but not 经济技术开发区.
    let held = matches!(kind, NameKind::Org | NameKind::Site);
    let text = |word: &Word| scan.text((word.start, if held { word.end } else { word.end.min(ending) }));
    let proper = rest.iter().any(|word| {
        let named = matches!(word.tag, "ns" | "nr" | "nz" | "nt" | "nrt" | "nrfg" | "x" | "");
        let named = named || word.tag == "eng" && kind != NameKind::Project;
        named && text(word).chars().nth(1).is_some() && !is_generic(&text(word))
    });
    let proper = proper || holds_place(places, (start, ending));
    let n = ending - start.min(ending);
    let telling = rest.iter().filter(|word| word.start < ending && !is_generic(&text(word)));
    let nouns = telling.clone().filter(|word| word.end - word.start >= 2 && word.tag.starts_with('n')).count();
    let ones = telling.clone().filter(|word| word.end - word.start == 1).count();
    let telling = telling.count();
    let enough = match kind {
        NameKind::Org => n >= 2 && proper,
        // Parts of a list that share an ending: looser, as the ending is named.
        NameKind::Scheme => n >= 3 && telling >= 1,
        // 航空博物馆, but no 高端景区: what is of many must be told by a proper name.
        NameKind::Site => n >= 2 && (proper || nouns + usize::from(telling >= 2) >= 1 && !is_loose_site(scan, ending)),
        NameKind::Park => proper || telling >= 1 && n >= 4 && !is_loose_park(scan, ending),
        // 引汉济渭工程: characters put together, no words.
        _ => n >= 4 && (proper || telling >= 4 && ones >= 1),
    };
    (enough && n >= 2).then_some(start)
}

/// Whether one of the places, which are in order, lies in a range.
fn holds_place(places: &[Candidate], range: Range) -> bool {
    let k = places.partition_point(|place| place.range.0 < range.0);
    places.get(k).is_some_and(|place| place.range.1 <= range.1)
}

/// Whether a word before the last one of a name is a proper one.
fn has_proper(scan: &Scan, start: usize, end: usize) -> bool {
    let mut at = start;
    while let Some(word) = word_from(scan, at).filter(|word| word.end < end) {
        if matches!(word.tag, "ns" | "nr" | "nz" | "nrt" | "nrfg" | "eng") && word.end - word.start >= 2 {
            return true;
        }
        at = word.end;
    }
    false
}

/// Whether a word ends the name behind it: a verb, an office, or 建设 behind a place.
fn divides(scan: &Scan, word: &Word, inside: bool) -> bool {
    let n = word.end - word.start;
    if n >= 2 && word.tag == "v" && inside {
        return true;
    }
    let text = scan.text((word.start, word.end));
    let ends = person::OFFICES.contains(&text.as_str())
        || inside && (DIVIDERS.contains(&text.as_str()) || text.ends_with("工程") || text.ends_with("项目"));
    if ends {
        return true;
    }
    let place = |before: Word| matches!(before.tag, "ns" | "s") || matches!(scan.get(before.start), '全' | '省' | '市');
    inside && n == 2 && LEAD_VERBS.contains(&text.as_str()) && word_to(scan, word.start).is_some_and(place)
}

/// Words that are in no name.
#[rustfmt::skip]
const DIVIDERS: &[&str] = &[
    "预测", "规划", "考察", "访问", "会见", "连接", "入驻", "荣获", "争创", "利用", "做优", "筹设", "交由", "拥有", "包括", "部分", "各类",
    "有关", "相关", "多家", "主要", "其他", "实地", "力争", "大力", "深化",
];

/// Single characters before a name, not in it.
const LEAD_ONES: &str = "建在到有获创赴看等用让使将为以把被从由对向与和及或是去来修造办开设抓促推入进出至了着过的得一二两三四五六七八九十几多各每某\
该此这那其本上下内外新大老好后前时就也并还又再个座家处项条";

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
        // 因地制宜, 充分发挥: no part of a name.
        Some(b'i' | b'l') => word.end - word.start < 4,
        Some(b'n' | b'j' | b'g' | b'b' | b's' | b'e' | b'x') | None => true,
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
    "修建", "扩大", "引进", "落户", "落地", "争创", "入驻", "荣获", "力争", "充分", "利用", "大力", "全面", "加强", "考察", "访问",
    "会见", "连接", "服务", "拥有", "包括", "做优", "做大", "筹设", "筹建", "设立", "组建", "成立", "交由", "发挥", "规划", "预测",
];

/// 景区, 旧址 and the like need a proper name before them.
fn is_loose_site(scan: &Scan, ending: usize) -> bool {
    let loose = [
        "景区",
        "度假",
        "遗址",
        "旧址",
        "故居",
        "乐园",
        "古城",
        "古镇",
        "古村",
        "步行街",
        "滑雪",
        "名胜",
        "长城",
        "风景",
        "公园",
    ];
    let at = |i: usize| loose.iter().any(|word| scan.has(i, word));
    at(ending) || at(ending + 2)
}

/// 基地, 示范区 and the like need a proper name before them: 传统煤炭基地 names nothing.
fn is_loose_park(scan: &Scan, ending: usize) -> bool {
    let firm = ["产业园", "工业园", "科技园", "物流园", "科创园", "软件园", "开发区", "高新区", "经开区", "科学城"];
    !firm.iter().any(|word| scan.has(ending, word) || scan.has(ending + 2, word))
}

/// A和B2个产业园: each of the parts, with the ending they share as its canonical text.
fn shared_endings(scan: &Scan, places: &[Candidate], found: &[Found]) -> Vec<Candidate> {
    let mut names = Vec::new();
    for kind in [NameKind::Park, NameKind::Project] {
        for ending in endings(found, kind) {
            let (i, text) = (ending.0, scan.text(ending));
            let counted = matches!(scan.before(i), '个' | '大');
            let number =
                i.checked_sub(2).filter(|&k| scan.get(k).is_numeric() || "两三四五六七八九十".contains(scan.get(k)));
            let Some(mut end) = number.filter(|_| counted) else { continue };
            let mut parts = Vec::new();
            while let Some(start) = head(scan, places, end, NameKind::Scheme).filter(|&start| end - start >= 3) {
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
        let feature = matches!(last, '山' | '河' | '湖' | '岛' | '寺' | '庙' | '塔' | '峡' | '泉' | '江' | '岭');
        let abroad = matches!(
            scan.text((word.start, word.end)).as_str(),
            "旧金山" | "乔巴山" | "巴厘岛" | "海南岛" | "黑龙江" | "崇山峻岭" | "三座大山" | "护城河"
        );
        let land = scan.ends(word.end, "群岛") || scan.ends(word.end, "半岛");
        if feature && n >= 3 && matches!(word.tag, "ns" | "nz") && !abroad && !land {
            names.push(candidate(scan, (word.start, word.end), NameKind::Site));
        }
    }
    names
}
