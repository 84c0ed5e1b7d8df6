//! Places of China down to the county, with what they belong to.

use std::collections::BTreeMap;

/// The places as they ship: province, tab city tab counties (see `data/places-README.md`).
const PLACES: &str = include_str!("../../data/places.txt");

/// Cities' short names that mean other things more often: they count only in full (白银市), right behind
/// their province (云南大理) or in a list of places.
#[rustfmt::skip]
const AMBIGUOUS: &[&str] = &[
    "白银", "日照", "来宾", "朝阳", "阿里", "山南", "河源", "海西", "海北", "海东", "海南", "兴安", "怒江", "中山", "东方", "大同",
    "长治", "玉树", "凉山", "安康", "和田", "大理", "巴中", "三明", "黄山", "黄南", "文山", "红河", "新北",
];

/// Full names that are also common words: they count only right behind what they belong to.
pub(crate) const COMMON: &[&str] = &[
    "矿区",
    "城区",
    "郊区",
    "东区",
    "西区",
    "南区",
    "北区",
    "新市区",
    "市中区",
    "水磨沟区",
    "市区",
    "新城区",
    "老城区",
    "城中区",
    "城东区",
    "城西区",
    "城北区",
    "城关区",
    "示范区",
    "开发区",
    "高新区",
    "新区",
    "经开区",
    "港口区",
    "工业园区",
    "河口区",
    "海港区",
    "东湖区",
    "西湖区",
    "和平区",
    "新都区",
    "和县",
    "平房区",
];

/// Peoples in the names of autonomous places.
#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "朝鲜族", "土家族", "苗族", "藏族", "羌族", "彝族", "侗族", "布依族", "傣族", "景颇族", "白族", "哈尼族",
    "壮族", "傈僳族", "回族", "蒙古族", "哈萨克族", "满族", "瑶族", "畲族", "黎族", "仡佬族", "水族", "纳西族",
    "拉祜族", "佤族", "布朗族", "独龙族", "怒族", "普米族", "毛南族", "仫佬族", "各族", "东乡族", "保安族",
    "撒拉族", "裕固族", "土族", "达斡尔族", "维吾尔", "塔吉克", "锡伯", "蒙古", "哈萨克", "柯尔克孜",
];

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// As people call it: 吉林, 辽源, 东丰县.
    pub(crate) canon: String,
    /// As it is called in full: 吉林省, 辽源市, 东丰县.
    pub(crate) full: String,
    /// What it belongs to, nearest first.
    pub(crate) within: Vec<String>,
}

/// A spelling of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub(crate) text: String,
    /// Places so called: several counties share names.
    pub(crate) places: Vec<u32>,
    /// What must be near it to count.
    pub(crate) level: Level,
}

/// How sure a spelling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// In full, or a province's short name.
    Full,
    /// A city without the word for what it is: needs a word of the sentence that is a place.
    City,
    /// A city's name that means other things more often.
    Doubtful,
    /// A county without the word for what it is: needs what it belongs to.
    County,
}

/// The gazetteer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gazetteer {
    pub(crate) places: Vec<Place>,
    pub(crate) spellings: Vec<Spelling>,
}

impl Gazetteer {
    pub(crate) fn embedded() -> Self {
        Self::parse(PLACES)
    }

    /// The full name of a place by what people call it and what it belongs to.
    pub(crate) fn full_name(&self, canon: &str, within: &[String]) -> Option<&str> {
        let spelling = self.spellings.binary_search_by(|spelling| spelling.text.as_str().cmp(canon)).ok()?;
        let places = self.spellings.get(spelling)?.places.iter().filter_map(|&i| self.places.get(i as usize));
        places.into_iter().find(|place| place.canon == canon && place.within == within).map(|place| place.full.as_str())
    }

