import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idNumberCheckCharacter, isIdNumber, isPhone } from '~/domain/personal-number';
import { parseReportForm } from '~/domain/report/report';
import { isAskedOf, REPORT_FIELDS, REPORT_FORM } from '~/domain/report/report-fields';
import { plainNumber } from '~/domain/typed/number';

const today = '2026-03-10';
const form = {
  matter: 'hazard',
  sector: 'fire',
  area: 'T1',
  employer: '某某木器厂',
  description: '消防通道被货物堵住。',
  anonymity: 'anonymous',
  formToken: 'token-0123456789',
};
const named = { ...form, anonymity: 'named', name: '张三', phone: '138 0013 8000', consent: 'yes' };
const parse = (fields: Record<string, string | undefined>) => parseReportForm(fields, { today });
const errorsOf = (fields: Record<string, string | undefined>) => {
  const parsed = parse(fields);
  return parsed.ok ? [] : parsed.errors.map(({ field, code }) => `${field}:${code}`);
};
const draftOf = (fields: Record<string, string | undefined>) => {
  const parsed = parse(fields);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.draft;
};

describe('the report form', () => {
  it('needs little', () => {
    expect(draftOf(form)).toEqual({
      matter: 'hazard',
      sector: 'fire',
      town: 'T1',
      employer: '某某木器厂',
      accusedUnitId: null,
      urgent: false,
      deaths: 0,
      description: '消防通道被货物堵住。',
      place: null,
      occurredOn: null,
      insider: false,
      anonymity: 'anonymous',
      identity: null,
      wantsReward: false,
      consent: false,
      siteCode: null,
      formToken: 'token-0123456789',
    });
  });

  it('says what is missing, in the order of the page', () => {
    expect(errorsOf({})).toEqual([
      'description:required',
      'matter:required',
      'sector:required',
      'anonymity:required',
      'formToken:required',
    ]);
  });

  it.each([
    [{ matter: 'gossip' }, 'matter:notAChoice'],
    [{ sector: 'sp ace' }, 'sector:notAChoice'],
    [{ anonymity: 'maybe' }, 'anonymity:notAChoice'],
    [{ urgent: 'perhaps' }, 'urgent:notAChoice'],
    [{ deaths: 'many' }, 'deaths:notANumber'],
    [{ deaths: '-1' }, 'deaths:notANumber'],
    [{ description: '  \r\n ' }, 'description:required'],
    [{ occurredOn: '2026-02-29' }, 'occurredOn:noSuchDay'],
    [{ occurredOn: '去年' }, 'occurredOn:notADate'],
    [{ description: '\u200b\u2066\ufeff \u00ad' }, 'description:required'],
    [{ occurredOn: '2026-03-11' }, 'occurredOn:inFuture'],
    [{ area: 'T1; drop' }, 'area:malformed'],
    [{ site: '../../etc' }, 'site:malformed'],
    [{ formToken: 'a b' }, 'formToken:malformed'],
  ])('%j: %s', (fields, error) => {
    expect(errorsOf({ ...form, ...fields })).toEqual([error]);
  });

  it('refuses over-long fields, each by its own limit', () => {
    for (const field of REPORT_FIELDS) {
      const base = isAskedOf(field, 'anonymous') ? form : named;
      expect(errorsOf({ ...base, [field]: 'x'.repeat(REPORT_FORM[field].limit + 1) })).toContain(`${field}:tooLong`);
    }
    expect(errorsOf({ ...form, description: '堵'.repeat(REPORT_FORM.description.limit) })).toEqual([]);
  });

  it('reads numbers and days as they are typed on Chinese phones', () => {
    const draft = draftOf({ ...form, deaths: '２', occurredOn: '2026年3月1日', urgent: 'on', insider: 'yes' });
    expect(draft).toMatchObject({ deaths: 2, occurredOn: '2026-03-01', urgent: true, insider: true });
  });

  it('takes a telephone number from who gives no name, with consent only', () => {
    const left = { ...form, contactPhone: '138 0013 8000' };
    expect(errorsOf(left)).toEqual(['consent:consentRequired']);
    expect(errorsOf({ ...left, consent: 'yes', contactPhone: '12' })).toEqual(['contactPhone:notAPhone']);
    const draft = draftOf({ ...left, consent: 'yes', name: '张三', jointReporters: '李四' });
    expect(draft.identity).toEqual({ name: '', phone: '13800138000', idNumber: null });
    expect(draft.anonymity).toBe('anonymous');
    expect(draftOf({ ...named, contactPhone: '13900139000' }).identity?.phone).toBe('13800138000');
  });

  it('keeps answers under their own name, where they were asked for', () => {
    expect(draftOf({ ...form, situation: 'blockedExit' }).answers).toEqual({ situation: 'blockedExit' });
    expect(errorsOf({ ...form, situation: 'noise' })).toEqual(['situation:notAChoice']);
    const joint = draftOf({ ...named, jointReporters: '李四 13900139000' });
    expect(joint.identity).toMatchObject({ name: '张三', jointReporters: '李四 13900139000' });
    expect(joint.answers).toBeUndefined();
  });

  it('asks a named reporter for name, phone and consent', () => {
    expect(errorsOf({ ...form, anonymity: 'named' })).toEqual([
      'name:required',
      'phone:required',
      'consent:consentRequired',
    ]);
    expect(draftOf(named).identity).toEqual({ name: '张三', phone: '13800138000', idNumber: null });
    expect(draftOf(named).consent).toBe(true);
  });

  it('checks phone and identity number of named reporters', () => {
    expect(errorsOf({ ...named, phone: '12345' })).toEqual(['phone:notAPhone']);
    expect(errorsOf({ ...named, idNumber: '11010519491231002Y' })).toEqual(['idNumber:notAnIdNumber']);
    expect(draftOf({ ...named, idNumber: '11010519491231002x' }).identity?.idNumber).toBe('11010519491231002X');
  });

  it('forgets an identity left over in an anonymous report', () => {
    const draft = draftOf({ ...named, anonymity: 'anonymous', phone: 'nonsense', idNumber: '1' });
    expect([draft.identity, draft.consent]).toEqual([null, false]);
    expect(JSON.stringify(draft)).not.toContain('张三');
  });

  it('never repeats what was typed in its errors', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...REPORT_FIELDS), fc.string({ minLength: 12 })), (fields) => {
        const parsed = parse(fields);
        if (parsed.ok) return;
        for (const error of parsed.errors) {
          expect(REPORT_FIELDS).toContain(error.field);
          expect(error.code).toMatch(/^[a-zA-Z]+$/);
        }
      }),
    );
  });
});

