//! What the linker is told beside what Cargo tells it.
#![expect(clippy::disallowed_methods, reason = "Cargo tells a build script by variables")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    // The hook starts with each commit: the unwinder within the program saves it the search for
    // libgcc_s.so, which is a dozen system calls.
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
        // Moving ten megabytes to another address at each start takes longer than the hook itself.
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
