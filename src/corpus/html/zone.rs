//! What the names of elements and the wording of lines say: whether they belong to an article or to the page around it.

use super::tree::{Node, Tree};
use crate::text::simplify;

/// Parts of the names of elements (class, id) that hold no part of an article.
const OUTSIDE: [&str; 66] = [
    "comment",
    "pinglun",
    "gentie",
    "reply",
    "related",
    "relate",
    "xiangguan",
    "aboutread",
    "recommend",
    "tuijian",
    "rec_",
    "hotnews",
    "hot-",
    "ranking",
    "paihang",
    "share",
    "fenxiang",
    "sidebar",
    "side-bar",
    "side_bar",
    "aside",
    "footer",
    "foot-",
    "foot_",
    "copyright",
    "nav",
    "menu",
    "breadcrumb",
    "crumb",
    "location",
    "position",
    "weizhi",
    "toolbar",
    "tool-bar",
    "tools",
    "pager",
    "pagination",
    "prenext",
    "pre_next",
    "prevnext",
    "login",
    "search",
    "advert",
    "guanggao",
    "gg_",
    "ad-",
    "ad_",
    "ads",
    "banner",
    "qrcode",
    "ewm",
    "erweima",
    "shengming",
    "disclaimer",
    "statement",
    "friendlink",
    "links",
    "popup",
    "modal",
    "toast",
    "subscribe",
    "brief",
    "abstract",
    "jianjie",
    "zhaiyao",
    "summary",
];
/// Names that are told only when they are whole.
const OUTSIDE_WHOLE: [&str; 13] =
    ["foot", "top", "hot", "ad", "tag", "tags", "keywords", "rec", "like", "zan", "feed", "print", "header"];
/// Parts of names of elements that hold articles.
const INSIDE: [&str; 22] = [
    "article",
    "content",
    "trs_editor",
    "view",
    "artibody",
    "endtext",
    "rich_media",
    "zoom",
    "mainbody",
    "main_text",
    "maintext",
    "newstext",
    "news_txt",
    "newsbody",
    "zhengwen",
    "detail",
    "post_body",
    "post_text",
    "entry",
    "story",
    "text",
    "body",
];

/// Characters outside links that no box around an article has.
const LONG: u32 = 300;

fn names(node: &Node) -> String {
    format!("{} {}", node.get("class"), node.get("id")).to_lowercase()
}

/// Parts of a name: `artNav2` is art, nav, 2.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
}

/// Whether an element is by its kind or name no part of an article. One that holds most of the page's text is,
/// whatever it is called.
pub(super) fn is_outside(tree: &Tree, at: usize) -> bool {
    let Some(node) = tree.node(at) else { return false };
    let holds_most = tree.n_wide(at) * 10 > tree.n_wide(0) * 6;
    match node.tag.as_str() {
        "" | "html" | "body" | "#page" | "article" | "main" => return false,
        "nav" | "footer" | "aside" | "menu" => return !holds_most,
        _ => {}
    }
    if matches!(node.get("role"), "navigation" | "banner" | "contentinfo" | "search" | "complementary") {
        return !holds_most;
    }
    let name = names(node);
    if name.trim().is_empty() {
        return false;
    }
    if ["comment", "pinglun", "gentie"]
        .iter()
        .any(|out| parts(&name).any(|part| part.starts_with(out) || part.ends_with(out)))
    {
        return true;
    }
    let is_named = parts(&name)
        .any(|part| OUTSIDE_WHOLE.contains(&part) || OUTSIDE.iter().any(|out| names_part(part, out)))
        || OUTSIDE
            .iter()
            .any(|out| out.contains(['_', '-']) && name.split_whitespace().any(|word| word.starts_with(out)));
    // A name may say what a page has, not what the element is: `has-sidebar`, `content-with-nav`.
    is_named && !holds_most && !(is_inside(&name) && tree.n_wide(at) > LONG)
}

/// `out` at the beginning or the end of a part of a name: `topnav`, `navlist`, but not `unavailable`.
fn names_part(part: &str, out: &str) -> bool {
    part == out || (out.len() > 3 || out == "nav") && (part.starts_with(out) || part.ends_with(out))
}

fn is_inside(name: &str) -> bool {
    INSIDE.iter().any(|inside| name.contains(inside))
}