describe('personal numbers', () => {
  it.each(['11010519491231002X', '440524188001010014'])('%s is an identity number (example of GB 11643)', (text) => {
    expect(isIdNumber(text)).toBe(true);
  });

  it('finds any single wrong digit and any swapped neighbours', () => {
    const digits = fc.stringMatching(/^[1-9]\d{5}19[5-9]\d0[1-9]1\d\d{3}$/);
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (first, at, by) => {
        const good = first + idNumberCheckCharacter(first);
        expect(isIdNumber(good)).toBe(true);
        const wrong = `${good.slice(0, at)}${(Number(good[at]) + by) % 10}${good.slice(at + 1)}`;
        expect(isIdNumber(wrong)).toBe(false);
        const swapped = `${good.slice(0, at)}${good[at + 1]}${good[at]}${good.slice(at + 2)}`;
        if (at < 16 && swapped !== good) expect(isIdNumber(swapped)).toBe(false);
      }),
    );
  });

  it('wants a real birthday', () => {
    const first = '11010519490231002';
    expect(isIdNumber(first + idNumberCheckCharacter(first))).toBe(false);
  });

  it.each([
    ['13800138000', true],
    ['１３８ ００１３ ８０００', true],
    ['+86 138-0013-8000', true],
    ['023-5424 5678', true],
    ['+44 20 7946 0000', true],
    ['12800138000', false],
    ['1380013800', false],
    ['call me', false],
  ])('%s is a phone number: %s', (typed, is) => {
    expect(isPhone(plainNumber(typed))).toBe(is);
  });
});
