import { caseActNamed } from '~/domain/acts/table';
import { textIn } from '~/domain/localized';
import type { LogEntry, LogValue } from '~/domain/log/log';
import {
  isLogField,
  LOG_FIELDS,
  type LogField,
  type LogSubjectKind,
  type ShownLogField,
} from '~/domain/log/log-fields';
import type { LogNames } from '~/domain/log/log-names';
import { actName } from '~/words/acts';
import { fieldWordsOf } from '~/words/case/act-fields';
import { deletionWords } from '~/words/case/deletion';
import { policyWords } from '~/words/county/policy';
import { keysWords } from '~/words/keys/keys';
import { formatDate, formatList, formatMoney, type Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { penaltyWords } from '~/words/publication/penalty';
import { claimExtensionWords } from '~/words/reward/claim-extension';
import { sectorNames } from '~/words/sectors';
import { vocabularyWords } from '~/words/vocabulary';
import { logWords } from './log';

/** A line of the log in words: when, what, who, about what, and what else it says. */
export type LogLineText = {
  day: string;
  act: string;
  by: string;
  unit: string;
  subject: string;
  said: { label: string; value: string }[];
};

export function logLineText(entry: LogEntry, names: LogNames, lang: Lang): LogLineText {
  const { actors } = logWords[lang];
  const known: Record<string, string> = actors;
  return {
    day: formatDate(entry.day, lang),
    act: actName(entry.act, lang),
    by: known[entry.actor] ?? nameOf(entry.actor, names, lang),
    unit: entry.unit === null ? '' : nameOf(entry.unit, names, lang),
    subject: subjectOf(entry.subject, names, lang),
    said: Object.entries(entry.data).flatMap(([field, value]) => saidOf(entry.act, field, value, { names, lang })),
  };
}

function subjectOf(subject: string | null, names: LogNames, lang: Lang): string {
  if (subject === null) return '';
  const at = subject.indexOf(':');
  const [kind, id] = [subject.slice(0, at), subject.slice(at + 1)];
  if (id in names.members || id in names.units || id in names.cases) return nameOf(id, names, lang);
  const kinds: Readonly<Record<LogSubjectKind, string>> = logWords[lang].subjects;
  const what = (kinds as Readonly<Record<string, string>>)[kind] ?? logWords[lang].otherSubject;
  return ONLY_ONE.test(id) ? what : `${what} ${shortId(id)}`;
}

/** Where there is only one of a kind, such as the county's key list, no number stands behind the colon. */
const ONLY_ONE = /^[a-z]+$/;

/** Enough of an id to tell whether two rows are about the same thing; the whole id stands in the row's own text. */
const shortId = (id: string): string => (id.length > 20 ? id.slice(0, 8) : id);

function nameOf(id: string, { members, units, cases }: LogNames, lang: Lang): string {
  const order = cases[id];
  if (order !== undefined) return logWords[lang].caseNumber(order);
  const names = units[id];
  return members[id] ?? (names ? textIn(names, lang) : shortId(id));
}

type Reader = { names: LogNames; lang: Lang };

function saidOf(act: string, field: string, value: LogValue, { names, lang }: Reader): LogLineText['said'] {
  if (!isLogField(field) || value === null || value === false || isHidden(field)) return [];
  const text = Array.isArray(value)
    ? formatList(
        value.map((one) => valueText(act, field, one, { names, lang })),
        lang,
      )
    : valueText(act, field, value as string | number | true, { names, lang });
  return text === '' ? [] : [{ label: logWords[lang].fields[field], value: text }];
}

const isHidden = (field: LogField): field is Exclude<LogField, ShownLogField> => LOG_FIELDS[field] === 'hidden';

function valueText(act: string, field: ShownLogField, value: string | number | true, { names, lang }: Reader): string {
  const text = String(value);
  if (value === true) return logWords[lang].yes;
  switch (LOG_FIELDS[field]) {
    case 'name':
      return text === 'safe' ? keysWords[lang].shares.safe : nameOf(text, names, lang);
    case 'day':
      return formatDate(text, lang);
    case 'money':
      return /^-?\d+$/.test(text) ? formatMoney(BigInt(text), lang) : text;
    case 'code':
      return choicesOf(act, field, lang)?.[text] ?? codesIn(lang, names)[text] ?? text;
    default:
      return text;
  }
}

/** The choices of a field of the act's own form on the case page. */
function choicesOf(act: string, field: string, lang: Lang) {
  const known = caseActNamed(act);
  return known && fieldWordsOf(known, field, lang)?.choices;
}

/** Codes have the names here that their own pages have for them. */
function codesIn(lang: Lang, names: LogNames): Readonly<Record<string, string>> {
  const { verdicts, roles, channels, notAcceptedReasons } = vocabularyWords[lang];
  const { reasons, purposes, fields, outcomes, states, kinds } = ceremonyWords[lang];
  return {
    ...policyWords[lang].kinds,
    ...verdicts,
    ...roles,
    ...sectorNames(lang, names.sectors),
    ...channels,
    ...notAcceptedReasons,
    ...deletionWords[lang].reasons,
    ...penaltyWords[lang].reasons,
    ...claimExtensionWords[lang].reasons,
    ...fields,
    ...states,
    ...purposes,
    ...reasons,
    ...outcomes,
    ...kinds,
    ...logWords[lang].codes,
  };
}
