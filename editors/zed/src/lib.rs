//! Tactful in Zed: finds the program, says how its language server is started, and hands on the settings.

use zed_extension_api::{
    Command, Extension, LanguageServerId, Result, Worktree, register_extension, serde_json::Value, settings::LspSettings,
};

struct Tactful;

impl Extension for Tactful {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command =
            worktree.which("tactful").ok_or("tactful is not on your PATH. In a clone of it: cargo install --path . --locked")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: Vec::new() })
    }

    fn language_server_workspace_configuration(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.settings)
    }
}

register_extension!(Tactful);
