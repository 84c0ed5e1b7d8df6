//! The provinces of China, and where each stands among the others when all are drawn as tiles.

/// Provinces as people call them, with column and row of their tile: a scheme of neighbours, no map.
#[rustfmt::skip]
pub const PROVINCES: [(&str, u8, u8); 34] = [
    ("黑龙江", 8, 0),
    ("内蒙古", 6, 1), ("吉林", 8, 1),
    ("新疆", 0, 2), ("甘肃", 3, 2), ("宁夏", 4, 2), ("北京", 6, 2), ("天津", 7, 2), ("辽宁", 8, 2),
    ("青海", 2, 3), ("陕西", 4, 3), ("山西", 5, 3), ("河北", 6, 3), ("山东", 7, 3),
    ("西藏", 0, 4), ("四川", 3, 4), ("重庆", 4, 4), ("河南", 5, 4), ("安徽", 6, 4), ("江苏", 7, 4), ("上海", 8, 4),
    ("贵州", 4, 5), ("湖北", 5, 5), ("江西", 6, 5), ("浙江", 7, 5),
    ("云南", 3, 6), ("广西", 4, 6), ("湖南", 5, 6), ("福建", 6, 6), ("台湾", 8, 6),
    ("广东", 5, 7), ("香港", 6, 7), ("澳门", 4, 7),
    ("海南", 5, 8),
];

/// Whether a name is that of a province.
pub fn is_province(name: &str) -> bool {
    PROVINCES.iter().any(|(province, ..)| *province == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_tiles_share_a_place() {
        for (i, a) in PROVINCES.iter().enumerate() {
            assert!(PROVINCES.iter().skip(i + 1).all(|b| (a.1, a.2) != (b.1, b.2) && a.0 != b.0), "{a:?}");
        }
    }
}
