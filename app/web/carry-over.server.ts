import { Refusal } from '~/domain/refusal';
import { caseForRenewal, type Renewal, renewCaseKeys } from '~/services/case-renewal.server';
import type { House } from '~/services/house.server';
import { requireBytes } from '~/services/public-key.server';
import { keepRewrapped, type Rewrapped, rewrapPage } from '~/services/unit-rewrap.server';
import type { ParsedForm } from './form.server';
import type { StaffActor } from './staff.server';

/**
 * One step of carrying a unit over to its new key: `page` gives what to wrap anew and `items` takes it back, `case` gives
 * a case's keys and `renew` takes new ones (JSON with URL-safe Base64 bytes).
 */
export async function runCarryOver(house: House, actor: StaffActor, form: ParsedForm): Promise<object> {
  switch (form.text('act')) {
    case 'page':
      return rewrapPage(house, actor);
    case 'items':
      return keepRewrapped(house, actor, { toKeyId: form.text('toKeyId'), items: itemsIn(form) });
    case 'case':
      return { sealed: await caseForRenewal(house, actor, form.text('caseId')) };
    case 'renew':
      await renewCaseKeys(house, actor, form.text('caseId'), renewalIn(form));
      return { done: true };
    default:
      throw new Refusal('invalid');
  }
}

type Posted = Record<string, unknown>;
const isObject = (thing: unknown): thing is Posted => typeof thing === 'object' && thing !== null;

function json(form: ParsedForm, field: string): unknown {
  try {
    return JSON.parse(form.text(field));
  } catch {
    throw new Refusal('invalid', { field });
  }
}

function oneOf<const T extends string>(value: unknown, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new Refusal('invalid');
  return found;
}

const objects = (value: unknown): Posted[] => (Array.isArray(value) ? value.filter(isObject) : []);
const bytesOf = (posted: Posted) => requireBytes(String(posted.bytes ?? ''));
const idOf = (value: unknown) => String(value).toLowerCase();

function itemsIn(form: ParsedForm): Rewrapped[] {
  return objects(json(form, 'items')).map((item) => ({
    id: checkedId(item.id),
    of: oneOf(item.of, ['key', 'payee', 'directorySeed']),
    fromKeyId: checkedId(item.fromKeyId),
    bytes: bytesOf(item),
  }));
}

/** An id, or a payee share's id and name. */
function checkedId(value: unknown): string {
  const id = idOf(value);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:[a-z]+)?$/.test(id)) throw new Refusal('invalid');
  return id;
}

function renewalIn(form: ParsedForm): Renewal {
  const posted = json(form, 'renewal');
  if (!isObject(posted)) throw new Refusal('invalid');
  return {
    keyEpoch: Number(posted.keyEpoch),
    caseRecipient: String(posted.caseRecipient),
    threads: objects(posted.threads).map(({ reportId, recipient }) => ({
      reportId: checkedId(reportId),
      recipient: String(recipient),
    })),
    wraps: objects(posted.wraps).map((wrap) => ({
      reportId: wrap.reportId === null ? null : checkedId(wrap.reportId),
      key: oneOf(wrap.key, ['thread', 'case']),
      share: oneOf(wrap.share, ['whole', 'custodians', 'guardians']),
      holder: oneOf(wrap.holder, ['unit', 'reporter']),
      unitKeyId: wrap.unitKeyId === null ? null : checkedId(wrap.unitKeyId),
      bytes: bytesOf(wrap),
    })),
    proofs: objects(posted.proofs).map((proof) => ({
      reportId: proof.reportId === null ? null : checkedId(proof.reportId),
      bytes: bytesOf(proof),
    })),
  };
}
