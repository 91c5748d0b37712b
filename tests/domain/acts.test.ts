import { expect, it } from 'vitest';
import type { ActRule, CaseActRule } from '~/domain/acts/act';
import { ACTS, type Act, actNamed, eventOf } from '~/domain/acts/table';
import { actName } from '~/words/acts';
import { LANGS } from '~/words/language';

const ACT_NAMES = Object.keys(ACTS) as Act[];

/** One line for each act: who, how far, and what its row says beside. Every change of a row is a change of this text, too. */
it('lets do what the written table says', async () => {
  const lines = ACT_NAMES.map((act) => {
    const { by, where, form, ...more }: ActRule & Partial<CaseActRule> = ACTS[act];
    const said = Object.entries(more).map(([key, value]) =>
      value === true ? key : `${key}: ${[value].flat().join(' ')}`,
    );
    const fields = form && [...Object.keys(form.clear ?? {}), ...(form.part ? [`part(${form.part.kind})`] : [])];
    const rest = form
      ? [...(fields ?? []), ...(form.messages ? [`messages(${form.messages})`] : []), ...(form.keys ? ['keys'] : [])]
      : [];
    return [
      act,
      [...by].sort().join(' '),
      where,
      ...said,
      ...(rest.length > 0 ? [`form: ${rest.join(' ')}`] : []),
    ].join(' | ');
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('acts.txt');
});

it('reads rows that name an act as it was called before', () => {
  expect(actNamed('case.findVerdict')).toBe('case.proposeVerdict');
  expect(eventOf('case.findVerdict')).toBe('verdictProposed');
  expect(actNamed('case.abolished')).toBeNull();
  expect(actNamed('toString')).toBeNull();
  for (const lang of LANGS) expect(actName('case.findVerdict', lang)).toBe(actName('case.proposeVerdict', lang));
});

it('tells a verdict that was sent back from one that was confirmed', () => {
  expect(eventOf('case.returnVerdict')).toBe('verdictReturned');
  for (const lang of LANGS) expect(actName('case.returnVerdict', lang)).not.toBe(actName('case.confirmVerdict', lang));
});
