//! `bind PROGRAM.wasm FOLDER` writes the JavaScript and the WebAssembly that a page loads. It is what the command wasm-bindgen does,
//! without the test runner and the web client that come with that.

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(program), Some(folder)) = (arguments.next(), arguments.next()) else { bail!("bind PROGRAM.wasm FOLDER") };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(program).web(true)?.typescript(false).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder)
}
