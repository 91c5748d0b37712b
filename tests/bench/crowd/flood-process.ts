import { answerParent } from '../child-end';
import { type Flood, type Flooded, startFlood } from './flood';

/** Floods from a process of its own, so that what reporters wait does not include the flood's own slowness. */
let flood: { stop: () => Flooded } | undefined;
answerParent(
  { port: 0 },
  {
    start: (about: Flood) => {
      flood = startFlood(about);
    },
    stop: () => flood?.stop(),
  },
);
