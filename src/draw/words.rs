//! The few words that pictures and tables write themselves, in the three languages.

use super::Words;
use super::table::Head;
use crate::protocol::Lang;

/// Kinds of names, as the theme definitions know them.
const KINDS: [(&str, [&str; 3]); 10] = [
    ("org", ["企业与机构", "企業與機構", "Organisations"]),
    ("park", ["园区", "園區", "Parks"]),
    ("project", ["项目", "項目", "Projects"]),
    ("brand", ["品牌", "品牌", "Brands"]),
    ("place", ["地点", "地點", "Places"]),
    ("site", ["遗址与景点", "遺址與景點", "Sites"]),
    ("person", ["人物", "人物", "People"]),
    ("industry", ["产业", "產業", "Industries"]),
    ("scheme", ["提法", "提法", "Schemes"]),
    ("product", ["产品", "產品", "Products"]),
];

const fn kinds(lang: usize) -> [(&'static str, &'static str); KINDS.len()] {
    let mut out = [("", ""); KINDS.len()];
    let mut index = 0;
    while index < KINDS.len() {
        out[index] = (KINDS[index].0, KINDS[index].1[lang]);
        index += 1;
    }
    out
}

static KIND_WORDS: [[(&str, &str); KINDS.len()]; 3] = [kinds(0), kinds(1), kinds(2)];

/// The words of drawings in a language.
pub fn words(lang: Lang) -> Words<'static> {
    let of = |words: [&'static str; 3]| words[lang.index()];
    Words {
        sentence: of(["句", "句", "sent."]),
        article: of(["篇", "篇", "art."]),
        unwritten: of(["未写年代", "未寫年代", "no year given"]),
        eras: of(["地点的年代（文中所写）", "地點的年代（文中所寫）", "Era, as written"]),
        dates: of(["写到它的文章", "寫到它的文章", "Articles that name it"]),
        more: of(["另", "另", "+"]),
        target: of(TARGET),
        achieved: of(ACHIEVED),
        neither: of(["未说明", "未說明", "neither said"]),
        place: of(["处", "處", "claims"]),
        kinds: &KIND_WORDS[lang.index()],
    }
}

const TARGET: [&str; 3] = ["目标", "目標", "target"];
const ACHIEVED: [&str; 3] = ["已实现", "已實現", "achieved"];

/// The name of a column.
pub(super) fn head_name(lang: Lang, head: Head) -> &'static str {
    let names: [&str; 3] = match head {
        Head::Group => ["组", "組", "Group"],
        Head::Item => ["项目", "項目", "Item"],
        Head::Stage => ["环节", "環節", "Stage"],
        Head::Next => ["流向", "流向", "To"],
        Head::First => ["甲", "甲", "First"],
        Head::Second => ["乙", "乙", "Second"],
        Head::Period => ["时期", "時期", "Period"],
        Head::OfArticles => ["该期篇数", "該期篇數", "Articles of the period"],
        Head::Figure => ["数字", "數字", "Figure"],
        Head::Subject => ["所指", "所指", "Of what"],
        Head::Status => ["状态", "狀態", "Status"],
        Head::Era => ["年代、日期", "年代、日期", "Era or date"],
        Head::Sentences => ["句", "句", "Sentences"],
        Head::Articles => ["篇", "篇", "Articles"],
    };
    names[lang.index()]
}

/// A cell as people read it: statuses are stored by their names in the data.
pub(super) fn cell_text(lang: Lang, head: Head, cell: &str) -> String {
    let words: [&str; 3] = match (head, cell) {
        (Head::Status, "target") => TARGET,
        (Head::Status, "achieved") => ACHIEVED,
        (_, super::table::ALL) => ["合计", "合計", "all"],
        (Head::Status, "other") => ["其他", "其他", "other"],
        _ => return cell.to_owned(),
    };
    words[lang.index()].to_owned()
}
