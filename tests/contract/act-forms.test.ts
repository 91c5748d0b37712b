import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActForm, ActForms, PostedForm } from '~/contract/posted/form';
import { ACTS } from '~/domain/acts/table';
import { isRefusal } from '~/domain/refusal';
import { sourcesUnder } from '../source-files';

const isForm = (value: unknown): value is ActForm =>
  typeof value === 'object' && value !== null && 'may' in value && 'read' in value;

/** Every staff form that the contract names, by the name of its table and its own name. */
const FORMS: [string, ActForm][] = Object.values(
  import.meta.glob<Record<string, unknown>>('/app/contract/posted/*.ts', { eager: true }),
).flatMap((module) =>
  Object.entries(module).flatMap(([table, value]): [string, ActForm][] => {
    if (isForm(value)) return [[table, value]];
    if (typeof value !== 'object' || value === null) return [];
    const forms = Object.entries(value as ActForms).filter(([, form]) => isForm(form));
    return forms.map(([name, form]) => [`${table}.${name}`, form]);
  }),
);

const posted = (typed: Readonly<Record<string, string>>, otherwise = ''): PostedForm => ({
  text: (name) => (typed[name] ?? otherwise).trim(),
  all: (name) => [typed[name] ?? otherwise],
  names: () => Object.keys(typed),
  files: () => [],
});

const refusal = (form: ActForm, given: PostedForm): string | null => {
  try {
    form.read(given);
    return null;
  } catch (error) {
    return isRefusal(error) ? error.code : String(error);
  }
};

describe('forms of staff', () => {
  it('are for acts of the table', () => {
    expect(FORMS.length).toBeGreaterThan(90);
    const named = FORMS.flatMap(([name, { may }]) => [may].flat().map((act) => [name, act] as const));
    expect(named.filter(([, act]) => !Object.hasOwn(ACTS, act))).toEqual([]);
  });

  it('give what they are read as, or are refused, whatever is posted', () => {
    const anything = fc.oneof(fc.string(), fc.json({ maxDepth: 3 }), fc.constantFrom('fire', '*', '7', 'AAAA'));
    const names = fc.constantFrom('regulator3', 'town.x', 'town.', 'regulator999', 'name.zh', 'x');
    for (const [name, form] of FORMS) {
      fc.assert(
        fc.property(anything, fc.dictionary(names, anything), (all, some) => {
          const code = refusal(form, posted(some, all));
          expect([null, 'invalid', 'notFound'], name).toContain(code);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('keep what a form cannot be from its act', () => {
    const form = Object.fromEntries(FORMS);
    const given = (name: string, typed: Record<string, string>) => refusal(form[name] as ActForm, posted(typed));
    expect(given('payoutForms.correct', { payment: 'x y', voucher: '1', reason: 'mistake' })).toBeNull();
    expect(given('payoutForms.correct', { payment: 'x y', voucher: '1', reason: 'whim' })).toBe('invalid');
    expect(given('memberForms.roles', { memberId: 'x', roles: 'owner', shown: '' })).toBe('invalid');
    expect(given('unitKeyForms.restore', { unitKeyId: 'x', wrapped: 'AAAA' })).toBe('invalid');
    expect(given('fundForms.credit', { fundId: 'x', amount: 'much', voucher: '1' })).toBe('invalid');
    expect(given('ceremonyForms.give', { made: '{}' })).toBe('invalid');
  });
});

/** Who reads forms outside the reporters' shelves: forms of nobody who is signed in, and only the name of the act. */
const READERS = [
  'app/routes/county/setup.tsx',
  'app/routes/public/display.ts',
  'app/routes/staff/enrol.tsx',
  'app/routes/staff/passkeys.ts',
  'app/web/county/setup-form.server.ts',
  'app/web/plain-line.server.ts',
  'app/web/staff/sign-in-act.server.ts',
  'app/web/staff/staff-acts.server.ts',
  'app/web/waiting-page.server.ts',
];
const ofReporters = (path: string) => /^app\/web\/(?:follow|report)\//.test(path);

describe('a form of staff', () => {
  const READS = /\b(?:form|posted)\.(?:text|all|names|files)\(/;
  it('is read by the contract and nowhere else', () => {
    expect(READS.test("const x = form.text('fundId');")).toBe(true);
    const staff = sourcesUnder('app/routes', 'app/web').filter((path) => !ofReporters(path));
    expect(staff.filter((path) => READS.test(readFileSync(path, 'utf8')))).toEqual(READERS);
  });
});
