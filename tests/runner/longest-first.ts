import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Browser tests that take longest. Begun last, one of them would keep one processor busy and the other waiting. */
const LONGEST = ['memory', 'ceremony-escrow', 'ceremony', 'story', 'in-one-language'];

/** A clean checkout knows no durations; Vitest then begins with the biggest files, which are not these. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.e2e.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    // Sorting is stable, so all others keep their order.
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
