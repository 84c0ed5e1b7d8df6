//! Throws damaged texts at repair and segmentation until something breaks.
//!
//! `cargo run --release --example fuzz_text -- [EXECUTIONS] [SEED]` makes short texts from damaged ones of
//! its own by seeded mutations, checks every invariant of [`wenlan::text::check`] on each, and prints how
//! many it does in a second. A finding is printed with the text that shows it, and ends the run with 1.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::{env, process::ExitCode, time::Instant};

use wenlan::text::{Lexicon, check};

/// Texts to start from: each kind of damage, sound text, and what looks like damage.
const SEEDS: [&str; 24] = [
    "全會(huì)圍繞貫徹落實(shí)精神,推動(dòng)振興取得新突破。",
    "價(jià)值取向?!边|源市委書記表示,創新突破?!闭劶叭绾呜瀼芈鋵?shí)",
    "地?zé)豳Y源開發?！拔覀兂嗨?",
    "辽源ä¸\u{ad}å›½å\u{8f}‘å±•很好",
    "ÁÉÔ´ÊÐÈËÃñÕþ¸®2023Äê",
    "涓\u{e15e}浗鍙戝睍銆?1鏈堢殑鏄€",
    "甲&nbsp;乙&ldquo;丙&rdquo;&#36797;&#x6e90;&amp;amp;&#0;&#xffffff;&bogus;",
    "辽\u{200b}源\u{ad}市\u{feff}👨\u{200d}👩\u{202e}\u{7f}\u{1}",
    "甲,乙，丙，丁，戊;己，庚：辛!壬，癸",
    "时代潮流  缔造　　未来 分  布",
    "以上各條列舉之自由權利，除為防止妨礙他人自由、避免緊急危難、維\n持社會秩序，或增進公共利益所必要者外，不得以法律限制之，並應予保\r\n  障。",
    "2026年1—6月新增20万千瓦，增长3.5%—5.2%，8:30—17：00，“5+2”体系。",
    "皇家围场1619与5G、A380、C++、AT&T，café lǜsè Москва",
    "“真的吗?”他问。是吗?!他不信。https://a.cn/?q=1&lt=2",
    "一、总体要求\n　　坚持稳中求进……（真的！）他说：“冲啊！”",
    "第一百二十三条 二〇二六年十二月三十一日——完",
    "uì)議開(kāi)了會和項(xiàng)目(mù",
    "隨著著名學者瞭解乾隆年間很乾，皇后在後面，陜西",
    "中(A)国 GDP(gross domestic product) 垚（yáo）字 總（zǒng ）書 (shū)記",
    "�?？�海捔�?�年1�",
    "㐂𠮷龘\u{10ffff}\u{0}\u{85}\u{2028}\u{e000}\u{f8ff}",
    "ﾊﾝｶｸ ＡＢＣ１２３％．！？",
    "ÃƒÂ¤Ã‚Â¸Ã‚Â\u{ad}ÃƒÂ¥Ã¢â‚¬ÂºÃ‚Â½",
    "()（）[]【】《》“”‘’「」『』，。、；：？！—…·",
];

/// splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// A text made of parts of the seeds, changed a little.
fn text(seeds: &[Vec<char>], random: &mut Random) -> String {
    let mut chars: Vec<char> = Vec::new();
    for _ in 0..=random.below(3) {
        let Some(seed) = seeds.get(random.below(seeds.len())) else { continue };
        let from = random.below(seed.len());
        let len = 1 + random.below(16);
        chars.extend(seed.iter().skip(from).take(len));
    }
    for _ in 0..random.below(4) {
        let at = random.below(chars.len());
        match random.below(7) {
            0 if !chars.is_empty() => {
                chars.remove(at);
            }
            1 => {
                let seed = seeds.get(random.below(seeds.len())).map(Vec::as_slice).unwrap_or_default();
                chars.extend(seed.get(random.below(seed.len())));
                let last = chars.len().saturating_sub(1);
                chars.swap(at.min(last), last);
            }
            2 => {
                if let Some(c) = char::from_u32(random.next() as u32 & 0x1f_ffff) {
                    chars.insert(at, c);
                }
            }
            3 => {
                let other = random.below(chars.len());
                if !chars.is_empty() {
                    chars.swap(at, other);
                }
            }
            4 => {
                let part: Vec<char> = chars.iter().skip(at).take(4).copied().collect();
                chars.extend(part);
            }
            5 => {
                // Bytes read in another encoding.
                let text: String = chars.iter().collect();
                chars = if random.below(2) == 0 {
                    text.bytes().map(char::from).collect()
                } else {
                    encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.chars().collect()
                };
                chars.truncate(60);
            }
            _ => {
                // A byte lost from GBK.
                let text: String = chars.iter().collect();
                let mut bytes = encoding_rs::GBK.encode(&text).0.into_owned();
                if !bytes.is_empty() {
                    bytes.remove(random.below(bytes.len()));
                }
                chars = encoding_rs::GBK.decode_without_bom_handling(&bytes).0.chars().collect();
            }
        }
    }
    // Marks start the search for lost bytes, which takes a thousand times as long as all the rest.
    if random.below(SEARCHED) != 0 {
        chars.retain(|c| !matches!(c, '?' | '？' | '\u{fffd}'));
    }
    chars.into_iter().collect()
}

/// One text in so many keeps its question marks.
const SEARCHED: usize = 400;

#[expect(clippy::disallowed_methods, reason = "it measures time, natively")]
fn main() -> ExitCode {
    let mut args = env::args().skip(1).filter_map(|arg| arg.replace('_', "").parse::<u64>().ok());
    let (executions, seed) = (args.next().unwrap_or(1_000_000), args.next().unwrap_or(1));
    let seeds: Vec<Vec<char>> = SEEDS.iter().map(|seed| seed.chars().collect()).collect();
    let lexicon = Lexicon::embedded();
    let mut random = Random(seed);
    let start = Instant::now();
    let mut findings = 0;
    for done in 1..=executions {
        let text = text(&seeds, &mut random);
        let checked = std::panic::catch_unwind(|| check(lexicon, &text));
        if let Some(what) = checked.map_or(Some("it panicked"), Result::err) {
            findings += 1;
            println!("finding: {what}: {text:?}");
            if findings >= 20 {
                return ExitCode::FAILURE;
            }
        }
        if done % 500_000 == 0 || done == executions {
            let rate = done as f64 / start.elapsed().as_secs_f64();
            println!("{done} executions, {rate:.0} a second, {findings} findings, seed {seed}");
        }
    }
    ExitCode::from(u8::from(findings > 0))
}
