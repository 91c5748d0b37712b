import { fingerprint } from '~/envelope/key-pair';
import type { DirectoryChanges, KeyChange } from '~/envelope/keys/directory-change';
import {
  type CertifiedMember,
  type CertifiedUnit,
  type CertifiedUnitKey,
  certifiedKey,
  certifiedMember,
  certifiedUnit,
  type DirectoryStatement,
  memberFingerprint,
  type UnitContacts,
} from '~/envelope/keys/directory-statement';
import { nothingElse } from '~/envelope/keys/nothing-else';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import { routingWords } from '~/words/keys/routing';
import { formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { difference, namesTold, type Told, told, unitName } from './told';

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
  const [was, is] = [change.before, change.after].map((entry) => entry && kindTold(entry, naming));
  if (!was || !is) return (is ?? was)?.text ?? '';
  const pair = difference(was, is, '');
  return pair === null ? is.text : routingWords[naming.lang].sentence.changed('', ...pair);
}

/**
 * All that an entry says beside its name and the keys in its fingerprint. Whatever two entries differ in lies here or in
 * `printOf`.
 */
function kindTold(entry: CertifiedMember | CertifiedUnitKey, naming: Naming): Told {
  return 'epoch' in entry ? keyTold(certifiedKey(entry), naming) : memberTold(certifiedMember(entry), naming);
}

function keyTold({ unitKeyId: _named, recipient: _printed, unitId, epoch, ...rest }: CertifiedUnitKey, naming: Naming) {
  nothingElse(rest);
  const { lang, units } = naming;
  const words = keysWords[lang].directory;
  const unit = units.find(({ id }) => id === unitId);
  const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
  const above = unit?.parentUnitId ?? null;
  const kind = words.unit(epoch, kinds[unit?.kind ?? ''] ?? '');
  return told(above === null ? kind : `${kind} · ${words.above(unitName(above, naming))}`, [unitId, epoch]);
}

function memberTold(member: CertifiedMember, naming: Naming): Told {
  const { id: _named, recipient: _printed, signingKey: _printedToo, unitIds, officeIds, ...rest } = member;
  nothingElse(rest);
  const { lang } = naming;
  const former = officeIds.filter((id) => !unitIds.includes(id));
  const parts = [keysWords[lang].directory.member, unitNames(unitIds, naming)];
  if (former.length > 0) parts.push(directoryWords[lang].offices(unitNames(former, naming)));
  return told(parts.join(' · '), [unitIds, officeIds]);
}

/** Names of units by id, as one text. */
export const unitNames = (ids: readonly string[], naming: UnitNaming): string =>
  formatList(
    ids.map((id) => unitName(id, naming)),
    naming.lang,
  );

type UnitChange = DirectoryChanges['units'][number];
type Saying = (both: { before: CertifiedUnit | null; after: CertifiedUnit }, naming: UnitNaming) => string | null;

/**
 * What is said of each member of a unit's entry, in the order in which it is read; null for one that says nothing where
 * a unit is added, because its row names it.
 */
const SAID: { [K in keyof Required<CertifiedUnit>]: Saying } = {
  id: () => null,
  kind: ({ before, after }, { lang }) => {
    const [words, kinds] = [directoryWords[lang], vocabularyWords[lang].unitKinds as Record<string, string>];
    const called = (kind: string) => kinds[kind] ?? `“${kind}”`;
    return before === null
      ? words.kind(called(after.kind))
      : words.kindChanged(called(before.kind), called(after.kind));
  },
  parentUnitId: ({ before, after: { parentUnitId } }, naming) => {
    const words = directoryWords[naming.lang];
    if (parentUnitId !== null) return words.above(unitName(parentUnitId, naming));
    return before === null ? words.noneAbove : words.noneAboveNow(unitName(before.parentUnitId ?? '', naming));
  },
  names: ({ before, after }, { lang }) => {
    const pair = before && difference(namesTold(before.names, lang), namesTold(after.names, lang), '');
    return pair && directoryWords[lang].renamed(pair[0]);
  },
  code: ({ after }, { lang }) => directoryWords[lang].code(after.code),
  successorIds: ({ before, after }, naming) => {
    const words = directoryWords[naming.lang];
    if (after.successorIds.length > 0) return words.successors(unitNames(after.successorIds, naming));
    return before === null ? null : words.noSuccessors;
  },
  contacts: ({ before, after }, { lang }) => {
    if (before === null) return after.contacts === undefined ? null : contactsTold(after.contacts, lang).text;
    const pair = difference(contactsTold(before.contacts, lang), contactsTold(after.contacts, lang), '');
    return pair && directoryWords[lang].contactsChanged(...pair);
  },
  closedOn: ({ before, after }, { lang }) => {
    if (after.closedOn !== null) return directoryWords[lang].closed(after.closedOn);
    return before === null ? null : directoryWords[lang].reopened;
  },
};

/** The changes of a unit in words: each member of its entry that is signed differently. */
export function unitChangeText(change: UnitChange, naming: UnitNaming): string {
  if (change.after === null) return '—';
  const { before, after } = {
    before: change.before && certifiedUnit(change.before),
    after: certifiedUnit(change.after),
  };
  const members = Object.keys(SAID) as (keyof CertifiedUnit)[];
  const differing = members.filter((name) => before === null || !sameAsSigned(before[name], after[name]));
  const said = differing.flatMap((name) => {
    const text = SAID[name]({ before, after }, naming);
    if (text !== null) return [text];
    // None of our words says how it differs, so both are shown as they are signed.
    return before === null ? [] : [exactly(before[name], after[name], naming.lang)];
  });
  return said.join(' · ');
}

const sameAsSigned = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const exactly = (one: unknown, other: unknown, lang: Lang) =>
  routingWords[lang].sentence.changed('', JSON.stringify(one ?? null), JSON.stringify(other ?? null));

const NO_CONTACTS: UnitContacts = { phone: null, address: null, hours: null };

/** Telephone, address and hours, in all languages, because all of them are signed. */
function contactsTold(contacts: CertifiedUnit['contacts'], lang: Lang): Told {
  const words = directoryWords[lang];
  const { phone, address, hours, ...rest } = contacts ?? NO_CONTACTS;
  nothingElse(rest);
  const said = [
    ...(phone === null ? [] : [words.phone(phone)]),
    ...(address === null ? [] : [words.address(namesTold(address, lang).text)]),
    ...(hours === null ? [] : [words.hours(namesTold(hours, lang).text)]),
  ];
  return told(said.length === 0 ? words.noContacts : said.join(' · '), contacts ?? null);
}
