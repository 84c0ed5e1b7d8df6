//! After the first visit, without a network; a new version.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::server::{Reply, Server};
use crate::support::{BASE, Page, site_file};

#[tokio::test]
async fn the_second_visit_needs_no_network_and_a_new_version_is_offered() {
    let is_new = Arc::new(AtomicBool::new(false));
    let newer = is_new.clone();
    let server = Server::start(move |target| {
        let mut body = site_file(target);
        // Another version differs in its service worker.
        if newer.load(Ordering::SeqCst) && target.ends_with("sw.js") {
            body =
                body.map(|body| String::from_utf8(body).unwrap().replacen("\"id\":\"", "\"id\":\"f", 1).into_bytes());
        }
        Reply { body, ..Reply::default() }
    });
    let home = server.origin() + BASE;
    let page = Page::blank(1000, 900).await;
    page.client.goto(&home).await.unwrap();
    page.ready().await;
    page.wait_js("the service worker is in charge", "return !!navigator.serviceWorker.controller").await;
    // What import needs comes when the rest is there.
    let kept = "const [done] = [arguments[arguments.length - 1]]; caches.keys().then(async names => { let n = 0; for (const name of names) n += (await (await caches.open(name)).keys()).filter(r => /worker_full|lexicon/.test(r.url)).length; done(n) })";
    page.wait("the larger engine is kept", |page| async move {
        page.client.execute_async(kept, vec![]).await.unwrap() == json!(3)
    })
    .await;
    server.set_open(false);
    page.client.goto(&format!("{home}?q=%E6%B0%A2%E8%83%BD")).await.unwrap();
    page.ready().await;
    assert!(page.total().await > 3);
    page.client.goto(&format!("{home}?article=hydrogen-chain&words=1")).await.unwrap();
    page.css(".word").await;
    // A corpus by address is not kept: that is said.
    page.client.goto(&format!("{home}?corpus=other.wenlan")).await.unwrap();
    page.wait_js("it says so", "return document.querySelector('[data-testid=\"status\"]')?.dataset.state === 'failed'")
        .await;

    server.set_open(true);
    is_new.store(true, Ordering::SeqCst);
    page.client.goto(&home).await.unwrap();
    page.ready().await;
    page.css("#wenlan-update button").await.click().await.unwrap();
    page.wait_js(
        "the new version alone is kept",
        "return !document.querySelector('#wenlan-update') && !!navigator.serviceWorker?.controller",
    )
    .await;
    page.ready().await;
    let names = page.client.execute_async("const done = arguments[0]; caches.keys().then(done)", vec![]).await.unwrap();
    let names: Vec<&str> = names.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    assert!(names.len() == 1 && names[0].rsplit(' ').next().unwrap().len() == 17, "{names:?}");
    page.close().await;
}

#[tokio::test]
async fn frames_have_no_service_worker() {
    let server = Server::start(|target| Reply { body: site_file(target), ..Reply::default() });
    let frame = format!(
        "<!doctype html><title>host</title><iframe src='{}{BASE}?embed=reader' width=800 height=600></iframe>",
        server.origin()
    );
    let host = Server::start(move |_| Reply::html(frame.clone()));
    let page = Page::blank(1000, 900).await;
    page.client.goto(&host.origin()).await.unwrap();
    page.css("iframe").await.enter_frame().await.unwrap();
    page.ready().await;
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    assert_eq!(server.count("sw.js"), 0);
    page.close().await;
}
