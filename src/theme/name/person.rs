//! People: a personal name beside an office, before a verb of speech, or in the lexicon.

use crate::text::{MORE_SOUNDS, SOUNDS};
use crate::theme::evidence::NameKind;
use crate::theme::matcher::{Found, Role};
use crate::theme::scan::{Range, Scan, Word};

use super::organ::COUNTRIES;
use super::{Candidate, pattern::candidate, word_from, word_to};

/// Offices.
#[rustfmt::skip]
pub(crate) const OFFICES: &[&str] = &[
    "中共中央总书记", "国家主席", "国家副主席", "中央军委主席", "国务院总理", "国务院副总理", "国务委员", "省委书记", "市委书记",
    "县委书记", "区委书记", "自治区党委书记", "党委书记", "党组书记", "党支部书记", "总书记", "副书记", "书记",
    "省长", "副省长", "市长", "副市长", "县长", "副县长", "区长", "镇长", "乡长", "州长", "主席", "副主席", "总理", "副总理",
    "总统", "副总统", "部长", "副部长", "外长", "厅长", "副厅长", "局长", "副局长", "司长", "处长", "科长", "主任", "副主任",
    "董事长", "副董事长", "总经理", "副总经理", "总裁", "总工程师", "首席执行官", "首席专家", "院长", "副院长", "校长", "副校长",
    "所长", "馆长", "会长", "秘书长", "副秘书长", "理事长", "负责人", "院士", "教授", "研究员", "工程师", "经理", "厂长",
    "车间主任", "站长", "队长", "村支书", "第一书记", "传承人", "发言人", "代表", "记者", "委员长", "副委员长", "大使",
    "技术员", "首相", "国王", "女王", "王储", "议长", "防长", "财长", "国务卿", "总督", "特使", "行长", "署长", "检察长",
    "参谋长", "司令员", "政委", "科学家", "学家", "上将", "中将", "少将", "将领",
];
/// Offices that people abroad have too.
#[rustfmt::skip]
const ABROAD: &[&str] = &[
    "总统", "总理", "首相", "国王", "女王", "王储", "外长", "防长", "财长", "议长", "部长", "主席", "国务卿", "总督", "秘书长",
    "特使", "大使", "总裁", "首席执行官", "发言人", "总书记", "学家", "科学家", "上将", "中将", "少将", "行长",
];
/// Verbs of speech behind a name.
const SAYS: &[&str] = &["说", "表示", "指出", "强调", "介绍", "告诉", "认为", "称", "透露", "坦言"];
/// What makes another word of an office: 总统府, 主席团, 部长级.
const NO_OFFICE: &str = "府团级制令台处性位职室竞选杯";

/// Common words that the lexicon also has as names.
#[rustfmt::skip]
const NO_PEOPLE: &[&str] = &[
    "关于", "高度", "荣誉", "卓越", "成功", "顾问", "白皮书", "文明", "武文", "康庄", "安全", "和平", "万里", "高峰",
    "明珠", "金山", "石油", "黄河", "黄金", "高尚", "温暖", "温馨", "幸福", "常务", "全文", "时代", "和谐", "方便",
    "强调", "海拉尔", "阿里", "伊尔", "任组长", "任主任", "向新闻", "向记者", "贺信", "贺词", "关怀", "时刻", "祝贺", "任何",
    "任期", "殷切", "康复", "安康", "安排", "应有", "高端", "成果", "成长", "和田", "万千", "明确", "白杨", "牛羊",
    "高盛", "马克", "苏黎世", "敖德萨", "毛乌素", "柴达木", "麦当劳", "龙门", "凯旋", "安宁", "雷霆", "江海", "黎明", "云台", "于洪", "石墨烯",
];

/// Whether the lexicon takes a common word for a name.
pub(super) fn is_no_name(text: &str) -> bool {
    NO_PEOPLE.contains(&text)
}

