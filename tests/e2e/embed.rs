//! Inside a frame, and on small windows.

use serde_json::json;

use crate::support::{Page, site};

#[tokio::test]
async fn in_a_frame_the_search_of_the_address_is_shown() {
    let page = Page::blank(400, 900).await;
    page.client.goto(&site().replace("portal/wenlan/", "host.html")).await.unwrap();
    let frame = page.css("iframe").await;
    frame.enter_frame().await.unwrap();
    page.ready().await;
    assert!(page.total().await > 3);
    assert_eq!(page.count(".masthead__name").await, 0, "the host has its own masthead");
    page.close().await;
}

#[tokio::test]
async fn nothing_is_wider_than_the_window() {
    for (width, height) in [(320, 700), (768, 900), (1440, 900)] {
        let page = Page::open_sized("", width, height).await;
        page.css("[data-testid='mark']").await;
        for address in ["", "?q=%E6%B0%A2%E8%83%BD", "?article=royal-park-1619", "?ev=theme.green"] {
            page.goto(address).await;
            let wide =
                page.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await;
            assert_eq!(wide, json!(0), "{address} at {width} px");
        }
        page.close().await;
    }
}
