//! The worker as it starts: the engine alone.

fn main() {
    wenlan::worker::start();
}
