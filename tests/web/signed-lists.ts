import { chinaDate, type IsoDate } from '~/domain/dates';
import { newKeyPair } from '~/envelope/key-pair';
import { attest } from '~/envelope/keys/attestation';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { textHashOf } from '~/envelope/keys/memory';
import { canonicalRouting, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { type SignedStatement, signStatementText } from '~/envelope/keys/signed-statement';
import { type Stamp, signStamp, stampOf } from '~/envelope/keys/stamp';
import { newSigningKey, type SigningKey } from '~/envelope/signing';

type Lists = { directory: SignedStatement; routing: SignedStatement; stamps: Stamp[] };
export type SignedLists = Lists & {
  countyKey: SigningKey;
  /** Everything signed anew: the statements with changes, and the stamps of a day. */
  signed: (changes?: { routing?: Partial<RoutingStatement>; day?: IsoDate }) => Lists;
  /** The lists as heads of the log name them. */
  named: { name: 'directory' | 'routing'; version: number; hash: string }[];
};

/** A county's list (version 3) and routing (version 2), signed by two guardians, as a site publishes them. */
export async function signedLists(): Promise<SignedLists> {
  const { recipient } = await newKeyPair();
  const countyKey = newSigningKey();
  const guardians = [newSigningKey(), newSigningKey()].map((key, i) => ({ id: `${i}`.padStart(8, '0'), key }));
  const unit = (id: string) => ({
    ...{ id, kind: id, code: id, names: { zh: id } },
    ...{ parentUnitId: null, successorIds: [], closedOn: null },
  });
  const directory: DirectoryStatement = {
    ...{ format: 2, version: 3, madeOn: '2026-03-02', history: ['1'.repeat(64), '2'.repeat(64)] },
    units: ['guardians', 'intake', 'upper'].map(unit),
    keys: [],
    members: guardians.map(({ id, key }) => ({
      ...{ id, unitIds: ['guardians'], officeIds: ['guardians'], recipient, signingKey: key.publicKey },
    })),
    ...{ superior: null, backup: null, reserve: null },
  };
  const routing: RoutingStatement = {
    ...{ format: 1, version: 2, madeOn: '2026-03-02', history: ['3'.repeat(64)], stampDays: 21 },
    ...{ areas: [], rules: [], takes: [], seats: [], registers: [], intakeUnitId: 'intake', upperUnitId: 'upper' },
  };
  const sign = (name: 'directory' | 'routing', statement: string): SignedStatement => ({
    statement,
    signature: signStatementText(name, statement, countyKey.seed),
    publicKey: countyKey.publicKey,
    attestations: guardians.map(({ id, key }) => ({
      memberId: id,
      signature: attest(name, statement, countyKey.publicKey, key.seed),
    })),
  });
  const signed: SignedLists['signed'] = ({ routing: changes = {}, day = chinaDate(Date.now()) } = {}) => {
    const beside = { ...routing, ...changes };
    const stamps = guardians.map(({ id: memberId, key }) => {
      const by = { countyKey: countyKey.publicKey, memberId };
      const stamp = stampOf({ directory, routing: beside }, { ...by, head: '', day });
      return { ...stamp, memberId, signature: signStamp(stamp, by, key.seed) };
    });
    return {
      directory: sign('directory', canonicalDirectory(directory)),
      routing: sign('routing', canonicalRouting(beside)),
      stamps,
    };
  };
  const lists = signed();
  const named = [
    { name: 'directory' as const, version: 3, hash: textHashOf(lists.directory.statement) },
    { name: 'directory' as const, version: 1, hash: '1'.repeat(64) },
    { name: 'routing' as const, version: 2, hash: textHashOf(lists.routing.statement) },
    { name: 'routing' as const, version: 1, hash: '3'.repeat(64) },
  ];
  return { countyKey, ...lists, signed, named };
}
