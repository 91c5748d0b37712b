import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PageContext } from '~/browser/case/act-context';
import { isSealed, needsKeys, PREPARE, penaltyFields, prepareAct } from '~/browser/case/case-acts';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { readCaseInput } from '~/contract/posted/case-act';
import { caseNoteContents } from '~/contract/sealed/case-notes';
import { openContent } from '~/contract/sealed/content';
import type { CaseField } from '~/domain/acts/act';
import { CASE_ACT_NAMES, type CaseActName } from '~/domain/acts/case-acts';
import { fieldsOf, formOf } from '~/domain/acts/case-fields';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';

const caseId = '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b01';
const officer = '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b02';
const today = '2026-03-10';

const page = (opened: Partial<OpenedCase> | null): PageContext => ({
  opened: opened as OpenedCase | null,
  today,
  transfers: () => Promise.reject(new Error('not asked')),
  facts: { verdict: null, siteVisitedOn: null },
  replyTitles: {} as never,
  rewardDueOptions: {},
});

/** Values that somebody could enter in a field; texts are marked so that they can be found again. */
const answerTo = (name: string, field: CaseField): string => {
  if (field.kind === 'text') return `密封的文字 ${name}`;
  if (field.kind === 'day') return '2026年3月9日';
  return field.kind === 'choice' ? (field.choices[0] ?? '') : officer;
};
const BY_ROW = CASE_ACT_NAMES.filter((act) => !(act in PREPARE));
const typedFor = (act: CaseActName, changes: Record<string, string> = {}) => {
  const answers = {
    ...Object.fromEntries(fieldsOf(act).map(([name, field]) => [name, answerTo(name, field)])),
    ...changes,
  };
  return (name: string) => answers[name] ?? '';
};

afterEach(() => void vi.useRealTimers());

describe('the form of an act, as its row describes it', () => {
  it.each(BY_ROW)('%s: seals all that was said, and posts nothing that was typed', async (act) => {
    const caseKey = await newKeyPair();
    const opened = { caseId, caseKey, keyEpoch: 0, reports: [] };
    const prepared = await prepareAct(act, typedFor(act), page(opened as never));
    if ('errors' in prepared) throw new Error(JSON.stringify(prepared.errors));
    const { fields } = prepared;
    expect(JSON.stringify(fields)).not.toContain('密封的文字');
    expect(() => readCaseInput(act, (name) => fields[name] ?? '')).not.toThrow();
    const { part } = formOf(act);
    if (!part) return;
    const { bytes, sequence } = JSON.parse(fields.part ?? '');
    const label = { kind: part.kind, scope: caseId, sequence };
    const said = await openContent(caseNoteContents[part.kind], fromBase64(bytes), caseKey.identity, label);
    const asked = fieldsOf(act).map(([name, field]) => [
      name,
      field.kind === 'day' ? '2026-03-09' : answerTo(name, field),
    ]);
    expect(said).toEqual({ ...(part.about && { about: part.about }), ...Object.fromEntries(asked) });
  });

  it.each(BY_ROW)('%s: says by each field what is missing, and does nothing while the keys are locked', async (act) => {
    const empty = await prepareAct(act, () => '', page({ caseId, reports: [] }));
    const names = fieldsOf(act).map(([name]) => name);
    expect('errors' in empty ? Object.keys(empty.errors) : []).toEqual(names);
    if (needsKeys(act)) await expect(prepareAct(act, typedFor(act), page(null))).rejects.toThrow('locked');
    else expect(isSealed(act)).toBe(false);
  });

  it('takes the day that it is by now, though the page was opened before midnight', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-10T16:01:00Z'), toFake: ['Date'] });
    const caseKey = await newKeyPair();
    const opened = { caseId, caseKey, keyEpoch: 0, reports: [] };
    for (const visitedOn of ['今天', '3月11日', '2026-03-11']) {
      const prepared = await prepareAct('visit', typedFor('visit', { visitedOn }), page(opened as never));
      expect('fields' in prepared && prepared.fields.visitedOn).toBe('2026-03-11');
    }
    expect(penaltyFields(() => '今天', today).decidedOn).toBe('2026-03-11');
  });

  it('takes no text in which nothing can be seen', async () => {
    const told = await prepareAct('note', typedFor('note', { text: '\u200b\u2066\u3164' }), page({ reports: [] }));
    expect(told).toEqual({ errors: { text: 'required' } });
  });

  it('takes no day that no calendar has, and none to come', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-10T04:00:00Z'), toFake: ['Date'] });
    const errorsOf = (visitedOn: string) =>
      prepareAct('visit', typedFor('visit', { visitedOn }), page({ reports: [] }));
    expect(await errorsOf('2026-02-30')).toEqual({ errors: { visitedOn: 'badDay' } });
    expect(await errorsOf('2026-03-11')).toEqual({ errors: { visitedOn: 'badDate' } });
  });

  it('asks why nobody went to the site only as long as nobody did', async () => {
    const opened = { caseId, caseKey: await newKeyPair(), keyEpoch: 0, reports: [] };
    const visited = { ...page(opened as never), facts: { verdict: null, siteVisitedOn: '2026-03-09' } };
    const prepared = await prepareAct('proposeVerdict', typedFor('proposeVerdict', { unvisited: '' }), visited);
    expect(Object.keys('fields' in prepared ? prepared.fields : {}).sort()).toEqual(['part', 'verdict']);
  });
});