/// How far an element's kind and name speak for an article: a factor, 1 for nothing said.
pub(super) fn weight(node: &Node) -> f32 {
    if node.get("itemprop").eq_ignore_ascii_case("articleBody") {
        return 2.0;
    }
    let name = names(node);
    let named = if is_inside(&name) { 1.15 } else { 1.0 };
    let kind = match node.tag.as_str() {
        "article" => 1.1,
        "body" | "html" | "#page" => 0.7,
        _ => 1.0,
    };
    named * kind
}

/// Lines that end an article when little prose follows: headings of what stands below it.
const AFTER: [&str; 44] = [
    "相关阅读",
    "相关新闻",
    "相关报道",
    "相关链接",
    "相关推荐",
    "相关文章",
    "相关稿件",
    "相关专题",
    "相关文件",
    "相关解读",
    "相关信息",
    "相关热词",
    "延伸阅读",
    "推荐阅读",
    "推荐新闻",
    "更多推荐",
    "热门推荐",
    "热门文章",
    "热点推荐",
    "精彩推荐",
    "猜你喜欢",
    "为你推荐",
    "大家都在看",
    "更多精彩",
    "更多新闻",
    "更多阅读",
    "往期回顾",
    "往期推荐",
    "热门评论",
    "网友评论",
    "最新评论",
    "精彩评论",
    "全部评论",
    "发表评论",
    "我要评论",
    "评论区",
    "免责声明",
    "版权声明",
    "特别声明",
    "郑重声明",
    "上一篇",
    "下一篇",
    "附件下载",
    "分享到",
];

/// Whether a line is the heading of what follows an article.
pub(super) fn is_after(text: &str) -> bool {
    if text.chars().count() > 40 {
        return false;
    }
    let text = &simplify(text).text;
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    AFTER.iter().any(|after| {
        text.strip_prefix(after).is_some_and(|rest| rest.chars().count() < 6 || rest.starts_with([':', '：', '】']))
    })
}

/// Whether a line announces the text itself: what stands before it is an abstract.
pub(super) fn is_before(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        text,
        "主要内容"
            | "正文"
            | "正文内容"
            | "文章内容"
            | "新闻内容"
            | "详细内容"
            | "全文如下"
            | "文章正文"
            | "内容正文"
    )
}

/// What the buttons and remarks around an article say, whole.
const TOOLS: [&str; 62] = [
    "打印",
    "打印本页",
    "打印本文",
    "打印此页",
    "关闭",
    "关闭窗口",
    "关闭本页",
    "返回顶部",
    "返回",
    "收藏",
    "分享",
    "分享到",
    "分享至",
    "举报",
    "复制链接",
    "纠错",
    "我要纠错",
    "字号",
    "字体",
    "大",
    "中",
    "小",
    "默认",
    "超大",
    "正文",
    "扫一扫",
    "扫码",
    "二维码",
    "微信",
    "微博",
    "朋友圈",
    "QQ空间",
    "QQ",
    "新浪微博",
    "点赞",
    "赞",
    "评论",
    "参与评论",
    "阅读",
    "阅读全文",
    "展开全文",
    "全文",
    "更多",
    "查看更多",
    "加载更多",
    "听新闻",
    "语音播报",
    "朗读",
    "播放",
    "下载",
    "原标题",
    "点击查看",
    "首页",
    "上一页",
    "下一页",
    "尾页",
    "置顶",
    "关注",
    "登录",
    "注册",
    "顶部",
    "保护视力色",
];

/// Beginnings of remarks that pages add to articles.
const REMARKS: [&str; 54] = [
    "扫一扫",
    "扫码",
    "扫描",
    "长按识别",
    "微信扫",
    "用微信",
    "打开微信",
    "使用微信",
    "分享至",
    "分享到",
    "关注微信",
    "分享让更多",
    "关注我们",
    "手机看",
    "手机扫",
    "在手机",
    "下载客户端",
    "点击下载",
    "打开APP",
    "打开客户端",
    "点击进入",
    "点击查看更多",
    "文章来源",
    "稿件来源",
    "信息来源",
    "新闻来源",
    "本文来源",
    "来源：",
    "来源:",
    "稿源",
    "责任编辑",
    "责编",
    "编辑：",
    "编辑:",
    "审核：",
    "审核:",
    "校对",
    "初审",
    "复审",
    "终审",
    "监制",
    "浏览次数",
    "阅读次数",
    "点击数",
    "点击量",
    "浏览量",
    "访问量",
    "字号",
    "字体：",
    "字体:",
    "发布时间",
    "发布日期",
    "发布人",
    "当前位置",
];

