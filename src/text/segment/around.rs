//! What stands around a personal name, in sixteenths of a nat: offices and trades before it, verbs of speech and
//! forms of address behind it speak for one, what makes a place or a longer word of it speaks against.

use crate::text::SOUNDS;

/// What stands between two names of a list, behind the first one.
pub(super) const LISTED: i32 = 40;
/// The most that the word before speaks for a name.
pub(super) const MOST_BEFORE: i32 = LISTED;
/// What names seldom stand without.
pub(super) const SURE: i32 = 32;
const GOOD: i32 = 16;
const NEUTRAL: i32 = 0;
const QUOTED: i32 = -8;
const ODD: i32 = -16;
const BROKEN: i32 = -48;
const WRONG: i32 = -320;

/// What the word before a name says; empty at the beginning.
pub(super) fn before(word: &str) -> i32 {
    let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return GOOD };
    let one = first.len_utf8() == word.len();
    match last {
        '·' | '•' | '-' => WRONG,
        '“' | '”' | '‘' | '《' | '》' | '「' | '」' | '『' | '』' => QUOTED,
        '、' => GOOD / 2,
        // A number or what counts goes with what follows: 两个, 这段.
        _ if last.is_ascii_digit() || COUNTS.contains(last) => BROKEN - GOOD,
        _ if !is_han(last) => {
            if last.is_alphanumeric() {
                ODD
            } else {
                GOOD
            }
        }
        _ if one && LEADS.contains(last) => GOOD,
        _ if one && STANDS_BEFORE.contains(last) => NEUTRAL,
        // A character that the dictionary leaves alone is rather part of what follows.
        _ if one => BROKEN - GOOD,
        _ if is_office(word, last) => SURE,
        _ if matches!(word, "会见" | "任命" | "免去" | "授予" | "名叫") => SURE,
        // The beginning of a foreign name: 帕特鲁舍夫.
        _ if word.chars().all(|c| SOUNDS.contains(c)) => BROKEN,
        _ if matches!(word, "以及" | "告诉" | "随着" | "因为" | "看到" | "来自" | "但是") => GOOD,
        _ => NEUTRAL,
    }
}

/// What the word behind a name says; empty at the end.
pub(super) fn behind(word: &str) -> i32 {
    let Some(first) = word.chars().next() else { return GOOD };
    let one = first.len_utf8() == word.len();
    match first {
        '·' | '•' => WRONG,
        '“' | '”' | '‘' | '《' | '》' | '「' | '」' | '『' | '』' => QUOTED,
        '、' => GOOD / 2,
        _ if !is_han(first) => {
            if first.is_alphanumeric() {
                ODD
            } else {
                GOOD
            }
        }
        '说' | '称' | '作' | '任' | '率' if one => SURE,
        _ if one && FOLLOWS.contains(first) => GOOD,
        _ if one && STANDS_BEHIND.contains(first) => NEUTRAL,
        _ if one => BROKEN - if OF_PLACES.contains(first) { SURE } else { 0 },
        _ if SPEAKS.contains(&word) => SURE,
        _ if matches!(word, "等人" | "以及" | "带领" | "正在" | "这样") => GOOD,
        _ if PLACES.contains(&word) => BROKEN - SURE,
        // The rest of a foreign name: 梅德韦杰夫.
        _ if word.ends_with(['夫', '斯', '尔', '姆', '娜']) && !matches!(word, "大夫" | "丈夫" | "功夫") => {
            BROKEN
        }
        _ => NEUTRAL,
    }
}

