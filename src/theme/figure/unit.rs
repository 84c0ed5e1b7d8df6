//! Measure words and units, and numbers that are no figures.

use crate::theme::scan::Scan;

/// Units and measure words; the longest that fits wins. Letters in either case.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    // Length, area, volume, weight.
    "平方公里", "平方千米", "平方米", "立方米", "立方公里", "公里", "千米", "厘米", "毫米", "微米", "纳米", "海里",
    "英寸", "米", "公顷", "亩", "吨标准煤", "吨标煤", "吨公里", "吨", "公斤", "千克", "毫克/升", "毫克", "克", "斤",
    "毫升", "升", "微克/立方米", "毫克/立方米", "微克每立方米", "公里/小时", "米/秒", "光年", "立方", "平方",
    "平米",
    // Energy, data.
    "千瓦时", "千瓦", "兆瓦时", "兆瓦", "吉瓦时", "吉瓦", "瓦时", "瓦", "千伏安", "千伏", "伏", "度电", "安时",
    "焦", "GWh", "MWh", "kWh", "TWh", "GW", "MW", "kW", "KW", "KV", "kV", "EFLOPS", "PFLOPS", "Eflops", "EFlops",
    "PFlops", "GB", "TB", "PB", "MB", "EB", "km/h", "km", "kg", "KM", "MPa", "P", "E", "摄氏度", "℃", "分贝",
    "赫兹", "比特",
    // Money.
    "元人民币", "美元", "欧元", "日元", "英镑", "港元", "港币", "卢布", "韩元", "澳元", "新台币", "元/吨", "元",
    "块钱",
    // Share.
    "个百分点", "百分点", "%", "‰", "倍", "成",
    // People and acts.
    "人次", "人日", "人", "名", "位", "户次", "户", "家次", "家", "口", "代", "岁", "班次", "场次", "架次", "车次",
    "辆次", "艘次", "列次", "台次", "件次", "件套", "批次", "次", "场", "届", "趟", "班", "轮", "辆(艘、架、列)次", "人份",
    "剂次", "剂", "标准箱", "标箱", "TEU", "箱", "桶", "单", "笔", "票", "起", "宗", "例",
    // Things.
    "个", "件", "项", "条", "座", "车道", "蒸吨", "辆", "台套", "台", "套", "架", "艘", "列", "只", "头", "匹", "羽", "尾", "株",
    "棵", "种", "类", "处", "所", "张", "份", "篇", "部", "本", "册", "幅", "款", "批", "支", "枚", "颗", "块",
    "组", "眼", "盏", "根", "层", "间", "栋", "幢", "片", "道", "杆", "把", "门", "盆", "盒", "瓶", "粒", "顶",
    "对", "副", "亩次", "字", "集", "首", "封", "节", "堂", "课时", "学时", "床", "发", "级", "站", "段", "口井",
    // Time.
    "个小时", "小时", "分钟", "秒", "个月", "个星期", "个工作日", "个交易日", "工作日", "天", "周", "年", "余年",
];

/// Measure words after which Chinese numerals are a count.
#[rustfmt::skip]
const HAN_UNITS: &[&str] = &[
    "名", "位", "批", "条", "项", "家", "座", "户", "件", "倍", "成", "吨", "亩", "公里", "千米", "平方公里",
    "平方米", "立方米", "米", "元", "美元", "人", "人次", "辆", "台", "套", "艘", "架", "列", "个百分点", "百分点",
    "小时", "分钟", "千瓦时", "千瓦", "兆瓦", "公顷", "公斤", "斤", "只", "头", "株", "棵", "处", "所", "场", "次",
    "个", "种", "类", "天", "个月", "%", "例", "起", "宗", "枚", "颗", "支", "份", "本", "部", "篇",
];

/// Length in characters of the unit at `i`.
pub(crate) fn at(scan: &Scan, i: usize, han: bool) -> Option<usize> {
    let n = longest(scan, i, if han { HAN_UNITS } else { UNITS })?;
    // 公里每小时, 元每吨, 元/平方米
    let mut end = i + n;
    if scan.get(end) == '/' {
        if let Some(more) = longest(scan, end + 1, UNITS) {
            end += 1 + more;
        } else if matches!(scan.get(end + 1), '日' | '月' | '时' | '秒') {
            end += 2;
        }
    }
    Some(end - i)
}

/// Length in characters of the longest of these units that stands at `i`.
fn longest(scan: &Scan, i: usize, units: &[&str]) -> Option<usize> {
    let fits = |unit: &&&str| scan.has(i, unit) && !continues_word(scan, i, unit);
    units.iter().filter(fits).map(|unit| unit.chars().count()).max()
}

/// The measure word's character begins another word: 级 of 级别, 家 of 家园, 成 of 成为.
fn continues_word(scan: &Scan, i: usize, unit: &str) -> bool {
    let next = scan.get(i + unit.chars().count());
    match unit {
        "P" | "E" => next.is_ascii_alphanumeric(),
        "成" => {
            matches!(next, '为' | '立' | '员' | '功' | '果' | '绩' | '就' | '长' | '都' | '熟' | '品' | '本' | '效')
        }
        "部" => matches!(next, '门' | '委' | '分' | '队' | '署'),
        "家" => matches!(next, '园' | '庭' | '乡' | '电' | '居' | '长'),
        "级" | "度" => true,
        "代" => matches!(next, '表' | '码'),
        "发" => matches!(next, '展' | '明' | '电' | '布' | '挥'),
        "道" => matches!(next, '路'),
        "对" => matches!(next, '口' | '外' | '接' | '标'),
        "支" => matches!(next, '持' | '撑' | '付'),
        "处" => matches!(next, '理' | '置' | '于'),
        "站" | "段" | "节" | "把" | "门" | "发 " => matches!(next, '点' | '能' | '口' | '户' | '约' | '握'),
        "组" => matches!(next, '织' | '建' | '成'),
        "场" => matches!(next, '地' | '所' | '馆' | '景'),
        "类" => matches!(next, '型'),
        "次" => matches!(next, '全' | '会' | '要'),
        "集" => matches!(next, '团' | '群' | '聚' | '中'),
        "字" => matches!(next, '方'),
        "人" => matches!(next, '民' | '才' | '工' | '均' | '间' | '类' | '大'),
        "批" => matches!(next, '准' | '复' | '发'),
        "周" => matches!(next, '年' | '岁' | '边' | '期'),
        "年" => matches!(next, '度' | '代' | '级' | '轻'),
        "件" | "位" => matches!(next, '置' | '居' | '列' | '于'),
        "单" => matches!(next, '位' | '元' | '独' | '一'),
        "首" => matches!(next, '批' | '个' | '次' | '都'),
        "口" => matches!(next, '岸'),
        "米" => matches!(next, '兰' | '粮'),
        "层" => matches!(next, '次'),
        "项" => matches!(next, '目'),
        "升" => matches!(next, '级' | '至'),
        "起" => matches!(next, '来' | '步' | '点' | '到'),
        "克" => matches!(next, '服' | '难' | '兰' | '里'),
        "本" => matches!(next, '地' | '届' | '土' | '科' | '次'),
        "所" => matches!(next, '有' | '在'),
        _ => false,
    }
}
