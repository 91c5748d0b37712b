import type { Actor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import type { LogSubject } from '~/domain/log/log-fields';
import type { Refusal } from '~/domain/refusal';

/** What an act is about: `case:uuid`, `member:uuid`, `fund:uuid` … */
export type Subject = LogSubject | null;

/** An act while it runs. `within`: its subject was found to be within the actor's reach. */
export type Acting = { actor: Actor; act: Act; subject: Subject; within: boolean };

const refused = new WeakMap<Refusal, Acting>();

/** Stores beside a refusal what was refused, for whoever puts it into words (`actNow`). */
export function noteRefused(refusal: Refusal, acting: Acting): void {
  refused.set(refusal, acting);
}

export const refusedAct = (refusal: Refusal): Acting | null => refused.get(refusal) ?? null;
