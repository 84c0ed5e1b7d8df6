//! The page: mounts the shell where the readable fallback stood.

use leptos::prelude::*;
use wenlan::ui::Shell;

fn main() {
    console_error_panic_hook::set_once();
    // The list of articles in the page's HTML has done its work.
    if let Some(fallback) = document().get_element_by_id("fallback") {
        fallback.remove();
    }
    mount_to_body(Shell);
}
