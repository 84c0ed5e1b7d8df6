//! Which of the titles that a page names is its article's.

use super::lines::Line;
use super::tree::Tree;

/// Finds the title: what the page's title begins with and a heading or declaration says, without the site's name.
pub(super) fn title(tree: &Tree, declared: &[String], lines: &[Line]) -> String {
    let page = tree.all("title").next().map(|(at, _)| tree.text(at)).unwrap_or_default();
    let page = page.trim();
    let mut candidates: Vec<String> = Vec::new();
    for tag in ["h1", "h2", "h3"] {
        let headings = tree.all(tag).filter(|(at, _)| !in_list(tree, *at)).map(|(at, _)| tree.text(at));
        candidates.extend(headings.filter(|text| !text.is_empty()).take(12));
    }
    candidates.extend(declared.iter().cloned());
    // Elements that are called titles.
    let named = tree.nodes.iter().enumerate().filter(|(_, node)| {
        let name = format!("{} {}", node.get("class"), node.get("id")).to_lowercase();
        !node.tag.is_empty() && (name.contains("title") || name.contains("biaoti") || name.contains("headline"))
    });
    candidates
        .extend(named.map(|(at, _)| tree.text(at)).filter(|text| (2..100).contains(&text.chars().count())).take(24));
    candidates.extend(
        lines.iter().filter(|line| line.n_linked == 0 && line.n_chars < 60).take(80).map(|line| line.text.clone()),
    );
    let whole = key(page);
    // The longest that the page's title begins with; the page's title itself only when it names no site.
    let fits = |text: &str| {
        let key = key(text);
        let n = key.chars().count();
        let cut = whole.strip_suffix("...").or(whole.strip_suffix('…')).map(|cut| cut.trim_end_matches('.'));
        n >= 4
            && (whole.starts_with(&key) || cut.is_some_and(|cut| !cut.is_empty() && key.starts_with(cut)) || {
                // Cut in the middle, before the name of the site.
                let head = whole.split_once("...").map(|(head, _)| head).filter(|head| head.chars().count() > 7);
                head.is_some_and(|head| key.starts_with(head))
            })
    };
    let bare = without_site(page, tree);
    let mut best: Option<&String> = None;
    for text in candidates.iter().filter(|text| fits(text)) {
        let is_page = key(text).chars().count() > key(&bare).chars().count()
            && key(&bare).chars().count() >= 4
            && !page.contains("...");
        if !is_page && best.is_none_or(|best| key(text).chars().count() > key(best).chars().count()) {
            best = Some(text);
        }
    }
    let chosen = best.cloned().unwrap_or_else(|| {
        let heading = candidates.iter().find(|text| (6..=80).contains(&text.chars().count()));
        let only_h1 =
            (tree.all("h1").count() == 1).then(|| tree.all("h1").next().map(|(at, _)| tree.text(at))).flatten();
        let only_h1 = only_h1.filter(|text| text.chars().count() >= 4);
        match (declared.first(), only_h1, bare.chars().count()) {
            (_, Some(heading), n) if n < 4 || is_site(&bare) => heading,
            (Some(declared), _, _) => without_site(declared, tree),
            (None, Some(heading), _) => heading,
            (None, None, n) if n >= 2 => bare.clone(),
            _ => heading.cloned().unwrap_or_default(),
        }
    });
    without_medium(chosen.trim()).to_owned()
}

fn in_list(tree: &Tree, at: usize) -> bool {
    tree.around(at).any(|around| {
        tree.node(around).is_some_and(|node| matches!(node.tag.as_str(), "li" | "nav" | "footer" | "aside"))
    })
}

