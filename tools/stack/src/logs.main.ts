import { createReadStream, existsSync, statSync, watchFile } from 'node:fs';
import { services } from '@harken/contracts';
import { tail } from '@harken/local-infrastructure';
import { logFileOf } from './stack-files.ts';

const names = [...services, 'kafka', 'postgres'];
const [name = '', ...options] = process.argv.slice(2);
const lines = Number(options[options.indexOf('--lines') + 1] ?? 50) || 50;

if (!names.includes(name)) {
  console.error(`Usage: npm run logs -- ${names.join('|')} [--lines 50]`);
  process.exit(2);
}
const file = logFileOf(name);
let read = existsSync(file) ? statSync(file).size : 0;
const existing = tail(file, lines);
if (existing) console.log(existing);
else console.error(`${file} is empty: it is followed from here.`);
watchFile(file, { interval: 200 }, ({ size }) => {
  // A new file was begun under the same name.
  if (size < read) read = 0;
  if (size === read) return;
  createReadStream(file, { start: read, end: size - 1 }).pipe(process.stdout, { end: false });
  read = size;
});
