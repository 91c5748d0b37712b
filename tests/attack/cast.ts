import type { Connection } from '#db/client';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import type { Cast } from '../services/ceremony-play';
import { knownPerson } from './demo';

/** The demo's people under the logins of the players in tests/services. */
const LOGINS = {
  'fire.handler': 'fire1',
  'fire.lead': 'fire.lead',
  'emergency.handler': 'emergency1',
  'emergency.lead': 'emergency.lead',
  'chengguan.handler': 'chengguan1',
  'upper.lead': 'upper1',
  'custodians.1': 'custodian1',
  'guardians.1': 'guardian1',
  'guardians.2': 'guardian2',
  'finance.1': 'finance1',
  'finance.2': 'finance2',
} as const;

/** These people, and more of them, with the keys that their own browsers hold. */
export async function castOf(
  connection: Pick<Connection, 'db'>,
  more: Readonly<Record<string, string>> = {},
): Promise<Cast> {
  const people = new Map<string, EnrolledMember>();
  for (const [player, login] of Object.entries({ ...LOGINS, ...more })) {
    const { account, actor, memberId, keys } = await knownPerson(connection, login);
    const { passphrase, totpSecret, name, roles } = account;
    const known = { login, name, roles, unitId: actor.unitId, memberId, actor, keys };
    people.set(player, { ...known, passphrase, totpSecret, wrappingRecipient: '' });
  }
  const of = (player: string) => {
    const found = people.get(player);
    if (!found) throw new Error(`Nobody plays ${player}`);
    return found;
  };
  return { of, actor: (player) => ({ ...of(player).actor }) };
}