/// Family names, single ones.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜\
戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛\
伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯\
阮桂闵解强柴华车冉房边阙敖习谌肖闫楚阚佟丘晏褚郎桑尚骆穆蓝卓池古连丰苟戚应商井宫卞宗娄米巫喻粟明栾湛农麦厉逯逄谯郜郗郏邬邰邝邸邴邳贲蒲蒙蓟\
蔚蔺藏虞訾诸谈贝冀冼刁占况匡巩师干廉弓敬晁束沐滕漆濮狄班琚璩盖禹窦竺笪练缪羊羿胥臧臾艾苑荀荆荣莘茅茹蹇迟郁鄂钮闻阴隗雍雒鞠颉麻鹿佘仇仝仉\
伏官帅揣木付代满那朴南";

/// Family names that are common words: they need more to be one.
const WEAK: &str =
    "于任方石万常文安严温向时关成强解单包位司查宁明应商连满干沿路左管祝高金白江华车房边古井农那代占官师木信景经牙南";

/// Family names of two characters.
#[rustfmt::skip]
const DOUBLES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "东方", "宇文", "长孙", "端木",
    "百里", "呼延", "南宫", "轩辕", "拓跋", "完颜", "独孤", "申屠", "濮阳", "淳于", "澹台", "闻人", "赫连", "太史", "钟离",
];

/// Characters that do not end a given name.
const NO_NAME: &str = "在说等的对向将为和与也还就到出主一宣率会及是以作称带告介表指强认坦透,。、;:!?“”《》() 同来去赴已曾不了都则又再被把让给从由于乘\
问答看讲谈兼任并今昨参访抵接致署签代经其此每各该可能要当前后时上下十二四五七八九个级说里这那家们省市县区镇村乡";

/// A personal name beside an office, before a verb of speech, or one that the lexicon has.
pub(super) fn read(scan: &Scan, found: &[Found]) -> Vec<Candidate> {
    let mut names = dotted(scan);
    let mut offices: Vec<Range> = found
        .iter()
        .filter(|f| f.role == Role::Office && !NO_OFFICE.contains(scan.get(f.range.1)))
        .map(|f| f.range)
        .collect();
    // Of those that end together the longest.
    offices.sort_by_key(|office| (office.1, office.0));
    offices.dedup_by_key(|office| office.1);
    for &office in &offices {
        let behind = before_office(scan, office);
        if let Some(range) = behind {
            push(&mut names, scan, range, scan.text(office));
        }
        let mut start = office.1;
        while start < office.1 + 2 && scan.get(start) == ' ' {
            start += 1;
        }
        let mut end = after_office(scan, office, start);
        if end.is_none() {
            continue;
        }
        let text = scan.text((with_owner(scan, office.0), office.1));
        // 副总理何立峰、张国清: all have the office.
        while let Some(last) = end {
            push(&mut names, scan, (start, last), text.clone());
            if !matches!(scan.get(last), '、' | ' ') {
                break;
            }
            start = last + 1;
            end = chinese(scan, start).filter(|&end| {
                matches!(scan.get(end), '、' | ' ' | ',' | '。' | '等' | '和' | ')') || end == scan.len()
            });
        }
    }
    for word in scan.words() {
        let range = (word.start, word.end);
        let n = word.end - word.start;
        let verb = n <= 2 && "说表指强介告认称透坦".contains(scan.get(word.start));
        if verb && SAYS.iter().any(|verb| scan.has(word.start, verb) && verb.chars().count() == n) {
            names.extend(speaker(scan, word.start));
            continue;
        }
        if n != 3 || !word.tag.starts_with("nr") {
            continue;
        }
        // The lexicon's own names, where they look like one: it has 敬老院 and 马拉松 too.
        let family = FAMILIES.contains(scan.get(word.start)) && !WEAK.contains(scan.get(word.start));
        let given = family && !NO_LAST.contains(scan.get(word.end - 1)) && !goes_on(scan, word.end);
        let run = run_from(scan, word.start);
        let foreign = (word.start..word.end).all(|i| SOUNDS.contains(scan.get(i)));
        let text = scan.text(range);
        let whole = |end: &usize| end - word.start >= 4 && run_to(scan, *end, SOUNDS) == Some(word.start);
        if let Some(end) = run.filter(whole).filter(|_| !is_country(&text)) {
            names.push(candidate(scan, (word.start, end), NameKind::Person));
        } else if given && !foreign && !is_no_name(&text) && !is_country(&text) {
            names.push(candidate(scan, range, NameKind::Person));
        }
    }
    names
}

