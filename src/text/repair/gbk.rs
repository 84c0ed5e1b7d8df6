//! Pairs of bytes in GBK.

use std::sync::OnceLock;

struct Table {
    /// By lead and trail byte; `\0` where no character stands.
    chars: Vec<char>,
    /// By character of the basic plane.
    pairs: Vec<u16>,
    vanishing: Vec<u8>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut chars = vec!['\0'; 0x1_0000];
        let mut pairs = vec![0; 0x1_0000];
        for lead in 0x81..=0xfe_u8 {
            for trail in 0x40..=0xfe_u8 {
                let bytes = [lead, trail];
                let decoded = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&bytes);
                let Some(text) = decoded else { continue };
                let mut found = text.chars();
                let (Some(c), None) = (found.next(), found.next()) else { continue };
                // The user-defined areas decode to private characters, which no site shows; what
                // stands behind FE 50 was added after most programs were written.
                if matches!(c, '\u{e000}'..='\u{f8ff}') || lead == 0xfe {
                    continue;
                }
                let pair = u16::from_be_bytes(bytes);
                if let (Some(slot), Some(back)) = (chars.get_mut(pair as usize), pairs.get_mut(c as usize)) {
                    *slot = c;
                    *back = pair;
                }
            }
        }
        let is_gap = |lead: u8, trail: u8| {
            trail != 0x7f && trail != 0xff && chars.get(u16::from_be_bytes([lead, trail]) as usize) == Some(&'\0')
        };
        let vanishing = (0x81..=0xfe).filter(|lead| (0x81..=0xfe).any(|trail| is_gap(*lead, trail))).collect();
        Table { chars, pairs, vanishing }
    })
}

/// The character of a pair, if one stands there.
pub(super) fn pair(lead: u8, trail: u8) -> Option<char> {
    table().chars.get(u16::from_be_bytes([lead, trail]) as usize).copied().filter(|c| *c != '\0')
}

/// The two bytes of a character.
pub(super) fn bytes(c: char) -> Option<[u8; 2]> {
    table().pairs.get(c as usize).copied().filter(|pair| *pair != 0).map(u16::to_be_bytes)
}

/// The two bytes of a character, or of the private character that browsers show for a pair of the
/// user-defined areas.
pub(super) fn bytes_or_private(c: char) -> Option<[u8; 2]> {
    bytes(c).or_else(|| {
        if !matches!(c, '\u{e000}'..='\u{f8ff}') {
            return None;
        }
        let text = c.to_string();
        let (found, _, lost) = encoding_rs::GBK.encode(&text);
        if lost { None } else { <[u8; 2]>::try_from(found.as_ref()).ok() }
    })
}

/// Whether it is one of the 3,755 characters that GB 2312 ranks as common.
pub(super) fn is_common(c: char) -> bool {
    bytes(c).is_some_and(|[lead, trail]| (0xb0..=0xd7).contains(&lead) && trail >= 0xa1)
}

/// The character of a pair in Big5.
pub(super) fn big5(lead: u8, trail: u8) -> Option<char> {
    let bytes = [lead, trail];
    let text = encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// First bytes of pairs that stand for no character (user-defined areas and gaps): browsers
/// and sites lose such pairs without a trace.
pub(super) fn vanishing() -> &'static [u8] {
    &table().vanishing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_lead_to_characters_and_back() {
        assert_eq!(bytes('遼'), Some([0xdf, 0x7c]));
        assert_eq!(pair(0xdf, 0x7c), Some('遼'));
        assert_eq!(pair(0xaa, 0xb5), None);
        assert_eq!(bytes('a'), None);
    }
}