    fn parse(text: &str) -> Self {
        let mut places: Vec<Place> = Vec::new();
        let mut spellings: BTreeMap<String, (Vec<u32>, Level)> = BTreeMap::new();
        let mut spell = |text: &str, place: usize, level: Level| {
            if text.chars().count() >= 2 {
                let entry = spellings.entry(text.to_owned()).or_insert_with(|| (Vec::new(), level));
                if entry.0.is_empty() || entry.1 == level {
                    entry.0.push(place as u32);
                } else if entry.1 != Level::Full && level == Level::Full {
                    *entry = (vec![place as u32], level);
                }
            }
        };
        let mut province = String::new();
        for line in text.lines() {
            let mut fields = line.split('\t');
            let (first, city, counties) = (fields.next().unwrap_or_default(), fields.next(), fields.next());
            if !first.is_empty() {
                province = stem(first);
                spell(first, places.len(), Level::Full);
                if province != first {
                    spell(&province, places.len(), Level::Full);
                }
                places.push(Place { canon: province.clone(), full: first.to_owned(), within: Vec::new() });
            }
            let city = city.unwrap_or_default();
            let short_city = if city.is_empty() { String::new() } else { stem(city) };
            if !city.is_empty() {
                let taken = places.iter().any(|place| place.canon == short_city);
                spell(city, places.len(), Level::Full);
                if !taken {
                    let doubtful = AMBIGUOUS.contains(&short_city.as_str());
                    spell(&short_city, places.len(), if doubtful { Level::Doubtful } else { Level::City });
                }
                if city.ends_with("自治州") {
                    spell(&format!("{short_city}州"), places.len(), Level::Full);
                }
                let canon = if taken { city.to_owned() } else { short_city.clone() };
                places.push(Place { canon, full: city.to_owned(), within: vec![province.clone()] });
            }
            for county in counties.unwrap_or_default().split(' ').filter(|county| !county.is_empty()) {
                let short = stem(county);
                spell(county, places.len(), Level::Full);
                let district = county.ends_with('区') || county.ends_with('旗');
                if !district {
                    spell(&short, places.len(), Level::County);
                }
                if county.ends_with("自治县") {
                    spell(&format!("{short}县"), places.len(), Level::Full);
                }
                let mut within = vec![province.clone()];
                if !short_city.is_empty() {
                    within.insert(0, short_city.clone());
                }
                places.push(Place { canon: county.to_owned(), full: county.to_owned(), within });
            }
        }
        let spellings = spellings.into_iter().map(|(text, (places, level))| Spelling { text, places, level }).collect();
        Self { places, spellings }
    }
}

/// The name without the word for what it is.
fn stem(name: &str) -> String {
    let endings = [
        "特别行政区",
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "自治州",
        "自治县",
        "省",
        "市",
        "地区",
        "盟",
        "县",
    ];
    let rest = endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let mut rest = rest;
    if name.ends_with("自治州") || name.ends_with("自治县") {
        while let Some(shorter) = PEOPLES.iter().find_map(|people| rest.strip_suffix(people)) {
            rest = shorter;
        }
    }
    if rest.chars().count() < 2 { name.to_owned() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_and_short_names() {
        let gazetteer = Gazetteer::embedded();
        let find = |text: &str| {
            let spelling = gazetteer.spellings.iter().find(|spelling| spelling.text == text)?;
            let place = &gazetteer.places[spelling.places[0] as usize];
            Some((place.canon.as_str(), place.within.join("/"), spelling.places.len(), spelling.level))
        };
        assert_eq!(find("辽源"), Some(("辽源", "吉林".into(), 1, Level::City)));
        assert_eq!(find("辽源市"), Some(("辽源", "吉林".into(), 1, Level::Full)));
        assert_eq!(find("东丰县"), Some(("东丰县", "辽源/吉林".into(), 1, Level::Full)));
        assert_eq!(find("吉林"), Some(("吉林", String::new(), 1, Level::Full)));
        assert_eq!(find("吉林市"), Some(("吉林市", "吉林".into(), 1, Level::Full)));
        assert_eq!(find("延边"), Some(("延边", "吉林".into(), 1, Level::City)));
        assert_eq!(find("内蒙古"), Some(("内蒙古", String::new(), 1, Level::Full)));
        assert_eq!(find("朝阳区").map(|found| found.2), Some(2));
        assert_eq!(find("白银").map(|found| found.3), Some(Level::Doubtful));
        assert_eq!(find("兴国").map(|found| found.3), Some(Level::County));
        assert_eq!(find("海淀区"), Some(("海淀区", "北京".into(), 1, Level::Full)));
        assert!(gazetteer.places.len() > 3200, "{}", gazetteer.places.len());
    }
}
