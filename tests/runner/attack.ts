import { attackStep } from './steps';

/** `npm run attack [-- short] [WORD …]`: the attacks, or those of the files whose name holds one of the words. */
const [first, ...rest] = process.argv.slice(2);
const short = first === 'short';
const files = short || first === undefined ? rest : [first, ...rest];
const started = performance.now();
const { failed } = await attackStep(short, files);
console.log(`${((performance.now() - started) / 1_000).toFixed(0)} s with the making of the demo`);
process.exitCode = failed === 0 ? 0 : 1;
