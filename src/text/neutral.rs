//! Syllables without a tone: 子 and 头 as suffixes, doubled names of kin, and words of every day whose last syllable has
//! lost its tone, as 现代汉语词典 gives them.

use super::{Lexicon, reading, variant};

/// Words that end in 子 with its full tone.
const FULL: [&str; 54] = [
    "电子", "原子", "分子", "离子", "量子", "质子", "中子", "粒子", "光子", "因子", "核子", "介子", "精子", "卵子",
    "孔子", "老子", "孟子", "庄子", "荀子", "墨子", "非子", "女子", "男子", "弟子", "学子", "游子", "王子", "太子",
    "天子", "君子", "父子", "母子", "亲子", "才子", "瓜子", "莲子", "松子", "棋子", "赤子", "浪子", "次子", "长子",
    "幼子", "养子", "骄子", "公子", "皇子", "世子", "夫子", "臣子", "味子", "之子", "士子", "诸子",
];
/// Words in which 头 is a suffix.
const HEADS: &str = " 石头 木头 骨头 馒头 枕头 拳头 舌头 指头 砖头 锄头 斧头 罐头 码头 苗头 念头 势头 兆头 甜头 苦头 盼头 奔头 浪头 前头 后头 里头 外头 上头 下头 丫头 芋头 跟头 ";
/// Names of kin and of small things that are doubled.
const DOUBLED: &str = "妈爸爷奶哥姐弟妹叔伯舅姑婶嫂公婆太娃宝星";
/// Words whose last syllable has no tone.
const LIGHT: &str = " 先生 朋友 时候 学生 月亮 关系 消息 事情 名字 意思 喜欢 认识 粮食 庄稼 棉花 头发 衣服 眼睛 耳朵 丈夫 大夫 护士 休息 打算 商量 告诉 明白 清楚 漂亮 豆腐 玻璃 窗户 钥匙 牲口 骆驼 蘑菇 规矩 热闹 暖和 麻烦 力气 脾气 亲戚 收成 行李 觉得 晓得 记得 舍得 懂得 值得 便宜 客气 舒服 结实 扎实 踏实 老实 故事 本事 官司 心思 队伍 师傅 和尚 媳妇 姑娘 在乎 答应 招呼 称呼 打听 收拾 折腾 糊涂 篱笆 喇叭 尾巴 脑袋 口袋 灯笼 石榴 核桃 芝麻 高粱 萝卜 玫瑰 作坊 街坊 ";

impl Lexicon {
    /// [`pinyin`](Self::pinyin) of a word of the text, with its part of speech: syllables that have no tone in it lose
    /// theirs.
    pub fn pinyin_as(&self, word: &str, tag: &str) -> String {
        let pinyin = self.pinyin(word);
        let word = variant::simplify(word).text;
        let chars: Vec<char> = word.chars().collect();
        let mut syllables: Vec<String> = pinyin.split(' ').map(str::to_owned).collect();
        if chars.len() < 2 || syllables.len() != chars.len() {
            return pinyin;
        }
        for (pair, syllable) in chars.windows(2).zip(syllables.iter_mut().skip(1)) {
            if FULL.contains(&String::from_iter(pair).as_str()) {
                "zǐ".clone_into(syllable);
            }
        }
        let is_of = |list: &str| list.contains(&format!(" {word} "));
        let is_doubled = matches!(*chars, [a, b] if a == b && DOUBLED.contains(a));
        let is_suffix = word.ends_with('子') && !FULL.iter().any(|full| word.ends_with(full));
        if let Some(last) = syllables.last_mut() {
            if is_suffix && tag == "nr" {
                "zǐ".clone_into(last);
            } else if is_doubled || is_of(HEADS) || is_of(LIGHT) || is_suffix && tag.starts_with('n') {
                *last = reading::toneless(last);
            }
        }
        syllables.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    #[test]
    fn light_syllables_have_no_tone() {
        for (word, tag, reading) in [
            ("桌子", "n", "zhuō zi"),
            ("妻子", "n", "qī zi"),
            ("电子", "n", "diàn zǐ"),
            ("电子商务", "n", "diàn zǐ shāng wù"),
            ("分子", "n", "fèn zǐ"),
            ("孔子", "nr", "kǒng zǐ"),
            ("石头", "n", "shí tou"),
            ("码头", "n", "mǎ tou"),
            ("龙头", "n", "lóng tóu"),
            ("妈妈", "n", "mā ma"),
            ("媽媽", "n", "mā ma"),
            ("先生", "n", "xiān sheng"),
            ("棉花", "n", "mián hua"),
            ("我们", "r", "wǒ men"),
            ("目的", "n", "mù dì"),
            ("了解", "v", "liǎo jiě"),
            ("子女", "n", "zǐ nǚ"),
            ("的", "uj", "de"),
        ] {
            assert_eq!(Lexicon::embedded().pinyin_as(word, tag), reading, "{word}");
        }
    }
}
