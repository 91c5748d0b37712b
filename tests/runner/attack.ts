import { attackStep } from './steps';

/** `npm run attack [-- short] [WORD …]`: the attacks, or the files whose name holds one of the words. */
const [first, ...rest] = process.argv.slice(2);
const short = first === 'short';
const files = short || first === undefined ? rest : [first, ...rest];
/** Looking at every page of the same demo is no attack; `npm test` does both. */
const ATTACKS = ['--project', 'attack', '--project', 'alone'];
const started = performance.now();
const { failed } = await attackStep(short, files.length > 0 ? files : ATTACKS);
console.log(`${((performance.now() - started) / 1_000).toFixed(0)} s with the making of the demo`);
process.exitCode = failed === 0 ? 0 : 1;
