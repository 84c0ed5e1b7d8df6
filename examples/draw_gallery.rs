//! Writes an HTML page with every form at every width, light and dark.
//!
//! `cargo run --no-default-features --example draw_gallery -- OUT.html [TOKENS.css]`

use std::fmt::Write;

use wenlan::draw::{Item, Scene, layout};

#[path = "../tests/native/draw/sample.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("usage: draw_gallery OUT.html [TOKENS.css] [NAME..]")?;
    let tokens = std::fs::read_to_string(args.next().unwrap_or_else(|| "style/tokens.css".into()))?;
    let figure = std::fs::read_to_string("style/figure.css")?;
    let only: Vec<String> = args.collect();
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><style>{tokens}\n{figure}
        body {{ margin: 0; font: 12px/1.6 var(--hei); text-autospace: normal; }}
        section {{ background: var(--paper); color: var(--ink); padding: 16px; display: flex; flex-wrap: wrap; gap: 40px; }}
        figure {{ margin: 0; }} figcaption {{ color: var(--ink-3); margin-bottom: 8px; }}
        section.dark {{ color-scheme: dark; }} section.light {{ color-scheme: light; }}
        svg {{ box-shadow: 0 0 0 1px color-mix(in oklab, var(--ink) 6%, transparent); }} .boxes .hit {{ stroke: red; stroke-width: .5px; }}</style>"
    );
    let themes =
        [("chain", "green"), ("multiples", "green"), ("lanes", "tourism"), ("ego", "tourism"), ("bars", "tourism")];
    for scheme in ["light", "dark", "light boxes"] {
        for (name, body) in sample::all() {
            if !only.is_empty() && !only.iter().any(|o| o == name || o == scheme) {
                continue;
            }
            let theme = themes.iter().find(|(start, _)| name.starts_with(start)).map_or("industry", |t| t.1);
            write!(page, "<section class=\"{scheme}\" data-theme=\"{theme}\">")?;
            for width in sample::WIDTHS {
                let scene = layout(&body, width.into(), &sample::WORDS);
                write!(page, "<figure style=\"width:{width}px\"><figcaption>{name} {width}</figcaption>")?;
                write_scene(&mut page, &scene)?;
                page.push_str("</figure>");
            }
            page.push_str("</section>");
        }
    }
    std::fs::write(out, page)?;
    Ok(())
}

fn write_scene(page: &mut String, scene: &Scene) -> std::fmt::Result {
    write!(page, "<svg viewBox=\"0 0 {} {}\">", scene.width, scene.height)?;
    scene.items.iter().try_for_each(|item| write_item(page, item))?;
    page.push_str("</svg>");
    Ok(())
}

fn write_item(page: &mut String, item: &Item) -> std::fmt::Result {
    match item {
        Item::Path { d, class, width } if *width > 0.0 => {
            write!(page, "<path class=\"{class}\" d=\"{d}\" stroke-width=\"{width}\"/>")
        }
        Item::Path { d, class, .. } => write!(page, "<path class=\"{class}\" d=\"{d}\"/>"),
        Item::Rect { x, y, w, h, class } => {
            write!(page, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/>")
        }
        Item::Circle { x, y, r, class } => write!(page, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>"),
        Item::Text { x, y, text, class } => write!(page, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>"),
        Item::Mark { mark, focus: [x, y, w, h], items } => {
            write!(page, "<a href=\"#{}\"><title>{}：{}</title>", mark.key, mark.label, mark.n)?;
            write!(page, "<rect class=hit x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/>")?;
            items.iter().try_for_each(|item| write_item(page, item))?;
            page.push_str("</a>");
            Ok(())
        }
    }
}
