import type { OpenedHazard } from '~/browser/case/hazard-workspace';
import type { HazardStepSaid } from '~/contract/sealed/hazard';
import { HAZARD_FIELDS, type HazardField } from '~/domain/case/hazard-entry';
import { hazardWords } from '~/words/case/hazard';
import { formatDate, formatList, type Lang } from '~/words/language';

/** A field of an entry in the reader's language. */
export function hazardFieldText(field: HazardField, text: string, lang: Lang): string {
  const t = hazardWords[lang];
  if (field === 'grade') return text === 'none' || text === 'general' || text === 'major' ? t.grades[text] : text;
  if (field === 'onOwnList') return text === 'yes' || text === 'no' ? t.ownList[text] : text;
  return (field === 'foundOn' || field === 'dueOn') && text !== '' ? formatDate(text, lang) : text;
}

/** What a step says besides its words: result, new limit, kind of evidence. */
export function stepFacts({ passed, dueOn, evidence }: HazardStepSaid, lang: Lang): string[] {
  const t = hazardWords[lang];
  return [
    ...(passed === null ? [] : [t.passed[passed ? 'yes' : 'no']]),
    ...(dueOn === null ? [] : [t.newLimit(formatDate(dueOn, lang))]),
    ...(evidence === null ? [] : [t.evidenceKinds[evidence.kind]]),
  ];
}

const stepLine = (step: HazardStepSaid, lang: Lang): string =>
  formatList(
    [`${formatDate(step.on, lang)} ${hazardWords[lang].acts[step.act]}`, ...stepFacts(step, lang), step.text].filter(
      Boolean,
    ),
    lang,
  );

/** The ledger's headings, for a file. */
export function hazardHead(lang: Lang): string[] {
  const t = hazardWords[lang];
  const fields = HAZARD_FIELDS.map((field) => t.fields[field]);
  return [t.number, ...fields, t.state, t.supervised, t.columns.extended, t.evidence, t.columns.steps];
}

/** One line of that file; nothing but its number where the entry does not open. */
export function hazardCells({ order, said, state, supervised }: OpenedHazard, lang: Lang): (string | number | null)[] {
  const t = hazardWords[lang];
  const fields = HAZARD_FIELDS.map((field) => (said ? hazardFieldText(field, said.entry[field], lang) : ''));
  const steps = said?.steps ?? [];
  const kinds = [...new Set(steps.flatMap(({ evidence }) => evidence?.kind ?? []))];
  return [
    order,
    ...fields,
    said ? t.states[state] : t.closedEntry,
    supervised ? t.supervised : '',
    steps.filter(({ act }) => act === 'extend').length,
    formatList(
      kinds.map((kind) => t.evidenceKinds[kind]),
      lang,
    ),
    steps.map((step) => stepLine(step, lang)).join('\n'),
  ];
}

/** Does the entry hold what is sought, in any of its words? */
export const holdsText = ({ order, said }: OpenedHazard, sought: string): boolean =>
  sought === '' ||
  String(order) === sought ||
  (said !== null && Object.values(said.entry).some((text) => text.toLowerCase().includes(sought.toLowerCase())));
