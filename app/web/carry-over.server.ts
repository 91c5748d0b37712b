import { postedItems, postedRenewal } from '~/contract/posted/carry-over';
import { readPosted } from '~/contract/posted/posted';
import { Refusal } from '~/domain/refusal';
import { caseForRenewal, renewCaseKeys } from '~/services/case-renewal.server';
import type { House } from '~/services/house.server';
import { keepRewrapped, rewrapPage } from '~/services/unit-rewrap.server';
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
      return keepRewrapped(house, actor, {
        toKeyId: form.text('toKeyId'),
        items: readPosted(postedItems, form.text('items'), 'items'),
      });
    case 'case':
      return { sealed: await caseForRenewal(house, actor, form.text('caseId')) };
    case 'renew':
      await renewCaseKeys(
        house,
        actor,
        form.text('caseId'),
        readPosted(postedRenewal, form.text('renewal'), 'renewal'),
      );
      return { done: true };
    default:
      throw new Refusal('invalid');
  }
}
