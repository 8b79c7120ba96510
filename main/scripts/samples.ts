/** The worked examples that come with Hatif: a script a file, beside the program. */
import fs from 'node:fs';
import path from 'node:path';

/** @param folder holds `<id>.script` files; each text by its id */
export function readSamples(folder: string): ReadonlyMap<string, string> {
  if (!fs.existsSync(folder)) return new Map();
  return new Map(
    fs
      .readdirSync(folder)
      .filter(name => name.endsWith('.script'))
      .sort()
      .map(name => [path.parse(name).name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}
