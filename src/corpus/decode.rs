//! Bytes -> text, in the encodings Chinese text comes in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::What;

/// Text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether the encoding is a guess that did not fit everywhere.
    pub doubtful: bool,
}

/// Reads bytes as text.
///
/// # Errors
/// With what the bytes look like, when they are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, What> {
    decode_declared(bytes, None)
}

/// The same as [`decode_declared`]; bytes that are UTF-8 become the text without a copy.
pub(super) fn decode_owned(bytes: Vec<u8>, label: Option<&[u8]>) -> Result<Decoded, What> {
    // As below, in the order of likelihood: no mark, nothing that is another file, no zero bytes, hardly a control.
    let is_plain = Encoding::for_bom(&bytes).is_none() && What::of(&bytes).is_none() && !bytes.contains(&0);
    if is_plain && few_controls(&bytes) {
        return match String::from_utf8(bytes) {
            Ok(text) => Ok(Decoded { text, encoding: "UTF-8", doubtful: false }),
            Err(error) => decode_declared(error.as_bytes(), label),
        };
    }
    decode_declared(&bytes, label)
}

fn few_controls(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|b| matches!(b, 1..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    controls * 20 <= bytes.len()
}

/// Reads bytes as text that names its own encoding: what is said is believed where it fits.
pub(super) fn decode_declared(bytes: &[u8], label: Option<&[u8]>) -> Result<Decoded, What> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(encoding, bytes.get(mark..).unwrap_or_default(), false));
    }
    if let Some(what) = What::of(bytes) {
        return Err(what);
    }
    if let Some(encoding) = utf16(bytes) {
        return Ok(decode_as(encoding, bytes, false));
    }
    // A few zero bytes are damage; more are no text.
    let n_zeros = memchr::memchr_iter(0, bytes).count();
    if n_zeros * 500 > bytes.len() {
        return Err(What::Bytes);
    }
    if n_zeros > 0 {
        let kept: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
        return decode_declared(&kept, label).map(|read| Decoded { doubtful: true, ..read });
    }
    if !few_controls(bytes) {
        return Err(What::Bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: "UTF-8", doubtful: false });
    }
    // A declaration of one-byte letters is what servers put where nobody thought of it.
    let declared = label.and_then(Encoding::for_label).map(|encoding| if encoding == GBK { GB18030 } else { encoding });
    let declared = declared.filter(|encoding| *encoding != UTF_8 && !encoding.is_single_byte());
    let declared = declared.map(|encoding| decode_as(encoding, bytes, false)).filter(|text| !text.doubtful);
    Ok(declared.unwrap_or_else(|| guess(bytes)))
}

/// The encoding that a page or a feed names in its first bytes: `<meta charset=gbk>`, `encoding="GB2312"`.
pub(super) fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let lower = head.to_ascii_lowercase();
    let after = |key: &[u8]| memchr::memmem::find_iter(&lower, key).map(|at| at + key.len()).collect::<Vec<_>>();
    for start in after(b"charset=").into_iter().chain(after(b"encoding=")) {
        let value = head.get(start..).unwrap_or_default().trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let n = value.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')).count();
        let label = value.get(..n).unwrap_or_default();
        if Encoding::for_label(label).is_some() {
            return Some(label);
        }
    }
    None
}

/// UTF-16 without a mark: pairs whose high bytes are those of Han, punctuation or Latin.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() || pairs.is_empty() || !bytes.contains(&0) {
        return None;
    }
    let fits = |high: u8, low: u8| match high {
        0 => matches!(low, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..),
        0x20 | 0x30 | 0x4e..=0x9f | 0xff => true,
        _ => false,
    };
    let count =
        |order: fn(&[u8; 2]) -> (u8, u8)| pairs.iter().map(order).filter(|(high, low)| fits(*high, *low)).count();
    let (little, big) = (count(|[a, b]| (*b, *a)), count(|[a, b]| (*a, *b)));
    let (encoding, n) = if little >= big { (UTF_16LE, little) } else { (UTF_16BE, big) };
    (n * 20 > pairs.len() * 19).then_some(encoding)
}

