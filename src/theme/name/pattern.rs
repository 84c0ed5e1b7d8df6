//! Names by pattern: what ends like an enterprise, a park, a project or a site, what stands in
//! quotes beside 品牌, and who has an office.

use crate::theme::evidence::NameKind;
use crate::theme::scan::{Range, Scan, Word};

use super::Candidate;

/// Endings of organisations, longest first.
const ORGS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "集团",
    "公司",
    "股份",
    "银行",
    "大学",
    "研究院",
    "研究所",
    "实验室",
    "合作社",
    "矿业",
    "药业",
    "重工",
    "联合会",
    "商会",
    "委员会",
];
/// Endings of parks, zones and bases.
const PARKS: &[&str] = &[
    "高新技术产业开发区",
    "经济技术开发区",
    "产业园区",
    "工业园区",
    "产业园",
    "工业园",
    "科技园",
    "物流园",
    "科创园",
    "软件园",
    "开发区",
    "高新区",
    "经开区",
    "新区",
    "试验区",
    "示范区",
    "保税区",
    "合作区",
    "产业基地",
    "种植基地",
    "养殖基地",
    "生产基地",
    "示范基地",
    "能源基地",
    "基地",
    "园区",
    "科学城",
];
/// Endings of projects.
const PROJECTS: &[&str] = &["一体化项目", "示范项目", "建设项目", "工程项目", "项目", "工程"];
/// Endings of sites.
const SITES: &[&str] = &[
    "纪念馆",
    "博物馆",
    "博物院",
    "陈列馆",
    "展览馆",
    "科技馆",
    "美术馆",
    "风景名胜区",
    "旅游度假区",
    "旅游景区",
    "风景区",
    "度假区",
    "景区",
    "遗址公园",
    "国家公园",
    "湿地公园",
    "森林公园",
    "地质公园",
    "文化公园",
    "主题公园",
    "遗址",
    "旧址",
    "故居",
    "科普基地",
    "采炭所",
    "战俘营",
    "古城",
    "古镇",
    "古村",
    "石窟",
    "陵园",
    "大世界",
    "乐园",
    "河源",
    "历史文化街区",
    "步行街",
    "滑雪场",
    "度假村",
    "天文台",
    "长城",
    "名胜",
];
/// Words that name no particular thing before an ending.
const GENERIC: &[&str] = &[
    "重点",
    "重大",
    "一批",
    "大型",
    "龙头",
    "各类",
    "相关",
    "有关",
    "国有",
    "民营",
    "产业",
    "工业",
    "建设",
    "示范",
    "优质",
    "现代",
    "特色",
    "国家",
    "国家级",
    "省级",
    "市级",
    "投资",
    "基础设施",
    "民生",
    "科技",
    "标志性",
    "续建",
    "新建",
    "开工",
    "合作",
    "全国",
    "全省",
    "全市",
    "我国",
    "中国",
    "当地",
    "本地",
    "企业",
    "上市",
    "跨国",
    "中央",
    "地方",
    "创新",
    "综合",
    "先进",
    "新能源",
    "制造业",
    "5A级",
    "4A级",
    "A级",
    "旅游",
    "红色",
    "乡村",
    "系列",
    "配套",
    "主要",
    "多个",
    "其他",
    "这个",
    "该",
    "优势",
    "骨干",
    "高质量",
    "高标准",
    "改造",
    "惠民",
    "世界",
    "国际",
    "农业",
    "文化",
    "经济",
    "开发",
    "保护",
    "世界级",
    "首批",
    "首个",
    "部分",
    "重点工程",
    "系统",
    "生态",
    "绿色",
    "环保",
    "水利",
    "骨干网",
    "“十五五”",
    "智能",
    "数字",
    "高水平",
    "大",
    "小",
    "新",
    "老",
    "标准化",
];
/// Offices.
const OFFICES: &[&str] = &[
    "中共中央总书记",
    "国家主席",
    "中央军委主席",
    "国务院总理",
    "国务院副总理",
    "国务委员",
    "省委书记",
    "市委书记",
    "县委书记",
    "区委书记",
    "自治区党委书记",
    "党委书记",
    "党组书记",
    "党支部书记",
    "总书记",
    "副书记",
    "书记",
    "省长",
    "副省长",
    "市长",
    "副市长",
    "县长",
    "副县长",
    "区长",
    "镇长",
    "乡长",
    "州长",
    "主席",
    "副主席",
    "总理",
    "总统",
    "部长",
    "副部长",
    "外长",
    "厅长",
    "局长",
    "副局长",
    "司长",
    "处长",
    "科长",
    "主任",
    "副主任",
    "董事长",
    "副董事长",
    "总经理",
    "副总经理",
    "总裁",
    "总工程师",
    "首席执行官",
    "首席专家",
    "院长",
    "副院长",
    "校长",
    "所长",
    "馆长",
    "会长",
    "秘书长",
    "理事长",
    "负责人",
    "院士",
    "教授",
    "研究员",
    "工程师",
    "经理",
    "厂长",
    "车间主任",
    "站长",
    "队长",
    "村支书",
    "第一书记",
    "传承人",
    "发言人",
    "代表",
    "记者",
    "委员长",
    "大使",
    "技术员",
];
/// Verbs of speech behind a name.
const SAYS: &[&str] = &["说", "表示", "指出", "强调", "介绍", "告诉", "认为", "称", "透露", "坦言"];

