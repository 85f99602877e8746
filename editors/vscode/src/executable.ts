/** Which `seedlint` is run, and whether it can be. Nothing here knows of VS Code. */

import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** The first release that has a language server. */
export const OLDEST = '0.1.0';

const PATIENCE = 10_000; // milliseconds; the first start after an update compiles everything
const INSTALL = "`pip install --upgrade 'seedlint[lsp]'`";

/** What the search goes by. */
export interface Surroundings {
  /** The setting `seedlint.path`; empty where there is none. */
  readonly path: string;
  /** The folders of the workspace. */
  readonly folders: readonly string[];
  /** The environment variables. */
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/** Why no server can be started: one sentence for the user. */
export class Unusable extends Error {}

/** A setting with `~` and `${workspaceFolder}` filled in, as an absolute path. */
export function expand(path: string, folders: readonly string[]): string {
  const folder = folders[0] ?? '';
  const home = path.replace(/^~(?=$|[\\/])/, () => homedir());
  return resolve(folder, home.replaceAll('${workspaceFolder}', () => folder));
}

/** The executable to run: the one that is set, the workspace's own, or the one on the `PATH`. */
export async function find(surroundings: Surroundings): Promise<string> {
  const { path, folders } = surroundings;
  if (path) {
    const set = expand(path, folders);
    if (await runs(set)) return set;
    throw new Unusable(`\`${set}\` is no executable; \`seedlint.path\` in the settings names it.`);
  }
  for (const candidate of candidates(surroundings)) {
    if (await runs(candidate)) return candidate;
  }
  throw new Unusable(
    `seedlint is neither in a \`.venv\` of this workspace nor on the PATH. ` +
      `Install it with ${INSTALL}, or name it in the setting \`seedlint.path\`.`,
  );
}

/** The version of an executable, where that is one that has a language server. */
export async function version(command: string): Promise<string> {
  const said = await output(command, '--version');
  const found = /^seedlint (\d+(?:\.\d+)*)/.exec(said)?.[1];
  if (!found) throw new Unusable(`\`${command}\` does not answer as seedlint does.`);
  if (older(found, OLDEST)) {
    throw new Unusable(
      `\`${command}\` is seedlint ${found}; the editor needs ${OLDEST} or newer. ` +
        `Update it with ${INSTALL}.`,
    );
  }
  return found;
}

function* candidates({ folders, environment, platform }: Surroundings): Generator<string> {
  const windows = platform === 'win32';
  const name = windows ? 'seedlint.exe' : 'seedlint';
  for (const folder of folders) {
    for (const venv of ['.venv', 'venv']) {
      yield join(folder, venv, windows ? 'Scripts' : 'bin', name);
    }
  }
  for (const folder of (environment.PATH ?? environment.Path ?? '').split(delimiter)) {
    // An empty or a relative entry would mean the working directory, which is anybody's.
    if (isAbsolute(folder)) yield join(folder, name);
  }
}

async function runs(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function output(command: string, ...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: PATIENCE }, (error, stdout) => {
      resolve(error ? '' : stdout);
    });
  });
}

function older(version: string, than: string): boolean {
  const [ours, theirs] = [version, than].map((each) => each.split('.').map(Number));
  for (const [index, part] of (theirs ?? []).entries()) {
    const own = ours?.[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
