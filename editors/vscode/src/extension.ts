/** The extension: it finds `seedlint`, starts its language server, and says why where it cannot. */

import { commands, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import { LanguageClient, type ServerOptions } from 'vscode-languageclient/node';

import { expand, find, Unusable, version } from './executable';

const RESTARTING = ['path', 'configuration', 'inlayHints'].map((name) => `seedlint.${name}`);

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('seedlint', { log: true });
  const running = (server = new Server(output));
  context.subscriptions.push(
    output,
    commands.registerCommand('seedlint.restart', () => running.restart()),
    commands.registerCommand('seedlint.showOutput', () => output.show()),
    workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((setting) => change.affectsConfiguration(setting))) {
        return running.restart();
      }
    }),
  );
  await running.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** The one server of the window; starts and stops follow each other, however fast they are asked for. */
class Server {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly output: LogOutputChannel) {}

  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  private next(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((problem: unknown) => this.complain(problem));
    return this.turn;
  }

  private async begin(): Promise<void> {
    const settings = workspace.getConfiguration('seedlint');
    const folders = (workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    const command = await find({
      path: settings.get('path', ''),
      folders,
      environment: process.env,
      platform: process.platform,
    });
    this.output.info(`${command} is seedlint ${await version(command)}`);

    const configuration = settings.get('configuration', '');
    const run: ServerOptions = { command, args: ['server'] };
    const client = new LanguageClient('seedlint', 'seedlint', run, {
      documentSelector: [
        { language: 'markdown', scheme: 'file' },
        { language: 'markdown', scheme: 'untitled' },
      ],
      initializationOptions: {
        configuration: configuration ? expand(configuration, folders) : null,
        inlayHints: settings.get('inlayHints', false),
      },
      outputChannel: this.output,
    });
    await client.start();
    this.client = client;
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((problem: unknown) => this.output.warn(String(problem)));
  }

  private complain(problem: unknown): void {
    const why = problem instanceof Error ? problem.message : String(problem);
    const message = problem instanceof Unusable ? why : `The server of seedlint failed: ${why}`;
    this.output.error(message);
    const [settings, details] = ['Open Settings', 'Show Output'];
    void window.showErrorMessage(message, settings, details).then((chosen) => {
      if (chosen === settings) {
        return commands.executeCommand('workbench.action.openSettings', 'seedlint.path');
      }
      if (chosen === details) this.output.show();
      return undefined;
    });
  }
}
