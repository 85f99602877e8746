//! Starts `seedlint server` for Markdown: the executable of the settings, or the one on the `PATH`.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

struct Seedlint;

impl zed::Extension for Seedlint {
    fn new() -> Self {
        Seedlint
    }

    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let set = LspSettings::for_worktree(server.as_ref(), worktree)
            .ok()
            .and_then(|settings| settings.binary?.path);
        let command = set.or_else(|| worktree.which("seedlint")).ok_or(
            "seedlint is not on the PATH: install it with `pip install 'seedlint[lsp]'`, \
             or name it in the setting `lsp.seedlint.binary.path`",
        )?;
        Ok(Command {
            command,
            args: vec!["server".into()],
            env: worktree.shell_env(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree).ok();
        Ok(settings.and_then(|settings| settings.initialization_options))
    }
}

zed::register_extension!(Seedlint);
