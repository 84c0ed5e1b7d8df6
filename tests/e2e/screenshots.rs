//! Pictures of the page: at every width and in both schemes it draws something. With
//! `WENLAN_SHOTS` set (`./dev screenshots`) the pictures are kept there.

use crate::support::Page;

#[tokio::test]
async fn the_page_draws_at_every_width_in_both_schemes() {
    let folder = std::env::var_os("WENLAN_SHOTS").map(std::path::PathBuf::from);
    let views = [
        ("front", ""),
        ("search", "q=%E6%B0%A2%E8%83%BD"),
        ("reader", "article=royal-park-1619"),
        ("evidence", "ev=theme.tourism"),
    ];
    for (width, height) in [(320, 720), (768, 1100), (1440, 2000)] {
        let page = Page::blank(width, height).await;
        for scheme in ["light", "dark"] {
            for (name, address) in views {
                if folder.is_none() && name != "front" {
                    continue;
                }
                page.goto(&format!("?{address}&scheme={scheme}")).await;
                page.css(if name == "reader" {
                    "[data-testid='reader'] p"
                } else {
                    "[data-testid='mark'], [data-testid='result']"
                })
                .await;
                tokio::time::sleep(std::time::Duration::from_millis(250)).await;
                let png = page.client.screenshot().await.unwrap();
                assert!(png.len() > 15_000, "{name} at {width} px in {scheme} is all but empty: {} bytes", png.len());
                if let Some(folder) = &folder {
                    std::fs::create_dir_all(folder).unwrap();
                    std::fs::write(folder.join(format!("{name}-{width}-{scheme}.png")), png).unwrap();
                }
            }
        }
        page.close().await;
    }
}

#[tokio::test]
async fn an_embed_stands_in_a_portals_page() {
    for (name, width, height) in [("portal", 1200, 1100), ("portal-phone", 390, 844)] {
        let page = crate::hosts::open("portal.html", width, height).await;
        crate::hosts::enter(&page).await;
        page.css("[data-theme='green'] [data-testid='mark']").await;
        crate::hosts::leave(&page).await;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        let wide = page.js("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(wide.as_i64().unwrap_or(1) <= 0, "{name} is wider than its window by {wide} px");
        let png = page.client.screenshot().await.unwrap();
        assert!(png.len() > 15_000, "{name} is all but empty: {} bytes", png.len());
        if let Some(folder) = std::env::var_os("WENLAN_SHOTS").map(std::path::PathBuf::from) {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}.png")), png).unwrap();
        }
        page.close().await;
    }
}