pub(super) fn read(scan: &Scan) -> Vec<Candidate> {
    let mut names = quoted(scan);
    names.extend(schemes(scan));
    if scan.words().is_empty() {
        return names;
    }
    for (endings, kind) in
        [(SITES, NameKind::Site), (PARKS, NameKind::Park), (PROJECTS, NameKind::Project), (ORGS, NameKind::Org)]
    {
        names.extend(by_ending(scan, endings, kind));
    }
    names.extend(mountains(scan));
    names.extend(people(scan));
    names
}

fn candidate(scan: &Scan, range: Range, kind: NameKind) -> Candidate {
    Candidate { range, kind, canon: scan.text(range), within: Vec::new(), known: false }
}

/// Names that end like one of `endings`.
fn by_ending(scan: &Scan, endings: &[&str], kind: NameKind) -> Vec<Candidate> {
    let mut names: Vec<Candidate> = Vec::new();
    for i in 0..scan.len() {
        let Some(ending) = endings.iter().find(|ending| scan.has(i, ending)) else { continue };
        let end = i + ending.chars().count();
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
    loop {
        let Some(word) = words.iter().find(|word| word.start == start && word.end <= ending) else { break };
        let text = scan.text((word.start, word.end));
        if GENERIC.contains(&text.as_str()) || matches!(word.tag, "v" | "vn" | "d" | "b" | "a") || text == "的" {
            start = word.end;
        } else {
            break;
        }
    }
    let rest = words.iter().filter(|word| word.start >= start && word.end <= ending);
    let proper = rest.clone().any(|word| {
        matches!(word.tag, "ns" | "nr" | "nz" | "nt" | "nrt" | "nrfg" | "eng" | "x" | "") && word.end - word.start >= 2
    });
    let n = ending - start;
    let telling = rest.filter(|word| !GENERIC.contains(&scan.text((word.start, word.end)).as_str())).count();
    let enough = match kind {
        NameKind::Org => n >= 2 && proper,
        NameKind::Site => n >= 2 && telling >= 1,
        NameKind::Park => n >= 2 && (proper || telling >= 2 || n >= 4),
        _ => n >= 4 && (proper || telling >= 3),
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
            | "中"
    ) {
        return false;
    }
    match word.tag.as_bytes().first() {
        Some(b'n' | b'j' | b'g' | b'b' | b's' | b'e' | b'i' | b'l') | None => true,
        Some(b'f') => word.end - word.start == 1,
        Some(b'v') => {
            word.tag == "vn"
                || matches!(kind, NameKind::Park | NameKind::Project)
                    && word.end - word.start <= 2
                    && !LEAD_VERBS.contains(&text.as_str())
        }
        Some(b'a') => word.tag == "an" || kind != NameKind::Org && word.end - word.start <= 2,
        Some(b'm') => text.chars().any(|c| c.is_ascii_digit()) && kind == NameKind::Project,
        Some(b'x') => true,
        _ => false,
    }
}

/// Verbs before a name, not in it.
const LEAD_VERBS: &[&str] = &[
    "建设", "打造", "加快", "推进", "推动", "抓好", "实施", "布局", "建成", "依托", "围绕", "支持", "培育", "发展",
    "创建", "带动", "完成", "启动", "探索", "开展", "开工", "传承", "参观", "位于", "走进", "来到", "推出", "形成",
    "成为", "提升", "做强", "新建", "有", "等", "到", "在", "投资", "组织", "前往", "入选", "获批", "加强", "看", "用",
    "让", "使", "将", "获", "修建", "扩大", "引进", "落户", "落地",
];

/// A word of three or more characters that is a mountain, a river or the like.
fn mountains(scan: &Scan) -> Vec<Candidate> {
    let mut names = Vec::new();
    for word in scan.words() {
        let last = scan.before(word.end);
        let n = word.end - word.start;
        let feature = matches!(last, '山' | '河' | '湖' | '岛' | '寺' | '庙' | '塔' | '峡' | '泉');
        if feature && n >= 3 && matches!(word.tag, "ns" | "nz" | "nr") {
            names.push(candidate(scan, (word.start, word.end), NameKind::Site));
        }
    }
    names
}

/// “亲相见”品牌, 品牌“亲相见”.
fn quoted(scan: &Scan) -> Vec<Candidate> {
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
fn schemes(scan: &Scan) -> Vec<Candidate> {
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
            if let Some(tail) = tails.iter().find(|tail| scan.has(i + 1, tail)) {
                names.push(candidate(scan, (i, i + 1 + tail.chars().count()), NameKind::Scheme));
            }
        }
    }
    names
}

/// A personal name beside an office, or before a verb of speech.
fn people(scan: &Scan) -> Vec<Candidate> {
    let words = scan.words();
    let mut names = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let n = word.end - word.start;
        if !matches!(word.tag, "nr" | "nrfg" | "nrt") || !(2..=4).contains(&n) {
            continue;
        }
        let range = (word.start, word.end);
        let office_before = office_ending(scan, word.start);
        let office_behind = OFFICES.iter().find(|office| scan.has(word.end, office));
        let says = SAYS.iter().any(|verb| scan.has(word.end, verb));
        let office = match (office_before, office_behind) {
            (Some(start), _) => Some(scan.text((with_owner(scan, words, i, start), word.start))),
            (None, Some(office)) => Some((*office).to_owned()),
            (None, None) => None,
        };
        if office.is_some() || says && n >= 2 {
            let mut name = candidate(scan, range, NameKind::Person);
            name.within = office.into_iter().collect();
            names.push(name);
        }
    }
    names
}

/// Start of the office that ends right before `end`.
fn office_ending(scan: &Scan, end: usize) -> Option<usize> {
    let office = OFFICES.iter().filter(|office| scan.ends(end, office)).max_by_key(|office| office.chars().count())?;
    Some(end - office.chars().count())
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
