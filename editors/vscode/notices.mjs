/** Writes `ThirdPartyNotices.txt`: which packages are a part of the built extension, and their licences. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RULE = '-'.repeat(80);

const { inputs } = JSON.parse(readFileSync('out/inputs.json', 'utf8'));
const folders = Object.keys(inputs).flatMap(
  (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [],
);
const notices = [...new Set(folders)].sort().map(notice);
const title = 'The seedlint extension holds parts of these packages, under these licences.';
writeFileSync('ThirdPartyNotices.txt', `${[title, ...notices].join(`\n\n${RULE}\n\n`)}\n`);

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
  if (!file) throw new Error(`${name} comes without the text of its licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
}
