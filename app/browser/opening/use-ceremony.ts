import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import * as keyring from '~/browser/keys/keyring';
import { deviceDay } from '~/browser/own-day';
import type { ActNow } from '~/domain/acts/act-now';
import type { RefusalCode } from '~/domain/refusal';
import type { Workspace } from './ceremony-asker';

export type StepRefused = {
  code: RefusalCode;
  field: string | null;
  data: Record<string, unknown> | null;
  now: ActNow | null;
};
type Fault =
  | { refused: StepRefused }
  | {
      broken: 'trust' | 'failed' | 'accusedUnit' | 'notAbove' | 'wrongDay' | 'newerVersion';
    };

/** The unlocked member's workspace for one page; throws EnvelopeError `badSignature` before there is a directory. */
export function workspaceFor(
  page: Omit<Workspace, 'directory' | 'keyring' | 'day'> & { directory: Workspace['directory'] | null },
): Workspace {
  const { directory, former, marks, steps, grants } = page;
  if (directory === null) throw new Error('no directory');
  return { directory, former, marks, steps, grants, keyring, day: deviceDay() };
}

/** Posts one step; what the server hands out. Throws `{ refused }`. */
export async function postStep<T>(path: string, act: string, made?: unknown): Promise<T> {
  const body = new URLSearchParams({ act, ...(made !== undefined && { made: JSON.stringify(made) }) });
  const answer = await fetch(path, { method: 'POST', body });
  const told = (await answer.json()) as { given?: T; refused?: StepRefused; code?: RefusalCode };
  if (answer.ok && told.given !== undefined) return told.given;
  const refused = told.refused ?? { code: told.code ?? 'notFound', field: null, data: null, now: null };
  throw Object.assign(new Error('refused'), { refused });
}

/** Runs a step of the page at a time and keeps what went wrong, to be worded. Afterwards the page loads anew. */
export function useStep() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const { revalidate } = useRevalidator();
  async function run(step: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      await step();
    } catch (error) {
      const found = faultOf(error);
      setFault(found);
      // Another person's page is not loaded into this one.
      if ('refused' in found && found.refused.code === 'anotherPerson') return;
    } finally {
      setBusy(false);
    }
    revalidate();
  }
  return { busy, fault, run };
}

function faultOf(error: unknown): Fault {
  const { refused, code } = error as { refused?: StepRefused; code?: unknown };
  if (refused) return { refused };
  if (code === 'accusedUnit' || code === 'notAbove' || code === 'wrongDay' || code === 'newerVersion')
    return { broken: code };
  return { broken: code === 'badSignature' || code === 'wrongPart' ? 'trust' : 'failed' };
}
