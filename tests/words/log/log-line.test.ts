import { describe, expect, it } from 'vitest';
import { canonicalEntry, type LogEntry } from '~/domain/log/log';
import { LOG_FIELDS, type LogField } from '~/domain/log/log-fields';
import type { LogNames } from '~/domain/log/log-names';
import { LANGS } from '~/words/language';
import { logLineText } from '~/words/log/log-line';

const [MEMBER, UNIT, CASE, OTHER] = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];
const names: LogNames = {
  members: { [MEMBER]: '焦阳' },
  units: { [UNIT]: { zh: '县消防救援大队', en: 'Fire and Rescue Brigade' } },
  cases: { [CASE]: 12 },
  sectors: [],
};
const entry = (more: Partial<LogEntry>): LogEntry => ({
  day: '2026-11-20',
  act: 'case.note',
  actor: MEMBER,
  unit: UNIT,
  subject: `case:${CASE}`,
  data: {},
  ...more,
});

describe('a line of the log', () => {
  it('is read in words: day, act, names of people and units, the number of the case', () => {
    expect(logLineText(entry({ act: 'case.proposeVerdict', data: { verdict: 'substantiated' } }), names, 'zh')).toEqual(
      {
        day: '2026年11月20日',
        act: '提出核查结论',
        by: '焦阳',
        unit: '县消防救援大队',
        subject: '第 12 号案件',
        said: [{ label: '结论', value: '属实' }],
      },
    );
    expect(logLineText(entry({ actor: 'reporter', data: { amount: '450000' } }), names, 'en')).toMatchObject({
      by: 'Reporter',
      unit: 'Fire and Rescue Brigade',
      subject: 'Case no. 12',
      said: [{ label: 'Amount', value: '¥4,500' }],
    });
  });

  it('names what there is only one of without a number', () => {
    const about = (subject: string, lang: 'zh' | 'en') => logLineText(entry({ subject }), names, lang).subject;
    expect(about('directory:list', 'en')).toBe('Key list');
    expect(about('directory:list', 'zh')).toBe('密钥名录');
    expect(about('scripts:served', 'zh')).toBe('网页脚本');
    expect(about('signboard:AL01', 'en')).toBe('Signboard AL01');
  });

  it('shows no whole id, no hash and no name of a field, whatever it says', () => {
    const values: Record<(typeof LOG_FIELDS)[LogField], LogEntry['data'][string]> = {
      name: [MEMBER, UNIT, CASE, OTHER],
      day: '2026-11-20',
      money: '300000',
      count: 3,
      yes: true,
      code: 'substantiated',
      text: 'x-1',
      hidden: OTHER.repeat(2),
    };
    const data = Object.fromEntries(
      (Object.keys(LOG_FIELDS) as LogField[]).map((field) => [field, values[LOG_FIELDS[field]]]),
    );
    const line = entry({ actor: OTHER, subject: `ceremony:${OTHER}`, data });
    expect(canonicalEntry(line)).toContain(OTHER);
    for (const lang of LANGS) {
      const text = logLineText(line, names, lang);
      expect(JSON.stringify(text)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
      const shown = Object.values(LOG_FIELDS).filter((kind) => kind !== 'hidden');
      expect(text.said).toHaveLength(shown.length);
      for (const { label, value } of text.said) expect([label, value]).not.toContain('');
    }
  });

  it('of an earlier version is read as far as it is known', () => {
    const line = entry({ act: 'case.findVerdict', data: { formerField: 'x', verdict: 'unsubstantiated' } });
    expect(logLineText(line, names, 'zh')).toMatchObject({
      act: '提出核查结论',
      said: [{ label: '结论', value: '不属实' }],
    });
  });
});
