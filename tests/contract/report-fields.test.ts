import { expect, test } from 'vitest';
import { identityOf, narrativeOf } from '~/contract/sealed/draft-narrative';
import { openIdentity, sealIdentity } from '~/contract/sealed/identity';
import { openNarrative, sealNarrative } from '~/contract/sealed/narrative';
import { IDENTITY_FIELDS } from '~/domain/opening/ceremony-state';
import { parseReportForm } from '~/domain/report/report';
import {
  IDENTITY_ANSWERS,
  NARRATIVE_ANSWERS,
  REPORT_FIELDS,
  REPORT_FORM,
  type ReportField,
  reportEntry,
} from '~/domain/report/report-fields';
import { newKeyPair } from '~/envelope/key-pair';
import { reportWords } from '~/words/report/report';

const key = await newKeyPair();
const filled = {
  matter: 'hazard',
  sector: 'fire',
  description: '消防通道被货物堵住。',
  anonymity: 'named',
  name: '张三',
  phone: '13800138000',
  consent: 'yes',
  formToken: 'token-0123456789',
};
/** A value that the field accepts. */
const answerFor = (field: ReportField): string => {
  const { control } = reportEntry(field);
  return control.kind === 'select' ? (control.codes[0] ?? '') : '李四 13900139000';
};
const draftOf = (fields: Record<string, string>) => {
  const parsed = parseReportForm(fields, { today: '2026-11-29' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.draft;
};
const sealedAnd = async (fields: Record<string, string>) => {
  const draft = draftOf(fields);
  const bound = { thread: 't', case: 'c', reporter: 'r', signing: 's', firstUnitId: 'u', listVersion: 1 };
  const narrative = await sealNarrative('r1', narrativeOf(draft, { area: null, town: null, board: null }), bound, key);
  const identity = await sealIdentity('r1', identityOf(draft), key.recipient);
  return {
    narrative: (await openNarrative('r1', narrative, key)).narrative,
    identity: await openIdentity('r1', identity, key),
  };
};

test('an answer goes from its one entry to who may read it, and to nobody else', async () => {
  for (const field of [...NARRATIVE_ANSWERS, ...IDENTITY_ANSWERS]) {
    const answer = answerFor(field);
    const { narrative, identity } = await sealedAnd({ ...filled, [field]: answer });
    const inNarrative = reportEntry(field).answer === 'narrative';
    expect(JSON.stringify(inNarrative ? narrative : identity), field).toContain(`"${field}":"${answer}"`);
    expect(JSON.stringify(inNarrative ? identity : narrative), field).not.toContain(answer);
  }
  expect(IDENTITY_FIELDS).toEqual(expect.arrayContaining(IDENTITY_ANSWERS));
});

test('a telephone number that is left alone lies in the identity, and the narrative says only that there is one', async () => {
  const anonymous = { ...filled, anonymity: 'anonymous' };
  const left = await sealedAnd({ ...anonymous, contactPhone: '13700137000' });
  expect(left.identity).toMatchObject({ name: '', phone: '13700137000' });
  expect(left.narrative).toMatchObject({ anonymity: 'anonymous', phoneLeft: true });
  expect(JSON.stringify(left.narrative)).not.toContain('13700137000');
  const none = await sealedAnd(anonymous);
  expect(none.identity).toBeNull();
  expect(none.narrative.phoneLeft).toBe(false);
});

test('every question has its words in both languages, and a list a name for each choice', () => {
  const own: ReportField[] = ['site', 'formToken', 'consent'];
  for (const lang of ['zh', 'en'] as const) {
    const words = reportWords[lang] as unknown as Record<string, { label?: string; choices?: Record<string, string> }>;
    for (const field of REPORT_FIELDS.filter((one) => !own.includes(one))) {
      expect(words[field]?.label, `${lang} ${field}`).toBeTruthy();
      const { control } = reportEntry(field);
      const codes = control.kind === 'select' ? control.codes : [];
      expect(Object.keys(words[field]?.choices ?? {}), `${lang} ${field}`).toEqual([...codes]);
    }
  }
  expect(Object.keys(REPORT_FORM)).toEqual(REPORT_FIELDS);
});
