/** The extension as it is built, in a VS Code of which only what is asked for here is real. */

import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

type Change = { affectsConfiguration(section: string): boolean };

const settings: Record<string, unknown> = {};
const shown: string[] = [];
const registered: Record<string, () => Promise<void>> = {};
let configure: (change: Change) => Promise<void>;

/** Whatever is asked of it, and a class to extend: it is enough for a module to be loaded. */
const anything: object = new Proxy(class {}, {
  get: (target, name) => (name === 'prototype' ? target.prototype : anything),
  apply: () => anything,
});
const log = { info() {}, warn() {}, error() {}, show() {}, dispose() {} };

function partly(real: object): object {
  return new Proxy(real, { get: (target, name) => Reflect.get(target, name) ?? anything });
}

const vscode = partly({
  commands: partly({
    registerCommand: (name: string, run: () => Promise<void>) => (registered[name] = run),
  }),
  window: partly({
    createOutputChannel: () => log,
    showErrorMessage: async (message: string) => void shown.push(message),
  }),
  workspace: partly({
    workspaceFolders: [],
    getConfiguration: () => ({ get: (name: string, otherwise: unknown) => settings[name] ?? otherwise }),
    onDidChangeConfiguration: (listen: typeof configure) => (configure = listen),
  }),
});

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
const { activate, deactivate } = require('../extension.js');

test('a missing and an old executable are told, and a setting is another try', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seedlint-'));
  try {
    settings.path = join(folder, 'seedlint');
    await activate({ subscriptions: [] });
    assert.match(shown.pop() ?? '', /^`.*seedlint` is no executable; /);

    await writeFile(settings.path as string, '#!/bin/sh\necho seedlint 0.0.1\n');
    await chmod(settings.path as string, 0o755);
    await configure({ affectsConfiguration: (section) => section === 'seedlint.path' });
    assert.match(shown.pop() ?? '', /is seedlint 0\.0\.1; the editor needs /);

    await configure({ affectsConfiguration: (section) => section === 'seedlint.trace.server' });
    assert.deepEqual(shown, []);

    await registered['seedlint.restart']?.();
    assert.equal(shown.length, 1);
    await deactivate();
  } finally {
    await rm(folder, { recursive: true });
  }
});
