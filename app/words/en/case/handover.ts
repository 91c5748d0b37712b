import type { Shape } from '~/words/define';
import type { handoverWords as zh } from '~/words/zh/case/handover';

export const handoverWords: Shape<typeof zh> = {
  title: 'Cases to hand over',
  waiting: (n) => `${n} cases belong to another unit`,
  lead: 'What a unit took for another one goes to that one once it takes reports; what a closed unit has goes to its successor. The cases are opened on this device and sealed for the other unit, which the server cannot do.',
  none: 'No case has to be handed over.',
  to: (name, n) => `${name}: ${n}`,
  why: 'Handed over by the units and duties in force.',
  start: (n) => `Hand over ${n}`,
  working: 'Handing over …',
  progress: (done, all) => `${done} of ${all} handed over`,
  done: (n) => `${n} cases were handed over.`,
  left: (n) =>
    `${n} cases were not: a colleague handles them, or they do not open. Ask the officer of each to hand it over.`,
  stopped: 'It stopped. What was handed over stays so; press once more to go on.',
  barred:
    'These cases are about the unit that would get them, about this unit or one that it took over, or about a unit above. Open each and choose another unit:',
  case: (order) => `Case ${order}`,
  finished: (n) =>
    `${n} more cases have a verdict. People of this unit finish them, and keep their accounts until then.`,
  locked: 'Open your keys first.',
};
