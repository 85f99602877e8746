import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { expand, find, type Surroundings, Unusable, version } from '../src/executable';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seedlint-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Put a program into the folder, which says something. */
async function program(path: string, says = 'seedlint 9.9.9', status = 0): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho '${says}'\nexit ${status}\n`);
  await chmod(file, 0o755);
  return file;
}

function around(given: Partial<Surroundings> = {}): Surroundings {
  const environment = { PATH: [join(folder, 'bin'), join(folder, 'sbin')].join(delimiter) };
  return { path: '', folders: [join(folder, 'ws')], environment, platform: 'linux', ...given };
}

function unusable(message: string) {
  return (problem: unknown) => {
    assert(problem instanceof Unusable);
    assert.equal(problem.message, message);
    return true;
  };
}

test('the setting comes first, and is not replaced by another', async () => {
  await program('bin/seedlint');
  const set = await program('tools/seedlint');
  assert.equal(await find(around({ path: set })), set);
  assert.equal(await find(around({ path: '${workspaceFolder}/../tools/seedlint' })), set);
  const gone = join(folder, 'gone');
  await assert.rejects(
    find(around({ path: gone })),
    unusable(`\`${gone}\` is no executable; \`seedlint.path\` in the settings names it.`),
  );
});

test('the virtual environment of the workspace comes before the PATH', async () => {
  const onPath = await program('sbin/seedlint');
  assert.equal(await find(around()), onPath);
  const venv = await program('ws/venv/bin/seedlint');
  assert.equal(await find(around()), venv);
  const hidden = await program('ws/.venv/bin/seedlint');
  assert.equal(await find(around()), hidden);
  assert.equal(await find(around({ folders: [] })), onPath);
});

test('Windows has its own names', async () => {
  const script = await program('ws/.venv/Scripts/seedlint.exe');
  assert.equal(await find(around({ platform: 'win32' })), script);
});

test('what cannot be executed is passed over', async () => {
  await chmod(await program('ws/.venv/bin/seedlint'), 0o644);
  const onPath = await program('bin/seedlint');
  assert.equal(await find(around()), onPath);
});

test('a relative entry of the PATH is not looked into', async () => {
  await program('bin/seedlint');
  const before = process.cwd();
  process.chdir(folder);
  try {
    await assert.rejects(find(around({ environment: { PATH: `bin${delimiter}` } })), Unusable);
  } finally {
    process.chdir(before);
  }
});

test('nothing found says what to do', async () => {
  await assert.rejects(
    find(around({ environment: {} })),
    unusable(
      'seedlint is neither in a `.venv` of this workspace nor on the PATH. Install it with ' +
        "`pip install --upgrade 'seedlint[lsp]'`, or name it in the setting `seedlint.path`.",
    ),
  );
});

test('the version', async () => {
  assert.equal(await version(await program('a', 'seedlint 0.1.0')), '0.1.0');
  assert.equal(await version(await program('b', 'seedlint 0.10')), '0.10');
  assert.equal(await version(await program('c', 'seedlint 1.2.3.dev4')), '1.2.3');
});

test('a version without a server is named', async () => {
  const old = await program('old', 'seedlint 0.0.9');
  await assert.rejects(
    version(old),
    unusable(
      `\`${old}\` is seedlint 0.0.9; the editor needs 0.1.0 or newer. ` +
        "Update it with `pip install --upgrade 'seedlint[lsp]'`.",
    ),
  );
});

for (const [says, status] of [['hello', 0], ['', 0], ['seedlint 9.9.9', 1]] as const) {
  test(`another program: '${says}', ${status}`, async () => {
    const other = await program('other', says, status);
    await assert.rejects(version(other), unusable(`\`${other}\` does not answer as seedlint does.`));
  });
}

test('settings are expanded', () => {
  assert.equal(expand('~/bin/seedlint', []), join(homedir(), 'bin/seedlint'));
  assert.equal(expand('${workspaceFolder}/a', ['/w', '/v']), '/w/a');
  assert.equal(expand('a/b.toml', ['/w']), '/w/a/b.toml');
  assert.equal(expand('/~/a', ['/w']), '/~/a');
  assert.equal(expand('${workspaceFolder}/a', ['/$&']), '/$&/a');
});
