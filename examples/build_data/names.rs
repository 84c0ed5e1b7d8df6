//! What Chinese personal names are made of: how likely a character is as family name and at each place of a given
//! name. Counted in jieba's own entries for persons (`nr`), of which many are from novels: so a character counts
//! once for each family name it is found with, not once for each name, and titles are no given names.

use std::collections::{BTreeMap, BTreeSet};

use crate::varint;

/// Family names of one character, without those that are far more often a word: 向, 时, 应.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴\
夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪\
严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢岳齐梅莫庄辛祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫屈鲍覃霍\
翁隋甘景薄单包柏宁柯阮桂闵柴华冉阙敖习谌肖闫楚阚佟丘晏褚郎桑尚骆穆蓝卓池古连丰苟戚宫卞宗娄米巫喻粟明栾湛麦厉逯逄谯\
郜郗郏邬邰邝邸邴邳贲蒲蒙蓟蔚蔺藏虞訾诸贝冀冼刁匡巩廉敬晁沐滕漆濮狄琚璩禹窦竺笪缪羊羿胥臧臾艾苑荀荆荣莘茅茹蹇迟郁\
鄂钮闻隗雍雒鞠颉鹿佘仇仝仉伏付朴辜";

/// Family names that are common words: they are likely ones only where the rest speaks for it.
const WEAK: &str = "于任方石万常文安严温关成单包宁明连左祝高金白江华古景史易武卫";

/// Family names with which hardly anything begins that is not a Chinese name: what goes with them is counted first.
const SURE: &str =
    "王李张刘陈杨黄吴赵周孙朱徐郭宋郑谢韩唐冯萧程曹袁邓许傅沈彭吕蒋蔡贾魏薛阎潘姚谭廖邹熊邱秦侯孟钱易武贺赖龚";

/// Characters that are in no given name: words of grammar, and what makes an office, a kinship or a place of it.
const NEVER: &str = "的了在与同将已也就都把被愿很最这那是有不说等到要时称又给让还可从对向使并至县市省区镇乡村岛氏哥";
/// Characters that do not begin a given name.
const NOT_FIRST: &str = "方老和";
/// Characters that do not end one.
const NOT_LAST: &str = "洞坝湾亭阁舰拍送拿找带园港路街寺庙沟屯寨站店厂院馆所部局厅处科会队论制章案法人者员们车船机树菜药病酒爷弟叔伯姐妹娘妈嫂\
婆爸公总太";
/// Characters that end names of places and things more often than a count of persons tells.
const OF_PLACES: &str = "山湖海岩房台城家岭河江峡池通站桥坡塔洲泉新";

/// The places of a character: family name, first of two, second of two, the only one of a given name.
const PLACES: usize = 4;

/// What the steps count from, and how many are in one nat.
const LEAST: f64 = 13.0;
const STEPS: f64 = 2.0;
/// What a character has that is not in the table.
const UNSEEN: [u8; PLACES] = [0, 4, 4, 7];

type Counts = BTreeMap<char, f64>;

fn sum(counts: &Counts) -> f64 {
    counts.values().sum()
}

/// The logarithm of a character's share; `least` is what the unseen count as.
fn share(counts: &Counts, total: f64, c: char, least: f64) -> f64 {
    ((counts.get(&c).copied().unwrap_or_default() + least) / total).ln()
}

/// How many family names every character goes with at one place.
fn spread<'a>(names: impl Iterator<Item = &'a [char]>, at: usize) -> Counts {
    let pairs: BTreeSet<(char, char)> = names.map(|name| (name[at], name[0])).collect();
    let mut counts = Counts::new();
    for (c, _) in pairs {
        *counts.entry(c).or_default() += 1.0;
    }
    counts
}