/// Last characters of what the lexicon has as names and are none: 敬老院, 张家口, 武昌鱼.
const NO_LAST: &str = "院站口斋鱼肉风鹿山河湖海江岛里子化界间空井党军会县市省区国镇村乡街路桥港湾州城门楼寺庙塔宫店厂社报网线法案税费草花树虫鸟兽酒\
茶菜饭面油盐糖药病症学校馆所部局厅处科组队团人家们日时月年代期季松薯府鼻堡证";

/// Who speaks, before a verb of speech: a name of the lexicon, or a foreign one, 马克龙说.
fn speaker(scan: &Scan, end: usize) -> Option<Candidate> {
    let last = word_to(scan, end)?;
    let range = (last.start, end);
    let n = end - last.start;
    let own = last.tag.starts_with("nr") && (2..=4).contains(&n) && FAMILIES.contains(scan.get(last.start));
    let own = own && !is_no_name(&scan.text(range)) && !is_country(&scan.text(range));
    let foreign = run_to(scan, end, SOUNDS).filter(|start| end - start >= 3 && last.tag != "ns");
    match (own, foreign) {
        (_, Some(start)) => Some(candidate(scan, (start, end), NameKind::Person)),
        (true, None) => Some(candidate(scan, range, NameKind::Person)),
        _ => None,
    }
}

fn push(names: &mut Vec<Candidate>, scan: &Scan, range: Range, office: String) {
    if let Some(name) = names.last_mut().filter(|name| name.range == range) {
        if !name.within.contains(&office) {
            name.within.push(office);
        }
        return;
    }
    let mut name = candidate(scan, range, NameKind::Person);
    name.within.push(office);
    names.push(name);
}

fn is_country(text: &str) -> bool {
    COUNTRIES.contains(&text)
}

/// Whether one more character of a foreign name follows.
fn goes_on(scan: &Scan, end: usize) -> bool {
    word_from(scan, end).is_some_and(|word| word.end - word.start == 1 && SOUNDS.contains(scan.get(end)))
        || scan.get(end) == '·'
}

/// Where the name ends that begins right behind an office.
fn after_office(scan: &Scan, office: Range, start: usize) -> Option<usize> {
    let abroad = ABROAD.iter().any(|title| scan.ends(office.1, title));
    let sounds = if abroad { run_from(scan, start) } else { None };
    let country = abroad && of_country(scan, office.0);
    match (sounds, chinese(scan, start)) {
        (Some(end), None) if end - start >= 2 => Some(end),
        (Some(end), Some(own)) if end - start >= 4 || country && end > own => Some(end),
        (_, own) => own,
    }
}

/// Whether the office is one of a country's: 法国总统, 俄总统.
fn of_country(scan: &Scan, office: usize) -> bool {
    word_to(scan, office).is_some_and(|word| {
        let text = scan.text((word.start, word.end));
        text.ends_with('国') || is_country(&text) || scan.ends(office, "秘书") || "俄美英法德日韩乌以".contains(&text)
    })
}

/// The run of words from `start` that sound foreign.
fn run_from(scan: &Scan, start: usize) -> Option<usize> {
    let mut end = start;
    while let Some(word) = word_from(scan, end) {
        if !sounds_foreign(scan, &word, SOUNDS) || word.end - start > 9 {
            break;
        }
        if is_country(&scan.text((word.start, word.end))) {
            break;
        }
        end = word.end;
    }
    (end - start >= 2 && !is_no_name(&scan.text((start, end)))).then_some(end)
}

