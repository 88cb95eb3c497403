//! Finds the BLAS that the feature `blas` asks for, and says so by `cfg(deepmf_blas)`.
//!
//! OpenBLAS is linked statically, from the folder that `DEEPMF_OPENBLAS_DIR` names or the one that
//! pkg-config knows. Where there is none the build goes on without.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DEEPMF_OPENBLAS_DIR");
    if env::var_os("CARGO_FEATURE_BLAS").is_none() {
        return;
    }
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "macos") {
        println!("cargo::rustc-cfg=deepmf_blas");
        println!("cargo::rustc-cfg=deepmf_blas=\"accelerate\"");
        println!("cargo::rustc-link-lib=framework=Accelerate");
        return;
    }
    match find() {
        Some((folder, name)) => {
            println!("cargo::rustc-cfg=deepmf_blas");
            println!("cargo::rustc-cfg=deepmf_blas=\"openblas\"");
            println!("cargo::rustc-link-search=native={}", folder.display());
            // Not bundled: the archive is large, and only the last link needs some of it.
            println!("cargo::rustc-link-lib=static:-bundle={name}");
        }
        None => println!(
            "cargo::warning=no static OpenBLAS found (DEEPMF_OPENBLAS_DIR names its folder): the fast mode goes without"
        ),
    }
}

/// The folder of the archive, and the name that the linker is told.
fn find() -> Option<(PathBuf, &'static str)> {
    let given = env::var_os("DEEPMF_OPENBLAS_DIR").filter(|folder| !folder.is_empty());
    let folder = given.map(PathBuf::from).or_else(folder_of_pkg_config)?;
    archive(&folder).map(|name| (folder, name))
}

fn archive(folder: &Path) -> Option<&'static str> {
    // On Windows either name is in use, and the linker adds the ending alone.
    [
        ("libopenblas.a", "openblas"),
        ("openblas.lib", "openblas"),
        ("libopenblas.lib", "libopenblas"),
    ]
    .into_iter()
    .find(|(file, _)| folder.join(file).is_file())
    .map(|(_, name)| name)
}

/// pkg-config speaks of this machine only.
fn folder_of_pkg_config() -> Option<PathBuf> {
    if env::var("HOST").ok() != env::var("TARGET").ok() {
        return None;
    }
    let output = Command::new("pkg-config")
        .args(["--variable=libdir", "openblas"])
        .output()
        .ok()?;
    let folder = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !folder.trim().is_empty()).then(|| PathBuf::from(folder.trim()))
}
