/** What the extension owes to whoever wrote what is bundled into it. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

test('every bundled package is named, with its version and its licence', async () => {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const { inputs } = JSON.parse(await readFile('out/inputs.json', 'utf8'));
  const notices = await readFile('ThirdPartyNotices.txt', 'utf8');
  const bundled = Object.keys(packages).filter(
    (folder) => folder && Object.keys(inputs).some((file) => file.startsWith(`${folder}/`)),
  );
  assert.ok(bundled.includes('node_modules/vscode-languageclient'));
  for (const folder of bundled) {
    const { version, license } = packages[folder];
    const name = folder.replace(/^.*node_modules\//, '');
    const [, text] = notices.split(`\n\n${name} ${version} (${license})\n\n`);
    assert.match(text?.split('\n-----')[0] ?? '', /copyright[^]*as\s+is|blue oak[^]*as\s+is/i, folder);
  }
});

test('the notices are a part of the package', async () => {
  assert.match(await readFile('.vscodeignore', 'utf8'), /^!ThirdPartyNotices\.txt$/m);
});
