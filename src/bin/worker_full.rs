//! The worker that takes over for import and for words: engine, segmenter, repair.

fn main() {
    wenlan::worker::start();
}
