//! Any bytes as a pack: opened or refused, never a panic; what opens is searched.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wenlan::engine::Engine;
use wenlan::protocol::Query;

fuzz_target!(|data: &[u8]| {
    if let Ok(engine) = Engine::open(data.to_vec()) {
        let _ = engine.explore(&Query { text: "辽源".into(), ..Query::default() });
    }
});