/// The section of names: how many characters, the distances between them, and for each place their steps, 0 where a
/// character cannot be there.
pub(crate) fn section(dict: &str) -> ([u8; 4], Vec<u8>) {
    let entries: Vec<(Vec<char>, &str)> = dict
        .lines()
        .filter_map(|line| {
            let mut parts = line.split_ascii_whitespace();
            let word = parts.next()?.chars().collect();
            parts.next()?;
            Some((word, parts.next()?))
        })
        .collect();
    let is_family = |name: &[char]| name.first().is_some_and(|c| FAMILIES.contains(*c));
    let of = |len: usize| {
        let fits = move |(name, tag): &&(Vec<char>, &str)| *tag == "nr" && name.len() == len && is_family(name);
        entries.iter().filter(fits).map(|(name, _)| name.as_slice())
    };
    // How foreign names are written.
    let mut foreign = Counts::new();
    for (name, tag) in &entries {
        if name.len() >= 3 && (matches!(*tag, "nrt" | "nrfg") || *tag == "nr" && !is_family(name)) {
            for c in name.iter().skip(1) {
                *foreign.entry(*c).or_default() += 1.0;
            }
        }
    }
    let n_foreign = sum(&foreign);
    let sounds = |c: char| share(&foreign, n_foreign, c, 0.5);

    let mut sure = [Counts::new(), Counts::new()];
    for name in of(3).filter(|name| SURE.contains(name[0])) {
        for (counts, c) in sure.iter_mut().zip(&name[1..]) {
            *counts.entry(*c).or_default() += 1.0;
        }
    }
    let n_sure = sum(&sure[0]);
    // What rather looks like a foreign name is left out.
    let names: Vec<&[char]> = of(3)
        .filter(|name| {
            let odds = sure.iter().zip(&name[1..]).map(|(counts, c)| share(counts, n_sure, *c, 0.5) - sounds(*c));
            odds.sum::<f64>() > -1.0
        })
        .collect();

    let mut families = Counts::new();
    for name in &names {
        *families.entry(name[0]).or_default() += 1.0;
    }
    let n_families = sum(&families);
    let given = [spread(names.iter().copied(), 1), spread(names.iter().copied(), 2), spread(of(2), 1)];
    let totals = [sum(&given[0]), sum(&given[1]), sum(&given[2])];

    let step = |log: f64| ((log + LEAST) * STEPS).round().clamp(1.0, 255.0) as u8;
    let row = |c: char| {
        let mut steps = [0; PLACES];
        if FAMILIES.contains(c) {
            let weak = if WEAK.contains(c) { 1.5 } else { 0.0 };
            steps[0] = step(share(&families, n_families, c, 0.5) - weak);
        }
        for (place, (counts, total)) in given.iter().zip(totals).enumerate() {
            let never = NEVER.contains(c) || if place == 0 { NOT_FIRST } else { NOT_LAST }.contains(c);
            let log = share(counts, total, c, 0.1);
            // What is rather in foreign names says less.
            let foreign = (0.4 * (log - sounds(c))).min(0.0);
            let of_place = if place > 0 && OF_PLACES.contains(c) { 2.0 } else { 0.0 };
            steps[place + 1] = if never { 0 } else { step(log + foreign - of_place) };
        }
        steps
    };
    let chars: BTreeSet<char> = FAMILIES
        .chars()
        .chain([NEVER, NOT_FIRST, NOT_LAST, OF_PLACES].iter().flat_map(|list| list.chars()))
        .chain(given.iter().flat_map(|counts| counts.keys().copied()))
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .collect();
    let is_told = |steps: &[u8; PLACES]| {
        steps.iter().zip(UNSEEN).any(|(step, unseen)| *step == 0 && unseen > 0 || step.abs_diff(unseen) > 3)
    };
    let rows: Vec<(char, [u8; PLACES])> =
        chars.into_iter().map(|c| (c, row(c))).filter(|(_, steps)| is_told(steps)).collect();

    let mut body = Vec::new();
    varint(&mut body, rows.len() as u32);
    let mut last = 0x4e00;
    for (c, _) in &rows {
        varint(&mut body, *c as u32 - last);
        last = *c as u32;
    }
    for place in 0..PLACES {
        body.extend(rows.iter().map(|(_, steps)| steps[place]));
    }
    (*b"NAME", body)
}
