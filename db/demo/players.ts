import { type OpenedCase, openCase, type WorkspaceKeyring } from '../../app/browser/case/case-workspace';
import { fromBase64 } from '../../app/envelope/bytes';
import type { KeyPair } from '../../app/envelope/key-pair';
import { openUnitKey } from '../../app/envelope/keys/unit-key';
import { caseForStaff } from '../../app/services/case/case-page.server';
import type { Context } from '../../app/services/context.server';
import type { EnrolledMember, HeldUnitKey } from '../../app/services/keys/enrolled-member.server';

/** All members of the demo, with the keys that would be in their own browsers. */
export type Cast = {
  people: ReadonlyMap<string, EnrolledMember>;
  unitIds: ReadonlyMap<string, string>;
  unitKeys: ReadonlyMap<string, HeldUnitKey>;
};

export function personOf(cast: Cast, login: string): EnrolledMember {
  const found = cast.people.get(login);
  if (!found) throw new Error(`The demo has no ${login}`);
  return found;
}

/** The first member of a unit with this role. */
export function holderOf(cast: Cast, unitId: string, role: EnrolledMember['roles'][number]): EnrolledMember {
  const found = [...cast.people.values()].find((one) => one.unitId === unitId && one.roles.includes(role));
  if (!found) throw new Error(`The demo has no ${role} there`);
  return found;
}

const opening = new WeakMap<EnrolledMember, Map<string, Promise<KeyPair>>>();

/** What a member's browser holds after unlocking; a unit key is opened once, as in a browser. */
export function keyringOf(person: EnrolledMember): WorkspaceKeyring {
  const kept = opening.get(person) ?? new Map<string, Promise<KeyPair>>();
  opening.set(person, kept);
  return {
    member: () => ({ memberId: person.memberId, signing: person.keys.signing }),
    unitIdentity: async ({ unitKeyId, wrapped }) => {
      const pair = kept.get(unitKeyId) ?? openUnitKey(fromBase64(wrapped), unitKeyId, person.keys.age.identity);
      kept.set(unitKeyId, pair);
      return (await pair).identity;
    },
  };
}

/** A case as the officer's browser opens it. */
export async function opened(ctx: Context, person: EnrolledMember, caseId: string): Promise<OpenedCase> {
  const { sealed } = await caseForStaff(ctx, person.actor, caseId);
  return openCase(sealed, keyringOf(person));
}
