import { expect, it } from 'vitest';
import type { ActRule, CaseActRule, CaseField, CaseForm } from '~/domain/acts/act';
import { CASE_ACT_NAMES } from '~/domain/acts/case-acts';
import { fieldsOf, formOf } from '~/domain/acts/case-fields';
import { ACTS, type Act, actNamed, eventOf } from '~/domain/acts/table';
import { actName } from '~/words/acts';
import { LANGS } from '~/words/language';

const ACT_NAMES = Object.keys(ACTS) as Act[];

const fieldText = ([name, { kind, ...more }]: [string, CaseField]) =>
  `${name}(${[kind, ...Object.entries(more).map(([key, value]) => (value === true ? key : `${key}: ${[value].flat().join(' ')}`))].join(', ')})`;

const formText = ({ fields = {}, clear = {}, part, messages, keys }: CaseForm) =>
  [
    ...Object.entries(fields).map(fieldText),
    ...Object.keys(clear),
    ...(part ? [`part(${[part.kind, part.about].filter(Boolean).join(' ')})`] : []),
    ...(messages ? [`messages(${messages})`] : []),
    ...(keys ? ['keys'] : []),
  ].join(' ');

/**
 * One line for each act: who may do it, how far, and what else its row says. Every change of a row is therefore a
 * change of this text.
 */
it('lets do what the written table says', async () => {
  const lines = ACT_NAMES.map((act) => {
    const { by, where, form, ...more }: ActRule & Partial<CaseActRule> = ACTS[act];
    const said = Object.entries(more).map(([key, value]) =>
      value === true ? key : `${key}: ${[value].flat().join(' ')}`,
    );
    return [
      act,
      [...by].sort().join(' '),
      where,
      ...said,
      ...(form && Object.keys(form).length > 0 ? [`form: ${formText(form)}`] : []),
    ].join(' | ');
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('acts.txt');
});

it('asks for nothing on a case that goes nowhere, and never takes a text in the clear', () => {
  for (const act of CASE_ACT_NAMES) {
    const { part, messages } = formOf(act);
    for (const [name, { kind, clear }] of fieldsOf(act)) {
      const goes = clear !== undefined || part !== undefined || (messages !== undefined && name === 'text');
      expect([act, name, goes]).toEqual([act, name, true]);
      if (kind === 'text') expect([act, name, clear]).not.toEqual([act, name, true]);
    }
  }
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
