//! The page: mounts the shell where the readable fallback stood.

use leptos::prelude::*;
use wenlan::ui::Shell;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(Shell);
    // The list of articles in the page's HTML stands under the shell until the corpus is open: where worker or
    // corpus cannot be had it stays.
    if let (Some(body), Some(fallback)) = (document().body(), document().get_element_by_id("fallback")) {
        // Moving an element of the body to its end cannot fail.
        let _ = fallback.set_attribute("data-under", "true");
        let _ = body.append_child(&fallback);
    }
}
