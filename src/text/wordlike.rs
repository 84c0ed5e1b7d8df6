//! Whether a string that holds together may be a word by its form.

use super::Tag;

/// Words of grammar, numerals and measures, which seldom begin or end a word.
const EDGES: &str = "的了着過过是在和與与及或並并把被將将從从向對对於于以為为而且但也都還还就又再很更較较最不沒没有無无這这那其此該该各每某们們等之所者中上下里裡内內外前后後时時年月日第一二三四五六七八九十百千万萬亿億两兩几幾个個次位名项項条條家种種件我你他她它到来來去让讓使给給由因如若则則即可能会會要应應须須已曾正愿願称稱说說";
/// Words of grammar that join phrases: within a word there are none.
const INSIDE: &str = "的了着過过和與与及或等各愿願是在把被將将從从對对向更較较最很也都就而但两兩这這那其";
/// Least part of the occurrences of its rarer half that a compound of two known words has to make up.
const TIE: f32 = 0.5;
/// What persons are called beside their names.
const TITLES: [&str; 24] = [
    "总统",
    "總統",
    "总理",
    "總理",
    "首相",
    "国王",
    "國王",
    "主席",
    "总书记",
    "總書記",
    "书记",
    "書記",
    "部长",
    "部長",
    "外长",
    "外長",
    "市长",
    "市長",
    "省长",
    "省長",
    "主任",
    "先生",
    "女士",
    "同志",
];
/// Characters in which foreign names are written.
const FOREIGN: &str = "阿埃艾安奥奧巴白拜班保鲍鮑贝貝本比彼别宾賓波伯博布查达達大戴丹道德迪蒂丁杜顿頓多厄尔爾法凡范费費芬丰菲夫弗福盖蓋甘冈岡高戈哥格根古瓜圭哈海汉漢豪赫亨胡华華怀懷惠霍基吉加贾賈杰傑金卡凯凱坎康考柯科克肯孔库庫奎拉来萊莱兰蘭朗劳勞勒雷黎里理利丽麗莉连連列林琳卢盧鲁魯伦倫罗羅洛吕呂马馬麦麥曼芒毛梅门門蒙米密明缪摩莫默姆穆拿娜纳納南内內尼涅宁寧纽紐农農努诺諾欧歐帕潘庞龐佩彭皮平珀普奇齐齊契钱錢乔喬切琴琼瓊丘热熱仁日荣榮茹儒萨薩塞桑瑟森莎沙山珊尚绍紹舍申生圣聖施什史士斯司思松苏蘇索塔泰坦汤湯唐陶特提汀廷图圖托陀瓦万萬旺威韦韋维維温溫文翁沃乌烏伍武西希锡錫夏香肖谢謝辛欣雄休雅亚亞延扬揚耶叶葉伊因英尤约約泽澤扎詹张張哲珍芝治朱茱兹茲佐";

/// Whether foreign names are written with this character.
pub(super) fn is_of_foreign_names(c: char) -> bool {
    FOREIGN.contains(c)
}

/// Whether what is cut into these pieces may be a word of its own. `tie`: which part of the occurrences of the rarest
/// piece are in it.
pub(super) fn is_wordlike(pieces: &[(String, Tag)], tie: f32) -> bool {
    let ([first, inside @ .., last], true) = (pieces, pieces.len() > 1) else { return false };
    let is_short = |piece: &(String, Tag)| piece.0.chars().nth(1).is_none();
    let one_of = |piece: &(String, Tag), list: &str| is_short(piece) && list.contains(&piece.0);
    let is_grammar = |(_, tag): &(String, Tag)| {
        matches!(tag.name().as_bytes().first(), Some(b'p' | b'c' | b'u' | b'r' | b'm' | b'q' | b'y'))
    };
    let is_adverb = |(_, tag): &(String, Tag)| tag.name() == "d";
    let is_loose = |piece| one_of(piece, EDGES) || is_grammar(piece);
    if is_loose(first) || is_loose(last) || is_adverb(last) || is_short(first) && is_adverb(first) {
        return false;
    }
    let is_of = |(_, tag): &(String, Tag), name: &str| tag.name() == name;
    let joins = |piece| one_of(piece, INSIDE) || is_short(piece) && is_of(piece, "p") && !one_of(piece, "为為以于於");
    if inside.iter().any(joins) {
        return false;
    }
    // A known name or a title beside other words is a person with a title, or one who does something.
    let is_person = |piece: &(String, Tag)| is_of(piece, "nr") && !is_short(piece);
    let is_title = |piece: &(String, Tag)| TITLES.contains(&piece.0.as_str());
    let by_title = is_title(first) || is_title(last) && !is_short(first) || inside.iter().any(is_title);
    if is_person(first) || is_person(last) || by_title {
        return false;
    }
    let n_chars: usize = pieces.iter().map(|(piece, _)| piece.chars().count()).sum();
    let is_verb = |piece| is_of(piece, "v");
    // A verb with what it is done to, or a noun with what it does.
    let n_short = pieces.iter().filter(|piece| is_short(piece)).count();
    let has_object =
        is_verb(first) && (!is_short(first) && n_chars > 4 || pieces.len() > 2 && n_short == 1 && is_short(first));
    let before_last = inside.last().unwrap_or(first);
    let does = is_short(last) && is_verb(last) && !is_short(before_last);
    if has_object || does {
        return false;
    }
    // Known words side by side: a term where one of them seldom stands elsewhere; not a clause.
    let is_clause = is_adverb(first) || first.1.name().starts_with('n') && is_verb(last);
    n_short > 0 || tie >= TIE && !is_clause
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    fn is_word(word: &str, tie: f32) -> bool {
        let tokens = Lexicon::embedded().tokens(word);
        let pieces: Vec<_> = tokens.iter().map(|token| (token.span.of(word).to_owned(), token.tag)).collect();
        is_wordlike(&pieces, tie)
    }

    #[test]
    fn bits_of_sentences_are_no_words() {
        for word in [
            "的发展",
            "发展的",
            "氨和醇",
            "党和国家",
            "作的关于",
            "数据显示",
            "较快增长",
            "两国元首",
            "愿同中方",
            "习近平指出",
        ] {
            assert!(!is_word(word, 1.0), "{word}");
        }
        for word in
            ["沁砚坞", "胡塞武装", "互利共赢", "托卡耶夫", "久久为功", "行稳致远", "全面从严治党", "副主席", "落实落细"]
        {
            assert!(is_word(word, 1.0), "{word}");
        }
    }

    #[test]
    fn known_words_side_by_side_need_a_tie() {
        assert!(is_word("疫情防控", 0.6) && !is_word("疫情防控", 0.1));
        assert!(!is_word("氢能", 1.0), "a known word is not new");
    }
}