/// The run of words before `end` that sound foreign.
fn run_to(scan: &Scan, end: usize, sounds: &str) -> Option<usize> {
    let mut start = end;
    while let Some(word) = word_to(scan, start) {
        let fits = sounds_foreign(scan, &word, sounds) || sounds_foreign(scan, &word, SOUNDS);
        if !fits || end - word.start > 9 || is_country(&scan.text((word.start, word.end))) {
            break;
        }
        start = word.start;
    }
    (start < end && !is_country(&scan.text((start, end)))).then_some(start)
}

fn sounds_foreign(scan: &Scan, word: &Word, sounds: &str) -> bool {
    let one = word.end - word.start == 1;
    // 普京因故: 因 is a sound only inside a word.
    if one && scan.get(word.start) == '因' {
        return false;
    }
    let tagged = one || matches!(word.tag, "nr" | "nrt" | "nrfg" | "ns" | "nz" | "" | "x" | "nrw");
    tagged && (word.start..word.end).all(|i| sounds.contains(scan.get(i)))
}

/// The name that ends right before an office: 习近平总书记, 普京总统.
fn before_office(scan: &Scan, office: Range) -> Option<Range> {
    let end = office.0;
    let last = word_to(scan, end)?;
    let text = scan.text((last.start, end));
    let n = end - last.start;
    if is_no_name(&text) || is_country(&text) {
        return None;
    }
    let abroad = ABROAD.iter().any(|title| scan.ends(office.1, title));
    let twice = n == 2 && scan.get(last.start) == scan.get(last.start + 1);
    if last.tag.starts_with("nr") && !twice && (2..=4).contains(&n) && FAMILIES.contains(scan.get(last.start)) {
        return Some((last.start, end));
    }
    if abroad
        && let Some(start) = run_to(scan, end, SOUNDS)
        && end - start >= 2
    {
        return Some((start, end));
    }
    // 高云龙主席, 沈跃跃副委员长: the family name and one or two characters.
    let mut start = last.start;
    if n == 1 && !FAMILIES.contains(scan.get(start)) || n == 2 && matches!(last.tag, "nr" | "nz" | "ns" | "") {
        let before = word_to(scan, start)?;
        start = before.start;
        if before.end - before.start == 1 && n == 1 && !FAMILIES.contains(scan.get(start)) {
            start = word_to(scan, start)?.start;
        }
    }
    let family = FAMILIES.contains(scan.get(start)) && !WEAK.contains(scan.get(start));
    let n = end - start;
    let whole = n == 3 || n == 2 && word_to(scan, start).is_none_or(|word| !word.tag.starts_with('n'));
    (family && whole && chinese_before(scan, start, end) == Some(end)).then_some((start, end))
}

/// Where a Chinese name that begins at `start` ends.
fn chinese(scan: &Scan, start: usize) -> Option<usize> {
    chinese_before(scan, start, scan.len())
}

/// The same where the name ends at `limit` at the latest.
fn chinese_before(scan: &Scan, start: usize, limit: usize) -> Option<usize> {
    let word = word_from(scan, start)?;
    let n = word.end - word.start;
    let text = scan.text((word.start, word.end));
    let double = DOUBLES.iter().any(|family| scan.has(start, family));
    if !FAMILIES.contains(scan.get(start)) && !double || is_no_name(&text) || is_country(&text) {
        return None;
    }
    // 殷殷: a word said twice.
    if n == 2 && scan.get(start) == scan.get(start + 1) {
        return None;
    }
    if n >= 3 || n == 2 && !double {
        if !word.tag.starts_with("nr") || n > 4 {
            return None;
        }
        // 沈跃跃, 王正谱: the lexicon has a shorter name.
        let more = word.end < limit && word_from(scan, word.end).is_some_and(|next| next.end - next.start == 1);
        let longer = n == 2 && more && may_be_given(scan, word.end);
        return Some(if longer { word.end + 1 } else { word.end });
    }
    let family = if double { 2 } else { 1 };
    let given = word_from(scan, start + family)?;
    let weak = !double && WEAK.contains(scan.get(start));
    if given.end - given.start == 2 {
        let named = given.tag.starts_with("nr") || given.tag.is_empty();
        let common =
            matches!(given.tag.as_bytes().first(), Some(b'n' | b'v' | b'a' | b'i' | b'z' | b'j' | b'g' | b't'));
        let fits = may_be_given(scan, given.start) && may_be_given(scan, given.start + 1);
        let says = SAYS.contains(&scan.text((given.start, given.end)).as_str());
        return ((named || common && !weak) && fits && !says).then_some(given.end);
    }
    if given.end - given.start != 1 || !may_be_given(scan, given.start) {
        return None;
    }
    let next = word_from(scan, given.end).filter(|next| next.end - next.start == 1 && next.end <= limit);
    let third = next.is_some_and(|next| may_be_given(scan, next.start));
    match (third, weak) {
        (true, _) => Some(given.end + 1),
        (false, false) => Some(given.end),
        (false, true) => None,
    }
}

