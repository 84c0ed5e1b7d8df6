//! Tests of the page's parts that need a browser: the shell mounts, says what is wrong, and
//! keeps its address.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has found something")]
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wenlan::ui::Shell;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = "
export function host_that_fails(why) {
  globalThis.wenlanHost = {
    ask: () => Promise.reject(new Error(why)),
    pack: () => Promise.reject(new Error(why)),
    lexicon: () => Promise.reject(new Error(why)),
    restart: () => {},
  };
}
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
")]
extern "C" {
    fn host_that_fails(why: &str);
    async fn sleep(ms: u32) -> JsValue;
}

fn text_of(selector: &str) -> String {
    document().query_selector(selector).unwrap().and_then(|element| element.text_content()).unwrap_or_default()
}

/// Whether a text says, in any language of the page, that the articles can be read all the same.
fn says_so(text: &str) -> bool {
    ["文章照样可读", "文章照樣可讀", "the articles can be read"].iter().any(|words| text.contains(words))
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_is_said_in_words() {
    host_that_fails("no worker today");
    mount_to_body(|| view! { <Shell then=|| ()/> });
    for _ in 0..50 {
        sleep(20).await;
        if says_so(&text_of("[data-testid='status']")) {
            break;
        }
    }
    let status = text_of("[data-testid='status']");
    assert!(says_so(&status), "{status}");
    let state = document().query_selector("[data-testid='status']").unwrap().unwrap().get_attribute("data-state");
    assert_eq!(state.as_deref(), Some("failed"));
    // The way out is a button, and the search box is there all the same.
    assert!(document().query_selector("[data-testid='status'] button").unwrap().is_some());
    assert!(document().query_selector("[data-testid='search-input']").unwrap().is_some());
}

#[wasm_bindgen_test]
async fn a_broken_message_is_a_stale_build() {
    use wenlan::protocol::{Answer, decode, encode};
    let answer: Result<Answer, String> = decode(&[255, 255, 255, 255, 255]);
    assert!(answer.is_err());
    let bytes = encode(&Answer::LexiconReady);
    assert_eq!(decode::<Answer>(&bytes), Ok(Answer::LexiconReady));
}
