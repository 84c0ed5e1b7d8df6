use super::*;

const LONG: &str = "全市上下围绕绿色转型这一主线，加快布局氢能、风电和光伏产业，一批项目陆续开工，带动上下游企业集聚发展，产业链条不断延伸。";

fn page(source: &str) -> Page {
    extract(source)
}

#[test]
fn a_government_page_loses_its_furniture() {
    let got = page(&format!(
        r#"<html><head><title>我市推进绿色转型_某市人民政府</title><meta name="SiteName" content="某市人民政府"></head><body>
        <div class="header"><ul class="nav"><li><a href=/>首页</a></li><li><a href=/xw>新闻</a></li></ul></div>
        <div class="position">您当前的位置：<a href=/>首页</a> &gt; <a href=/xw>要闻</a></div>
        <div class="main"><h1 id="ti">我市推进绿色转型</h1>
        <div class="info">发布时间：2024-05-06 08:00　信息来源：市发展改革委　字号：[<a>大</a> <a>中</a> <a>小</a>]　<a href="javascript:">打印</a></div>
        <div class="TRS_Editor"><style>.x{{}}</style><p>　　{LONG}</p><p align=center><img src=a.jpg></p><p>　　第二段，继续说明情况。</p>
        <p>　　<strong>一、总体要求</strong></p><p>　　{LONG}</p></div>
        <div class="editor">责任编辑：王五</div><div class="share">分享到：<a>微信</a></div>
        <div class="relate"><h3>相关阅读</h3><ul><li><a href=1>别的新闻一则标题在此处</a></li><li><a href=2>别的新闻二则标题在此处</a></li></ul></div></div>
        <div class="footer">主办：某市人民政府办公室　网站标识码：1234567890　扫一扫在手机打开当前页</div></body></html>"#
    ));
    assert_eq!(got.meta.title, "我市推进绿色转型");
    assert_eq!((got.meta.date.as_str(), got.meta.source.as_str()), ("2024-05-06", "市发展改革委"));
    assert_eq!(got.meta.reviewers, ["王五"]);
    assert_eq!(got.body, format!("{LONG}\n第二段，继续说明情况。\n一、总体要求\n{LONG}"));
}

#[test]
fn nested_tables_and_lines_ended_by_br() {
    let got = page(&format!(
        "<title>旧式页面的标题在这里</title><table><tr><td><a href=1>栏目一</a></td><td><a href=2>栏目二</a></td></tr><tr><td><table><tr><td align=center><b>旧式页面的标题在这里</b></td></tr>\
        <tr><td>2006年3月4日　来源：样报</td></tr><tr><td><font size=3>　　{LONG}<br>　　第二段，{LONG}<br><br>　　第三段结束了。（责任编辑：赵六）</font></td></tr></table></td></tr>\
        <tr><td>版权所有 ICP备123号</td></tr></table>"
    ));
    assert_eq!(
        (got.meta.title.as_str(), got.meta.date.as_str(), got.meta.source.as_str()),
        ("旧式页面的标题在这里", "2006-03-04", "样报")
    );
    assert_eq!(got.body, format!("{LONG}\n第二段，{LONG}\n第三段结束了。"));
    assert_eq!(got.meta.reviewers, ["赵六"]);
}

#[test]
fn paragraphs_in_spans_and_comments_behind() {
    let got = page(&format!(
        "<title>标题写在这里 - 某某网</title><h1>标题写在这里</h1><p>某某网 2024/05/06 10:00</p><div class=content><span><p>{LONG}</p></span><span><p>{LONG}其二。</p></span></div>\
        <div class='comment-list'><p>我觉得这件事情办得很好，应该继续坚持下去，大家都要支持。</p><p>{LONG}{LONG}{LONG}</p></div>"
    ));
    assert_eq!(got.body, format!("{LONG}\n{LONG}其二。"));
    assert_eq!((got.meta.source.as_str(), got.meta.date.as_str()), ("某某网", "2024-05-06"));
}

#[test]
fn declared_facts_come_first_and_scripts_never_become_text() {
    let got = page(&format!(
        r#"<head><title>页面标题</title><script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"NewsArticle","headline":"声明的标题","datePublished":"2024-05-06T09:00:00+08:00","author":{{"name":"张三"}},"publisher":{{"name":"样报"}}}}]}}</script>
        <link rel=canonical href="https://a.b/c"></head><body><script>var x = "<p>这是脚本里的话，不该出现，绝对不该。</p>";</script><article><h1>声明的标题</h1><p>{LONG}</p><p>{LONG}</p></article></body>"#
    ));
    assert_eq!(
        (got.meta.title.as_str(), got.meta.date.as_str(), got.meta.url.as_str()),
        ("声明的标题", "2024-05-06", "https://a.b/c")
    );
    assert_eq!((got.meta.authors.join("、").as_str(), got.meta.source.as_str()), ("张三", "样报"));
    assert_eq!(got.body, format!("{LONG}\n{LONG}"));
}

#[test]
fn text_that_only_scripts_hold_is_found() {
    let got = page(&format!(
        r#"<title>脚本里的文章</title><div id=app></div><script>window.__STATE__={{"title":"脚本里的文章","publishTime":"2024-05-06 08:00:00","content":"\u003cp\u003e{LONG}\u003c\/p\u003e\u003cp\u003e第二段，很好。\u003c/p\u003e"}}</script>"#
    ));
    assert_eq!((got.body.as_str(), got.meta.date.as_str()), (format!("{LONG}\n第二段，很好。").as_str(), "2024-05-06"));
}

#[test]
fn an_empty_page_is_thin() {
    assert!(page("<html><body><a href=1>首页</a></body></html>").is_thin);
    assert_eq!(page("").body, "");
}

#[test]
fn huge_pages_are_read_in_time_that_grows_with_them() {
    for source in [
        format!("{}深{}", "<div>".repeat(100_000), "</div>".repeat(100_000)),
        format!("<p>{}</p>", "字，".repeat(500_000)),
        "<a><p><b>".repeat(50_000),
        "</p></b></div>".repeat(50_000),
        "<table><tr><td>".repeat(30_000),
        format!("<script>{}", "'".repeat(200_000)),
        "<script>'a</script>".repeat(20_000),
        "&lt;p".repeat(50_000),
        "<".repeat(200_000),
    ] {
        let _ = page(&source);
        let _ = to_text(&source);
    }
}

#[test]
fn other_articles_quoted_behind_stay_out() {
    let quote = |i: usize| {
        format!(
            "<div class=item><h3><a href={i}>别的文章第{i}篇的标题写在这里</a></h3><p>{i}月的消息，这里是另一篇文章的开头，说的是别的事情，读者点进去才能看到全文，所以在这里断开...</p></div>"
        )
    };
    let quotes: String = (1..9).map(quote).collect();
    let got = page(&format!(
        "<title>本文的标题写在这里_样报网</title><div class=page><div class=left><h1>本文的标题写在这里</h1><div class=art><p>{LONG}</p><p>{LONG}</p><p>最后一段，{LONG}</p></div><div class=more>{quotes}</div></div></div>"
    ));
    assert_eq!(got.body, format!("{LONG}\n{LONG}\n最后一段，{LONG}"));
}