/// Whether a word of one character is rather part of the name it stands behind or before.
pub(super) fn belongs(word: &str, is_behind: bool) -> bool {
    let score = if is_behind { behind(word) } else { before(word) };
    let mut chars = word.chars();
    score <= BROKEN && chars.next().is_some_and(is_han) && chars.next().is_none()
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a word is an office, a trade or a form of address: by its last character, or as a whole.
fn is_office(word: &str, last: char) -> bool {
    match last {
        '长' => !matches!(
            word,
            "增长"
                | "成长"
                | "延长"
                | "生长"
                | "特长"
                | "漫长"
                | "较长"
                | "全长"
                | "专长"
                | "擅长"
                | "最长"
                | "助长"
        ),
        '家' => !matches!(word, "国家" | "大家" | "一家" | "人家" | "在家" | "回家" | "每家" | "全家"),
        '手' => !matches!(word, "携手" | "联手" | "双手" | "入手" | "着手" | "一手" | "握手" | "动手" | "二手"),
        '人' => !matches!(word, "每人" | "两人" | "多人" | "万人" | "惊人" | "机器人"),
        '员' | '师' | '者' => true,
        // Others by the last two.
        _ => word.len().checked_sub(6).and_then(|at| word.get(at..)).is_some_and(is_office_of_two),
    }
}

/// Whether two characters are an office, a trade or a form of address.
fn is_office_of_two(word: &str) -> bool {
    matches!(
        word,
        "书记"
            | "主席"
            | "总统"
            | "总理"
            | "首相"
            | "主任"
            | "教授"
            | "导演"
            | "经理"
            | "总裁"
            | "院士"
            | "代表"
            | "医生"
            | "政委"
            | "村民"
            | "居民"
            | "农户"
            | "农民"
            | "学生"
            | "战士"
            | "民警"
            | "同志"
            | "烈士"
            | "英雄"
            | "先生"
            | "女士"
            | "大使"
            | "名将"
            | "小将"
            | "组合"
            | "夫人"
            | "秘书"
            | "法官"
            | "总监"
            | "助理"
            | "支书"
            | "顾问"
            | "职工"
            | "司机"
            | "青年"
            | "姑娘"
            | "老汉"
            | "大爷"
            | "大妈"
            | "奶奶"
            | "爷爷"
    )
}

/// Verbs of speech and of ceremony, offices and forms of address behind a name.
#[rustfmt::skip]
const SPEAKS: &[&str] = &[
    "表示", "指出", "强调", "介绍", "认为", "告诉", "主持", "出席", "会见", "同志", "先生", "女士", "教授", "老师", "院士", "委员",
    "代表", "主席", "总书记", "书记", "总统", "总理", "首相", "介绍说", "坦言", "透露", "部长", "市长", "院长", "致辞", "陪同", "发言",
    "宣布", "获得", "当选", "担任", "出生", "夺得", "夫妇", "烈士", "大使", "主任", "特首", "参加", "率领", "一行",
];

/// What makes a place or a body of what stands before it.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "水电站", "公路", "高速", "大桥", "街道", "社区", "半岛", "群岛", "机场", "火车站", "水库", "武装", "地区", "新区", "大街",
    "隧道", "文化", "遗址", "国际", "集团", "公司", "大学", "医院", "自治县", "草原", "油田", "盆地", "古城", "古镇", "高铁", "铁路",
    "农场", "林场", "煤矿", "县城", "县委", "镇上", "村委会", "村民", "村里", "水利枢纽", "通道", "海峡",
];
const OF_PLACES: &str = "县市省区镇乡村岛山河湖江海路街桥港湾站寺庙堡沟庄屯寨营铺集坊州城府院馆所校厂矿场园门口塘坝滩岭峰峡旗苗盟国洲\
角店洞峪坪堰渠水宫塔墓窑型号式派党会军队杯奖报";

/// What counts things, and numerals.
const COUNTS: &str = "一二三四五六七八九十百千万亿两几第个次年月日这那每";
/// Words of one character that lead to a name.
const LEADS: &str = "由对和与同向给让请叫及但而是据当的了在被把将如跟以为从等原兼称有听像找替帮按应并";
/// Words of one character that may stand before a name.
const STANDS_BEFORE: &str = "因即便指派选邀赴访抵携令使于到说女男任妻子靠凭教问送就还也又却能会可经或且";
/// Words of one character that follow a name.
const FOLLOWS: &str = "和与在是为将也从对于的及同向并以曾就把被又都还已一给家等";
/// Words of one character that may stand behind a name.
const STANDS_BEHIND: &str = "由让请因即便有却能会可才正要想用来去到着过时获先这那两找走拿写笑当摘夺";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_and_speech_speak_for_a_name() {
        for word in ["书记", "副市长", "运动员", "总经理"] {
            assert_eq!(before(word), SURE, "{word}");
        }
        for word in ["增长", "国家", "机器人"] {
            assert_eq!(before(word), NEUTRAL, "{word}");
        }
        assert!(behind("表示") == SURE && behind("说") == SURE && behind("，") == GOOD);
        assert!(behind("县") < behind("草") && behind("草") < behind("走"));
        assert!(before("三") < NEUTRAL && before("2") < NEUTRAL && before("·") == WRONG);
    }
}