fn guess(bytes: &[u8]) -> Decoded {
    // A UTF-8 text with a few bad bytes, or cut in the middle of a character, stays UTF-8.
    let lossy = String::from_utf8_lossy(bytes);
    let wide = lossy.chars().filter(|c| !c.is_ascii()).count();
    let lost = lossy.chars().filter(|c| *c == '\u{fffd}').count();
    if lost * 10 <= wide && wide > lost {
        return Decoded { text: lossy.into_owned(), encoding: "UTF-8", doubtful: true };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Only what Chinese text comes in: a short text looks like many other things too.
    let found = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let (simplified, traditional) = (decode_as(GB18030, bytes, false), decode_as(BIG5, bytes, false));
    let (likeness, other) = (likeness(&simplified.text), likeness(&traditional.text));
    let mut best = match likeness.cmp(&other) {
        _ if !may_be_big5(bytes) => simplified,
        std::cmp::Ordering::Less => traditional,
        std::cmp::Ordering::Equal if found == BIG5 => traditional,
        _ => simplified,
    };
    best.doubtful |= likeness.max(other) <= 0 && found != GBK && found != BIG5;
    best
}

/// Whether bytes may be Big5: two fifths of its second bytes are below 80, hardly any of those of Simplified text in
/// GBK. It holds where a lost byte makes what follows look like neither.
fn may_be_big5(bytes: &[u8]) -> bool {
    /// Pairs that tell.
    const ENOUGH: usize = 12;
    let (mut n, mut low, mut at) = (0, 0, 0);
    while let (Some(first), Some(second)) = (bytes.get(at), bytes.get(at + 1)) {
        let is_pair = *first >= 0x81 && matches!(second, 0x40..=0x7e | 0xa1..=0xfe);
        n += usize::from(is_pair);
        low += usize::from(is_pair && *second < 0x80);
        at += if is_pair { 2 } else { 1 };
    }
    n < ENOUGH || low * 10 >= n
}

/// How much a text looks like Chinese: frequent characters for it, characters that hardly
/// occur in Chinese text against it.
fn likeness(text: &str) -> i32 {
    const FREQUENT: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严這個們為來國時學會對發經過說產種後現實體機開從業還因與關間樣電無問變條沒結見計別將組區強戰處隊門運農給規熱領東導";
    let frequent = text.chars().take(20_000).filter(|c| FREQUENT.contains(*c)).map(|_| 1).sum::<i32>();
    let odd = text
        .chars()
        .take(20_000)
        .filter(|c| !matches!(c, '\0'..='\u{7f}' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{3017}' | '一'..='\u{9fa5}' | '！'..='～' | '·'))
        .map(|_| 1)
        .sum::<i32>();
    frequent - odd * 2
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], doubtful: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let encoding = if encoding == UTF_8 { "UTF-8" } else { encoding.name() };
    Decoded {
        text: text.into_owned(),
        encoding: if encoding == "gb18030" { "GB18030" } else { encoding },
        doubtful: doubtful || had_errors,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIMPLE: &str = "辽源市委书记在接受采访时表示，绿色转型取得新突破。\n全市新能源装机容量持续增长。";
    const TRADITIONAL: &str = "遼源市委書記在接受採訪時表示，綠色轉型取得新突破。\n全市新能源裝機容量持續增長。";

    fn utf16_of(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn a_lost_byte_does_not_make_big5_of_gbk() {
        let (bytes, _, _) = GB18030.encode(SIMPLE);
        for at in 0..bytes.len() {
            let damaged = [&bytes[..at], &bytes[at + 1..]].concat();
            assert_eq!(decode(&damaged).unwrap().encoding, "GB18030", "without byte {at}");
        }
        let (bytes, _, _) = BIG5.encode(TRADITIONAL);
        assert!(may_be_big5(&bytes));
    }

    #[test]
    fn encodings_are_recognised() {
        let marked = [b"\xef\xbb\xbf".as_slice(), SIMPLE.as_bytes()].concat();
        let cases: [(Vec<u8>, &str, &str); 9] = [
            (SIMPLE.into(), SIMPLE, "UTF-8"),
            (marked, SIMPLE, "UTF-8"),
            (utf16_of(SIMPLE, false), SIMPLE, "UTF-16LE"),
            (utf16_of(SIMPLE, true), SIMPLE, "UTF-16BE"),
            ([b"\xff\xfe".to_vec(), utf16_of(TRADITIONAL, false)].concat(), TRADITIONAL, "UTF-16LE"),
            (GB18030.encode(SIMPLE).0.into(), SIMPLE, "GB18030"),
            (GB18030.encode(TRADITIONAL).0.into(), TRADITIONAL, "GB18030"),
            (BIG5.encode(TRADITIONAL).0.into(), TRADITIONAL, "Big5"),
            (b"".into(), "", "UTF-8"),
        ];
        for (bytes, text, encoding) in cases {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.doubtful), (text, encoding, false));
        }
    }

    #[test]
    fn damage_is_flagged_and_binary_refused() {
        let cut = &SIMPLE.as_bytes()[..SIMPLE.len() - 1];
        let decoded = decode(cut).unwrap();
        assert!(decoded.doubtful && decoded.encoding == "UTF-8" && decoded.text.starts_with("辽源市委"));
        for (bytes, what) in [
            (b"%PDF-1.7 ...".as_slice(), What::Pdf),
            (b"PK\x03\x04....", What::Zip),
            (b"\x00\x01\x02\x03\x00", What::Bytes),
            (&[3, 4, 5, 6, b'a', b'b'], What::Bytes),
        ] {
            assert_eq!(decode(bytes), Err(what));
        }
        let gbk = GB18030.encode("<meta charset=gb2312>镕基").0;
        assert_eq!(declared(&gbk), Some(b"gb2312".as_slice()));
        assert_eq!(decode_declared(&gbk, declared(&gbk)).unwrap().text, "<meta charset=gb2312>镕基");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.encoding.is_empty());
            }
        }
    }
}
