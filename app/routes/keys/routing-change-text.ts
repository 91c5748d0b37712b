import type { RoutingChange } from '~/envelope/keys/routing-change';
import { routingWords } from '~/words/keys/routing';
import { type RoutingNaming, saidOf } from './routing-said';
import { difference, differingParts } from './told';

/** A change in words: what is new, what is removed, or each thing that changed, as it was and as it will be. */
export function changeText(change: RoutingChange, naming: RoutingNaming): string {
  const [before, after] = saidOf(change, naming);
  const words = routingWords[naming.lang].sentence;
  if (before === null || after === null) {
    const one = after ?? before;
    const bare = (text: string) => (change.of === 'rule' ? words.goesTo(text) : text);
    const told = one?.parts.map(({ label, text }) => (label === '' ? bare(text) : words.part(label, text))) ?? [];
    return one === null ? '' : words.whole(one.name.text, told);
  }
  const renamed = difference(before.name, after.name, words.nothing);
  const name = renamed === null ? after.short : words.renamed(...renamed);
  const told = differingParts(before.parts, after.parts).flatMap(([was, now]) => {
    const pair = difference(was, now, words.nothing);
    return pair === null ? [] : [words.changed((now ?? was)?.label ?? '', ...pair)];
  });
  // It was signed differently, and none of our words says how, so both are shown as they are signed.
  const bare = told.length === 0 && renamed === null;
  const exact = [JSON.stringify(change.before), JSON.stringify(change.after)] as const;
  return words.whole(name, bare ? [words.changed('', ...exact)] : told);
}
