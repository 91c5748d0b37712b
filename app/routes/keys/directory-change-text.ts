import { textIn } from '~/domain/localized';
import { fingerprint } from '~/envelope/key-pair';
import type { DirectoryChanges, KeyChange } from '~/envelope/keys/directory-change';
import {
  type CertifiedMember,
  type CertifiedUnit,
  type CertifiedUnitKey,
  type DirectoryStatement,
  memberFingerprint,
} from '~/envelope/keys/directory-statement';
import { allNames } from '~/routes/staff/all-names';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import { routingWords } from '~/words/keys/routing';
import type { Lang } from '~/words/language';
import { formatList } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

/** How entries of a list are named: units by the list, members by the rows, which only the pages hold. */
export type Naming = {
  lang: Lang;
  units: DirectoryStatement['units'];
  /** Names of members by id, because the signed list holds none. */
  names: Readonly<Record<string, string>>;
};
type UnitNaming = Pick<Naming, 'lang' | 'units'>;

/**
 * A member's fingerprint covers both keys, so that a signing key that is not theirs is noticed as well as a key that
 * they cannot open with.
 */
export const printOf = (entry: CertifiedMember | CertifiedUnitKey): string =>
  'signingKey' in entry ? memberFingerprint(entry) : fingerprint(entry.recipient);

/**
 * What the entry is: a member with their unit and former offices, or a unit's key of some generation; and what it was
 * before.
 */
export function entryKind(change: KeyChange, naming: Naming): string {
  const { before, after } = change;
  const [was, is] = [before, after].map((entry) => entry && kindOf(entry, naming));
  if (!was || !is || was === is) return is ?? was ?? '';
  return routingWords[naming.lang].sentence.changed('', was, is);
}

function kindOf(entry: CertifiedMember | CertifiedUnitKey, naming: Naming): string {
  const { lang, units } = naming;
  const words = keysWords[lang].directory;
  if ('epoch' in entry) {
    const unit = units.find(({ id }) => id === entry.unitId);
    const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
    const above = units.find(({ id }) => id === unit?.parentUnitId);
    const kind = words.unit(entry.epoch, kinds[unit?.kind ?? ''] ?? '');
    return above ? `${kind} · ${words.above(textIn(above.names, lang))}` : kind;
  }
  const { unitIds, officeIds } = entry;
  const former = officeIds.filter((id) => !unitIds.includes(id));
  const parts = [words.member, unitNames(unitIds, naming)];
  if (former.length > 0) parts.push(directoryWords[lang].offices(unitNames(former, naming)));
  return parts.join(' · ');
}

/** Names of units by id, as one text. */
export const unitNames = (ids: readonly string[], { lang, units }: UnitNaming): string =>
  formatList(
    ids.map((id) => textIn(units.find((unit) => unit.id === id)?.names ?? {}, lang) || id),
    lang,
  );

type UnitChange = DirectoryChanges['units'][number];

/** The changes of a unit in words; where none of our words says it, as it is signed. */
export function unitChangeText(change: UnitChange, naming: UnitNaming): string {
  const { before, after } = change;
  if (after === null) return '—';
  const said = before === null ? [kindSaid(change, naming)] : [];
  said.push(...differing(change, naming));
  if (said.length > 0) return said.join(' · ');
  return routingWords[naming.lang].sentence.changed('', JSON.stringify(before), JSON.stringify(after));
}

/** Telephone, address and hours, in all languages, because all of them are signed. */
function contactsSaid(contacts: CertifiedUnit['contacts'], lang: Lang): string {
  const words = directoryWords[lang];
  const { phone = null, address = null, hours = null } = contacts ?? {};
  const said = [
    ...(phone === null ? [] : [words.phone(phone)]),
    ...(address === null ? [] : [words.address(allNames(address, lang))]),
    ...(hours === null ? [] : [words.hours(allNames(hours, lang))]),
  ];
  return said.length === 0 ? words.noContacts : said.join(' · ');
}

function kindSaid({ before, after }: UnitChange, { lang }: UnitNaming): string {
  const words = directoryWords[lang];
  const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
  const called = (kind = '') => kinds[kind] ?? `“${kind}”`;
  return before === null
    ? words.kind(called(after?.kind))
    : words.kindChanged(called(before.kind), called(after?.kind));
}

function differing(change: UnitChange, naming: UnitNaming): string[] {
  const { before, after } = change;
  if (after === null) return [];
  const { lang, units } = naming;
  const words = directoryWords[lang];
  const said: string[] = [];
  const above = units.find(({ id }) => id === after.parentUnitId);
  if (before !== null && before.kind !== after.kind) said.push(kindSaid(change, naming));
  if (before?.parentUnitId !== after.parentUnitId) {
    const { parentUnitId } = after;
    said.push(parentUnitId === null ? words.noneAbove : words.above(above ? textIn(above.names, lang) : parentUnitId));
  }
  if (before !== null && allNames(before.names, lang) !== allNames(after.names, lang)) {
    said.push(words.renamed(allNames(before.names, lang)));
  }
  if (before?.code !== after.code) said.push(words.code(after.code));
  if ((before?.successorIds ?? []).join() !== after.successorIds.join()) {
    const successors = unitNames(after.successorIds, naming);
    said.push(successors === '' ? words.noSuccessors : words.successors(successors));
  }
  if (before !== null && contactsSaid(before.contacts, lang) !== contactsSaid(after.contacts, lang)) {
    said.push(words.contactsChanged(contactsSaid(before.contacts, lang), contactsSaid(after.contacts, lang)));
  } else if (before === null && after.contacts !== undefined) said.push(contactsSaid(after.contacts, lang));
  if ((before?.closedOn ?? null) !== after.closedOn) {
    said.push(after.closedOn === null ? words.reopened : words.closed(after.closedOn));
  }
  return said;
}
