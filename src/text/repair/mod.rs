//! Restoring what scraping and wrong decoding did to a text.

mod beam;
mod edit;
mod encoding;
mod entity;
mod gbk;
mod hypothesis;
mod invisible;
mod lattice;
mod layout;
mod pinyin;
mod slip;
mod utf8;

use std::cell::Cell;

use self::edit::Edit;
pub(super) use super::change::{Kind, Repair};
use serde::{Deserialize, Serialize};

use super::Lexicon;

/// A repaired text and all that was changed, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// The text after repair.
    pub text: String,
    /// Changes in order; they do not overlap.
    pub repairs: Vec<Repair>,
}

impl Repaired {
    /// The text as it came.
    pub fn original(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for repair in &self.repairs {
            out.push_str(self.text.get(from..repair.at.start as usize).unwrap_or_default());
            out.push_str(&repair.before);
            from = repair.at.end as usize;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        out
    }
}

/// What looks for damage and proposes changes, in the order of their bytes.
type Pass = fn(&Lexicon, &str) -> Vec<Edit>;

/// From the outermost damage to the innermost: what was decoded wrongly last is put right first.
const OUTER: [Pass; 5] = [encoding::find, entity::find, encoding::find, invisible::find, pinyin::find];
/// Behind the search for slips.
const INNER: [Pass; 3] = [layout::spaces, layout::line_breaks, layout::punctuation];

/// Damage may hide damage: a text is gone over until nothing changes, but no more often than this.
const ROUNDS: usize = 40;

/// Nor after the searches for slips have weighed so many characters: some five seconds. What one round does depends on
/// the text alone, so that a text in which nothing changes any more is the same after another cleaning.
const MOST_WORK: usize = 60_000_000;

/// Repairs a text. What is not damaged comes out unchanged.
pub fn repair(lexicon: &Lexicon, raw: &str) -> Repaired {
    let mut repaired = Repaired { text: raw.to_owned(), repairs: Vec::new() };
    let (spent, mut total) = (Cell::new(0), 0);
    let slips = |lexicon: &Lexicon, text: &str| slip::find(lexicon, text, &spent);
    for _ in 0..ROUNDS {
        let mut changed = false;
        let passes = OUTER.iter().map(|pass| pass as &dyn Fn(&Lexicon, &str) -> Vec<Edit>);
        let inner = INNER.iter().map(|pass| pass as &dyn Fn(&Lexicon, &str) -> Vec<Edit>);
        for pass in passes.chain([&slips as &dyn Fn(&Lexicon, &str) -> Vec<Edit>]).chain(inner) {
            let edits = pass(lexicon, &repaired.text);
            changed |= !edits.is_empty();
            repaired = repaired.apply(edits);
        }
        total += spent.take();
        if !changed || total > MOST_WORK {
            break;
        }
    }
    repaired
}

/// The line before a place, the last few hundred bytes of it.
fn line_before(text: &str, at: usize) -> &str {
    const MOST: usize = 400;
    let mut from = at.saturating_sub(MOST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default()
}

/// Whether a place stands in code: behind an odd number of backticks of its line.
fn is_code(text: &str, at: usize) -> bool {
    line_before(text, at).bytes().filter(|b| *b == b'`').count() % 2 == 1
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The repaired text and the kinds of repair, each once.
    fn check(raw: &str, expected: &str, kinds: &[Kind]) {
        let repaired = repair(Lexicon::embedded(), raw);
        let mut found: Vec<Kind> = repaired.repairs.iter().map(|repair| repair.kind).collect();
        found.dedup();
        assert_eq!((repaired.text.as_str(), found.as_slice()), (expected, kinds), "{raw}");
        assert_eq!(repaired.original(), raw);
    }

    #[test]
    fn bytes_lost_are_put_back() {
        check("价值取向?!边|源市委书记表示", "价值取向。”遼源市委书记表示", &[Kind::ByteSlip]);
        check("創新突破?!闭劶叭绾呜瀼芈鋵?shí)全会精神", "創新突破。”談及如何貫徹落實全会精神", &[Kind::ByteSlip]);
        check("地?zé)豳Y源開發", "地熱資源開發", &[Kind::ByteSlip]);
        // A question that is asked loudly is none.
        for text in
            ["你去哪?!北京欢迎你。", "“什么?!北约要东扩？”", "谁说的?!鄙人不才。", "这样行吗?!被他知道了", "好吗?!闭嘴"]
        {
            check(text, text, &[]);
        }
        // The end of a quotation is likely, but not so likely that the rest need make no sense.
        check(
            "遼源市委書記沈德生表示，“取得新突破?!鄙虻律f(shuō)。",
            "遼源市委書記沈德生表示，“取得新突破。”沈德生說。",
            &[Kind::ByteSlip],
        );
    }

    /// Texts in GBK without the byte at each of some places, as a site shows them that leaves out what it cannot read.
    #[test]
    fn bytes_lost_without_a_mark_are_put_back() {
        let shown = |bytes: &[u8]| {
            let text = encoding_rs::GBK.decode_without_bom_handling(bytes).0;
            text.chars().filter(|c| *c != '\u{fffd}').collect::<String>()
        };
        let texts = [
            "2026年5月，全市新能源装机容量持续增长。各县区加快推进重大项目建设",
            "记者从市委宣传部获悉：辽源市高质量发展取得新的突破。",
        ];
        let (mut n, mut read, mut exact) = (0, 0, 0);
        for text in texts {
            let (bytes, _, _) = encoding_rs::GBK.encode(text);
            for at in (9..bytes.len() - 16).step_by(3) {
                let damaged = shown(&[&bytes[..at], &bytes[at + 1..]].concat());
                let repaired = repair(Lexicon::embedded(), &damaged).text;
                if n % 8 == 0 {
                    assert_eq!(repair(Lexicon::embedded(), &repaired).repairs, [], "{damaged}");
                }
                n += 1;
                exact += usize::from(repaired == text);
                // Which byte it was is often not to be told; what stands behind is.
                read += usize::from(repaired.chars().rev().zip(text.chars().rev()).take(6).all(|(a, b)| a == b));
            }
        }
        assert!(read * 10 >= n * 9 && exact * 2 >= n, "{read}, {exact} of {n}");
    }

    /// A whole paragraph behind a lost byte, and the characters lost in it whose wrong pairs no site shows.
    #[test]
    fn a_long_slip_is_put_back_at_once() {
        let text = "丁薛祥表示，中国和委内瑞拉是好朋友、好伙伴，中方始终从战略高度和长远角度看待和发展中委关系。在习近平主席和马杜罗总统战略引领下，中委关系保持稳健良好发展，取得一系列新的重大成果。希望双方落实好两国元首达成的重要共识，深化政治互信，扩大务实合作，加强民心相通，推动中委关系不断迈上新台阶，更好造福两国人民。";
        let (mut bytes, _, _) = encoding_rs::GBK.encode(text);
        bytes.to_mut().remove(40);
        let (read, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
        let damaged: String = read.chars().filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}')).collect();
        let repaired = repair(Lexicon::embedded(), &damaged);
        assert_eq!(repaired.original(), damaged);
        for part in ["好朋友、好伙伴", "稳健良好发展，取得一系列新的重大成果", "落实好两", "达成的重要共识，", "人民。"]
        {
            assert!(repaired.text.contains(part), "{part}: {}", repaired.text);
        }
        assert_eq!(repair(Lexicon::embedded(), &repaired.text).repairs, []);
    }

    #[test]
    fn what_makes_no_sense_at_all_ends() {
        for raw in ["滐紭劀锛槃", "〃滐紭劀锛槃滐紭劀锛槃", "�８��８�"] {
            let repaired = repair(Lexicon::embedded(), raw);
            assert_eq!(repair(Lexicon::embedded(), &repaired.text).repairs, [], "{raw}");
            assert!(repaired.text.chars().count() <= raw.chars().count() + 2, "{repaired:?}");
        }
        let raw = "蓠痨阽惬胴熳襞栌岙堠砉俜椠犟欤溘伫戥鸶簖苈嗒笕饔澉莺";
        assert_eq!(repair(Lexicon::embedded(), raw).original(), raw);
    }

    #[test]
    fn wrong_decodings_are_read_again() {
        check("辽源ä¸\u{ad}å›½å\u{8f}‘å±•", "辽源中国发展", &[Kind::Encoding]);
        check("ÁÉÔ´ÊÐÈËÃñÕþ¸®", "辽源市人民政府", &[Kind::Encoding]);
        check("caf\u{c3}\u{a9}很好", "café很好", &[Kind::Encoding]);
        check("Â© 新华社 Â«公报Â» ðŸ˜€", "© 新华社 «公报» 😀", &[Kind::Encoding]);
        check("voilÃ  Ã  cafÃ©", "voilà à café", &[Kind::Encoding]);
        check("ä¸\u{ad}å›½å\u{fffd}‘å±•", "中国发展", &[Kind::Encoding]);
        for text in ["ÄÖÜ sind Umlaute", "“Spaß”", "·×·×·×", "RÉSUMÉ “CAFÉ”", "Ñandú"] {
            check(text, text, &[]);
        }
    }

    #[test]
    fn bytes_read_in_pairs_or_alone_are_read_again() {
        let gbk = |text: &str| encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        let latin = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect::<String>();
        for text in ["中国发展很快", "2026年5月，全市新能源装机容量持续增长。", "遼源的產業，正在轉型發展。"]
        {
            check(&gbk(text), text, &[Kind::Encoding]);
            check(&latin(text.as_bytes()), text, &[Kind::Encoding]);
            check(&latin(latin(text.as_bytes()).as_bytes()), text, &[Kind::Encoding]);
            check(&latin(&encoding_rs::GBK.encode(text).0), text, &[Kind::Encoding]);
        }
        let text = "中文資訊處理，1997年開始。";
        check(&latin(&encoding_rs::BIG5.encode(text).0), text, &[Kind::Encoding]);
        // Twice, in two ways; and as numbers.
        let text = "辽源市人民政府发布了今年的工作报告";
        let gbk_bytes = encoding_rs::GBK.encode(text).0.into_owned();
        check(&latin(latin(&gbk_bytes).as_bytes()), text, &[Kind::Encoding]);
        check(&latin(latin(latin(&gbk_bytes).as_bytes()).as_bytes()), text, &[Kind::Encoding]);
        check(&gbk(&latin(text.as_bytes())), text, &[Kind::Encoding]);
        let numbers: Vec<String> = text.bytes().map(|byte| format!("&#{byte};")).collect();
        let numbers = numbers.concat();
        assert_eq!(repair(Lexicon::embedded(), &numbers).text, text);
        // Big5 taken for GBK.
        let text = "遼源的產業，正在轉型發展，全市新能源裝機容量持續增長。";
        let taken = encoding_rs::GBK.decode_without_bom_handling(&encoding_rs::BIG5.encode(text).0).0.into_owned();
        check(&format!("好\n{taken}\n完"), &format!("好\n{text}\n完"), &[Kind::Encoding]);
        // One line of several.
        let text = "辽源转型的路。\n正在加快发展，取得新的突破\n完";
        let raw: Vec<String> =
            text.lines().enumerate().map(|(i, line)| if i == 1 { gbk(line) } else { line.into() }).collect();
        check(&raw.join("\n"), text, &[Kind::Encoding]);
    }

    #[test]
    fn entities_and_invisible_characters() {
        check("甲&nbsp;乙&ldquo;丙&rdquo;", "甲 乙“丙”", &[Kind::Entity]);
        check("A&amp;amp;B", "A&B", &[Kind::Entity]);
        check("辽\u{200b}源\u{ad}市\u{feff}", "辽源市", &[Kind::Invisible]);
        check("辽\u{fe0f}源\u{180e}市❤\u{fe0f}", "辽源市❤\u{fe0f}", &[Kind::Invisible]);
        check("&#36797;&#x6e90;", "辽源", &[Kind::Entity]);
        check("&#147;绿电&#148;&#133;", "“绿电”…", &[Kind::Entity]);
        check("甲&nbsp乙&amp", "甲 乙&", &[Kind::Entity]);
        check("&#36797&#28304市", "辽源市", &[Kind::Entity]);
        check("h&ugrave;n&iacute;n Caf&eacute; &Uuml;ber ni&ntilde;o", "hùnín Café Über niño", &[Kind::Entity]);
        check(&format!("甲&{}lt;乙&{}丙", "amp;".repeat(9), "amp;".repeat(7)), "甲<乙&丙", &[Kind::Entity]);
        check("AT&T;公司 👨\u{200d}👩", "AT&T;公司 👨\u{200d}👩", &[]);
    }

    #[test]
    fn marks_and_blanks() {
        let full = "甲，乙，丙，丁，戊";
        check(&format!("{full},己"), &format!("{full}，己"), &[Kind::Punctuation]);
        check("甲,乙，丙", "甲,乙，丙", &[]);
        check("时代潮流  缔造未来", "时代潮流 缔造未来", &[Kind::Space]);
        check("第一段。\n　　第二段", "第一段。\n　　第二段", &[]);
        for text in ["第一章　　总则", "十一、　　因本次灾害而停工", "辽源市人民政府市长　　张某某\n各位代表"]
        {
            check(text, text, &[]);
        }
    }

    #[test]
    fn lines_broken_for_want_of_room_are_joined() {
        let raw = "以上各條列舉之自由權利，除為防止妨礙他人自由、避免緊急危難、維\n持社會秩序，或增進公共利益所必要者外，不得以法律限制之，並應予保\n障。";
        check(raw, &raw.replace('\n', ""), &[Kind::LineBreak]);
        let text = "近年来，全市上下坚持把发展新能源产业作为转型的突破口，加快建设风电和光伏基地，推动传统产业改造升级，绿色发展的底色越来越足，群众的获得感不断增强。";
        let chars: Vec<char> = text.chars().collect();
        let narrow: Vec<String> = chars.chunks(14).map(|line| line.iter().collect()).collect();
        check(&narrow.join("\n"), text, &[Kind::LineBreak]);
        check(
            "全省经济工作会议在长春召开并作出全面部署\n近日，会议召开。",
            "全省经济工作会议在长春召开并作出全面部署\n近日，会议召开。",
            &[],
        );
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "“真的吗?”他问。是吗?!他不信。",
            "https://a.cn/?q=1&lt=2&copy=3",
            "项斯（？－？），字子迁，唐代诗人，这，那，还有",
            "打破官吏?障，使官吏，不是，那样，好",
            "GDP(gross domestic product)增长5%。总书记(左)",
            "Café résumé naïve",
            "什么?他说。",
            "表达式(?:边|源)和(?!边)源",
            "转义：`&lt;div&gt;`，甲，乙，`标题:内容,甲`",
            "甲，乙，丙，丁，见 http://a.cn/路径?名称=值:甲,乙",
            "甲，乙，丙，丁，[[分类:中国]]和{{模板:名称}}",
            "姓名  性别  年龄\n张三  男  30\n李四  女  28",
            "姓名  张三\n性别  男性\n籍贯  辽宁沈阳",
            "a\tb\r\nc",
        ] {
            check(text, text, &[]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
        #[test]
        fn any_text_can_be_rebuilt(raw in any::<String>()) {
            let repaired = repair(Lexicon::embedded(), &raw);
            prop_assert_eq!(repaired.original(), raw);
        }

        #[test]
        fn damaged_text_can_be_rebuilt_and_stays_repaired(
            raw in "([遼源市委書記取向边闭劶鋵凹丶帯，。“”]|[?!|()&;x \n\u{200b}Ãä]|shí\\)|會\\(huì\\)|&nbsp;|\\?!边\\|){0,40}"
        ) {
            let repaired = repair(Lexicon::embedded(), &raw);
            prop_assert_eq!(repaired.original(), raw.clone());
            for repair in &repaired.repairs {
                prop_assert_eq!(repair.span.of(&raw), &repair.before);
                prop_assert_eq!(repair.at.of(&repaired.text), &repair.after);
            }
            let again = repair(Lexicon::embedded(), &repaired.text);
            prop_assert_eq!(&again.text, &repaired.text);
        }
    }
}
