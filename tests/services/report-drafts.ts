import { randomBytes } from 'node:crypto';
import { parseReportForm, type ReportDraft } from '~/domain/report/report';
import type { ReportField } from '~/domain/report/report-fields';

/** The fields of a filled-in form, with a fresh form token each time. */
export function reportFields(given: Partial<Record<ReportField, string>> = {}): Partial<Record<ReportField, string>> {
  return {
    matter: 'hazard',
    sector: 'fire',
    area: '500200101001',
    employer: '安岭县红星家具厂',
    accusedUnit: '',
    urgent: 'no',
    deaths: '',
    description: '二号车间的消防通道被木料堵住，门上了锁，已经半个月。',
    place: '二号车间东门',
    occurredOn: '2025-09-14',
    insider: 'yes',
    anonymity: 'anonymous',
    name: '',
    phone: '',
    idNumber: '',
    wantsReward: 'yes',
    consent: '',
    site: '',
    formToken: randomBytes(24).toString('base64url'),
    ...given,
  };
}

/** A checked draft; throws when the fields would be refused. */
export function reportDraft(given: Partial<Record<ReportField, string>> = {}): ReportDraft {
  const parsed = parseReportForm(reportFields(given), { today: '2099-12-31' });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ field, code }) => `${field} ${code}`).join(', '));
  return parsed.draft;
}

export const NAMED = { anonymity: 'named', name: '陈大江', phone: '13812345678', consent: 'yes' } as const;
