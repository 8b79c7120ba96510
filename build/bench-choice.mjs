// Which benches a command line asks for.

/** What fits into a coffee break, in seconds. */
const BUDGET = 600;

/**
 * @template {{ id: string, seconds: number }} B
 * @param {readonly B[]} all
 * @param {readonly string[]} args ids, `--list`, `--full`, `--seed=7`
 * @returns {{ benches: B[], left: string[], list: boolean, full: boolean, seed: number | null }} `left`: the ids that did not
 *   fit into the time; `seed`: null without one
 * @throws an Error that names what there is, for an id or a flag that there is not
 */
export function chooseBenches(all, args) {
  const flags = args.filter(arg => arg.startsWith('--'));
  const unknownFlag = flags.find(flag => !/^--(list|full|seed=\d{1,9})$/.test(flag));
  if (unknownFlag) throw new Error(`There is no ${unknownFlag}; there are --list, --full and --seed=7.`);
  const [list, full] = [flags.includes('--list'), flags.includes('--full')];
  const given = flags.find(flag => flag.startsWith('--seed='));
  const seed = given === undefined ? null : Number(given.slice('--seed='.length));

  const ids = args.filter(arg => !arg.startsWith('--')).map(id => id.toUpperCase());
  const unknown = ids.filter(id => !all.some(bench => bench.id.toUpperCase() === id));
  if (unknown.length > 0) {
    throw new Error(
      `There is no bench ${unknown.join(', ')}; there are ${all.map(bench => bench.id).join(', ') || 'none yet'}.`,
    );
  }
  if (ids.length > 0) {
    return { benches: all.filter(bench => ids.includes(bench.id.toUpperCase())), left: [], list, full, seed };
  }
  if (list || full) return { benches: [...all], left: [], list, full, seed };

  let spent = 0;
  const benches = all.filter(bench => {
    const fits = spent + bench.seconds <= BUDGET;
    if (fits) spent += bench.seconds;
    return fits;
  });
  const left = all.filter(bench => !benches.includes(bench)).map(bench => bench.id);
  return { benches, left, list, full, seed };
}