/// A title for comparing: without blanks and quotes' forms, small.
pub(super) fn key(text: &str) -> String {
    let same = |c: char| match c {
        '“' | '”' | '「' | '」' | '\'' | '‘' | '’' | '\\' => '"',
        '！' => '!',
        '？' => '?',
        '：' => ':',
        '，' => ',',
        '（' => '(',
        '）' => ')',
        '｜' | '丨' => '|',
        '—' | '–' | '－' => '-',
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(same).flat_map(char::to_lowercase).collect()
}

/// A title without the names of site and channel behind it.
fn without_site(title: &str, tree: &Tree) -> String {
    let site = tree
        .all("meta")
        .find(|(_, meta)| meta.get("property") == "og:site_name" || meta.get("name").eq_ignore_ascii_case("SiteName"));
    let site = site.map(|(_, meta)| meta.get("content").trim().to_owned()).unwrap_or_default();
    let mut rest = title.trim();
    for _ in 0..6 {
        let Some((at, c)) = rest
            .char_indices()
            .rfind(|(_, c)| matches!(c, '_' | '|' | '-' | '－' | '–' | '—' | '｜' | '·' | '«' | '丨'))
        else {
            break;
        };
        let (before, after) = (rest.get(..at).unwrap_or_default(), rest.get(at + c.len_utf8()..).unwrap_or_default());
        let name = after.trim();
        let head = before.trim_end_matches(['_', '-', '—', '－', '|', ' ']);
        let n = name.chars().count();
        let ends = match c {
            '_' | '«' => n <= 20,
            _ => n <= 24 && (is_site(name) || !site.is_empty() && name == site),
        };
        // A dash inside a word, a subtitle behind a double dash.
        let is_inner =
            matches!(c, '-' | '·') && !is_site(name) && name != site || before.ends_with('—') && !is_site(name);
        if !ends || is_inner || head.chars().count() < 4 {
            break;
        }
        rest = head.trim_end();
    }
    rest.to_owned()
}

/// Whether a name is that of a site or a channel.
fn is_site(name: &str) -> bool {
    const ENDS: [&str; 30] = [
        "网",
        "網",
        "频道",
        "頻道",
        "新闻",
        "新聞",
        "中心",
        "报",
        "報",
        "日报",
        "晚报",
        "门户",
        "门户网站",
        "政府",
        "官网",
        "在线",
        "客户端",
        "资讯",
        "首页",
        "网站",
        "平台",
        "论坛",
        "社",
        "周刊",
        "杂志",
        "财经",
        "博客",
        "台",
        "com",
        "cn",
    ];
    let name = name.trim();
    let lower = name.to_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
        || lower.contains("网") && name.chars().count() <= 16
        || lower.contains("www.")
        || lower.ends_with("net")
        || name.is_ascii()
            && (4..=24).contains(&name.len())
            && name.split_whitespace().count() <= 3
            && name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A title without a mark of its medium before it: `[视频]`, `【图】`.
fn without_medium(title: &str) -> &str {
    const MEDIA: [&str; 12] =
        ["视频", "視頻", "图", "图片", "组图", "图文", "高清", "音频", "直播", "多图", "高清组图", "影音"];
    for (open, close) in [('[', ']'), ('【', '】'), ('(', ')'), ('（', '）'), ('［', '］')] {
        if let Some((medium, rest)) = title.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && MEDIA.contains(&medium)
            && !rest.trim().is_empty()
        {
            return rest.trim_start();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let tree = Tree::parse(page);
        let lines = super::super::lines::lines(&tree);
        let facts = super::super::facts::Facts::of(&tree);
        assert_eq!(title(&tree, &facts.titles, &lines), expected, "{page}");
    }

    #[test]
    fn titles_lose_their_sites() {
        check("<title>全市推进氢能产业_某某新闻网</title><h1>全市推进氢能产业</h1>", "全市推进氢能产业");
        check("<title>全市推进氢能产业-经济频道-某某网</title>", "全市推进氢能产业");
        check(
            "<title>[视频]全市推进氢能产业_节目官网-一套_某网(x.com)</title><div class=tit>[视频]全市推进氢能产业</div>",
            "全市推进氢能产业",
        );
        check("<title>棱镜|产业的冬天与春天_财经_某网</title><h1>棱镜|产业的冬天与春天</h1>", "棱镜|产业的冬天与春天");
        check("<title>某市人民政府门户网站</title><h1>关于印发实施方案的通知</h1>", "关于印发实施方案的通知");
        check(
            "<title>定了！这里的码头即将开通！地铁直达+无敌..._政务_某某新闻</title><h1>定了！这里的码头即将开通！地铁直达+无敌海景</h1>",
            "定了！这里的码头即将开通！地铁直达+无敌海景",
        );
        check("<title>增强信心 迎难而上——会议精神引发热烈反响</title>", "增强信心 迎难而上——会议精神引发热烈反响");
        check("<h1>只有标题在此处</h1>", "只有标题在此处");
    }
}