/// Whether a character may be part of a given name: 强 not where it begins 强调.
fn may_be_given(scan: &Scan, i: usize) -> bool {
    let c = scan.get(i);
    c.is_alphabetic() && !c.is_ascii() && (!NO_NAME.contains(c) || c == '强' && scan.get(i + 1) != '调')
}

/// Foreign names as they are written, 弗拉基米尔·普京: the parts on both sides of their dots.
fn dotted(scan: &Scan) -> Vec<Candidate> {
    let mut names: Vec<Candidate> = Vec::new();
    let mut i = 0;
    if !scan.may_have('·') {
        return names;
    }
    while i < scan.len() {
        let dot = i;
        i += 1;
        if scan.get(dot) != '·' {
            continue;
        }
        // Most are one word.
        if let Some(word) = scan.word_over(dot).filter(|word| word.start < dot && dot + 1 < word.end) {
            if word.tag == "nr" {
                names.push(candidate(scan, (word.start, word.end), NameKind::Person));
            }
            i = word.end;
            continue;
        }
        let all: String = [SOUNDS, MORE_SOUNDS].concat();
        let Some(start) = run_to(scan, dot, &all) else { continue };
        let mut end = dot;
        while scan.get(end) == '·' {
            let from = end + 1;
            let mut to = from;
            while let Some(word) = word_from(scan, to) {
                let first = to == from && word.end - word.start == 1;
                let sounds = if first { &all } else { SOUNDS };
                let fits = sounds_foreign(scan, &word, sounds) || to == from && sounds_foreign(scan, &word, &all);
                if !fits || word.end - from > 9 {
                    break;
                }
                to = word.end;
            }
            if to == from {
                break;
            }
            end = to;
        }
        let first = scan.text((start, dot));
        if end > dot && end - start >= 4 && !is_no_name(&first) && !is_country(&scan.text((dot + 1, end))) {
            names.push(candidate(scan, (start, end), NameKind::Person));
            i = end;
        }
    }
    names
}

/// The office with what it is an office of: 辽源市委书记, 工业和信息化部部长.
fn with_owner(scan: &Scan, office: usize) -> usize {
    let mut start = office;
    if let Some(word) = scan.word_over(office) {
        start = start.min(word.start);
    }
    while let Some(word) = word_to(scan, start) {
        let text = scan.text((word.start, word.end));
        let owner = matches!(word.tag, "ns" | "nt" | "n" | "nz" | "j" | "vn" | "an" | "") || is_country(&text);
        let plain = text.chars().all(char::is_alphanumeric);
        // 工业和信息化部: one body, where no body stands before 和.
        let joined = text == "和"
            && start < office
            && "部委局院厅署会".contains(scan.before(office))
            && word_to(scan, word.start).is_some_and(|before| {
                matches!(before.tag, "n" | "vn" | "ns" | "nz" | "j")
                    && !"部委局院厅署会长记".contains(scan.before(word.start))
            });
        if !(owner && plain || joined) || office - word.start > 12 {
            break;
        }
        start = word.start;
    }
    start
}