/// Whether a line is a button or a remark of the page, not of the article.
pub(super) fn is_tool(text: &str) -> bool {
    if text.chars().count() > 100 {
        return false;
    }
    let text = simplify(text).text;
    let text = text.as_str();
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let parts = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '|' | '｜'
                    | '['
                    | ']'
                    | '【'
                    | '】'
                    | '（'
                    | '）'
                    | '('
                    | ')'
                    | '：'
                    | ':'
                    | '/'
                    | '·'
                    | '>'
                    | '，'
                    | '+'
                    | '-'
            )
    };
    let all_tools = text
        .split(parts)
        .map(bare)
        .filter(|part| !part.is_empty())
        .all(|part| TOOLS.contains(&part.as_str()) || part.chars().all(|c| c.is_ascii_digit()));
    if all_tools {
        return true;
    }
    let text = text.trim_start_matches(['【', '[', '（', '(', '·', '●', '■', '▲', '*', ' ']);
    let n = text.chars().count();
    n <= 60 && REMARKS.iter().any(|remark| text.starts_with(remark)) && !text.contains('。')
        || n <= 80 && (is_notice(text) || is_offer(text))
}

/// Whether a line only says under what title the text stood elsewhere.
pub(super) fn is_original(text: &str) -> bool {
    let text = text.trim_start_matches(['【', '[', '（', '(', ' ']);
    ["原标题", "原標題", "本文原标题", "原题为", "原文标题"].iter().any(|start| text.starts_with(start))
        && text.chars().count() < 120
}

/// Offers of programs and accounts: `下载客户端……`, `扫描二维码关注……`.
pub(super) fn is_offer(text: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&["下载", "安装", "打开", "更多原创资讯"]) && has(&["客户端", "APP", "App", "下载地址", "手机版"])
        || has(&["扫描", "扫一扫", "长按", "识别", "关注"]) && has(&["二维码", "公众号", "视频号"])
        || text.starts_with("自动播放")
        || text.contains("点击") && has(&["查看原文", "阅读原文", "进入专题", "进入频道"])
}

/// Remarks on rights and reach: `声明：……不构成投资建议`, `未经授权不得转载`.
pub(super) fn is_notice(text: &str) -> bool {
    const SAYS: [&str; 24] = [
        "未经授权",
        "未经许可",
        "未经书面",
        "不得转载",
        "严禁转载",
        "禁止转载",
        "谢绝转载",
        "转载请注明",
        "转载须注明",
        "版权归",
        "版权所有",
        "不代表本",
        "仅代表作者",
        "仅供参考",
        "不构成投资",
        "不构成实质性投资",
        "如有侵权",
        "如涉及版权",
        "侵权请",
        "联系删除",
        "网上有害信息举报",
        "Copyright",
        "ICP备",
        "正文已结束",
    ];
    SAYS.iter().any(|says| text.contains(says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_zones() {
        let outside = |source: &str| is_outside(&Tree::parse(source), 1);
        for source in [
            "<div class='post_comment'>",
            "<div id=topNav>",
            "<ul class='related-news'>",
            "<footer>",
            "<div class='ad'>",
            "<div role=navigation>",
            "<div class='share-box'>",
        ] {
            assert!(outside(source), "{source}");
        }
        for source in
            ["<div class='article'>", "<div class='unavailable'>", "<div class='shadow'>", "<p>", "<body class=nav>"]
        {
            assert!(!outside(source), "{source}");
        }
    }

    #[test]
    fn remarks_are_told_from_sentences() {
        for text in [
            "【打印】【关闭】",
            "字号：大 中 小",
            "责任编辑：王五",
            "扫一扫在手机打开当前页",
            "分享到：",
            "本文来源：新华社 责任编辑：李曦",
        ] {
            assert!(is_tool(text), "{text}");
        }
        for text in ["中国", "编辑部的故事", "来源于生活的艺术高于生活。", "大家都来了", "会议强调：要抓落实"]
        {
            assert!(!is_tool(text), "{text}");
        }
        assert!(
            is_after("相关阅读")
                && is_after("【延伸阅读】")
                && is_after("上一篇：某某")
                && !is_after("相关新闻发布会将于明天下午举行")
        );
    }
}
