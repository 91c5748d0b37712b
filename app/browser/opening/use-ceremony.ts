import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import * as z from 'zod/mini';
import * as keyring from '~/browser/keys/keyring';
import { deviceDay } from '~/browser/own-day';
import { staffPost, staffRefusal } from '~/browser/staff/staff-post';
import { readAnswer } from '~/contract/answers/answer';
import { openingPage, stepAnswer } from '~/contract/answers/ceremony';
import type { StaffRefusal } from '~/contract/answers/staff';
import type { Workspace } from './ceremony-asker';

type Fault =
  | { refused: StaffRefusal }
  | {
      broken: 'trust' | 'failed' | 'accusedUnit' | 'notAbove' | 'wrongDay' | 'newerVersion';
    };

/** The unlocked member's workspace for one page; throws EnvelopeError `badSignature` before there is a directory. */
export function workspaceFor(
  page: Omit<Workspace, 'directory' | 'keyring' | 'day'> & { directory: Workspace['directory'] | null },
): Workspace {
  const { directory, former, marks, steps, chain, grants } = readAnswer(openingPage, page);
  if (directory === null) throw new Error('no directory');
  return { directory, former, marks, steps, chain, grants, keyring, day: deviceDay() };
}

/** Posts one step; returns what the server hands out. Rejects as `staffPost`. */
export async function askStep<S extends z.ZodMiniType>(
  path: string,
  act: string,
  schema: S,
  made?: unknown,
): Promise<z.output<S>> {
  const fields = { act, ...(made !== undefined && { made: JSON.stringify(made) }) };
  return readAnswer(schema, (await staffPost(path, fields, stepAnswer)).given);
}

/** Posts a step whose answer hands nothing out. */
export const postStep = async (path: string, act: string, made?: unknown): Promise<void> =>
  void (await askStep(path, act, nothing, made));

const nothing = z.object({});

/**
 * Runs one step of the page at a time and keeps what went wrong, to be put into words. Afterwards the page loads anew.
 */
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
  const refused = staffRefusal(error);
  if (refused) return { refused };
  const { code } = error as { code?: unknown };
  if (code === 'accusedUnit' || code === 'notAbove' || code === 'wrongDay' || code === 'newerVersion')
    return { broken: code };
  return { broken: code === 'badSignature' || code === 'wrongPart' ? 'trust' : 'failed' };
}
